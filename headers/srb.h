/*
 * srb.h: mingw's srb.h (SCSI request blocks, SCSI port miniports) and the extended
 * request blocks of storage/srbex.h.
 */
#pragma once

#include <miniport.h>
#include_next <srb.h>
#include <storage/srbex.h>

#ifndef SRB_STATUS_THROTTLED_REQUEST
#define SRB_STATUS_INVALID_PARAMETER      0x19
#define SRB_STATUS_THROTTLED_REQUEST      0x1A
#define SRB_STATUS_INSUFFICIENT_RESOURCES 0x1B
#define SRB_STATUS_UNEXPECTED_BUS_RESET   0x1C
#endif

#ifndef SRB_FLAGS_D3_PROCESSING
#define SRB_FLAGS_D3_PROCESSING 0x00000800
#endif
