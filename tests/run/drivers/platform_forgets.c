/* A callout that is still registered when the driver is gone. */
#define FORGETS
#include "platform.c"
