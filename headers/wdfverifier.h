/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * wdfverifier.h: the framework's verifier and what a debugger reads.
 */
#pragma once

#include <wdftypes.h>

#ifdef __cplusplus
extern "C" {
#endif

VOID
WdfVerifierDbgBreakPoint(VOID);

VOID
WdfVerifierKeBugCheck(
    _In_ ULONG BugCheckCode,
    _In_ ULONG_PTR BugCheckParameter1,
    _In_ ULONG_PTR BugCheckParameter2,
    _In_ ULONG_PTR BugCheckParameter3,
    _In_ ULONG_PTR BugCheckParameter4);

PVOID
WdfGetTriageInfo(VOID);

#ifdef __cplusplus
}
#endif
