/* ntddchgr.h: mingw's media changers' requests over our ntddstor.h. */
#pragma once
#include <ntddstor.h>
#include_next <ntddchgr.h>
