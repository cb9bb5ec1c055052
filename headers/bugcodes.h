/*
 * bugcodes.h: mingw's bugcodes.h, and the codes that came later.
 */
#pragma once
#include_next <bugcodes.h>
#include <wdk/bugchecks.h>
