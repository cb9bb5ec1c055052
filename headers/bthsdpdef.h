/*
 * bthsdpdef.h: mingw's bthsdpdef.h (types of service discovery), for kernel mode too.
 */
#pragma once

#ifndef _WINDOWS_
#include <wdm.h>
typedef UCHAR *LPBYTE;
#endif
#include_next <bthsdpdef.h>

typedef SDP_LARGE_INTEGER_16 *PSDP_LARGE_INTEGER_16, *LPSDP_LARGE_INTEGER_16;
typedef SDP_ULARGE_INTEGER_16 *PSDP_ULARGE_INTEGER_16, *LPSDP_ULARGE_INTEGER_16;
