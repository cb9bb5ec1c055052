/*
 * stdlib.h: the part of the C library that the kernel has. mingw-w64's takes the names of intrinsics that clang
 * knows by other types on Linux.
 */
#ifndef RT_STDLIB_H
#define RT_STDLIB_H

#include <crtdefs.h>

#ifndef NULL
#define NULL ((void *)0)
#endif

#define __max(a, b) (((a) > (b)) ? (a) : (b))
#define __min(a, b) (((a) < (b)) ? (a) : (b))
#ifndef max
#define max(a, b) __max(a, b)
#define min(a, b) __min(a, b)
#endif

int abs(int value);
int atoi(const char *text);
int rand(void);
void srand(unsigned int seed);
void qsort(void *base, size_t count, size_t size, int (*compare)(const void *, const void *));
void *bsearch(const void *key, const void *base, size_t count, size_t size, int (*compare)(const void *, const void *));

#endif
