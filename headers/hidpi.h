/*
 * hidpi.h: mingw's hidpi.h (parsing HID reports), which needs the usages first.
 */
#pragma once
#include <wdm.h>
#include <hidusage.h>
#include_next <hidpi.h>
