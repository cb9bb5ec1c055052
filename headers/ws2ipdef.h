/*
 * ws2ipdef.h: mingw's, which leans on the user-mode sockets for the address types that our
 * ws2def.h has for drivers. The BSD names that it uses are macros while it is read.
 */
#pragma once

#include <ws2def.h>
#ifdef _WINSOCKAPI_
#include_next <ws2ipdef.h>
#else
#pragma push_macro("u_short")
#pragma push_macro("u_long")
#define u_short USHORT
#define u_long  ULONG
#include_next <ws2ipdef.h>
#pragma pop_macro("u_short")
#pragma pop_macro("u_long")
#endif

#ifndef _WS2TCPIP_H_
/* Ancillary data that mingw has in ws2tcpip.h, which is for user mode. */
typedef struct in_pktinfo {
    IN_ADDR ipi_addr;
    ULONG ipi_ifindex;
} IN_PKTINFO, *PIN_PKTINFO;

typedef struct in6_pktinfo {
    IN6_ADDR ipi6_addr;
    ULONG ipi6_ifindex;
} IN6_PKTINFO, *PIN6_PKTINFO;

#define IN6ADDR_ANY_INIT      {{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}}}
#define IN6ADDR_LOOPBACK_INIT {{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}}}
#endif
