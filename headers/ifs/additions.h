/*
 * ifs/additions.h: what file systems need beyond mingw's ntifs.h. Read by ntifs.h only,
 * after mingw's, which is read between ifs/before.h and ifs/after.h.
 */
#pragma once

#include <ifs/after.h>
#include <wdk/additions.h>
#include <ifs/types.h>
#include <ifs/constants.h>
#include <ifs/functions.h>
#include <ifs/constantsmore.h>

/* What a volume can do. */
#ifndef FILE_SUPPORTS_POSIX_UNLINK_RENAME
#define FILE_RETURNS_CLEANUP_RESULT_INFO   0x00000200
#define FILE_SUPPORTS_POSIX_UNLINK_RENAME  0x00000400
#define FILE_SUPPORTS_BYPASS_IO            0x00000800
#define FILE_SUPPORTS_STREAM_SNAPSHOTS     0x00001000
#define FILE_SUPPORTS_CASE_SENSITIVE_DIRS  0x00002000
#define FILE_SUPPORTS_INTEGRITY_STREAMS    0x04000000
#define FILE_SUPPORTS_BLOCK_REFCOUNTING    0x08000000
#define FILE_SUPPORTS_SPARSE_VDL           0x10000000
#define FILE_DAX_VOLUME                    0x20000000
#define FILE_SUPPORTS_GHOSTING             0x40000000
#endif
