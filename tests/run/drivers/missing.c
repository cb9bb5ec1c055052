/* missing: a function that the host does not have. */
#include <ndis.h>
VOID DdiThatNobodyHas(PVOID Module);
#define ON_PAUSE(Module) DdiThatNobodyHas(Module)
#include "base.h"
