/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * sdport.h: miniports of SD host controllers. Names, enumerators and the initialization data
 * are those of the reference; the members of requests, commands, bus operations and
 * capabilities, whose order the reference does not say, are those that miniports use.
 */
#pragma once

#include <ntddk.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum _SDPORT_BUS_TYPE {
    SdBusTypeUndefined = -1,
    SdBusTypeAcpi,
    SdBusTypePci
} SDPORT_BUS_TYPE;

typedef enum _SDPORT_BUS_OPERATION_TYPE {
    SdBusOperationUndefined,
    SdResetHw,
    SdResetHost,
    SdSetClock,
    SdSetVoltage,
    SdSetPower,
    SdSetBusWidth,
    SdSetBusSpeed,
    SdSetSignalingVoltage,
    SdSetDriveStrength,
    SdSetDriverType,
    SdSetPresetValue,
    SdSetBlockGapInterrupt,
    SdExecuteTuning
} SDPORT_BUS_OPERATION_TYPE;

typedef enum _SDPORT_BUS_SPEED {
    SdBusSpeedUndefined,
    SdBusSpeedNormal,
    SdBusSpeedHigh,
    SdBusSpeedSDR12,
    SdBusSpeedSDR25,
    SdBusSpeedSDR50,
    SdBusSpeedDDR50,
    SdBusSpeedSDR104,
    SdBusSpeedHS200,
    SdBusSpeedHS400
} SDPORT_BUS_SPEED;

typedef enum _SDPORT_BUS_VOLTAGE {
    SdBusVoltageUndefined,
    SdBusVoltage33,
    SdBusVoltage30,
    SdBusVoltage18,
    SdBusVoltageOff
} SDPORT_BUS_VOLTAGE;

typedef enum _SDPORT_BUS_WIDTH {
    SdBusWidthUndefined = 0,
    SdBusWidth1Bit = 1,
    SdBusWidth4Bit = 4,
    SdBusWidth8Bit = 8
} SDPORT_BUS_WIDTH;

typedef enum _SDPORT_DRIVE_STRENGTH {
    SdDriveStrengthUndefined,
    SdDriveStrength200mA,
    SdDriveStrength400mA,
    SdDriveStrength600mA,
    SdDriveStrength800mA
} SDPORT_DRIVE_STRENGTH;

typedef enum _SDPORT_DRIVER_TYPE {
    SdDriverTypeUndefined,
    SdDriverTypeB,
    SdDriverTypeA,
    SdDriverTypeC,
    SdDriverTypeD
} SDPORT_DRIVER_TYPE;

typedef enum _SDPORT_SIGNALING_VOLTAGE {
    SdignalingVoltageUndefined,
    SdSignalingVoltage33,
    SdSignalingVoltage18
} SDPORT_SIGNALING_VOLTAGE;

typedef enum _SDPORT_RESET_TYPE {
    SdResetTypeUndefined,
    SdResetTypeAll,
    SdResetTypeCmd,
    SdResetTypeDat
} SDPORT_RESET_TYPE;

typedef enum _SDPORT_REQUEST_TYPE {
    SdRequestTypeUnspecified,
    SdRequestTypeCommandNoTransfer,
    SdRequestTypeCommandWithTransfer,
    SdRequestTypeStartTransfer
} SDPORT_REQUEST_TYPE;

typedef enum _SDPORT_COMMAND_TYPE {
    SdCommandTypeUndefined,
    SdCommandTypeSuspend,
    SdCommandTypeResume,
    SdCommandTypeAbort
} SDPORT_COMMAND_TYPE;

typedef enum _SDPORT_COMMAND_CLASS {
    SdCommandClassUndefined,
    SdCommandClassStandard,
    SdCommandClassApp
} SDPORT_COMMAND_CLASS;

typedef enum _SDPORT_TRANSFER_DIRECTION {
    SdTransferDirectionUndefined,
    SdTransferDirectionRead,
    SdTransferDirectionWrite
} SDPORT_TRANSFER_DIRECTION;

