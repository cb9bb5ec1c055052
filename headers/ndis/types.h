/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * ndis/types.h: the scalar types, handles, strings and object header of NDIS.
 */
#pragma once

#include <ntddk.h>
#include <ndis/version.h>

#ifndef _NDIS_
#define _NDIS_
#endif

#define NDIS_EXPORTED_ROUTINE
#define NDIS_COMMON_API
#define EXPORT

typedef int NDIS_STATUS, *PNDIS_STATUS;
typedef PVOID NDIS_HANDLE, *PNDIS_HANDLE;

typedef UNICODE_STRING NDIS_STRING, *PNDIS_STRING;
typedef const UNICODE_STRING *PCNDIS_STRING;
typedef ANSI_STRING NDIS_ANSI_STRING, *PNDIS_ANSI_STRING;

typedef PHYSICAL_ADDRESS NDIS_PHYSICAL_ADDRESS, *PNDIS_PHYSICAL_ADDRESS;

/* Mini-ports see MDLs as buffers, in the old spelling. */
typedef MDL NDIS_BUFFER, *PNDIS_BUFFER;

typedef USHORT NET_FRAME_TYPE, *PNET_FRAME_TYPE;

#define NDIS_STRING_CONST(text) \
    { sizeof(L##text) - sizeof(WCHAR), sizeof(L##text), (PWSTR)L##text }
#define NDIS_ANSI_STRING_CONST(text) { sizeof(text) - 1, sizeof(text), (PCHAR)text }

#define NDIS_PHYSICAL_ADDRESS_CONST(low, high) { { (ULONG)(low), (LONG)(high) } }

/* Markers for the section a function lives in: not code. */
#define NDIS_INIT_FUNCTION(name)
#define NDIS_PAGEABLE_FUNCTION(name)
#define NDIS_PAGABLE_FUNCTION(name)

/* Names a handle's real type for the debugger; kept as a local type. */
#define NDIS_DECLARE_FILTER_MODULE_CONTEXT(type)    typedef type *DDI_FILTER_MODULE_CONTEXT
#define NDIS_DECLARE_FILTER_DRIVER_CONTEXT(type)    typedef type *DDI_FILTER_DRIVER_CONTEXT
#define NDIS_DECLARE_PROTOCOL_DRIVER_CONTEXT(type)  typedef type *DDI_PROTOCOL_DRIVER_CONTEXT
#define NDIS_DECLARE_PROTOCOL_OPEN_CONTEXT(type)    typedef type *DDI_PROTOCOL_OPEN_CONTEXT
#define NDIS_DECLARE_MINIPORT_DRIVER_CONTEXT(type)  typedef type *DDI_MINIPORT_DRIVER_CONTEXT
#define NDIS_DECLARE_MINIPORT_ADAPTER_CONTEXT(type) typedef type *DDI_MINIPORT_ADAPTER_CONTEXT
#define NDIS_DECLARE_MINIPORT_VC_CONTEXT(type)      typedef type *DDI_MINIPORT_VC_CONTEXT
#define NDIS_DECLARE_MINIPORT_ADD_DEVICE_CONTEXT(type) typedef type *DDI_MINIPORT_ADD_DEVICE_CONTEXT
#define NDIS_DECLARE_MINIPORT_INTERRUPT_CONTEXT(type)  typedef type *DDI_MINIPORT_INTERRUPT_CONTEXT
#define NDIS_DECLARE_SHARED_MEMORY_PROVIDER_CONTEXT(type) typedef type *DDI_SHARED_MEMORY_PROVIDER_CONTEXT
