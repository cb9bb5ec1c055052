/*
 * netioapi.h: mingw's, which includes the user-mode routing table types (iprtrmib.h);
 * drivers need none of them.
 */
#pragma once

#include <ntifs.h>
#include <ws2def.h>
#include <ws2ipdef.h>
#include <ifdef.h>
#include <nldef.h>

#ifndef _WINDEF_
#define __ROUTING_IPRTRMIB_H__
#endif
#include_next <netioapi.h>
