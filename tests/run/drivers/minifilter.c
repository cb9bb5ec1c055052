/* minifilter: gives back what it takes. */
#include "minifilter.h"
