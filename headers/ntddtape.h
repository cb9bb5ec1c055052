/* ntddtape.h: mingw's tape requests over our ntddstor.h. */
#pragma once
#include <ntddstor.h>
#include_next <ntddtape.h>
