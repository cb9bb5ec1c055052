#!/usr/bin/env python3
"""Writes a filter driver of N files, for measurements: generate.py FOLDER N

Every file has the shapes that real filter drivers have: a pool that is made and freed, lists that are
allocated, walked, sent and freed, locks around shared counters, helpers that are called from the next
file. File 0 registers the driver. The same N gives the same text.
"""
import pathlib
import sys

HEADER = """\
#pragma once
#include <ndis.h>

typedef struct _MODULE {
    NDIS_HANDLE FilterHandle;
    NDIS_HANDLE Pools[%(count)d];
    NDIS_SPIN_LOCK Lock;
    ULONG Counters[%(count)d];
    BOOLEAN Enabled;
} MODULE, *PMODULE;

extern NDIS_HANDLE FilterDriverHandle;
"""

PROTOTYPES = """\
NDIS_STATUS Part%(n)dStart(PMODULE Module);
void Part%(n)dStop(PMODULE Module);
void Part%(n)dSend(PMODULE Module, PNET_BUFFER_LIST Lists);
PNET_BUFFER_LIST Part%(n)dMake(PMODULE Module, PMDL Mdl, ULONG Length);
"""

PART = """\
/* Part %(n)d of a generated driver. */
#include "module.h"

%(prototypes)s
#define PART_TAG '%(tag)s'

NDIS_STATUS Part%(n)dStart(PMODULE Module)
{
    NET_BUFFER_LIST_POOL_PARAMETERS Parameters;
    NdisZeroMemory(&Parameters, sizeof(Parameters));
    Parameters.Header.Type = NDIS_OBJECT_TYPE_DEFAULT;
    Parameters.Header.Revision = NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1;
    Parameters.Header.Size = NDIS_SIZEOF_NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1;
    Parameters.fAllocateNetBuffer = TRUE;
    Parameters.PoolTag = PART_TAG;
    Module->Pools[%(n)d] = NdisAllocateNetBufferListPool(Module->FilterHandle, &Parameters);
    if (Module->Pools[%(n)d] == NULL) {
        return NDIS_STATUS_RESOURCES;
    }
    Module->Counters[%(n)d] = 0;
    return NDIS_STATUS_SUCCESS;
}

void Part%(n)dStop(PMODULE Module)
{
    if (Module->Pools[%(n)d] != NULL) {
        NdisFreeNetBufferListPool(Module->Pools[%(n)d]);
        Module->Pools[%(n)d] = NULL;
    }
}

static void Part%(n)dCount(PMODULE Module, ULONG Amount)
{
    NdisAcquireSpinLock(&Module->Lock);
    if (Amount > %(limit)d) {
        Module->Counters[%(n)d] = 0;
    } else {
        Module->Counters[%(n)d] += Amount;
    }
    NdisReleaseSpinLock(&Module->Lock);
}

PNET_BUFFER_LIST Part%(n)dMake(PMODULE Module, PMDL Mdl, ULONG Length)
{
    PNET_BUFFER_LIST List;
    if (Module->Pools[%(n)d] == NULL || Length == 0) {
        return NULL;
    }
    List = NdisAllocateNetBufferAndNetBufferList(Module->Pools[%(n)d], 0, 0, Mdl, 0, Length);
    if (List == NULL) {
        Part%(n)dCount(Module, 1);
        return NULL;
    }
    List->SourceHandle = Module->FilterHandle;
    return List;
}

static ULONG Part%(n)dLength(PNET_BUFFER_LIST Lists)
{
    ULONG Total = 0;
    PNET_BUFFER_LIST List;
    PNET_BUFFER Buffer;
    for (List = Lists; List != NULL; List = NET_BUFFER_LIST_NEXT_NBL(List)) {
        for (Buffer = NET_BUFFER_LIST_FIRST_NB(List); Buffer != NULL; Buffer = NET_BUFFER_NEXT_NB(Buffer)) {
            switch (NET_BUFFER_DATA_LENGTH(Buffer) & 3) {
            case 0: Total += 1; break;
            case 1: Total += %(n)d; break;
            case 2: Total += 2 * Total; break;
            default: continue;
            }
        }
    }
    return Total;
}

void Part%(n)dSend(PMODULE Module, PNET_BUFFER_LIST Lists)
{
    ULONG Length = Part%(n)dLength(Lists);
    PUCHAR Copy = NULL;
    PNET_BUFFER_LIST Extra;
    if (!Module->Enabled) {
        goto done;
    }
    Copy = NdisAllocateMemoryWithTagPriority(Module->FilterHandle, Length + 64, PART_TAG, NormalPoolPriority);
    if (Copy == NULL) {
        goto done;
    }
    NdisZeroMemory(Copy, Length);
    Extra = Part%(next)dMake(Module, NULL, Length);
    if (Extra != NULL) {
        if (Length > %(limit)d) {
            NdisFreeNetBufferList(Extra);
        } else {
            NdisFSendNetBufferLists(Module->FilterHandle, Extra, NDIS_DEFAULT_PORT_NUMBER, 0);
        }
    }
done:
    if (Copy != NULL) {
        NdisFreeMemory(Copy, 0, 0);
    }
    Part%(n)dCount(Module, Length);
}
"""

