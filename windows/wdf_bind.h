/*
 * wdf_bind.h: between a framework driver and the framework's loader.
 *
 * A driver that is bound has two things: a structure of its own (WdfDriverGlobals), which is each method's first argument, and
 * a table of functions (WdfFunctions), in which each method has a fixed place. From version 1.15 on the table is the
 * framework's own, and binding sets the pointer to it.
 */
#pragma once
#include <ntddk.h>
#include <wdf.h>

typedef VOID (*WDFFUNC)(VOID);

/* What a driver asks of the loader. It has to stay as long as the driver is bound. */
typedef struct _WDF_BIND_INFO {
    ULONG Size;
    PWCHAR Component; /* which framework */
    struct {
        ULONG Major, Minor, Build;
    } Version;
    ULONG FuncCount;    /* methods in a table of this version: the loader compares */
    WDFFUNC *FuncTable; /* in truth the address of WdfFunctions */
    PVOID Module;       /* the loader's */
} WDF_BIND_INFO, *PWDF_BIND_INFO;

extern const WDFFUNC *WdfFunctions;

/* The exports of wdfldr.sys (wdfldr.def). At PASSIVE_LEVEL. */
NTSTATUS WdfVersionBind(PDRIVER_OBJECT Driver, PUNICODE_STRING RegistryPath, PWDF_BIND_INFO Info, PVOID *Globals);
NTSTATUS WdfVersionUnbind(PUNICODE_STRING RegistryPath, PWDF_BIND_INFO Info, PVOID Globals);
