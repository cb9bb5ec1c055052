/* broken: does not compile. */
#include "base.h"
int broken(void) { return nothing; }
