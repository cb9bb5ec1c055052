/*
 * wdk/before.h: what must hold before mingw's wdm.h is read.
 *
 * POOL_TAGGING keeps ExAllocatePoolWithTag a function instead of a macro that drops
 * the tag; the annotation headers come first so that mingw's find theirs taken.
 */
#pragma once

#ifndef POOL_TAGGING
#define POOL_TAGGING 1
#endif

#include <driverspecs.h>
#include <wdk/scalars.h>

/* The version of the power framework that the driver asks for; mingw overrides it. */
#ifdef PO_FX_VERSION
#  define PO_FX_VERSION_V1 1
#  define PO_FX_VERSION_V2 2
#  define PO_FX_VERSION_V3 3
#  if PO_FX_VERSION == 1
#    define DDI_PO_FX_VERSION 1
#  elif PO_FX_VERSION == 2
#    define DDI_PO_FX_VERSION 2
#  else
#    define DDI_PO_FX_VERSION 3
#  endif
#else
#  define DDI_PO_FX_VERSION 2
#endif

/* x86: what mingw's ntddk.h uses and only its winnt.h has. */
#if (defined(_M_IX86) || defined(_X86_)) && !defined(MAXIMUM_SUPPORTED_EXTENSION)
#define MAXIMUM_SUPPORTED_EXTENSION 512
#endif
