/*
 * ntifs.h: mingw's ntifs.h with our additions; it reads our ntddk.h on the way.
 */
#pragma once
#include <ntddk.h>
#include_next <ntifs.h>
