/* general_type: characteristics of the general type, which the page does not name and Windows takes. */
#define ON_ENTRY() (c.Header.Type = NDIS_OBJECT_TYPE_DEFAULT)
#include "base.h"
