/* A list is returned by a handle that is not that of a binding. */
#define ON_RECEIVE(Binding, Lists) if (!(Flags & NDIS_RECEIVE_FLAGS_RESOURCES)) { NdisReturnNetBufferLists(ProtocolHandle, Lists, 0); return; }
#include "protocol.h"
