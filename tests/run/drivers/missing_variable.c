/* missing_variable: a variable that the host does not have. That it is used is not the driver's fault. */
#include <ndis.h>
extern const GUID NobodyDefinesThis;
static GUID Copy;
#define ON_ATTACH(Module) (Copy = NobodyDefinesThis, (Module)->State = Copy.Data1)
#include "base.h"
