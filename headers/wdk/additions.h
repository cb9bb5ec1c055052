/*
 * wdk/additions.h: what mingw's wdm.h and ntddk.h lack and drivers use. Read after
 * either of them (our wdm.h and ntddk.h do that).
 *
 *   wdk/functions.h   DDIs that are macros there
 *   wdk/pool.h        ExAllocatePool2 and its flags
 *   here              assertions, locks, roles, and newer functions
 */
#pragma once

#include <bugcodes.h>
#include <wdk/functions.h>
#include <wdk/atomics.h>
#include <wdk/pool.h>
#include <wdk/power.h>
#include <wdk/kernel.h>
#include <wdk/io.h>
#include <wdk/dma.h>
#include <wdk/transactions.h>

/* mingw's macro says extern, and drivers write static before it: the compiler's keyword. */
#ifdef __clang__ /* has it as a keyword; gcc has mingw's macro */
#undef __forceinline
#endif

#ifndef EXTERN_C_START
#ifdef __cplusplus
#define EXTERN_C_START extern "C" {
#define EXTERN_C_END   }
#else
#define EXTERN_C_START
#define EXTERN_C_END
#endif
#endif
#ifndef UFIELD_OFFSET
#define UFIELD_OFFSET(type, field) ((ULONG)FIELD_OFFSET(type, field))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Assertions. The condition is not evaluated: it is what the author hopes, and taking it
 * for a fact would hide the very paths that break it. The _VERIFY forms do evaluate.
 */
#undef ASSERT
#undef ASSERTMSG
#undef NT_ASSERT
#undef NT_ASSERTMSG
#undef NT_ASSERTMSGW
#undef NT_VERIFY
#undef NT_VERIFYMSG
#undef NT_VERIFYMSGW
#undef NT_ANALYSIS_ASSUME
#undef NT_FRE_ASSERT
#undef NT_FRE_ASSERTMSG
#undef RTL_SOFT_ASSERT
#undef RTL_SOFT_ASSERTMSG
#undef RTL_VERIFY
#undef RTL_VERIFYMSG
#undef RTL_SOFT_VERIFY
#undef PAGED_ASSERT
#undef PAGED_CODE
#undef PAGED_CODE_LOCKED
#define ASSERT(expr)                ((void)0)
#define ASSERTMSG(text, expr)       ((void)0)
#define NT_ASSERT(expr)             ((void)0)
#define NT_ASSERTMSG(text, expr)    ((void)0)
#define NT_ASSERTMSGW(text, expr)   ((void)0)
#define NT_ASSERT_ASSUME(expr)      ((void)0)
#define NT_ANALYSIS_ASSUME(expr)    ((void)0)
#define NT_FRE_ASSERT(expr)         ((void)0)
#define NT_FRE_ASSERTMSG(text, expr) ((void)0)
#define RTL_SOFT_ASSERT(expr)       ((void)0)
#define RTL_SOFT_ASSERTMSG(text, expr) ((void)0)
#define PAGED_ASSERT(expr)          ((void)0)
#define NT_VERIFY(expr)             ((expr) ? TRUE : FALSE)
#define NT_VERIFYMSG(text, expr)    ((expr) ? TRUE : FALSE)
#define NT_VERIFYMSGW(text, expr)   ((expr) ? TRUE : FALSE)
#define RTL_VERIFY(expr)            ((expr) ? TRUE : FALSE)
#define RTL_VERIFYMSG(text, expr)   ((expr) ? TRUE : FALSE)
#define RTL_SOFT_VERIFY(expr)       ((expr) ? TRUE : FALSE)
/* Calls, so that the rules see where they stand. */
void PAGED_CODE(void);
void PAGED_CODE_LOCKED(void);
#define PAGED_CODE()                PAGED_CODE(); /* as in the WDK, it may stand without a semicolon */
#define PAGED_CODE_LOCKED()         PAGED_CODE_LOCKED()
#define NT_ASSUME(expr)             ((void)0)

/* mingw's assign the parameter to itself, which would be a write. */
#undef UNREFERENCED_PARAMETER
#undef UNREFERENCED_LOCAL_VARIABLE
#undef DBG_UNREFERENCED_PARAMETER
#undef DBG_UNREFERENCED_LOCAL_VARIABLE
#define UNREFERENCED_PARAMETER(x)           ((void)(x))
#define UNREFERENCED_LOCAL_VARIABLE(x)      ((void)(x))
#define DBG_UNREFERENCED_PARAMETER(x)       ((void)(x))
#define DBG_UNREFERENCED_LOCAL_VARIABLE(x)  ((void)(x))

