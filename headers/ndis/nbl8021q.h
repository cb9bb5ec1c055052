/*
 * ndis/nbl8021q.h: the structure is in ndis/nblinfo.h.
 */
#pragma once

#include <ndis/nblinfo.h>
