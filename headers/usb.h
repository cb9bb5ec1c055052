/* usb.h: mingw's usb.h (URBs, descriptors), which makes types of wdm.h pointers to void
 * where that header has not been read first. */
#pragma once
#ifndef _WINDOWS_
#include <wdm.h>
#endif
#include_next <usb.h>
#include <usb/constants.h>
