/* A header in another case, a folder with the other slash, a trace header that a build would write, a DWORD of 32 bits. */
#include <NDIS.h>
#include "Parts\TRACE.h"
#include "wpp.tmh"
C_ASSERT(sizeof(DWORD) == 4);
#define ON_ENTRY() WPP_INIT_TRACING(Driver, Path)
#define ON_ATTACH(Module) TraceIt(LEVEL, "attached %p", Module)
#include "base.h"
