/*
 * ndis/nblreceive.h: the flags are in ndis/nbl.h.
 */
#pragma once

#include <ndis/nbl.h>
