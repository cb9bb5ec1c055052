/*
 * stdio.h: the part of the C library's that the kernel has. Formats are Microsoft's: l is 32 bits, I64 is 64, %ws and
 * %wZ are UTF-16 (rtl/rtl_print.c).
 */
#ifndef RT_STDIO_H
#define RT_STDIO_H

#include <crtdefs.h>
#include <stdarg.h>

typedef struct rt_file FILE;

int sprintf(char *to, const char *format, ...);
int _snprintf(char *to, size_t size, const char *format, ...);
int snprintf(char *to, size_t size, const char *format, ...);
int _vsnprintf(char *to, size_t size, const char *format, va_list arguments);
int vsnprintf(char *to, size_t size, const char *format, va_list arguments);

#endif
