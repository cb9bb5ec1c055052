/*
 * wdm.h: mingw's wdm.h, with DDIs as functions where it has macros and with what it
 * lacks (wdk/additions.h).
 */
#pragma once
#include <wdk/before.h>
#include_next <wdm.h>
#include <wdk/additions.h>
