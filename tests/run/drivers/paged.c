/* A handler that says that it is pageable is called at DISPATCH_LEVEL. */
#define ON_SEND(Module, Lists) Paged()
static void Paged(void);
#include "base.h"

static void Paged(void)
{
    KIRQL old = KeRaiseIrqlToDpcLevel();
    PAGED_CODE();
    KeLowerIrql(old);
}