#undef C_ASSERT
#define C_ASSERT(expr) _Static_assert((expr), #expr)
#ifndef STATIC_ASSERT
#define STATIC_ASSERT(expr) _Static_assert((expr), #expr)
#endif
#if !defined(__cplusplus) && !defined(static_assert)
#define static_assert _Static_assert /* cl.exe knows it as a keyword in C, too */
#endif

/* A member that is aligned as a pointer of the 64-bit system, and a function whose result has no alias. */
#ifndef POINTER_ALIGN
#define POINTER_ALIGN __attribute__((aligned(8)))
#endif
#ifndef DECLSPEC_RESTRICT
#define DECLSPEC_RESTRICT __declspec(restrict)
#endif

/* Lists of strings, each ended by a zero, and the last by two. */
typedef _NullNull_terminated_ CHAR *PZZSTR;
typedef _NullNull_terminated_ CONST CHAR *PCZZSTR;
typedef _NullNull_terminated_ WCHAR *PZZWSTR;
typedef _NullNull_terminated_ CONST WCHAR *PCZZWSTR;

/* Bits of the extended processor state. */
#ifndef XSTATE_MASK_LEGACY
#define XSTATE_LEGACY_FLOATING_POINT 0
#define XSTATE_LEGACY_SSE            1
#define XSTATE_GSSE                  2
#define XSTATE_AVX                   XSTATE_GSSE
#define XSTATE_MPX_BNDREGS           3
#define XSTATE_MPX_BNDCSR            4
#define XSTATE_AVX512_KMASK          5
#define XSTATE_AVX512_ZMM_H          6
#define XSTATE_AVX512_ZMM            7
#define XSTATE_MASK_LEGACY_FLOATING_POINT (1ull << XSTATE_LEGACY_FLOATING_POINT)
#define XSTATE_MASK_LEGACY_SSE       (1ull << XSTATE_LEGACY_SSE)
#define XSTATE_MASK_LEGACY           (XSTATE_MASK_LEGACY_FLOATING_POINT | XSTATE_MASK_LEGACY_SSE)
#define XSTATE_MASK_GSSE             (1ull << XSTATE_GSSE)
#define XSTATE_MASK_AVX              XSTATE_MASK_GSSE
#define XSTATE_MASK_MPX              (1ull << XSTATE_MPX_BNDREGS | 1ull << XSTATE_MPX_BNDCSR)
#define XSTATE_MASK_AVX512 \
    (1ull << XSTATE_AVX512_KMASK | 1ull << XSTATE_AVX512_ZMM_H | 1ull << XSTATE_AVX512_ZMM)
#endif

/* Text of either width, which the real ntdef.h has. */
#ifndef _TCHAR_DEFINED
#define _TCHAR_DEFINED
#ifdef UNICODE
typedef WCHAR TCHAR, *PTCHAR, *PTSTR, *LPTSTR;
typedef const WCHAR *PCTSTR, *LPCTSTR;
#else
typedef char TCHAR, *PTCHAR, *PTSTR, *LPTSTR;
typedef const char *PCTSTR, *LPCTSTR;
#endif
#endif

/* The alignment of "typedef DECLSPEC_ALIGN(8) struct S" is S's, as cl.exe has it. */
#undef DECLSPEC_ALIGN
#ifdef __clang__
#define DECLSPEC_ALIGN(x) __declspec(align(x))
#else
#define DECLSPEC_ALIGN(x) __attribute__((__aligned__(x))) /* gcc drops the other form without an error */
#endif

/* Flags that go with a page priority when an MDL is mapped. */
#define MdlMappingNoWrite            0x80000000
#define MdlMappingNoExecute          0x40000000
#define MdlMappingWithGuardPtes      0x20000000

/* Access rights to a WMI block. */
#ifndef WMIGUID_NOTIFICATION
#define WMIGUID_QUERY            0x0001
#define WMIGUID_SET              0x0002
#define WMIGUID_NOTIFICATION     0x0004
#define WMIGUID_READ_DESCRIPTION 0x0008
#define WMIGUID_EXECUTE          0x0010
#endif

/* The type that a value must have, in the top byte of RTL_QUERY_REGISTRY_TABLE.DefaultType. */
#ifndef RTL_QUERY_REGISTRY_TYPECHECK
#define RTL_QUERY_REGISTRY_TYPECHECK       0x00000100
#define RTL_QUERY_REGISTRY_TYPECHECK_SHIFT 24
#define RTL_QUERY_REGISTRY_TYPECHECK_MASK  (0xffu << RTL_QUERY_REGISTRY_TYPECHECK_SHIFT)
#endif

