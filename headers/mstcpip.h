/*
 * mstcpip.h: mingw's, after the types that it takes from the user-mode sockets, and the
 * conversions of addresses (ip2string.h), which the real one brings along.
 */
#pragma once

#include <ws2def.h>
#include <ws2ipdef.h>
#ifdef _WINSOCKAPI_
#include_next <mstcpip.h>
#else
#pragma push_macro("u_long")
#define u_long ULONG
#include_next <mstcpip.h>
#pragma pop_macro("u_long")
#endif
#include <ip2string.h>
