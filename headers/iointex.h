/*
 * iointex.h: of the library that gives IoConnectInterruptEx to older systems. wdm.h declares it.
 */
#pragma once
#include <wdm.h>
