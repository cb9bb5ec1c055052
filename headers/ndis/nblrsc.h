/*
 * ndis/nblrsc.h: the structure is in ndis/nblinfo.h.
 */
#pragma once

#include <ndis/nblinfo.h>
