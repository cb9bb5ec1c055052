/*
 * storswtr.h: the flags of storage drivers' traces. WPP is switched off here, so only
 * the names of the levels and flags that sources mention are defined.
 */
#pragma once

#define WPP_CONTROL_GUIDS_NORMAL_FLAGS(guid)

#ifndef TRACE_LEVEL_NONE
#define TRACE_LEVEL_NONE        0
#define TRACE_LEVEL_CRITICAL    1
#define TRACE_LEVEL_FATAL       1
#define TRACE_LEVEL_ERROR       2
#define TRACE_LEVEL_WARNING     3
#define TRACE_LEVEL_INFORMATION 4
#define TRACE_LEVEL_VERBOSE     5
#endif

/* A storage driver's trace function, and the flags that it is called with. */
#ifndef TracePrint
#define TracePrint(args) ((void)0)
#endif
#ifndef WPP_INIT_TRACING
#define WPP_INIT_TRACING(...) ((void)0)
#define WPP_CLEANUP(...)      ((void)0)
#endif
