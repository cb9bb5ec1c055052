/*
 * bcrypt.h: mingw's, which drivers can use once the basic types are there.
 */
#pragma once

#ifndef _WINDEF_
#include <ntddk.h>
#endif
#include_next <bcrypt.h>
