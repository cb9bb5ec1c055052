/* The timer completes what may be cancelled at the same moment. */
#define UNMARKS(request) ((request) != NULL)
#include "framework.c"
