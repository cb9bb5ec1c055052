/*
 * ws2ipdef.h: mingw's, which leans on the user-mode sockets for the address types and BSD
 * names that our ws2def.h and mingw's _bsd_types.h have for drivers.
 */
#pragma once

#include <ws2def.h>
#include <_bsd_types.h>
#include_next <ws2ipdef.h>
