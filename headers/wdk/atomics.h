/*
 * wdk/atomics.h: interlocked operations of 8 and 16 bits and of a given order, and atomic
 * loads and stores by width, as functions. Read by wdk/additions.h.
 */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

/* Loads and stores. */
#define DDI_ORDERED_WIDTH(Type, Width)                                              \
    Type ReadAcquire##Width(_In_ Type const volatile *Source);                      \
    Type ReadNoFence##Width(_In_ Type const volatile *Source);                      \
    Type ReadRaw##Width(_In_ Type const volatile *Source);                          \
    VOID WriteRelease##Width(_Out_ Type volatile *Destination, _In_ Type Value);    \
    VOID WriteNoFence##Width(_Out_ Type volatile *Destination, _In_ Type Value);    \
    VOID WriteRaw##Width(_Out_ Type volatile *Destination, _In_ Type Value);
DDI_ORDERED_WIDTH(CHAR, 8)
DDI_ORDERED_WIDTH(SHORT, 16)
DDI_ORDERED_WIDTH(LONG, )
DDI_ORDERED_WIDTH(LONG64, 64)
#undef DDI_ORDERED_WIDTH

#define DDI_ORDERED_NAME(Type, Name)                                                \
    Type Read##Name##Acquire(_In_ Type const volatile *Source);                     \
    Type Read##Name##NoFence(_In_ Type const volatile *Source);                     \
    Type Read##Name##Raw(_In_ Type const volatile *Source);                         \
    VOID Write##Name##Release(_Out_ Type volatile *Destination, _In_ Type Value);   \
    VOID Write##Name##NoFence(_Out_ Type volatile *Destination, _In_ Type Value);   \
    VOID Write##Name##Raw(_Out_ Type volatile *Destination, _In_ Type Value);
DDI_ORDERED_NAME(UCHAR, UChar)
DDI_ORDERED_NAME(USHORT, UShort)
DDI_ORDERED_NAME(SIZE_T, SizeT)
#undef DDI_ORDERED_NAME

/* Read, modify, write. */
#undef InterlockedIncrementAcquire
#undef InterlockedIncrementRelease
#undef InterlockedIncrementNoFence
#undef InterlockedDecrementAcquire
#undef InterlockedDecrementRelease
#undef InterlockedDecrementNoFence
#undef InterlockedCompareExchangeAcquire
#undef InterlockedCompareExchangeRelease
#undef InterlockedCompareExchangeAcquire64
#undef InterlockedCompareExchangeRelease64
#undef InterlockedCompareExchangePointerAcquire
#undef InterlockedCompareExchangePointerRelease
#define DDI_INTERLOCKED(Type, Suffix)                                               \
    Type InterlockedIncrement##Suffix(_Inout_ Type volatile *Target);               \
    Type InterlockedDecrement##Suffix(_Inout_ Type volatile *Target);               \
    DDI_INTERLOCKED_VALUE(Type, Suffix)
#define DDI_INTERLOCKED_VALUE(Type, Suffix)                                         \
    Type InterlockedExchange##Suffix(_Inout_ Type volatile *Target, _In_ Type Value); \
    Type InterlockedExchangeAdd##Suffix(_Inout_ Type volatile *Target, _In_ Type Value); \
    Type InterlockedAnd##Suffix(_Inout_ Type volatile *Target, _In_ Type Value);    \
    Type InterlockedOr##Suffix(_Inout_ Type volatile *Target, _In_ Type Value);     \
    Type InterlockedXor##Suffix(_Inout_ Type volatile *Target, _In_ Type Value);
#define DDI_INTERLOCKED_COMPARE(Type, Suffix)                                       \
    Type InterlockedCompareExchange##Suffix(_Inout_ Type volatile *Target, _In_ Type Exchange, _In_ Type Comparand);
DDI_INTERLOCKED_VALUE(CHAR, 8)
DDI_INTERLOCKED(SHORT, 16)
DDI_INTERLOCKED_COMPARE(SHORT, 16)
DDI_INTERLOCKED(LONG, Acquire)
DDI_INTERLOCKED(LONG, Release)
DDI_INTERLOCKED(LONG, NoFence)
DDI_INTERLOCKED_COMPARE(LONG, Acquire)
DDI_INTERLOCKED_COMPARE(LONG, Release)
DDI_INTERLOCKED_COMPARE(LONG, NoFence)
DDI_INTERLOCKED(LONG64, Acquire64)
DDI_INTERLOCKED(LONG64, Release64)
DDI_INTERLOCKED(LONG64, NoFence64)
DDI_INTERLOCKED_COMPARE(LONG64, Acquire64)
DDI_INTERLOCKED_COMPARE(LONG64, Release64)
DDI_INTERLOCKED_COMPARE(LONG64, NoFence64)
LONG InterlockedAddAcquire(_Inout_ LONG volatile *Addend, _In_ LONG Value);
LONG InterlockedAddRelease(_Inout_ LONG volatile *Addend, _In_ LONG Value);
LONG InterlockedAddNoFence(_Inout_ LONG volatile *Addend, _In_ LONG Value);
LONG64 InterlockedAddAcquire64(_Inout_ LONG64 volatile *Addend, _In_ LONG64 Value);
LONG64 InterlockedAddRelease64(_Inout_ LONG64 volatile *Addend, _In_ LONG64 Value);
LONG64 InterlockedAddNoFence64(_Inout_ LONG64 volatile *Addend, _In_ LONG64 Value);
#undef DDI_INTERLOCKED
#undef DDI_INTERLOCKED_VALUE
#undef DDI_INTERLOCKED_COMPARE
#define DDI_INTERLOCKED_POINTER(Suffix)                                             \
    PVOID InterlockedExchangePointer##Suffix(_Inout_ PVOID volatile *Target, _In_opt_ PVOID Value); \
    PVOID InterlockedCompareExchangePointer##Suffix(_Inout_ PVOID volatile *Target, \
        _In_opt_ PVOID Exchange, _In_opt_ PVOID Comparand);
DDI_INTERLOCKED_POINTER(Acquire)
DDI_INTERLOCKED_POINTER(Release)
DDI_INTERLOCKED_POINTER(NoFence)
#undef DDI_INTERLOCKED_POINTER

#ifdef __cplusplus
}
#endif