typedef enum _SDPORT_TRANSFER_TYPE {
    SdTransferTypeUndefined,
    SdTransferTypeNone,
    SdTransferTypeSingleBlock,
    SdTransferTypeMultiBlock,
    SdTransferTypeMultiBlockNoStop
} SDPORT_TRANSFER_TYPE;

typedef enum _SDPORT_TRANSFER_METHOD {
    SdTransferMethodUndefined,
    SdTransferMethodPio,
    SdTransferMethodSgDma
} SDPORT_TRANSFER_METHOD;

typedef enum _SDPORT_RESPONSE_TYPE {
    SdResponseTypeUndefined,
    SdResponseTypeNone,
    SdResponseTypeR1,
    SdResponseTypeR1B,
    SdResponseTypeR2,
    SdResponseTypeR3,
    SdResponseTypeR4,
    SdResponseTypeR5,
    SdResponseTypeR5B,
    SdResponseTypeR6
} SDPORT_RESPONSE_TYPE;

/* One SD command, with its transfer. */
typedef struct _SDPORT_COMMAND {
    UCHAR Index;
    ULONG Argument;
    SDPORT_COMMAND_CLASS Class;
    SDPORT_COMMAND_TYPE Type;
    SDPORT_RESPONSE_TYPE ResponseType;
    SDPORT_TRANSFER_TYPE TransferType;
    SDPORT_TRANSFER_DIRECTION TransferDirection;
    SDPORT_TRANSFER_METHOD TransferMethod;
    ULONG BlockSize;
    ULONG BlockCount;
    ULONG Length;
    PUCHAR DataBuffer;
    PSCATTER_GATHER_LIST ScatterGatherList;
    PVOID DmaVirtualAddress;
    PHYSICAL_ADDRESS DmaPhysicalAddress;
    ULONG Response[4];
} SDPORT_COMMAND, *PSDPORT_COMMAND;

/* What the port driver asks of a slot. */
typedef struct _SDPORT_REQUEST {
    SDPORT_REQUEST_TYPE Type;
    SDPORT_COMMAND Command;
    ULONG RequiredEvents;
    NTSTATUS Status;
} SDPORT_REQUEST, *PSDPORT_REQUEST;

typedef struct _SDPORT_BUS_OPERATION {
    SDPORT_BUS_OPERATION_TYPE Type;
    union {
        SDPORT_RESET_TYPE ResetType;
        ULONG FrequencyKhz;
        SDPORT_BUS_VOLTAGE Voltage;
        SDPORT_BUS_WIDTH BusWidth;
        SDPORT_BUS_SPEED BusSpeed;
        SDPORT_SIGNALING_VOLTAGE SignalingVoltage;
        SDPORT_DRIVE_STRENGTH DriveStrength;
        SDPORT_DRIVER_TYPE DriverType;
        BOOLEAN PowerEnabled;
        BOOLEAN PresetValueEnabled;
        BOOLEAN BlockGapIntEnabled;
    } Parameters;
} SDPORT_BUS_OPERATION, *PSDPORT_BUS_OPERATION;

