/* Contiguous memory that is freed as if it were the pool's. */
#define MIXES
#include "miniport_memory.c"
