/*
 * ndis_layout.c: the structures that NDIS and a driver share are laid out as NDIS has them on x64. That hangs on alignments
 * and bit-fields, which compilers treat differently.
 */
#include <ndis.h>

#define SIZE(name, bytes) _Static_assert(sizeof(name) == (bytes), #name " has another size")
#define PLACE(name, field, bytes) _Static_assert(FIELD_OFFSET(name, field) == (bytes), #name "." #field " is somewhere else")

SIZE(NET_BUFFER, 176);
PLACE(NET_BUFFER, NdisPoolHandle, 56);
PLACE(NET_BUFFER, ProtocolReserved, 80);
PLACE(NET_BUFFER, DataPhysicalAddress, 160);
PLACE(NET_BUFFER_LIST, Context, 16);
PLACE(NET_BUFFER_LIST, NdisReserved, 48);
PLACE(NET_BUFFER_LIST, MiniportReserved, 96);
PLACE(NET_BUFFER_LIST, SourceHandle, 120);
PLACE(NET_BUFFER_LIST, NetBufferListInfo, 144);
PLACE(NET_BUFFER_LIST_CONTEXT, ContextData, 16);
SIZE(NDIS_OBJECT_HEADER, 4);
SIZE(MDL, 48);