/* What a slot can do. The miniport fills it. */
typedef struct _SDPORT_CAPABILITIES {
    UCHAR SpecVersion;
    UCHAR MaximumOutstandingRequests;
    USHORT MaximumBlockSize;
    USHORT MaximumBlockCount;
    ULONG BaseClockFrequencyKhz;
    ULONG TuningTimerCountInSeconds;
    ULONG DmaDescriptorSize;
    ULONG AlignmentRequirement;
    ULONG PioTransferMaxThreshold;
    struct {
        ULONG ScatterGatherDma : 1;
        ULONG Address64Bit : 1;
        ULONG BusWidth8Bit : 1;
        ULONG HighSpeed : 1;
        ULONG SDR50 : 1;
        ULONG SDR104 : 1;
        ULONG DDR50 : 1;
        ULONG HS200 : 1;
        ULONG HS400 : 1;
        ULONG DriverTypeA : 1;
        ULONG DriverTypeB : 1;
        ULONG DriverTypeC : 1;
        ULONG DriverTypeD : 1;
        ULONG TuningForSDR50 : 1;
        ULONG SoftwareTuning : 1;
        ULONG AutoCmd12 : 1;
        ULONG AutoCmd23 : 1;
        ULONG Voltage18V : 1;
        ULONG Voltage30V : 1;
        ULONG Voltage33V : 1;
        ULONG SignalingVoltage18V : 1;
        ULONG Limit200mA : 1;
        ULONG Limit400mA : 1;
        ULONG Limit600mA : 1;
        ULONG Limit800mA : 1;
    } Supported;
    struct {
        ULONG UsePioForRead : 1;
        ULONG UsePioForWrite : 1;
    } Flags;
} SDPORT_CAPABILITIES, *PSDPORT_CAPABILITIES;

typedef struct _SDPORT_PCI_CONFIG_INFO {
    ULONG VendorID;
    ULONG DeviceID;
    ULONG RevisionID;
    ULONG SubsysID;
} SDPORT_PCI_CONFIG_INFO, *PSDPORT_PCI_CONFIG_INFO;

typedef struct _SDPORT_PORT_CONFIG_INFO {
    PVOID DeviceObject;
    SDPORT_BUS_TYPE BusType;
    union {
        SDPORT_PCI_CONFIG_INFO PciConfigInfo;
    } BusInfo;
} SDPORT_PORT_CONFIG_INFO, *PSDPORT_PORT_CONFIG_INFO;

/* One slot: its miniport, and the memory that the miniport asked for. */
typedef struct _SDPORT_SLOT_EXTENSION {
    struct _SD_MINIPORT *Miniport;
    PVOID PrivateExtension;
} SDPORT_SLOT_EXTENSION, *PSDPORT_SLOT_EXTENSION;

typedef struct _SD_MINIPORT {
    SDPORT_PORT_CONFIG_INFO ConfigurationInfo;
    UCHAR SlotCount;
    PSDPORT_SLOT_EXTENSION SlotExtensionList[1];
} SD_MINIPORT, *PSD_MINIPORT;

typedef NTSTATUS SDPORT_GET_SLOT_COUNT(_In_ PSD_MINIPORT Miniport, _Out_ PUCHAR SlotCount);
typedef VOID SDPORT_GET_SLOT_CAPABILITIES(_In_ PVOID PrivateExtension, _Out_ PSDPORT_CAPABILITIES Capabilities);
typedef BOOLEAN SDPORT_INTERRUPT(_In_ PVOID PrivateExtension, _Out_ PULONG Events, _Out_ PULONG Errors,
                                 _Out_ PBOOLEAN CardChange, _Out_ PBOOLEAN SdioInterrupt, _Out_ PBOOLEAN Tuning);
typedef NTSTATUS SDPORT_ISSUE_REQUEST(_In_ PVOID PrivateExtension, _In_ PSDPORT_REQUEST Request);
typedef VOID SDPORT_GET_RESPONSE(_In_ PVOID PrivateExtension, _In_ PSDPORT_COMMAND Command, _Out_ PVOID ResponseBuffer);
typedef VOID SDPORT_REQUEST_DPC(_In_ PVOID PrivateExtension, _Inout_ PSDPORT_REQUEST Request, _In_ ULONG Events,
                                _In_ ULONG Errors);
typedef VOID SDPORT_TOGGLE_EVENTS(_In_ PVOID PrivateExtension, _In_ ULONG EventMask, _In_ BOOLEAN Enable);
typedef VOID SDPORT_CLEAR_EVENTS(_In_ PVOID PrivateExtension, _In_ ULONG EventMask);
typedef VOID SDPORT_SAVE_CONTEXT(_In_ PVOID PrivateExtension);
typedef VOID SDPORT_RESTORE_CONTEXT(_In_ PVOID PrivateExtension);
typedef NTSTATUS SDPORT_INITIALIZE(_In_ PVOID PrivateExtension, _In_ PHYSICAL_ADDRESS PhysicalBase,
                                   _In_ PVOID VirtualBase, _In_ ULONG Length, _In_ BOOLEAN CrashdumpMode);
