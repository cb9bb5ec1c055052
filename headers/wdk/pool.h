/*
 * wdk/pool.h: pool allocation of Windows 10 2004 and later, and the wrappers for older
 * systems that zero their memory.
 */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

typedef ULONG64 POOL_FLAGS;

#define POOL_FLAG_REQUIRED_START           0x0000000000000001ULL
#define POOL_FLAG_USE_QUOTA                0x0000000000000001ULL
#define POOL_FLAG_UNINITIALIZED            0x0000000000000002ULL
#define POOL_FLAG_SESSION                  0x0000000000000004ULL
#define POOL_FLAG_CACHE_ALIGNED            0x0000000000000008ULL
#define POOL_FLAG_RESERVED1                0x0000000000000010ULL
#define POOL_FLAG_RAISE_ON_FAILURE         0x0000000000000020ULL
#define POOL_FLAG_NON_PAGED                0x0000000000000040ULL
#define POOL_FLAG_NON_PAGED_EXECUTE        0x0000000000000080ULL
#define POOL_FLAG_PAGED                    0x0000000000000100ULL
#define POOL_FLAG_RESERVED2                0x0000000000000200ULL
#define POOL_FLAG_RESERVED3                0x0000000000000400ULL
#define POOL_FLAG_REQUIRED_END             0x0000000080000000ULL
#define POOL_FLAG_OPTIONAL_START           0x0000000100000000ULL
#define POOL_FLAG_SPECIAL_POOL             0x0000000100000000ULL
#define POOL_FLAG_OPTIONAL_END             0x8000000000000000ULL

#ifndef POOL_NX_ALLOCATION
#define POOL_NX_ALLOCATION                 512
#endif
#ifndef POOL_ZERO_ALLOCATION
#define POOL_ZERO_ALLOCATION               1024
#endif

/* POOL_NX_OPTIN makes NonPagedPool mean NonPagedPoolNx. */
VOID ExInitializeDriverRuntime(_In_ ULONG RuntimeFlags);
#define DrvRtPoolNxOptIn 0x00000001

typedef enum POOL_EXTENDED_PARAMETER_TYPE {
    PoolExtendedParameterInvalidType,
    PoolExtendedParameterPriority,
    PoolExtendedParameterSecurePool,
    PoolExtendedParameterNumaNode,
    PoolExtendedParameterMax
} POOL_EXTENDED_PARAMETER_TYPE, *PPOOL_EXTENDED_PARAMETER_TYPE;

typedef struct _POOL_EXTENDED_PARAMETER {
    struct {
        ULONG64 Type : 8;
        ULONG64 Optional : 1;
        ULONG64 Reserved : 55;
    };
    union {
        ULONG64 Reserved2;
        PVOID Reserved3;
        EX_POOL_PRIORITY Priority;
        ULONG PreferredNode;
    };
} POOL_EXTENDED_PARAMETER, *PPOOL_EXTENDED_PARAMETER;
typedef const POOL_EXTENDED_PARAMETER *PCPOOL_EXTENDED_PARAMETER;

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
PVOID
ExAllocatePool2(
    _In_ POOL_FLAGS Flags,
    _In_ SIZE_T NumberOfBytes,
    _In_ ULONG Tag);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
PVOID
ExAllocatePool3(
    _In_ POOL_FLAGS Flags,
    _In_ SIZE_T NumberOfBytes,
    _In_ ULONG Tag,
    _In_opt_ PCPOOL_EXTENDED_PARAMETER ExtendedParameters,
    _In_ ULONG ExtendedParametersCount);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
ExFreePool2(
    _In_ PVOID P,
    _In_ ULONG Tag,
    _In_opt_ PCPOOL_EXTENDED_PARAMETER ExtendedParameters,
    _In_ ULONG ExtendedParametersCount);

_Must_inspect_result_ PVOID ExAllocatePoolZero(_In_ POOL_TYPE PoolType, _In_ SIZE_T NumberOfBytes, _In_ ULONG Tag);
_Must_inspect_result_ PVOID ExAllocatePoolUninitialized(_In_ POOL_TYPE PoolType, _In_ SIZE_T NumberOfBytes, _In_ ULONG Tag);
_Must_inspect_result_ PVOID ExAllocatePoolQuotaZero(_In_ POOL_TYPE PoolType, _In_ SIZE_T NumberOfBytes, _In_ ULONG Tag);
_Must_inspect_result_ PVOID ExAllocatePoolQuotaUninitialized(_In_ POOL_TYPE PoolType, _In_ SIZE_T NumberOfBytes, _In_ ULONG Tag);
_Must_inspect_result_ PVOID ExAllocatePoolPriorityZero(_In_ POOL_TYPE PoolType, _In_ SIZE_T NumberOfBytes, _In_ ULONG Tag, _In_ EX_POOL_PRIORITY Priority);
_Must_inspect_result_ PVOID ExAllocatePoolPriorityUninitialized(_In_ POOL_TYPE PoolType, _In_ SIZE_T NumberOfBytes, _In_ ULONG Tag, _In_ EX_POOL_PRIORITY Priority);

#ifdef __cplusplus
}
#endif
