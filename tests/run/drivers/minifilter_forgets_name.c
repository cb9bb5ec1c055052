/* minifilter_forgets_name: what minifilter.h says of FORGETS_NAME. */
#define FORGETS_NAME
#include "minifilter.h"
