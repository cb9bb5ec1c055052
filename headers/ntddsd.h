/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/* ntddsd.h: the interface of the SD bus driver for drivers of SD and SDIO cards. Fields and enumerators from the
   public DDI reference; not in it, and therefore unverified: the version numbers, the code of the request, the size of the card's responses
   and of the erase types, the enumerators' numbers. */
#ifndef DDI_NTDDSD_H
#define DDI_NTDDSD_H

#include <wdm.h>
#include <sddef.h>

#define SDBUS_INTERFACE_VERSION 0x101
#define SDBUS_INTTYPE_DEVICE 1
#define IOCTL_SD_SUBMIT_REQUEST CTL_CODE(FILE_DEVICE_CONTROLLER, 0x0B00, METHOD_NEITHER, FILE_ANY_ACCESS)

typedef enum {
    SDRF_GET_PROPERTY, SDRF_SET_PROPERTY, SDRF_DEVICE_COMMAND, SDRF_ERASE_COMMAND, SDRF_MMC_SOFT_RESET, SDRF_MMC_HPI
} SD_REQUEST_FUNCTION;

typedef enum {
    SDP_MEDIA_CHANGECOUNT,
    SDP_MEDIA_STATE,
    SDP_WRITE_PROTECTED,
    SDP_FUNCTION_NUMBER,
    SDP_FUNCTION_TYPE,
    SDP_BUS_DRIVER_VERSION,
    SDP_BUS_WIDTH,
    SDP_BUS_CLOCK,
    SDP_BUS_INTERFACE_CONTROL,
    SDP_HOST_BLOCK_LENGTH,
    SDP_FUNCTION_BLOCK_LENGTH,
    SDP_FN0_BLOCK_LENGTH,
    SDP_FUNCTION_INT_ENABLE,
    SDP_SET_CARD_INTERRUPT_FORWARD,
    SDP_SET_WAKE_INTERRUPT_FORWARD,
    SDP_HIGH_CAPACITY_SUPPORTED,
    SDP_CHAINED_MDL_SUPPORTED,
    SDP_HPI_SUPPORTED
} SDBUS_PROPERTY;

typedef enum { SDPMS_NO_MEDIA, SDPMS_MEDIA_INSERTED } SDPROP_MEDIA_STATE;
typedef enum { SDBUS_FUNCTION_TYPE_UNKNOWN, SDBUS_FUNCTION_TYPE_MMC_MEMORY, SDBUS_FUNCTION_TYPE_SD_MEMORY, SDBUS_FUNCTION_TYPE_SDIO
} SDBUS_FUNCTION_TYPE, *PSDBUS_FUNCTION_TYPE;
typedef enum { SDBUS_ERASE_UNKNOWN } SDBUS_ERASE_TYPE;
typedef struct _SDRESP_TYPE3 { ULONG AsULONG; } SDRESP_TYPE3, *PSDRESP_TYPE3;

/* The bus interface: initialization, interrupts. */
typedef _Function_class_(SDBUS_CALLBACK_ROUTINE) VOID SDBUS_CALLBACK_ROUTINE(_In_ PVOID CallbackRoutineContext, _In_ ULONG InterruptType);
typedef SDBUS_CALLBACK_ROUTINE *PSDBUS_CALLBACK_ROUTINE;

typedef struct _SDBUS_INTERFACE_PARAMETERS {
    USHORT Size;
    USHORT SdioFlags;
    PDEVICE_OBJECT TargetObject;
    BOOLEAN DeviceGeneratesInterrupts;
    BOOLEAN CallbackAtDpcLevel;
    PSDBUS_CALLBACK_ROUTINE CallbackRoutine;
    PVOID CallbackRoutineContext;
} SDBUS_INTERFACE_PARAMETERS, *PSDBUS_INTERFACE_PARAMETERS;

typedef NTSTATUS (*PSDBUS_INITIALIZE_INTERFACE_ROUTINE)(_In_ PVOID Context, _In_ PSDBUS_INTERFACE_PARAMETERS InterfaceParameters);
typedef NTSTATUS (*PSDBUS_ACKNOWLEDGE_INT_ROUTINE)(_In_ PVOID Context);

typedef struct _SDBUS_INTERFACE_STANDARD {
    USHORT Size;
    USHORT Version;
    PVOID Context;
    PINTERFACE_REFERENCE InterfaceReference;
    PINTERFACE_DEREFERENCE InterfaceDereference;
    PSDBUS_INITIALIZE_INTERFACE_ROUTINE InitializeInterface;
    PSDBUS_ACKNOWLEDGE_INT_ROUTINE AcknowledgeInterrupt;
} SDBUS_INTERFACE_STANDARD, *PSDBUS_INTERFACE_STANDARD;

/* Requests. */
typedef struct _SDBUS_REQUEST_PACKET {
    SD_REQUEST_FUNCTION RequestFunction;
    PVOID UserContext[3];
    ULONG_PTR Information;
    union {
        UCHAR AsUCHAR[16];
        ULONG AsULONG[4];
        SDRESP_TYPE3 Type3;
    } ResponseData;
    UCHAR ResponseLength;
    UCHAR Reserved;
    USHORT Flags;
    union {
        struct {
            SDBUS_PROPERTY Property;
            PVOID Buffer;
            ULONG Length;
        } GetSetProperty;
        struct {
            SDCMD_DESCRIPTOR CmdDesc;
            ULONG Argument;
            PMDL Mdl;
            ULONG Length;
        } DeviceCommand;
        struct {
            SDBUS_ERASE_TYPE EraseType;
            ULONG StartBlock;
            ULONG EndBlock;
        } EraseCommand;
        struct {
            ULONG Frequency;
        } MmcSoftReset;
        struct {
            PIRP IrpToHpi;
        } MmcHpi;
    } Parameters;
} SDBUS_REQUEST_PACKET, *PSDBUS_REQUEST_PACKET;

#ifdef __cplusplus
extern "C" {
#endif
NTSTATUS SdBusOpenInterface(_In_ PDEVICE_OBJECT Pdo, _Out_ PSDBUS_INTERFACE_STANDARD InterfaceStandard, _In_ USHORT Size, _In_ USHORT Version);
NTSTATUS SdBusSubmitRequest(_In_ PVOID InterfaceContext, _In_ PSDBUS_REQUEST_PACKET Sdrp);
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS SdBusSubmitRequestAsync(_In_ PVOID InterfaceContext, _In_ PSDBUS_REQUEST_PACKET Packet, _In_ PIRP Irp,
    _In_ PIO_COMPLETION_ROUTINE CompletionRoutine, _In_opt_ PVOID UserContext);
#ifdef __cplusplus
}
#endif

#endif
