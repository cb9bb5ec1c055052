/* ntddcdvd.h: mingw's DVD requests over our ntddstor.h. */
#pragma once
#include <ntddstor.h>
#include_next <ntddcdvd.h>
