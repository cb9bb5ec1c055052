/* crash: a null pointer is written through. */
#define ON_SEND(Module, Lists) (Module)->Bytes[0] = 1
#include "base.h"
