/*
 * ntddk.h: mingw's ntddk.h, with DDIs as functions where it has macros and with what it
 * lacks (wdk/additions.h).
 */
#pragma once
#include <wdk/before.h>
#include_next <ntddk.h>
#include <wdk/additions.h>
