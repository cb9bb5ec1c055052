/* The binding is not closed when it is unbound. */
#define ON_UNBIND(Binding) do { FreeBinding(Binding); return NDIS_STATUS_SUCCESS; } while (0)
#include "protocol.h"