#ifndef PAGE_TARGETS_INVALID
#define PAGE_TARGETS_INVALID         0x40000000
#endif

/* Pointers that mingw names only without the R. */
typedef struct _KPROCESS *PRKPROCESS;
typedef struct _KTHREAD *PRKTHREAD;

/* Role types that mingw lacks or has as pointers only. */
typedef
_Function_class_(DRIVER_DISPATCH)
_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
(NTAPI DRIVER_DISPATCH_PAGED)(
    _In_ struct _DEVICE_OBJECT *DeviceObject,
    _Inout_ struct _IRP *Irp);
typedef DRIVER_DISPATCH_PAGED *PDRIVER_DISPATCH_PAGED;
typedef
_Function_class_(ALLOCATE_FUNCTION)
PVOID
(NTAPI ALLOCATE_FUNCTION)(
    _In_ POOL_TYPE PoolType,
    _In_ SIZE_T NumberOfBytes,
    _In_ ULONG Tag);
typedef
_Function_class_(FREE_FUNCTION)
VOID
(NTAPI FREE_FUNCTION)(
    _In_ PVOID Buffer);
typedef
_Function_class_(ALLOCATE_FUNCTION_EX)
PVOID
(NTAPI ALLOCATE_FUNCTION_EX)(
    _In_ POOL_TYPE PoolType,
    _In_ SIZE_T NumberOfBytes,
    _In_ ULONG Tag,
    _Inout_ PLOOKASIDE_LIST_EX Lookaside);
typedef
_Function_class_(FREE_FUNCTION_EX)
VOID
(NTAPI FREE_FUNCTION_EX)(
    _In_ PVOID Buffer,
    _Inout_ PLOOKASIDE_LIST_EX Lookaside);
typedef
_Function_class_(RTL_QUERY_REGISTRY_ROUTINE)
_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
(NTAPI RTL_QUERY_REGISTRY_ROUTINE)(
    _In_ PWSTR ValueName,
    _In_ ULONG ValueType,
    _In_opt_ PVOID ValueData,
    _In_ ULONG ValueLength,
    _In_opt_ PVOID Context,
    _In_opt_ PVOID EntryContext);

/* Reader/writer spin locks. */
typedef LONG EX_SPIN_LOCK, *PEX_SPIN_LOCK;

_IRQL_raises_(DISPATCH_LEVEL) KIRQL ExAcquireSpinLockExclusive(_Inout_ PEX_SPIN_LOCK SpinLock);
_IRQL_raises_(DISPATCH_LEVEL) KIRQL ExAcquireSpinLockShared(_Inout_ PEX_SPIN_LOCK SpinLock);
VOID ExReleaseSpinLockExclusive(_Inout_ PEX_SPIN_LOCK SpinLock, _In_ KIRQL OldIrql);
VOID ExReleaseSpinLockShared(_Inout_ PEX_SPIN_LOCK SpinLock, _In_ KIRQL OldIrql);
_IRQL_requires_min_(DISPATCH_LEVEL) VOID ExAcquireSpinLockExclusiveAtDpcLevel(_Inout_ PEX_SPIN_LOCK SpinLock);
_IRQL_requires_min_(DISPATCH_LEVEL) VOID ExAcquireSpinLockSharedAtDpcLevel(_Inout_ PEX_SPIN_LOCK SpinLock);
_IRQL_requires_min_(DISPATCH_LEVEL) VOID ExReleaseSpinLockExclusiveFromDpcLevel(_Inout_ PEX_SPIN_LOCK SpinLock);
_IRQL_requires_min_(DISPATCH_LEVEL) VOID ExReleaseSpinLockSharedFromDpcLevel(_Inout_ PEX_SPIN_LOCK SpinLock);
_IRQL_requires_min_(DISPATCH_LEVEL) LOGICAL ExTryConvertSharedSpinLockExclusive(_Inout_ PEX_SPIN_LOCK SpinLock);

/* Push locks. */
typedef ULONG_PTR EX_PUSH_LOCK, *PEX_PUSH_LOCK;

_IRQL_requires_max_(APC_LEVEL) VOID ExInitializePushLock(_Out_ PEX_PUSH_LOCK PushLock);
_IRQL_requires_max_(APC_LEVEL) VOID ExAcquirePushLockExclusive(_Inout_ PEX_PUSH_LOCK PushLock);
_IRQL_requires_max_(APC_LEVEL) VOID ExAcquirePushLockShared(_Inout_ PEX_PUSH_LOCK PushLock);
_IRQL_requires_max_(APC_LEVEL) VOID ExReleasePushLockExclusive(_Inout_ PEX_PUSH_LOCK PushLock);
_IRQL_requires_max_(APC_LEVEL) VOID ExReleasePushLockShared(_Inout_ PEX_PUSH_LOCK PushLock);

