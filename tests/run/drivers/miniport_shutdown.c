/* Nothing is left clean when the system is switched off, and nothing need be; but a list is sent there that is not the driver's. */
#define ON_SHUTDOWN(Adapter) NdisMSendNetBufferListsComplete(NULL, NULL, 0)
#include "miniport.h"
