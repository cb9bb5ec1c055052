/*
 * wdk/scalars.h: the few windef.h types that kernel headers use as well. Kernel code
 * does not include windef.h; where it did come first, its types stand.
 */
#pragma once

#include <ntdef.h>

#if !defined(_WINDEF_) && !defined(_MINWINDEF_)
typedef unsigned int UINT, *PUINT;
typedef int INT, *PINT;
typedef int BOOL, *PBOOL;
typedef unsigned char BYTE, *PBYTE;
typedef unsigned short WORD, *PWORD;
typedef ULONG DWORD, *PDWORD;
#endif

/* Literals are wide where the driver says so. */
#ifndef TEXT
#ifdef UNICODE
#define __TEXT(quote) L##quote
#else
#define __TEXT(quote) quote
#endif
#define TEXT(quote) __TEXT(quote)
#endif

typedef const WCHAR *PCWCHAR;
