/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * reshub.h: the resource hub: names of connections and the properties of serial buses.
 * Numbers are those of the ACPI specification, and of the path \Device\RESOURCE_HUB.
 */
#pragma once

#include <wdm.h>
#include <ntstrsafe.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RESOURCE_HUB_DEVICE_NAME    L"\\Device\\RESOURCE_HUB"
#define RESOURCE_HUB_DEVICE_NAME_US L"\\DosDevices\\RESOURCE_HUB"
#define RESOURCE_HUB_PATH_CHARS     ((sizeof(RESOURCE_HUB_DEVICE_NAME) / sizeof(WCHAR)) + 1 + 16)
#define RESOURCE_HUB_PATH_SIZE      (RESOURCE_HUB_PATH_CHARS * sizeof(WCHAR))

_Must_inspect_result_
NTSTATUS RESOURCE_HUB_CREATE_PATH_FROM_ID(
    _Inout_ PUNICODE_STRING DevicePath, _In_ ULONG LowPart, _In_ ULONG HighPart);

_Must_inspect_result_
NTSTATUS RESOURCE_HUB_ID_FROM_FILE_NAME(_In_ PCWSTR FileName, _Out_ PLARGE_INTEGER ConnectionId);

#define IOCTL_RH_QUERY_CONNECTION_PROPERTIES \
    CTL_CODE(FILE_DEVICE_RESOURCE_HUB, 1, METHOD_BUFFERED, FILE_ANY_ACCESS)
#ifndef FILE_DEVICE_RESOURCE_HUB
#define FILE_DEVICE_RESOURCE_HUB 49
#endif

#define RH_QUERY_CONNECTION_PROPERTIES_OUTPUT_VERSION 1

typedef struct _RH_QUERY_CONNECTION_PROPERTIES_INPUT_BUFFER {
    ULONG Version;
    ULONG QueryType;
    union {
        LARGE_INTEGER ConnectionId;
    } u;
} RH_QUERY_CONNECTION_PROPERTIES_INPUT_BUFFER, *PRH_QUERY_CONNECTION_PROPERTIES_INPUT_BUFFER;

typedef struct _RH_QUERY_CONNECTION_PROPERTIES_OUTPUT_BUFFER {
    ULONG Version;
    ULONG PropertiesLength;
    UCHAR ConnectionProperties[ANYSIZE_ARRAY];
} RH_QUERY_CONNECTION_PROPERTIES_OUTPUT_BUFFER, *PRH_QUERY_CONNECTION_PROPERTIES_OUTPUT_BUFFER;

/* ACPI descriptors, packed. Those of I2C, SPI and UART connections, which begin with the common one, drivers declare themselves. */
#pragma pack(push, 1)
typedef struct _PNP_SERIAL_BUS_DESCRIPTOR {
    UCHAR Tag;
    USHORT Length;
    UCHAR RevisionId;
    UCHAR ResourceSourceIndex;
    UCHAR SerialBusType;
    UCHAR GeneralFlags;
    USHORT TypeSpecificFlags;
    UCHAR TypeSpecificRevisionId;
    USHORT TypeDataLength;
} PNP_SERIAL_BUS_DESCRIPTOR, *PPNP_SERIAL_BUS_DESCRIPTOR;

typedef struct _PNP_GPIO_INTERRUPT_IO_DESCRIPTOR {
    UCHAR Tag;
    USHORT Length;
    UCHAR RevisionId;
    UCHAR DescriptorType;
    USHORT GeneralFlags;
    USHORT InterruptIoFlags;
    UCHAR PinConfiguration;
    USHORT OutputDriveStrength;
    USHORT DebounceTimeout;
    USHORT PinTableOffset;
    UCHAR ResourceSourceIndex;
    USHORT ResourceSourceNameOffset;
    USHORT VendorDataOffset;
    USHORT VendorDataLength;
} PNP_GPIO_INTERRUPT_IO_DESCRIPTOR, *PPNP_GPIO_INTERRUPT_IO_DESCRIPTOR;
#pragma pack(pop)

#define PNP_SERIAL_BUS_DESCRIPTOR_SLAVE_MODE 0x0001
#define SERIAL_BUS_DESCRIPTOR      0x8e
#define GPIO_INTERRUPT_IO_DESCRIPTOR 0x8c
#define I2C_SERIAL_BUS_TYPE        0x01
#define SPI_SERIAL_BUS_TYPE        0x02
#define UART_SERIAL_BUS_TYPE       0x03
#define I2C_SERIAL_BUS_SPECIFIC_FLAG_10BIT_ADDRESS 0x0001
#define SPI_SERIAL_BUS_SPECIFIC_FLAG_DEVICEPOLARITY 0x0001

#ifdef __cplusplus
}
#endif
