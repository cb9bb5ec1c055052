/* usbspec.h: mingw's, which does not read guiddef.h for the GUID that it uses. */
#pragma once
#include <guiddef.h>
#include_next <usbspec.h>
