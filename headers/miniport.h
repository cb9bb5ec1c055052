/*
 * miniport.h: what port and miniport drivers share. mingw's file repeats types of its
 * wdm.h and cannot be included beside it, so wdm.h stands in.
 */
#pragma once

#ifndef _MINIPORT_
#define _MINIPORT_
#endif
#include <wdm.h>
