/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * storportmore.h: Storport's DMA memory, failed devices, telemetry and events of ETW, power hints. Names, order and
 * fields from the public DDI reference, types completed by hand; the numbers of the enumerators, of the keywords and
 * of the DUMP_MODE values, and the lengths of the telemetry's names, are from memory. Included by storport.h.
 */
#pragma once

typedef PSTR PZZSTR;

typedef enum _RAID_SYSTEM_POWER {
    RaidSystemPowerUnknown,
    RaidSystemPowerLowest,
    RaidSystemPowerLow,
    RaidSystemPowerMedium,
    RaidSystemPowerHigh
} RAID_SYSTEM_POWER, *PRAID_SYSTEM_POWER;

/* PORT_CONFIGURATION_INFORMATION.DumpMode. */
#define DUMP_MODE_CRASH       0x01
#define DUMP_MODE_HIBER       0x02
#define DUMP_MODE_MARK_MEMORY 0x03
#define DUMP_MODE_RESUME      0x04

#define STATE_CHANGE_LUN    0x1
#define STATE_CHANGE_TARGET 0x2
#define STATE_CHANGE_BUS    0x4

#define STORPORT_MARK_DEVICE_FAILED_FLAG_REMOVE_DEVICE 0x1

/* Telemetry. */
#define EVENT_NAME_MAX_LENGTH    32
#define EVENT_BUFFER_MAX_LENGTH  4096
#define EVENT_MAX_PARAM_NAME_LEN 256

typedef struct _STORPORT_TELEMETRY_EVENT {
    ULONG DriverVersion;
    ULONG EventId;
    UCHAR EventName[EVENT_NAME_MAX_LENGTH];
    ULONG EventVersion;
    ULONG Flags;
    ULONG EventBufferLength;
    PUCHAR EventBuffer;
    UCHAR ParameterName0[EVENT_MAX_PARAM_NAME_LEN];
    ULONGLONG ParameterValue0;
    UCHAR ParameterName1[EVENT_MAX_PARAM_NAME_LEN];
    ULONGLONG ParameterValue1;
    UCHAR ParameterName2[EVENT_MAX_PARAM_NAME_LEN];
    ULONGLONG ParameterValue2;
    UCHAR ParameterName3[EVENT_MAX_PARAM_NAME_LEN];
    ULONGLONG ParameterValue3;
    UCHAR ParameterName4[EVENT_MAX_PARAM_NAME_LEN];
    ULONGLONG ParameterValue4;
    UCHAR ParameterName5[EVENT_MAX_PARAM_NAME_LEN];
    ULONGLONG ParameterValue5;
    UCHAR ParameterName6[EVENT_MAX_PARAM_NAME_LEN];
    ULONGLONG ParameterValue6;
    UCHAR ParameterName7[EVENT_MAX_PARAM_NAME_LEN];
    ULONGLONG ParameterValue7;
} STORPORT_TELEMETRY_EVENT, *PSTORPORT_TELEMETRY_EVENT;

/* Events of ETW. */
#define STORPORT_ETW_EVENT_KEYWORD_IO            0x01
#define STORPORT_ETW_EVENT_KEYWORD_PERFORMANCE   0x02
#define STORPORT_ETW_EVENT_KEYWORD_POWER         0x04
#define STORPORT_ETW_EVENT_KEYWORD_ENUMERATION   0x08
#define STORPORT_ETW_EVENT_KEYWORD_COMMAND_TRACE 0x10

typedef enum _STORPORT_ETW_LEVEL {
    StorportEtwLevelLogAlways,
    StorportEtwLevelCritical,
    StorportEtwLevelError,
    StorportEtwLevelWarning,
    StorportEtwLevelInformational,
    StorportEtwLevelVerbose
} STORPORT_ETW_LEVEL, *PSTORPORT_ETW_LEVEL;

