/* A miniport driver that breaks no rule. */
#include "miniport.h"
