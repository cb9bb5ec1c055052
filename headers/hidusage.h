/* hidusage.h: mingw's, and the usages that it lacks. */
#pragma once
#ifndef _WINDOWS_
#include <wdm.h>
#endif
#include_next <hidusage.h>
#include <input/usages.h>
