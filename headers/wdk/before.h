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
