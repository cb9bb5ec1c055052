/* An enumeration is ended by the handle of the session. */
#define MIXES
#include "platform.c"
