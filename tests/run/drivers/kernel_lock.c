/* kernel_lock: a lock that is held shared is released as an exclusive one. */
#define ON_SEND(Module, Lists) Locked()
static void Locked(void);
#include "base.h"

static EX_SPIN_LOCK Lock;

static void Locked(void)
{
    KIRQL old = ExAcquireSpinLockShared(&Lock);
    ExReleaseSpinLockExclusive(&Lock, old);
}
