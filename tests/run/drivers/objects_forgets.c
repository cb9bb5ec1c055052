/* A file is left open. */
#define FORGETS
#include "objects.c"
