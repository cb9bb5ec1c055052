/*
 * mm3dnow.h: stand-in for the compiler's header of that name. The vector intrinsics are
 * four fifths of what mingw's ntddk.h reads, and kernel code does not use them; what
 * drivers do use is declared in wdk/intrinsics.h.
 */
#pragma once
#include <wdk/intrinsics.h>
