/*
 * macros.h: what a WDK has as macros or intrinsics and our headers, which are made to be read, have as functions that no
 * system file exports. Included ahead of a driver's first line when it is compiled for Windows.
 */
#pragma once
#include <ntddk.h>

#define RtlZeroMemory(Destination, Length)         ((void)__builtin_memset((Destination), 0, (Length)))
#define RtlFillMemory(Destination, Length, Fill)   ((void)__builtin_memset((Destination), (Fill), (Length)))
#define RtlCopyMemory(Destination, Source, Length) ((void)__builtin_memcpy((Destination), (Source), (Length)))
#define RtlMoveMemory(Destination, Source, Length) ((void)__builtin_memmove((Destination), (Source), (Length)))

#define InterlockedIncrement(Target) __sync_add_and_fetch((Target), 1)
#define InterlockedDecrement(Target) __sync_sub_and_fetch((Target), 1)
#define InterlockedExchangeAdd(Target, Value)                      __sync_fetch_and_add((Target), (Value))
#define InterlockedExchange(Target, Value)                         __atomic_exchange_n((Target), (Value), __ATOMIC_SEQ_CST)
#define InterlockedCompareExchange(Destination, Exchange, Compare) __sync_val_compare_and_swap((Destination), (Compare), (Exchange))

#undef RtlUlongByteSwap
#undef RtlUshortByteSwap
#define RtlUlongByteSwap(Value)  ((ULONG)__builtin_bswap32(Value))
#define RtlUshortByteSwap(Value) ((USHORT)__builtin_bswap16(Value))

#define MmGetMdlVirtualAddress(Mdl) ((PVOID)((PCHAR)(Mdl)->StartVa + (Mdl)->ByteOffset))
