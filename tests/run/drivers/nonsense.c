/* nonsense: a status that FilterPause does not have. */
#define PAUSE_STATUS ((NDIS_STATUS)0x12345678)
#include "base.h"