/* Newer kernel functions. */
VOID KeQuerySystemTimePrecise(_Out_ PLARGE_INTEGER CurrentTime);
ULONG64 KeQueryInterruptTimePrecise(_Out_ PULONG64 QpcTimeStamp);
ULONG KeGetCurrentProcessorIndex(VOID);
LOGICAL KeIsExecutingDpc(VOID);
LOGICAL KeShouldYieldProcessor(VOID);
NTSTATUS KeSaveFloatingPointState(_Out_ PKFLOATING_SAVE FloatSave);
NTSTATUS KeRestoreFloatingPointState(_In_ PKFLOATING_SAVE FloatSave);

typedef struct _MM_COPY_ADDRESS {
    union {
        PVOID VirtualAddress;
        PHYSICAL_ADDRESS PhysicalAddress;
    };
} MM_COPY_ADDRESS, *PMMCOPY_ADDRESS;
#define MM_COPY_MEMORY_PHYSICAL 0x1
#define MM_COPY_MEMORY_VIRTUAL  0x2

_IRQL_requires_max_(APC_LEVEL)
NTSTATUS
MmCopyMemory(
    _In_ PVOID TargetAddress,
    _In_ MM_COPY_ADDRESS SourceAddress,
    _In_ SIZE_T NumberOfBytes,
    _In_ ULONG Flags,
    _Out_ PSIZE_T NumberOfBytesTransferred);

_IRQL_requires_max_(DISPATCH_LEVEL)
PVOID
MmMapIoSpaceEx(
    _In_ PHYSICAL_ADDRESS PhysicalAddress,
    _In_ SIZE_T NumberOfBytes,
    _In_ ULONG Protect);

_IRQL_requires_max_(DISPATCH_LEVEL)
PVOID
MmAllocateContiguousNodeMemory(
    _In_ SIZE_T NumberOfBytes,
    _In_ PHYSICAL_ADDRESS LowestAcceptableAddress,
    _In_ PHYSICAL_ADDRESS HighestAcceptableAddress,
    _In_opt_ PHYSICAL_ADDRESS BoundaryAddressMultiple,
    _In_ ULONG Protect,
    _In_ NODE_REQUIREMENT PreferredNode);

LOGICAL ObReferenceObjectSafe(_In_ PVOID Object);
_IRQL_requires_(PASSIVE_LEVEL) NTSTATUS ObCloseHandle(_In_ HANDLE Handle, _In_ KPROCESSOR_MODE PreviousMode);
NTSTATUS PsGetProcessExitStatus(_In_ PEPROCESS Process);
NTSTATUS PsGetThreadExitStatus(_In_ PETHREAD Thread);
_IRQL_requires_max_(DISPATCH_LEVEL) PIRP IoAllocateIrpEx(_In_ PDEVICE_OBJECT DeviceObject, _In_ CCHAR StackSize, _In_ BOOLEAN ChargeQuota);
NTSTATUS IoGetActivityIdIrp(_In_ PIRP Irp, _Out_ LPGUID Guid);
NTSTATUS IoSetActivityIdIrp(_Inout_ PIRP Irp, _In_opt_ LPGUID Guid);
VOID IoSetMasterIrpStatus(_Inout_ PIRP MasterIrp, _In_ NTSTATUS Status);
PEPROCESS IoGetInitiatorProcess(_In_ PFILE_OBJECT FileObject);
LOGICAL RtlIsZeroMemory(_In_ PVOID Buffer, _In_ SIZE_T Length);
VOID ExQueryTimerResolution(_Out_ PULONG MaximumTime, _Out_ PULONG MinimumTime, _Out_ PULONG CurrentTime);

typedef enum _DRIVER_REGKEY_TYPE {
    DriverRegKeyParameters,
    DriverRegKeyPersistentState,
    DriverRegKeySharedPersistentState
} DRIVER_REGKEY_TYPE, *PDRIVER_REGKEY_TYPE;

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
IoOpenDriverRegistryKey(
    _In_ PDRIVER_OBJECT DriverObject,
    _In_ DRIVER_REGKEY_TYPE RegKeyType,
    _In_ ACCESS_MASK DesiredAccess,
    _In_ ULONG Flags,
    _Out_ PHANDLE DriverRegKey);

