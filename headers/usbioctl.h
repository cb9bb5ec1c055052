/*
 * usbioctl.h: mingw's, and what came later: two more properties of a port, which overlay
 * mingw's reserved bits.
 */
#pragma once
#include <usbspec.h>
#define PortIsDebugCapable               \
    PortIsDebugCapable : 1;              \
    ULONG PortHasMultipleCompanions : 1; \
    ULONG PortConnectorIsTypeC : 1;      \
    ULONG DdiReserved : 28;              \
    };                                   \
    struct {                             \
    ULONG DdiFirst : 1;                  \
    ULONG DdiSecond
#include_next <usbioctl.h>
#undef PortIsDebugCapable
#include <usb/constants.h>
