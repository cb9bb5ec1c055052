/* minifilter_forgets_filter: what minifilter.h says of FORGETS_FILTER. */
#define FORGETS_FILTER
#include "minifilter.h"
