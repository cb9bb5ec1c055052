/* Its two halves are not made one. */
#define FORGETS
#include "intermediate.c"
