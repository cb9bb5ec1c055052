/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * wdftypes.h: handles and the few types that every part of KMDF uses.
 */
#pragma once

/* A driver in user mode includes windows.h first, or is built with UMDF_VERSION_MAJOR. */
#if defined(UMDF_VERSION_MAJOR) || defined(_WINDOWS_)
#include <wudfwdm.h>
#else
#include <wdm.h>
#endif


#ifdef __cplusplus
extern "C" {
#endif

/* The version that a driver is built for; its project defines these. */
#ifndef KMDF_VERSION_MAJOR
#define KMDF_VERSION_MAJOR 1
#endif
#ifndef KMDF_VERSION_MINOR
#define KMDF_VERSION_MINOR 33
#endif

#ifdef __cplusplus
#define WDF_EXTERN_C        extern "C"
#define WDF_EXTERN_C_START  extern "C" {
#define WDF_EXTERN_C_END    }
#else
#define WDF_EXTERN_C
#define WDF_EXTERN_C_START
#define WDF_EXTERN_C_END
#endif

#ifndef WDFAPI
#define WDFAPI
#endif
#ifndef WDFEXPORT
#define WDFEXPORT(name) name
#endif

/*
 * Is a function, structure or field there in the framework that runs? Nothing is known
 * of that machine, so both answers are possible.
 */
BOOLEAN
DdiWdfIsAvailable(
    _In_ PCSTR Name);

#define WDF_IS_FUNCTION_AVAILABLE(_name)            DdiWdfIsAvailable(#_name)
#define WDF_IS_STRUCTURE_AVAILABLE(_name)           DdiWdfIsAvailable(#_name)
#define WDF_IS_FIELD_AVAILABLE(_structure, _field)  DdiWdfIsAvailable(#_structure "." #_field)

#define WDF_NO_EVENT_CALLBACK       (NULL)
#define WDF_NO_HANDLE               (NULL)
#define WDF_NO_CONTEXT              (NULL)
#define WDF_NO_OBJECT_ATTRIBUTES    (NULL)
#define WDF_NO_SEND_OPTIONS         (NULL)
#define WDF_INVALID_HANDLE          ((HANDLE)(LONG_PTR)-1)

typedef UCHAR BYTE;

typedef enum _WDF_TRI_STATE {
    WdfFalse = FALSE,
    WdfTrue = TRUE,
    WdfUseDefault = 2
} WDF_TRI_STATE, *PWDF_TRI_STATE;

typedef enum _WDF_DEVICE_IO_TYPE {
    WdfDeviceIoUndefined = 0,
    WdfDeviceIoNeither = 1,
    WdfDeviceIoBuffered = 2,
    WdfDeviceIoDirect = 3,
    WdfDeviceIoBufferedOrDirect = 4
} WDF_DEVICE_IO_TYPE, *PWDF_DEVICE_IO_TYPE;

/* Any handle converts to WDFOBJECT; between each other they are distinct. */
typedef HANDLE WDFOBJECT, *PWDFOBJECT;
typedef PVOID WDFCONTEXT;

typedef struct WDFDEVICE_INIT *PWDFDEVICE_INIT;

#define DDI_WDF_HANDLE(Name) typedef struct Name##__ *Name
DDI_WDF_HANDLE(WDFDRIVER);
DDI_WDF_HANDLE(WDFDEVICE);
DDI_WDF_HANDLE(WDFCHILDLIST);
DDI_WDF_HANDLE(WDFFILEOBJECT);
DDI_WDF_HANDLE(WDFQUEUE);
DDI_WDF_HANDLE(WDFREQUEST);
DDI_WDF_HANDLE(WDFIOTARGET);
DDI_WDF_HANDLE(WDFMEMORY);
DDI_WDF_HANDLE(WDFLOOKASIDE);
DDI_WDF_HANDLE(WDFCOLLECTION);
DDI_WDF_HANDLE(WDFSTRING);
DDI_WDF_HANDLE(WDFKEY);
DDI_WDF_HANDLE(WDFSPINLOCK);
DDI_WDF_HANDLE(WDFWAITLOCK);
DDI_WDF_HANDLE(WDFTIMER);
DDI_WDF_HANDLE(WDFDPC);
DDI_WDF_HANDLE(WDFWORKITEM);
DDI_WDF_HANDLE(WDFINTERRUPT);
DDI_WDF_HANDLE(WDFCMRESLIST);
DDI_WDF_HANDLE(WDFIORESLIST);
DDI_WDF_HANDLE(WDFIORESREQLIST);
DDI_WDF_HANDLE(WDFDMAENABLER);
DDI_WDF_HANDLE(WDFDMATRANSACTION);
DDI_WDF_HANDLE(WDFCOMMONBUFFER);
DDI_WDF_HANDLE(WDFUSBDEVICE);
DDI_WDF_HANDLE(WDFUSBINTERFACE);
DDI_WDF_HANDLE(WDFUSBPIPE);
DDI_WDF_HANDLE(WDFWMIPROVIDER);
DDI_WDF_HANDLE(WDFWMIINSTANCE);
DDI_WDF_HANDLE(WDFCOMPANION);
DDI_WDF_HANDLE(WDFCOMPANIONTARGET);
DDI_WDF_HANDLE(WDFTASKQUEUE);

#ifdef __cplusplus
}
#endif
