/*
 * ndis/nblhash.h: the receive-hash accessors are in ndis/nblaccessors.h.
 */
#pragma once

#include <ndis/nblaccessors.h>
