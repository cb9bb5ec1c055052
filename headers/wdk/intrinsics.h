/*
 * wdk/intrinsics.h: the processor intrinsics that drivers use, in place of the
 * compiler's own headers (see x86intrin.h and its neighbours). The _InterlockedXxx,
 * __readmsr, _BitScanForward family comes from mingw's intrin.h, which stays.
 */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

void __nop(void);
void _mm_pause(void);
void _mm_lfence(void);
void _mm_mfence(void);
void _mm_sfence(void);
void _mm_clflush(void const *Address);
void _mm_prefetch(const char *Address, int Hint);
unsigned int _mm_getcsr(void);
void _mm_setcsr(unsigned int Value);
unsigned int _mm_crc32_u8(unsigned int Crc, unsigned char Value);
unsigned int _mm_crc32_u32(unsigned int Crc, unsigned int Value);
unsigned long long _mm_crc32_u64(unsigned long long Crc, unsigned long long Value);
int _mm_popcnt_u32(unsigned int Value);
long long _mm_popcnt_u64(unsigned long long Value);
int _rdrand16_step(unsigned short *Value);
int _rdrand32_step(unsigned int *Value);
int _rdrand64_step(unsigned long long *Value);
int _rdseed32_step(unsigned int *Value);
int _rdseed64_step(unsigned long long *Value);
unsigned long long _xgetbv(unsigned int Register);
void _xsetbv(unsigned int Register, unsigned long long Value);
void _fxsave64(void *Area);
void _fxrstor64(void const *Area);
void _xsave64(void *Area, unsigned long long Mask);
void _xrstor64(void const *Area, unsigned long long Mask);

#define _MM_HINT_NTA 0
#define _MM_HINT_T0  1
#define _MM_HINT_T1  2
#define _MM_HINT_T2  3

/* Opaque vectors: enough to declare and copy one, as FPU state buffers do. */
typedef float __m128 __attribute__((__vector_size__(16), __aligned__(16)));
typedef double __m128d __attribute__((__vector_size__(16), __aligned__(16)));
typedef long long __m128i __attribute__((__vector_size__(16), __aligned__(16)));
typedef long long __m64 __attribute__((__vector_size__(8), __aligned__(8)));

#ifdef __cplusplus
}
#endif
