/*
 * mstcpip.h: mingw's, after the types that it takes from the user-mode sockets, and the
 * conversions of addresses (ip2string.h), which the real one brings along.
 */
#pragma once

#include <ws2def.h>
#include <ws2ipdef.h>
#include_next <mstcpip.h>
#include <ip2string.h>
