/* wild: a call of what is no function. The stack begins with who called. */
#define ON_RESTART(Module) CallNothing(Module)
static void CallNothing(void *Module);
#include "base.h"

static void CallNothing(void *Module)
{
    void (*volatile nothing)(void *) = (void (*)(void *))0x41414141;
    nothing(Module); // crash
}
