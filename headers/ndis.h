/*
 * ndis.h: NDIS 6.x for kernel drivers. An umbrella: each part is in ndis/.
 */
#pragma once

#include <ndis/types.h>
#include <ntddndis.h>
#include <ndis/common.h>
#include <ndis/filter.h>
#include <ndis/protocol.h>
