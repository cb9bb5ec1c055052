/*
 * ntifs.h: mingw's ntifs.h with our additions; it reads our ntddk.h on the way.
 * REPARSE_DATA_BUFFER is defined in mingw's ntdef.h as well, so that the second
 * definition is read under other names.
 */
#pragma once
#include <ntddk.h>
#define _REPARSE_DATA_BUFFER DDI_MINGW__REPARSE_DATA_BUFFER
#define REPARSE_DATA_BUFFER  DDI_MINGW_REPARSE_DATA_BUFFER
#define PREPARSE_DATA_BUFFER DDI_MINGW_PREPARSE_DATA_BUFFER
#include_next <ntifs.h>
#undef _REPARSE_DATA_BUFFER
#undef REPARSE_DATA_BUFFER
#undef PREPARSE_DATA_BUFFER
