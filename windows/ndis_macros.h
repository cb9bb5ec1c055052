/*
 * ndis_macros.h: what NDIS has as macros and our headers have as functions. Included ahead of an NDIS driver's first line
 * when it is compiled for Windows.
 */
#pragma once
#include <ndis.h>
#include "macros.h"

#define NdisZeroMemory RtlZeroMemory
#define NdisFillMemory RtlFillMemory
#define NdisMoveMemory RtlCopyMemory /* the pages: source and destination must not overlap */
