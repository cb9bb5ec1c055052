/*
 * rt_driver.h: what stands before the first line of every file that is compiled for the host, the driver's and ours.
 *
 * The target is Linux, where long has 64 bits, and the headers are mingw-w64's and ours. mingw-w64 spells every LONG
 * with __LONG32, which is int where long is wider (Cygwin needs that), so the documented layouts hold. What remains:
 *
 *   - clang's own prototypes of Microsoft's intrinsics have a 64-bit type that is not spelt as mingw-w64 spells it.
 *     Under other names they are ordinary inline functions.
 *   - SEH is for Windows. Nothing raises here, so __try runs its block, __except is not entered, and __finally follows.
 *     __leave needs a jump; its name is an error, for which the front end puts the jump (analyzer/frontend/repair_declarations.c).
 *
 * A driver that writes `long` where it means 32 bits has 64 here: docs/runtime.md.
 */
#ifndef RT_DRIVER_H
#define RT_DRIVER_H

#define DDICHECK_HOST 1

typedef unsigned int __ms_u_long;

/* In Microsoft's dialect clang has declared size_t already, as unsigned long; mingw-w64's is the other type of that size. */
#define _SIZE_T_DEFINED
#define size_t rt_size_t
typedef unsigned long long rt_size_t;

#define _exception_code                 rt_exception_code
#define _exception_info                 rt_exception_info
#define _abnormal_termination           rt_abnormal_termination
#define _rotr64                         rt_intrin_rotr64
#define _rotl64                         rt_intrin_rotl64
#define _bittest64                      rt_intrin_bittest64
#define _bittestandset64                rt_intrin_bittestandset64
#define _bittestandreset64              rt_intrin_bittestandreset64
#define _bittestandcomplement64         rt_intrin_bittestandcomplement64
#define _interlockedbittestandset64     rt_intrin_interlockedbittestandset64
#define _interlockedbittestandreset64   rt_intrin_interlockedbittestandreset64
#define _InterlockedExchangeAdd64       rt_intrin_InterlockedExchangeAdd64
#define _InterlockedExchange64          rt_intrin_InterlockedExchange64
#define _InterlockedDecrement64         rt_intrin_InterlockedDecrement64
#define _InterlockedIncrement64         rt_intrin_InterlockedIncrement64
#define _InterlockedXor64               rt_intrin_InterlockedXor64
#define _InterlockedOr64                rt_intrin_InterlockedOr64
#define _InterlockedAnd64               rt_intrin_InterlockedAnd64
#define __stosb                         rt_intrin__stosb
#define __popcnt64                      rt_intrin__popcnt64
#define _xgetbv                         rt_intrin_xgetbv
#define _xsetbv                         rt_intrin_xsetbv

/* clang has these as keywords where Microsoft's extensions are on. */
#define __try           if (1)
#define __except(Value) else if (0 && (Value))
#define __finally
#define __leave         __leave_is_not_simulated_on_the_host

#endif
