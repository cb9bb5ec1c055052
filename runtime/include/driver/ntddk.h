/* ntddk.h: ours over mingw-w64's, without its inline KeGetCurrentProcessorNumber (see wdm.h). */
#ifndef RT_NTDDK_H
#define RT_NTDDK_H
#include <wdk/before.h>
#include <wdm.h>
#define KeGetCurrentProcessorNumber rt_ddk_ntddk_KeGetCurrentProcessorNumber
#include_next <ntddk.h>
#undef KeGetCurrentProcessorNumber
#endif
