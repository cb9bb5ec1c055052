/* ntddstor.h: mingw's ntddstor.h and what came later (storage/ntddstor_more.h). */
#pragma once
#ifndef _WINDOWS_
#include <wdm.h>
#endif
#include_next <ntddstor.h>
#include <storage/ntddstor_more.h>
#include <storage/constants.h>
