/* race: a counter that several threads change, without a lock. */
#define ON_SEND(Module, Lists) (Module)->Count++
#include "base.h"
