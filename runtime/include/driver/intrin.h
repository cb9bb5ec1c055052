/*
 * intrin.h: the intrinsics that mingw-w64 writes as inline functions. Its own intrin.h goes on to declare those of the
 * vector units, and redeclares names that clang knows by other types on Linux.
 */
#ifndef RT_INTRIN_H
#define RT_INTRIN_H
#include <crtdefs.h>
#include <stdlib.h>
#include <psdk_inc/intrin-impl.h>

static __inline__ unsigned short _byteswap_ushort(unsigned short value) { return __builtin_bswap16(value); }
static __inline__ unsigned int _byteswap_ulong(unsigned int value) { return __builtin_bswap32(value); }
static __inline__ unsigned long long _byteswap_uint64(unsigned long long value) { return __builtin_bswap64(value); }

#endif
