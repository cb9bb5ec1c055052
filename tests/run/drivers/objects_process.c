/* A reference to a process is not dropped. */
#define FORGETS_PROCESS
#include "objects.c"
