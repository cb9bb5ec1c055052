/* ddk: what every file that implements DDIs begins with: the driver's headers, and the host's. */
#ifndef RT_DDK_H
#define RT_DDK_H

#include <ndis.h>

#include "rt.h"

/* DDIs that pass their argument to a macro of the same name in some header are defined under their own. */
#undef DbgPrint
#undef DbgPrintEx

#define RT_PLURAL(n) ((n) == 1 ? "" : "s")

#endif
