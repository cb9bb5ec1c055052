/*
 * wdm.h: mingw's wdm.h, with DDIs as functions where it has macros and with what it
 * lacks (wdk/additions.h).
 */
#pragma once
#ifndef DDI_WUDFWDM /* in user mode, wudfwdm.h stands for it */
#include <wdk/before.h>
/* mingw's intrin.h asks for the compiler's cpuid.h, and is not to find one of the driver's. */
#pragma include_alias(<cpuid.h>, <wdk/intrinsics.h>)
#include <intrin.h>
#pragma include_alias(<cpuid.h>, <cpuid.h>)
/* The kernel's headers read no stdlib.h, mingw's do: who wants its macros reads it himself. */
#undef __min
#undef __max

/* mingw defines these two here after its intrin.h did, which C++ does not forgive; it
 * then makes the names macros of its own. */
#define InterlockedBitTestAndSet   DdiMingwBitTestAndSet
#define InterlockedBitTestAndReset DdiMingwBitTestAndReset

/* mingw's resource descriptor lacks one kind, which is added behind its last one. */
#define DeviceSpecificData   \
    DeviceSpecificData;      \
    struct {                 \
        UCHAR Class;         \
        UCHAR Type;          \
        UCHAR Reserved1;     \
        UCHAR Reserved2;     \
        ULONG IdLowPart;     \
        ULONG IdHighPart;    \
    } Connection

/* Its device description ends where version 3 begins. */
#define DmaPort                   \
    DmaPort;                      \
    ULONG DmaAddressWidth;        \
    ULONG DmaControllerInstance;  \
    ULONG DmaRequestLine;         \
    PHYSICAL_ADDRESS DeviceAddress
#include <wdk/dmaoperations.h>

/* Its interrupt requirement lacks the policies. */
#define MaximumVector                \
    MaximumVector;                   \
    IRQ_DEVICE_POLICY AffinityPolicy; \
    IRQ_PRIORITY PriorityPolicy;     \
    KAFFINITY TargetedProcessors

/* The WDK has this ARC type in ntddk.h only, and a miniport uses the name itself. */
#define _DEVICE_FLAGS DDI_ARC_DEVICE_FLAGS_TAG
#define DEVICE_FLAGS  DDI_ARC_DEVICE_FLAGS
#define PDEVICE_FLAGS PDDI_ARC_DEVICE_FLAGS
#include_next <wdm.h>
#undef DeviceSpecificData
#undef DmaPort
#undef MaximumVector
#undef _DEVICE_FLAGS
#undef DEVICE_FLAGS
#undef PDEVICE_FLAGS
#undef BuildMdlFromScatterGatherList
#undef DDI_DMA_COMPLETION

#include <wdk/additions.h>
#include <wdk/connections.h>
#endif