typedef enum _STORPORT_ETW_EVENT_OPCODE {
    StorportEtwEventOpcodeInfo,
    StorportEtwEventOpcodeStart,
    StorportEtwEventOpcodeStop,
    StorportEtwEventOpcodeDC_Start,
    StorportEtwEventOpcodeDC_Stop,
    StorportEtwEventOpcodeExtension,
    StorportEtwEventOpcodeReply,
    StorportEtwEventOpcodeResume,
    StorportEtwEventOpcodeSuspend,
    StorportEtwEventOpcodeReceive
} STORPORT_ETW_EVENT_OPCODE, *PSTORPORT_ETW_EVENT_OPCODE;

typedef enum _STORPORT_ETW_EVENT_CHANNEL {
    StorportEtwEventDiagnostic,
    StorportEtwEventOperational,
    StorportEtwEventHealth
} STORPORT_ETW_EVENT_CHANNEL, *PSTORPORT_ETW_EVENT_CHANNEL;

#ifdef __cplusplus
extern "C" {
#endif

ULONG StorPortAllocateDmaMemory(
    _In_ PVOID HwDeviceExtension, _In_ SIZE_T NumberOfBytes, _In_ PHYSICAL_ADDRESS LowestAcceptableAddress,
    _In_ PHYSICAL_ADDRESS HighestAcceptableAddress, _In_opt_ PHYSICAL_ADDRESS BoundaryAddressMultiple,
    _In_ MEMORY_CACHING_TYPE CacheType, _In_ NODE_REQUIREMENT PreferredNode, _Out_ PVOID *BufferPointer,
    _Out_ PPHYSICAL_ADDRESS PhysicalAddress);
ULONG StorPortFreeDmaMemory(
    _In_ PVOID HwDeviceExtension, _In_ PVOID BaseAddress, _In_ SIZE_T NumberOfBytes, _In_ MEMORY_CACHING_TYPE CacheType,
    _In_opt_ PHYSICAL_ADDRESS PhysicalAddress);

ULONG StorPortMarkDeviceFailed(_In_ PVOID HwDeviceExtension, _In_opt_ PSTOR_ADDRESS StorAddress, _In_ ULONG Flags, _In_ PWSTR FailReason);

ULONG StorPortLogTelemetry(_In_ PVOID HwDeviceExtension, _In_opt_ PSTOR_ADDRESS StorAddress, _In_ PSTORPORT_TELEMETRY_EVENT Event);

_IRQL_requires_max_(PASSIVE_LEVEL)
ULONG StorPortRegistryReadAdapterKey(
    _In_ PVOID HwDeviceExtension, _In_opt_ PUCHAR SubKeyName, _In_ PUCHAR ValueName, _In_ ULONG ValueType,
    _Inout_ PVOID *ValueData, _Inout_ PULONG ValueDataLength);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG StorPortEtwEvent2(
    _In_ PVOID HwDeviceExtension, _In_opt_ PSTOR_ADDRESS Address, _In_ ULONG EventId, _In_ PWSTR EventDescription,
    _In_ ULONGLONG EventKeywords, _In_ STORPORT_ETW_LEVEL EventLevel, _In_ STORPORT_ETW_EVENT_OPCODE EventOpcode,
    _In_opt_ PSCSI_REQUEST_BLOCK Srb,
    _In_opt_ PWSTR Parameter1Name, _In_ ULONGLONG Parameter1Value,
    _In_opt_ PWSTR Parameter2Name, _In_ ULONGLONG Parameter2Value);
_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG StorPortEtwEvent4(
    _In_ PVOID HwDeviceExtension, _In_opt_ PSTOR_ADDRESS Address, _In_ ULONG EventId, _In_ PWSTR EventDescription,
    _In_ ULONGLONG EventKeywords, _In_ STORPORT_ETW_LEVEL EventLevel, _In_ STORPORT_ETW_EVENT_OPCODE EventOpcode,
    _In_opt_ PSCSI_REQUEST_BLOCK Srb,
    _In_opt_ PWSTR Parameter1Name, _In_ ULONGLONG Parameter1Value,
    _In_opt_ PWSTR Parameter2Name, _In_ ULONGLONG Parameter2Value,
    _In_opt_ PWSTR Parameter3Name, _In_ ULONGLONG Parameter3Value,
    _In_opt_ PWSTR Parameter4Name, _In_ ULONGLONG Parameter4Value);
_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG StorPortEtwEvent8(
    _In_ PVOID HwDeviceExtension, _In_opt_ PSTOR_ADDRESS Address, _In_ ULONG EventId, _In_ PWSTR EventDescription,
    _In_ ULONGLONG EventKeywords, _In_ STORPORT_ETW_LEVEL EventLevel, _In_ STORPORT_ETW_EVENT_OPCODE EventOpcode,
    _In_opt_ PSCSI_REQUEST_BLOCK Srb,
    _In_opt_ PWSTR Parameter1Name, _In_ ULONGLONG Parameter1Value,
    _In_opt_ PWSTR Parameter2Name, _In_ ULONGLONG Parameter2Value,
    _In_opt_ PWSTR Parameter3Name, _In_ ULONGLONG Parameter3Value,
    _In_opt_ PWSTR Parameter4Name, _In_ ULONGLONG Parameter4Value,
    _In_opt_ PWSTR Parameter5Name, _In_ ULONGLONG Parameter5Value,
    _In_opt_ PWSTR Parameter6Name, _In_ ULONGLONG Parameter6Value,
    _In_opt_ PWSTR Parameter7Name, _In_ ULONGLONG Parameter7Value,
    _In_opt_ PWSTR Parameter8Name, _In_ ULONGLONG Parameter8Value);
_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG StorPortEtwChannelEvent8(
    _In_ PVOID HwDeviceExtension, _In_opt_ PSTOR_ADDRESS Address, _In_ STORPORT_ETW_EVENT_CHANNEL EventChannel,
    _In_ ULONG EventId, _In_ PWSTR EventDescription, _In_ ULONGLONG EventKeywords, _In_ STORPORT_ETW_LEVEL EventLevel,
    _In_ STORPORT_ETW_EVENT_OPCODE EventOpcode, _In_opt_ PSCSI_REQUEST_BLOCK Srb,
    _In_opt_ PWSTR Parameter1Name, _In_ ULONGLONG Parameter1Value,
    _In_opt_ PWSTR Parameter2Name, _In_ ULONGLONG Parameter2Value,
    _In_opt_ PWSTR Parameter3Name, _In_ ULONGLONG Parameter3Value,
    _In_opt_ PWSTR Parameter4Name, _In_ ULONGLONG Parameter4Value,
    _In_opt_ PWSTR Parameter5Name, _In_ ULONGLONG Parameter5Value,
    _In_opt_ PWSTR Parameter6Name, _In_ ULONGLONG Parameter6Value,
    _In_opt_ PWSTR Parameter7Name, _In_ ULONGLONG Parameter7Value,
    _In_opt_ PWSTR Parameter8Name, _In_ ULONGLONG Parameter8Value);

/* Flags of PERF_CONFIGURATION_DATA; the version and the numbers are from memory. */
#ifndef STOR_PERF_VERSION
#define STOR_PERF_DPC_REDIRECTION                        0x00000001
#define STOR_PERF_CONCURRENT_CHANNELS                    0x00000002
#define STOR_PERF_INTERRUPT_MESSAGE_RANGES               0x00000004
#define STOR_PERF_ADV_CONFIG_LOCALITY                    0x00000008
#define STOR_PERF_OPTIMIZE_FOR_COMPLETION_DURING_STARTIO 0x00000010
#define STOR_PERF_DPC_REDIRECTION_CURRENT_CPU            0x00000020
#define STOR_PERF_NO_SGL                                 0x00000040
#define STOR_PERF_VERSION                                6
#endif
#ifndef STOR_CURRENT_LOG_INTERFACE_REVISION
#define STOR_CURRENT_LOG_INTERFACE_REVISION 1
#endif
#ifndef ADDRESS_TYPE_FLAG_BTL8
#define ADDRESS_TYPE_FLAG_BTL8 0x00000001
#endif

#ifdef __cplusplus
}
#endif
