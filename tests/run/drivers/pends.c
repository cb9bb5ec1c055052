/* pends: a pause that is never completed. */
#define PAUSE_STATUS NDIS_STATUS_PENDING
#include "base.h"
