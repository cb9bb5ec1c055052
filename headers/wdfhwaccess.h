/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * wdfhwaccess.h: registers and ports through the framework.
 */
#pragma once

#include <wdfdevice.h>

#ifdef __cplusplus
extern "C" {
#endif

UCHAR
WDF_READ_REGISTER_UCHAR(
    _In_ WDFDEVICE Device,
    _In_ PUCHAR Register);

USHORT
WDF_READ_REGISTER_USHORT(
    _In_ WDFDEVICE Device,
    _In_ PUSHORT Register);

ULONG
WDF_READ_REGISTER_ULONG(
    _In_ WDFDEVICE Device,
    _In_ PULONG Register);

ULONG64
WDF_READ_REGISTER_ULONG64(
    _In_ WDFDEVICE Device,
    _In_ PULONG64 Register);

VOID
WDF_READ_REGISTER_BUFFER_UCHAR(
    _In_ WDFDEVICE Device,
    _In_ PUCHAR Register,
    _Out_ PUCHAR Buffer,
    _In_ ULONG Count);

VOID
WDF_READ_REGISTER_BUFFER_USHORT(
    _In_ WDFDEVICE Device,
    _In_ PUSHORT Register,
    _Out_ PUSHORT Buffer,
    _In_ ULONG Count);

VOID
WDF_READ_REGISTER_BUFFER_ULONG(
    _In_ WDFDEVICE Device,
    _In_ PULONG Register,
    _Out_ PULONG Buffer,
    _In_ ULONG Count);

VOID
WDF_READ_REGISTER_BUFFER_ULONG64(
    _In_ WDFDEVICE Device,
    _In_ PULONG64 Register,
    _Out_ PULONG64 Buffer,
    _In_ ULONG Count);

VOID
WDF_WRITE_REGISTER_UCHAR(
    _In_ WDFDEVICE Device,
    _In_ PUCHAR Register,
    _In_ UCHAR Value);

VOID
WDF_WRITE_REGISTER_USHORT(
    _In_ WDFDEVICE Device,
    _In_ PUSHORT Register,
    _In_ USHORT Value);

VOID
WDF_WRITE_REGISTER_ULONG(
    _In_ WDFDEVICE Device,
    _In_ PULONG Register,
    _In_ ULONG Value);

VOID
WDF_WRITE_REGISTER_ULONG64(
    _In_ WDFDEVICE Device,
    _In_ PULONG64 Register,
    _In_ ULONG64 Value);

VOID
WDF_WRITE_REGISTER_BUFFER_UCHAR(
    _In_ WDFDEVICE Device,
    _In_ PUCHAR Register,
    _In_ PUCHAR Buffer,
    _In_ ULONG Count);

VOID
WDF_WRITE_REGISTER_BUFFER_USHORT(
    _In_ WDFDEVICE Device,
    _In_ PUSHORT Register,
    _In_ PUSHORT Buffer,
    _In_ ULONG Count);

VOID
WDF_WRITE_REGISTER_BUFFER_ULONG(
    _In_ WDFDEVICE Device,
    _In_ PULONG Register,
    _In_ PULONG Buffer,
    _In_ ULONG Count);

VOID
WDF_WRITE_REGISTER_BUFFER_ULONG64(
    _In_ WDFDEVICE Device,
    _In_ PULONG64 Register,
    _In_ PULONG64 Buffer,
    _In_ ULONG Count);

UCHAR
WDF_READ_PORT_UCHAR(
    _In_ WDFDEVICE Device,
    _In_ PUCHAR Port);

USHORT
WDF_READ_PORT_USHORT(
    _In_ WDFDEVICE Device,
    _In_ PUSHORT Port);

ULONG
WDF_READ_PORT_ULONG(
    _In_ WDFDEVICE Device,
    _In_ PULONG Port);

VOID
WDF_READ_PORT_BUFFER_UCHAR(
    _In_ WDFDEVICE Device,
    _In_ PUCHAR Port,
    _Out_ PUCHAR Buffer,
    _In_ ULONG Count);

VOID
WDF_READ_PORT_BUFFER_USHORT(
    _In_ WDFDEVICE Device,
    _In_ PUSHORT Port,
    _Out_ PUSHORT Buffer,
    _In_ ULONG Count);

VOID
WDF_READ_PORT_BUFFER_ULONG(
    _In_ WDFDEVICE Device,
    _In_ PULONG Port,
    _Out_ PULONG Buffer,
    _In_ ULONG Count);

VOID
WDF_WRITE_PORT_UCHAR(
    _In_ WDFDEVICE Device,
    _In_ PUCHAR Port,
    _In_ UCHAR Value);

VOID
WDF_WRITE_PORT_USHORT(
    _In_ WDFDEVICE Device,
    _In_ PUSHORT Port,
    _In_ USHORT Value);

VOID
WDF_WRITE_PORT_ULONG(
    _In_ WDFDEVICE Device,
    _In_ PULONG Port,
    _In_ ULONG Value);

VOID
WDF_WRITE_PORT_BUFFER_UCHAR(
    _In_ WDFDEVICE Device,
    _In_ PUCHAR Port,
    _In_ PUCHAR Buffer,
    _In_ ULONG Count);

VOID
WDF_WRITE_PORT_BUFFER_USHORT(
    _In_ WDFDEVICE Device,
    _In_ PUSHORT Port,
    _In_ PUSHORT Buffer,
    _In_ ULONG Count);

VOID
WDF_WRITE_PORT_BUFFER_ULONG(
    _In_ WDFDEVICE Device,
    _In_ PULONG Port,
    _In_ PULONG Buffer,
    _In_ ULONG Count);

#ifdef __cplusplus
}
#endif