DRIVER = """\
/* Registration of a generated driver. */
#include "module.h"

NDIS_STATUS Part0Start(PMODULE Module);
void Part0Stop(PMODULE Module);
void Part0Send(PMODULE Module, PNET_BUFFER_LIST Lists);

NDIS_HANDLE FilterDriverHandle;
DRIVER_INITIALIZE DriverEntry;
FILTER_ATTACH FilterAttach;
FILTER_DETACH FilterDetach;
FILTER_RESTART FilterRestart;
FILTER_PAUSE FilterPause;
FILTER_SEND_NET_BUFFER_LISTS FilterSend;
FILTER_SEND_NET_BUFFER_LISTS_COMPLETE FilterSendComplete;
DRIVER_UNLOAD Unload;

NDIS_STATUS FilterAttach(NDIS_HANDLE Handle, NDIS_HANDLE Context, PNDIS_FILTER_ATTACH_PARAMETERS Parameters)
{
    NDIS_FILTER_ATTRIBUTES Attributes;
    PMODULE Module = NdisAllocateMemoryWithTagPriority(Handle, sizeof(MODULE), 'dneG', NormalPoolPriority);
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Parameters);
    if (Module == NULL) {
        return NDIS_STATUS_RESOURCES;
    }
    NdisZeroMemory(Module, sizeof(MODULE));
    NdisAllocateSpinLock(&Module->Lock);
    Module->FilterHandle = Handle;
    NdisZeroMemory(&Attributes, sizeof(Attributes));
    Attributes.Header.Type = NDIS_OBJECT_TYPE_FILTER_ATTRIBUTES;
    Attributes.Header.Revision = NDIS_FILTER_ATTRIBUTES_REVISION_1;
    Attributes.Header.Size = NDIS_SIZEOF_FILTER_ATTRIBUTES_REVISION_1;
    if (NdisFSetAttributes(Handle, Module, &Attributes) != NDIS_STATUS_SUCCESS) {
        NdisFreeMemory(Module, 0, 0);
        return NDIS_STATUS_FAILURE;
    }
    return NDIS_STATUS_SUCCESS;
}

void FilterDetach(NDIS_HANDLE Context)
{
    NdisFreeMemory(Context, 0, 0);
}

NDIS_STATUS FilterRestart(NDIS_HANDLE Context, PNDIS_FILTER_RESTART_PARAMETERS Parameters)
{
    PMODULE Module = Context;
    UNREFERENCED_PARAMETER(Parameters);
    if (Part0Start(Module) != NDIS_STATUS_SUCCESS) {
        return NDIS_STATUS_RESOURCES;
    }
    Module->Enabled = TRUE;
    return NDIS_STATUS_SUCCESS;
}

NDIS_STATUS FilterPause(NDIS_HANDLE Context, PNDIS_FILTER_PAUSE_PARAMETERS Parameters)
{
    PMODULE Module = Context;
    UNREFERENCED_PARAMETER(Parameters);
    Module->Enabled = FALSE;
    Part0Stop(Module);
    return NDIS_STATUS_SUCCESS;
}

void FilterSend(NDIS_HANDLE Context, PNET_BUFFER_LIST Lists, NDIS_PORT_NUMBER Port, ULONG Flags)
{
    PMODULE Module = Context;
    Part0Send(Module, Lists);
    NdisFSendNetBufferLists(Module->FilterHandle, Lists, Port, Flags);
}

void FilterSendComplete(NDIS_HANDLE Context, PNET_BUFFER_LIST Lists, ULONG Flags)
{
    PMODULE Module = Context;
    NdisFSendNetBufferListsComplete(Module->FilterHandle, Lists, Flags);
}

void Unload(PDRIVER_OBJECT Driver)
{
    UNREFERENCED_PARAMETER(Driver);
    NdisFDeregisterFilterDriver(FilterDriverHandle);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING Path)
{
    NDIS_FILTER_DRIVER_CHARACTERISTICS C;
    UNREFERENCED_PARAMETER(Path);
    NdisZeroMemory(&C, sizeof(C));
    C.Header.Type = NDIS_OBJECT_TYPE_FILTER_DRIVER_CHARACTERISTICS;
    C.Header.Size = NDIS_SIZEOF_FILTER_DRIVER_CHARACTERISTICS_REVISION_2;
    C.Header.Revision = NDIS_FILTER_CHARACTERISTICS_REVISION_2;
    C.MajorNdisVersion = 6;
    C.MinorNdisVersion = 30;
    C.AttachHandler = FilterAttach;
    C.DetachHandler = FilterDetach;
    C.RestartHandler = FilterRestart;
    C.PauseHandler = FilterPause;
    C.SendNetBufferListsHandler = FilterSend;
    C.SendNetBufferListsCompleteHandler = FilterSendComplete;
    Driver->DriverUnload = Unload;
    return NdisFRegisterFilterDriver(Driver, (NDIS_HANDLE)Driver, &C, &FilterDriverHandle);
}
"""


def driver(folder, count):
    """Writes `count` files; returns the number of lines."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    parts = max(count - 1, 1)
    texts = {"module.h": HEADER % {"count": parts},
             "driver.c": DRIVER}
    for n in range(parts):
        near = sorted({n, (n + 1) % parts}) # a header with all of them would make every file grow with the driver
        texts[f"part{n:04}.c"] = PART % {"n": n, "next": (n + 1) % parts, "limit": 1000 + n, "tag": "%04d" % (n % 10000),
                                         "prototypes": "".join(PROTOTYPES % {"n": k} for k in near)}
    for name, text in texts.items():
        (folder / name).write_text(text)
    return sum(text.count("\n") for text in texts.values())


if __name__ == "__main__":
    if len(sys.argv) != 3 or not sys.argv[2].isdigit():
        sys.exit(__doc__)
    print(driver(sys.argv[1], int(sys.argv[2])), "lines")
