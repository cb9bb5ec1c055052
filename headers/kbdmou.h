/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * kbdmou.h: as mingw's, which names a calling convention by a macro that only user mode's headers define.
 */
#pragma once

#include <ntddk.h>

#ifndef WINAPI
#define WINAPI NTAPI
#endif
#include_next <kbdmou.h>

/* What a class driver's callback is; the type of the pointer above. */
typedef VOID SERVICE_CALLBACK_ROUTINE(_In_ PVOID NormalContext, _In_ PVOID SystemArgument1, _In_ PVOID SystemArgument2, _Inout_ PVOID SystemArgument3);
