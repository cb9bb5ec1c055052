/*
 * kernel: calls that are no network's, each with a check of what it gives: a lookaside list with functions of the driver's own,
 * reader/writer spin locks, ordered loads and stores, the version, bits, flags of a list.
 */
#include <ndis.h>
#include <wdmsec.h>
#include "check.h"
void Kernel(PDRIVER_OBJECT Driver);
#define ON_ENTRY() Kernel(Driver)
#define ON_SEND(Module, Lists) Locked(Lists)
static void Locked(PNET_BUFFER_LIST Lists);
#include "base.h"

static ALLOCATE_FUNCTION Allocate;
static PVOID Allocate(POOL_TYPE Type, SIZE_T Bytes, ULONG Tag)
{
    UNREFERENCED_PARAMETER(Type);
    return NdisAllocateMemoryWithTagPriority(DriverHandle, (UINT)Bytes, Tag, NormalPoolPriority);
}

static FREE_FUNCTION Free;
static VOID Free(PVOID Buffer) { NdisFreeMemory(Buffer, 0, 0); }

static ALLOCATE_FUNCTION_EX AllocateEx;
static PVOID AllocateEx(POOL_TYPE Type, SIZE_T Bytes, ULONG Tag, PLOOKASIDE_LIST_EX List)
{
    UNREFERENCED_PARAMETER(Type);
    CHECK(Bytes == 48 && List != NULL);
    return NdisAllocateMemoryWithTagPriority(DriverHandle, (UINT)Bytes, Tag, NormalPoolPriority);
}

static FREE_FUNCTION_EX FreeEx;
static VOID FreeEx(PVOID Buffer, PLOOKASIDE_LIST_EX List)
{
    CHECK(List != NULL);
    NdisFreeMemory(Buffer, 0, 0);
}

static EX_SPIN_LOCK Lock;

/* With functions of the driver's own, and without. */
static void Extended(PALLOCATE_FUNCTION_EX Take, PFREE_FUNCTION_EX Give)
{
    LOOKASIDE_LIST_EX list;
    PVOID entry;
    CHECK(ExInitializeLookasideListEx(&list, Take, Give, NonPagedPoolNx, 8, 48, TAG, 0) == STATUS_INVALID_PARAMETER_5);
    if (!NT_SUCCESS(ExInitializeLookasideListEx(&list, Take, Give, NonPagedPoolNx, EX_LOOKASIDE_LIST_EX_FLAGS_FAIL_NO_RAISE, 48, TAG, 0)))
        return;
    entry = ExAllocateFromLookasideListEx(&list);
    if (entry) {
        NdisZeroMemory(entry, 48);
        ExFreeToLookasideListEx(&list, entry);
    }
    ExDeleteLookasideListEx(&list);
}

static void Locked(PNET_BUFFER_LIST Lists)
{
    KIRQL old = ExAcquireSpinLockShared(&Lock);
    CHECK(Lock == 1);
    ExReleaseSpinLockShared(&Lock, old);
    old = ExAcquireSpinLockExclusive(&Lock);
    ExReleaseSpinLockExclusive(&Lock, old);
    CHECK(Lock == 0);
    NdisSetNblFlag(Lists, 0x10000);
    CHECK(NdisTestNblFlag(Lists, 0x10000) && !NdisTestNblFlags(Lists, 0x30000));
    NdisClearNblFlag(Lists, 0x10000);
    CHECK(!NdisTestNblFlag(Lists, 0x10000));
}

void Kernel(PDRIVER_OBJECT Driver)
{
    RTL_OSVERSIONINFOW version = {.dwOSVersionInfoSize = sizeof version};
    NPAGED_LOOKASIDE_LIST list;
    LONG value = 0;
    LONG64 wide = 5;
    PVOID entry;
    PDEVICE_OBJECT device;
    NDIS_MUTEX mutex;

    PAGED_CODE();
    NDIS_INIT_MUTEX(&mutex);
    NDIS_WAIT_FOR_MUTEX(&mutex);
    CHECK(KeGetCurrentIrql() == APC_LEVEL); /* it is a fast one */
    NDIS_RELEASE_MUTEX(&mutex);
    CHECK(KeGetCurrentIrql() == PASSIVE_LEVEL);
    if (NT_SUCCESS(IoCreateDeviceSecure(Driver, 16, NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &SDDL_DEVOBJ_SYS_ALL, NULL, &device))) {
        CHECK(device->DeviceExtension && Driver->DeviceObject == device);
        IoDeleteDevice(device);
    }
    ExInitializeNPagedLookasideList(&list, Allocate, Free, 0, 64, TAG, 0);
    entry = ExAllocateFromNPagedLookasideList(&list);
    if (entry) {
        NdisZeroMemory(entry, 64);
        ExFreeToNPagedLookasideList(&list, entry);
    }
    ExDeleteNPagedLookasideList(&list);
    Extended(AllocateEx, FreeEx);
    Extended(NULL, NULL);
    WriteRelease(&value, 7);
    CHECK(ReadAcquire(&value) == 7 && InterlockedAddNoFence64(&wide, 2) == 7 && InterlockedIncrementNoFence64(&wide) == 8);
    CHECK(RtlFindLeastSignificantBit(0x50) == 4 && RtlFindMostSignificantBit(0x50) == 6 && RtlFindLeastSignificantBit(0) == -1);
    CHECK(RtlGetVersion(&version) == STATUS_SUCCESS && version.dwMajorVersion == 10);
    CHECK(RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"None") != STATUS_SUCCESS);
}