typedef NTSTATUS SDPORT_ISSUE_BUS_OPERATION(_In_ PVOID PrivateExtension, _In_ PSDPORT_BUS_OPERATION BusOperation);
typedef BOOLEAN SDPORT_GET_CARD_DETECT_STATE(_In_ PVOID PrivateExtension);
typedef BOOLEAN SDPORT_GET_WRITE_PROTECT_STATE(_In_ PVOID PrivateExtension);
typedef NTSTATUS SDPORT_PO_FX_POWER_CONTROL_CALLBACK(_In_ PSD_MINIPORT Miniport, _In_ LPCGUID PowerControlCode,
                                                     _In_opt_ PVOID InputBuffer, _In_ SIZE_T InputBufferSize,
                                                     _Out_opt_ PVOID OutputBuffer, _In_ SIZE_T OutputBufferSize,
                                                     _Out_opt_ PSIZE_T BytesReturned);
typedef VOID SDPORT_CLEANUP(_In_ PSD_MINIPORT Miniport);

typedef SDPORT_GET_SLOT_COUNT *PSDPORT_GET_SLOT_COUNT;
typedef SDPORT_GET_SLOT_CAPABILITIES *PSDPORT_GET_SLOT_CAPABILITIES;
typedef SDPORT_INTERRUPT *PSDPORT_INTERRUPT;
typedef SDPORT_ISSUE_REQUEST *PSDPORT_ISSUE_REQUEST;
typedef SDPORT_GET_RESPONSE *PSDPORT_GET_RESPONSE;
typedef SDPORT_REQUEST_DPC *PSDPORT_REQUEST_DPC;
typedef SDPORT_TOGGLE_EVENTS *PSDPORT_TOGGLE_EVENTS;
typedef SDPORT_CLEAR_EVENTS *PSDPORT_CLEAR_EVENTS;
typedef SDPORT_SAVE_CONTEXT *PSDPORT_SAVE_CONTEXT;
typedef SDPORT_RESTORE_CONTEXT *PSDPORT_RESTORE_CONTEXT;
typedef SDPORT_INITIALIZE *PSDPORT_INITIALIZE;
typedef SDPORT_ISSUE_BUS_OPERATION *PSDPORT_ISSUE_BUS_OPERATION;
typedef SDPORT_GET_CARD_DETECT_STATE *PSDPORT_GET_CARD_DETECT_STATE;
typedef SDPORT_GET_WRITE_PROTECT_STATE *PSDPORT_GET_WRITE_PROTECT_STATE;
typedef SDPORT_PO_FX_POWER_CONTROL_CALLBACK *PSDPORT_PO_FX_POWER_CONTROL_CALLBACK;
typedef SDPORT_CLEANUP *PSDPORT_CLEANUP;

typedef struct _SDPORT_INITIALIZATION_DATA {
    ULONG StructureSize;
    PSDPORT_GET_SLOT_COUNT GetSlotCount;
    PSDPORT_GET_SLOT_CAPABILITIES GetSlotCapabilities;
    PSDPORT_INTERRUPT Interrupt;
    PSDPORT_ISSUE_REQUEST IssueRequest;
    PSDPORT_GET_RESPONSE GetResponse;
    PSDPORT_REQUEST_DPC RequestDpc;
    PSDPORT_TOGGLE_EVENTS ToggleEvents;
    PSDPORT_CLEAR_EVENTS ClearEvents;
    PSDPORT_SAVE_CONTEXT SaveContext;
    PSDPORT_RESTORE_CONTEXT RestoreContext;
    PSDPORT_INITIALIZE Initialize;
    PSDPORT_ISSUE_BUS_OPERATION IssueBusOperation;
    PSDPORT_GET_CARD_DETECT_STATE GetCardDetectState;
    PSDPORT_GET_WRITE_PROTECT_STATE GetWriteProtectState;
    PSDPORT_PO_FX_POWER_CONTROL_CALLBACK PowerControlCallback;
    PSDPORT_CLEANUP Cleanup;
    ULONG PrivateExtensionSize;
    BOOLEAN CrashdumpSupported;
} SDPORT_INITIALIZATION_DATA, *PSDPORT_INITIALIZATION_DATA;

