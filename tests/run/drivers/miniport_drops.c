/* A sent list is never completed. */
#define ON_SEND(Adapter, Lists) if (Lists->Next == NULL) return
#include "miniport.h"