typedef enum _DRIVER_DIRECTORY_TYPE {
    DriverDirectoryImage,
    DriverDirectoryData,
    DriverDirectorySharedData
} DRIVER_DIRECTORY_TYPE, *PDRIVER_DIRECTORY_TYPE;

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
IoGetDriverDirectory(
    _In_ PDRIVER_OBJECT DriverObject,
    _In_ DRIVER_DIRECTORY_TYPE DirectoryType,
    _In_ ULONG Flags,
    _Out_ PHANDLE DriverDirectoryHandle);

/* Security descriptors for IoCreateDeviceSecure and WdfDeviceInitAssignSDDLString: strings that the library has. */
extern const UNICODE_STRING SDDL_DEVOBJ_KERNEL_ONLY;
extern const UNICODE_STRING SDDL_DEVOBJ_SYS_ALL;
extern const UNICODE_STRING SDDL_DEVOBJ_SYS_ALL_ADM_ALL;
extern const UNICODE_STRING SDDL_DEVOBJ_SYS_ALL_ADM_RX;
extern const UNICODE_STRING SDDL_DEVOBJ_SYS_ALL_ADM_RWX_WORLD_R;
extern const UNICODE_STRING SDDL_DEVOBJ_SYS_ALL_ADM_RWX_WORLD_R_RES_R;
extern const UNICODE_STRING SDDL_DEVOBJ_SYS_ALL_ADM_RWX_WORLD_RW_RES_R;
extern const UNICODE_STRING SDDL_DEVOBJ_SYS_ALL_ADM_RWX_WORLD_RWX_RES_RWX;

/* The time since boot without sleep, and the counter that was read for it. */
ULONGLONG KeQueryUnbiasedInterruptTimePrecise(_Out_ PULONG64 QpcTimeStamp);

/* Registers and atomic loads and stores of a given order. */
ULONG64 READ_REGISTER_ULONG64(_In_ volatile ULONG64 *Register);
VOID WRITE_REGISTER_ULONG64(_In_ volatile ULONG64 *Register, _In_ ULONG64 Value);
/* The same without the fence that an ARM processor needs. */
UCHAR READ_REGISTER_NOFENCE_UCHAR(_In_ volatile UCHAR *Register);
USHORT READ_REGISTER_NOFENCE_USHORT(_In_ volatile USHORT *Register);
ULONG READ_REGISTER_NOFENCE_ULONG(_In_ volatile ULONG *Register);
ULONG64 READ_REGISTER_NOFENCE_ULONG64(_In_ volatile ULONG64 *Register);
VOID WRITE_REGISTER_NOFENCE_UCHAR(_In_ volatile UCHAR *Register, _In_ UCHAR Value);
VOID WRITE_REGISTER_NOFENCE_USHORT(_In_ volatile USHORT *Register, _In_ USHORT Value);
VOID WRITE_REGISTER_NOFENCE_ULONG(_In_ volatile ULONG *Register, _In_ ULONG Value);
VOID WRITE_REGISTER_NOFENCE_ULONG64(_In_ volatile ULONG64 *Register, _In_ ULONG64 Value);
#define DDI_ORDERED(Type, Name)                                                  \
    Type Read##Name##Acquire(_In_ Type const volatile *Source);                  \
    Type Read##Name##NoFence(_In_ Type const volatile *Source);                  \
    Type Read##Name##Raw(_In_ Type const volatile *Source);                      \
    VOID Write##Name##Release(_Out_ Type volatile *Destination, _In_ Type Value);\
    VOID Write##Name##NoFence(_Out_ Type volatile *Destination, _In_ Type Value);\
    VOID Write##Name##Raw(_Out_ Type volatile *Destination, _In_ Type Value);
DDI_ORDERED(BOOLEAN, Boolean)
DDI_ORDERED(LONG, Long)
DDI_ORDERED(ULONG, ULong)
DDI_ORDERED(INT32, Int32)
DDI_ORDERED(UINT32, UInt32)
DDI_ORDERED(LONG64, Long64)
DDI_ORDERED(ULONG64, ULong64)
DDI_ORDERED(PVOID, Pointer)
#undef DDI_ORDERED

#ifdef __cplusplus
}
#endif
#include <wdk/constants.h>
#include <wdk/fastfail.h>
#include <wdk/dbgprint.h>

/* The C run-time library's check of stacks, for drivers that start it themselves. */
#ifdef __cplusplus
extern "C"
#endif
void __cdecl __security_init_cookie(void);
