/*
 * wdk/wpp.h: WPP tracing switched off. A .tmh file is written by tracewpp during a build;
 * a stand-in for one includes this file and defines the driver's own trace functions,
 * which are named in its "begin_wpp config" comment, as macros that expand to nothing.
 */
#pragma once

/* The driver's trace flags become enumerators, as the real .tmh makes them. */
#ifdef WPP_CONTROL_GUIDS
#define WPP_DEFINE_BIT(name)                           WPP_BIT_##name,
#define WPP_DEFINE_CONTROL_GUID(name, guid, bits)      enum { bits DDI_WPP_END_##name };
WPP_CONTROL_GUIDS
#endif

#define WPP_INIT_TRACING(...)            ((void)0)
#define WPP_CLEANUP(...)                 ((void)0)
#define WPP_SYSTEMCONTROL(...)
#define WPP_SYSTEMCONTROL2(...)
#define WPP_RECORDER_INITIALIZE(...)
#define WPP_RECORDER_LEVEL_FLAGS_ARGS(...)
#define WPP_RECORDER_LEVEL_FLAGS_FILTER(...) 0
#define WPP_LEVEL_ENABLED(...)           0
#define WPP_FLAG_ENABLED(...)            0
#define WPP_LEVEL_FLAGS_ENABLED(...)     0
#define DoTraceMessage(...)              ((void)0)
#define DoTraceLevelMessage(...)         ((void)0)
#define TraceEvents(...)                 ((void)0)

#ifndef TRACE_LEVEL_NONE
#define TRACE_LEVEL_NONE        0
#define TRACE_LEVEL_CRITICAL    1
#define TRACE_LEVEL_FATAL       1
#define TRACE_LEVEL_ERROR       2
#define TRACE_LEVEL_WARNING     3
#define TRACE_LEVEL_INFORMATION 4
#define TRACE_LEVEL_VERBOSE     5
#define TRACE_LEVEL_RESERVED6   6
#define TRACE_LEVEL_RESERVED7   7
#define TRACE_LEVEL_RESERVED8   8
#define TRACE_LEVEL_RESERVED9   9
#endif
