/* A pause that pends is never completed. */
#define ON_PAUSE(Binding) return NDIS_STATUS_PENDING
#include "protocol.h"
