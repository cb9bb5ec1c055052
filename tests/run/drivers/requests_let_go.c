/* The request of its own is not kept when it comes back. */
#define LETS_GO
#include "requests.c"
