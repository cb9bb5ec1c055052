/* wrong_type: characteristics that say they are something else. The registration is refused. */
#define ON_ENTRY() (c.Header.Type = NDIS_OBJECT_TYPE_PROTOCOL_DRIVER_CHARACTERISTICS)
#include "base.h"
