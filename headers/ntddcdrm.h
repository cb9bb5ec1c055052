/* ntddcdrm.h: mingw's CD-ROM requests over our ntddstor.h. */
#pragma once
#include <ntddstor.h>
#include_next <ntddcdrm.h>