NTSTATUS NTAPI SdPortInitialize(_In_ PVOID Argument1, _In_ PVOID Argument2,
                                _In_ PSDPORT_INITIALIZATION_DATA InitializationData);
VOID NTAPI SdPortCompleteRequest(_In_ PSDPORT_REQUEST Request, _In_ NTSTATUS Status);
VOID NTAPI SdPortWait(_In_ ULONG Microseconds);
NTSTATUS NTAPI SdPortGetPciConfigSpace(_In_ PSD_MINIPORT Miniport, _In_ ULONG Offset, _Out_ PVOID Buffer,
                                       _In_ ULONG Length);
NTSTATUS NTAPI SdPortSetPciConfigSpace(_In_ PSD_MINIPORT Miniport, _In_ ULONG Offset, _In_ PVOID Buffer,
                                       _In_ ULONG Length);
NTSTATUS NTAPI SdPortPoFxPowerControl(_In_ PVOID PrivateExtension, _In_ LPCGUID PowerControlCode, _In_opt_ PVOID InBuffer,
                                      _In_ SIZE_T InBufferSize, _Out_opt_ PVOID OutBuffer, _In_ SIZE_T OutBufferSize,
                                      _Out_opt_ PSIZE_T BytesReturned);

UCHAR NTAPI SdPortReadRegisterUchar(_In_ PVOID BaseAddress, _In_ ULONG Register);
USHORT NTAPI SdPortReadRegisterUshort(_In_ PVOID BaseAddress, _In_ ULONG Register);
ULONG NTAPI SdPortReadRegisterUlong(_In_ PVOID BaseAddress, _In_ ULONG Register);
VOID NTAPI SdPortReadRegisterBufferUchar(_In_ PVOID BaseAddress, _In_ ULONG Register, _Out_ PUCHAR Buffer, _In_ ULONG Length);
VOID NTAPI SdPortReadRegisterBufferUshort(_In_ PVOID BaseAddress, _In_ ULONG Register, _Out_ PUSHORT Buffer,
                                          _In_ ULONG Length);
VOID NTAPI SdPortReadRegisterBufferUlong(_In_ PVOID BaseAddress, _In_ ULONG Register, _Out_ PULONG Buffer, _In_ ULONG Length);
VOID NTAPI SdPortWriteRegisterUchar(_In_ PVOID BaseAddress, _In_ ULONG Register, _In_ UCHAR Data);
VOID NTAPI SdPortWriteRegisterUshort(_In_ PVOID BaseAddress, _In_ ULONG Register, _In_ USHORT Data);
VOID NTAPI SdPortWriteRegisterUlong(_In_ PVOID BaseAddress, _In_ ULONG Register, _In_ ULONG Data);
VOID NTAPI SdPortWriteRegisterBufferUchar(_In_ PVOID BaseAddress, _In_ ULONG Register, _In_ PUCHAR Buffer, _In_ ULONG Length);
VOID NTAPI SdPortWriteRegisterBufferUshort(_In_ PVOID BaseAddress, _In_ ULONG Register, _In_ PUSHORT Buffer,
                                           _In_ ULONG Length);
VOID NTAPI SdPortWriteRegisterBufferUlong(_In_ PVOID BaseAddress, _In_ ULONG Register, _In_ PULONG Buffer, _In_ ULONG Length);

#ifdef __cplusplus
}
#endif
