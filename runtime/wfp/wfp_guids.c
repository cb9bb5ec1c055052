/* The keys of layers, conditions and the rest, which a driver gets from a library of the kit. */
#include "../rt/ddk.h"

#pragma GCC visibility push(default)
#include <initguid.h>
#include <wfp/guids.h>
#pragma GCC visibility pop
