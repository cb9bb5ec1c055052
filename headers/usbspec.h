/* usbspec.h: mingw's, which reads neither guiddef.h nor the scalar types that it uses. */
#pragma once
#ifndef _WINDOWS_
#include <wdm.h>
#endif
#include <guiddef.h>
#include_next <usbspec.h>
