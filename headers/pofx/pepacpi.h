/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * pofx/pepacpi.h: platform extension plug-ins: ACPI notifications, methods, objects and
 * resources. Included by pepfx.h.
 */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

/* Handles. */
typedef struct PEPHANDLE__ *PEPHANDLE, **PPEPHANDLE;

/* Notifications to the plug-in. */
#define PEP_NOTIFY_ACPI_PREPARE_DEVICE                      0x01
#define PEP_NOTIFY_ACPI_ABANDON_DEVICE                      0x02
#define PEP_NOTIFY_ACPI_REGISTER_DEVICE                     0x03
#define PEP_NOTIFY_ACPI_UNREGISTER_DEVICE                   0x04
#define PEP_NOTIFY_ACPI_ENUMERATE_DEVICE_NAMESPACE          0x05
#define PEP_NOTIFY_ACPI_QUERY_OBJECT_INFORMATION            0x06
#define PEP_NOTIFY_ACPI_EVALUATE_CONTROL_METHOD             0x07
#define PEP_NOTIFY_ACPI_QUERY_DEVICE_CONTROL_RESOURCES      0x08
#define PEP_NOTIFY_ACPI_TRANSLATED_DEVICE_CONTROL_RESOURCES 0x09
#define PEP_NOTIFY_ACPI_WORK                                0x0a

#define PEP_ACPI_PREPARE_DEVICE_OUTPUT_FLAG_NONE  0x0
#define PEP_ACPI_REGISTER_DEVICE_OUTPUT_FLAG_NONE 0x0

typedef enum _GPIO_PIN_CONFIG_TYPE {
    PullDefault,
    PullUp,
    PullDown,
    PullNone
} GPIO_PIN_CONFIG_TYPE, *PGPIO_PIN_CONFIG_TYPE;

typedef enum _GPIO_PIN_IORESTRICTION_TYPE {
    IoRestrictionNone,
    IoRestrictionInputOnly,
    IoRestrictionOutputOnly,
    IoRestrictionNoneAndPreserve
} GPIO_PIN_IORESTRICTION_TYPE, *PGPIO_PIN_IORESTRICTION_TYPE;

#define PEP_ACPI_REQUEST_COMMON_CONVERT_TO_BIOS_RESOURCES 1

/* Field names below that differ from the reference's are those that drivers use. */
typedef enum _PEP_ACPI_OBJECT_TYPE {
    PepAcpiObjectTypeMethod,
    PepAcpiObjectTypeDevice,
    PepAcpiObjectTypeMaximum
} PEP_ACPI_OBJECT_TYPE;

typedef enum _PEP_ACPI_RESOURCE_TYPE {
    PepAcpiMemory,
    PepAcpiIoPort,
    PepAcpiInterrupt,
    PepAcpiGpioIo,
    PepAcpiGpioInt,
    PepAcpiSpbI2c,
    PepAcpiSpbSpi,
    PepAcpiSpbUart,
    PepAcpiExtendedMemory,
    PepAcpiExtendedIo
} PEP_ACPI_RESOURCE_TYPE;

typedef _Function_class_(PEPCALLBACKNOTIFYACPI)
BOOLEAN PEPCALLBACKNOTIFYACPI(_In_ ULONG Notification, _Inout_opt_ PVOID Data);
typedef PEPCALLBACKNOTIFYACPI *PPEPCALLBACKNOTIFYACPI;

typedef struct _PEP_ACPI_ABANDON_DEVICE {
    PANSI_STRING AcpiDeviceName;
    BOOLEAN DeviceAccepted;
} PEP_ACPI_ABANDON_DEVICE, *PPEP_ACPI_ABANDON_DEVICE;

typedef union _PEP_ACPI_OBJECT_NAME {
    UCHAR ObjectName[4];
    ULONG NameAsUlong;
    ULONG ObjectNameAsUlong;
} PEP_ACPI_OBJECT_NAME;

typedef struct _PEP_ACPI_OBJECT_NAME_WITH_TYPE {
    PEP_ACPI_OBJECT_NAME Name;
    PEP_ACPI_OBJECT_TYPE Type;
} PEP_ACPI_OBJECT_NAME_WITH_TYPE, *PPEP_ACPI_OBJECT_NAME_WITH_TYPE;

typedef struct _PEP_ACPI_ENUMERATE_DEVICE_NAMESPACE {
    PEPHANDLE DeviceHandle;
    ULONG RequestFlags;
    SIZE_T ObjectBufferSize;
    NTSTATUS Status;
    ULONG ObjectCount;
    PEP_ACPI_OBJECT_NAME_WITH_TYPE Objects[ANYSIZE_ARRAY];
} PEP_ACPI_ENUMERATE_DEVICE_NAMESPACE, *PPEP_ACPI_ENUMERATE_DEVICE_NAMESPACE;

typedef struct _PEP_ACPI_EVALUATE_CONTROL_METHOD {
    PEPHANDLE DeviceHandle;
    ULONG RequestFlags;
    union {
        ULONG MethodName;
        ULONG MethodNameUlong;
        ANSI_STRING MethodNameString;
    };
    NTSTATUS MethodStatus;
    PVOID CompletionContext;
    ULONG InputArgumentCount;
    SIZE_T InputArgumentSize;
    PACPI_METHOD_ARGUMENT InputArguments;
    ULONG OutputArgumentCount;
    SIZE_T OutputArgumentSize;
    PACPI_METHOD_ARGUMENT OutputArguments;
} PEP_ACPI_EVALUATE_CONTROL_METHOD, *PPEP_ACPI_EVALUATE_CONTROL_METHOD;

typedef union _PEP_ACPI_RESOURCE_FLAGS {
    ULONG AsULong;
    struct {
        ULONG Shared : 1;
        ULONG Wake : 1;
        ULONG ResourceUsage : 1;
        ULONG SlaveMode : 1;
        ULONG AddressingMode : 1;
        ULONG SharedMode : 1;
        ULONG Reserved : 26;
    } DUMMYSTRUCTNAME;
} PEP_ACPI_RESOURCE_FLAGS, *PPEP_ACPI_RESOURCE_FLAGS;

typedef struct _PEP_ACPI_EXTENDED_ADDRESS {
    PEP_ACPI_RESOURCE_TYPE Type;
    PEP_ACPI_RESOURCE_FLAGS Flags;
    UCHAR ResourceFlags;
    UCHAR GeneralFlags;
    UCHAR TypeSpecificFlags;
    UCHAR RevisionId;
    UCHAR Reserved;
    ULONGLONG Granularity;
    ULONGLONG MinimumAddress;
    ULONGLONG MaximumAddress;
    ULONGLONG TranslationAddress;
    ULONGLONG AddressLength;
    ULONGLONG TypeAttribute;
    PUNICODE_STRING DescriptorName;
} PEP_ACPI_EXTENDED_ADDRESS, *PPEP_ACPI_EXTENDED_ADDRESS;

typedef struct _PEP_ACPI_GPIO_RESOURCE {
    PEP_ACPI_RESOURCE_TYPE Type;
    PEP_ACPI_RESOURCE_FLAGS Flags;
    KINTERRUPT_MODE InterruptType;
    KINTERRUPT_POLARITY InterruptPolarity;
    GPIO_PIN_CONFIG_TYPE PinConfig;
    GPIO_PIN_IORESTRICTION_TYPE IoRestrictionType;
    USHORT DriveStrength;
    USHORT DebounceTimeout;
    PUSHORT PinTable;
    USHORT PinCount;
    UCHAR ResourceSourceIndex;
    PUNICODE_STRING ResourceSourceName;
    PUCHAR VendorData;
    USHORT VendorDataLength;
} PEP_ACPI_GPIO_RESOURCE, *PPEP_ACPI_GPIO_RESOURCE;

typedef struct _PEP_ACPI_INTERRUPT_RESOURCE {
    PEP_ACPI_RESOURCE_TYPE Type;
    KINTERRUPT_MODE InterruptType;
    KINTERRUPT_POLARITY InterruptPolarity;
    PEP_ACPI_RESOURCE_FLAGS Flags;
    UCHAR Count;
    PULONG Pins;
} PEP_ACPI_INTERRUPT_RESOURCE, *PPEP_ACPI_INTERRUPT_RESOURCE;

typedef struct _PEP_ACPI_IO_MEMORY_RESOURCE {
    PEP_ACPI_RESOURCE_TYPE Type;
    UCHAR Information;
    PHYSICAL_ADDRESS MinimumAddress;
    PHYSICAL_ADDRESS MaximumAddress;
    ULONG Alignment;
    ULONG Length;
} PEP_ACPI_IO_MEMORY_RESOURCE, *PPEP_ACPI_IO_MEMORY_RESOURCE;

typedef struct _PEP_ACPI_PREPARE_DEVICE {
    PANSI_STRING AcpiDeviceName;
    ULONG InputFlags;
    BOOLEAN DeviceAccepted;
    ULONG OutputFlags;
} PEP_ACPI_PREPARE_DEVICE, *PPEP_ACPI_PREPARE_DEVICE;

struct PEP_ACPI_QUERY_DEVICE_CONTROL_RESOURCES {
    PEPHANDLE DeviceHandle;
    ULONG RequestFlags;
    NTSTATUS Status;
    SIZE_T BiosResourcesSize;
    ACPI_METHOD_ARGUMENT BiosResources;
};

typedef struct _PEP_ACPI_QUERY_OBJECT_INFORMATION {
    PEPHANDLE DeviceHandle;
    PEP_ACPI_OBJECT_NAME Name;
    PEP_ACPI_OBJECT_TYPE Type;
    ULONG ObjectFlags;
    union {
        struct {
            ULONG InputArgumentCount;
            ULONG OutputArgumentCount;
        } MethodObject;
    } DUMMYUNIONNAME;
} PEP_ACPI_QUERY_OBJECT_INFORMATION, *PPEP_ACPI_QUERY_OBJECT_INFORMATION;

typedef struct _PEP_ACPI_REGISTER_DEVICE {
    PANSI_STRING AcpiDeviceName;
    ULONG InputFlags;
    POHANDLE KernelHandle;
    PEPHANDLE DeviceHandle;
    ULONG OutputFlags;
} PEP_ACPI_REGISTER_DEVICE, *PPEP_ACPI_REGISTER_DEVICE;

typedef struct _PEP_ACPI_SPB_RESOURCE {
    PEP_ACPI_RESOURCE_TYPE Type;
    PEP_ACPI_RESOURCE_FLAGS Flags;
    USHORT TypeSpecificFlags;
    UCHAR ResourceSourceIndex;
    PUNICODE_STRING ResourceSourceName;
    PCHAR VendorData;
    USHORT VendorDataLength;
} PEP_ACPI_SPB_RESOURCE, *PPEP_ACPI_SPB_RESOURCE;

typedef struct _PEP_ACPI_SPB_I2C_RESOURCE {
    PEP_ACPI_SPB_RESOURCE SpbCommon;
    ULONG ConnectionSpeed;
    USHORT SlaveAddress;
} PEP_ACPI_SPB_I2C_RESOURCE, *PPEP_ACPI_SPB_I2C_RESOURCE;

typedef struct _PEP_ACPI_SPB_SPI_RESOURCE {
    PEP_ACPI_SPB_RESOURCE SpbCommon;
    ULONG ConnectionSpeed;
    UCHAR DataBitLength;
    UCHAR Phase;
    UCHAR Polarity;
    USHORT DeviceSelection;
} PEP_ACPI_SPB_SPI_RESOURCE, *PPEP_ACPI_SPB_SPI_RESOURCE;

typedef struct _PEP_ACPI_SPB_UART_RESOURCE {
    PEP_ACPI_SPB_RESOURCE SpbCommon;
    ULONG BaudRate;
    USHORT RxBufferSize;
    USHORT TxBufferSize;
    UCHAR Parity;
    UCHAR LinesInUse;
} PEP_ACPI_SPB_UART_RESOURCE, *PPEP_ACPI_SPB_UART_RESOURCE;

typedef union _PEP_ACPI_RESOURCE {
    PEP_ACPI_RESOURCE_TYPE Type;
    PEP_ACPI_IO_MEMORY_RESOURCE IoMemory;
    PEP_ACPI_INTERRUPT_RESOURCE Interrupt;
    PEP_ACPI_GPIO_RESOURCE Gpio;
    PEP_ACPI_SPB_I2C_RESOURCE SpbI2c;
    PEP_ACPI_SPB_SPI_RESOURCE SpbSpi;
    PEP_ACPI_SPB_UART_RESOURCE SpbUart;
    PEP_ACPI_EXTENDED_ADDRESS ExtendedAddress;
} PEP_ACPI_RESOURCE, *PPEP_ACPI_RESOURCE;

typedef struct _PEP_ACPI_REQUEST_CONVERT_TO_BIOS_RESOURCES {
    NTSTATUS TranslationStatus;
    PPEP_ACPI_RESOURCE InputBuffer;
    SIZE_T InputBufferSize;
    PVOID OutputBuffer;
    SIZE_T OutputBufferSize;
    ULONG Flags;
} PEP_ACPI_REQUEST_CONVERT_TO_BIOS_RESOURCES, *PPEP_ACPI_REQUEST_CONVERT_TO_BIOS_RESOURCES;

struct PEP_ACPI_TRANSLATED_DEVICE_CONTROL_RESOURCES {
    PEPHANDLE DeviceHandle;
    ULONG RequestFlags;
    NTSTATUS Status;
    SIZE_T ResourceBufferSize;
    CM_RESOURCE_LIST TranslatedResources;
};

typedef struct _PEP_ACPI_UNREGISTER_DEVICE {
    PEPHANDLE DeviceHandle;
    ULONG InputFlags;
} PEP_ACPI_UNREGISTER_DEVICE, *PPEP_ACPI_UNREGISTER_DEVICE;

typedef struct _PEP_WORK_ACPI_EVALUATE_CONTROL_METHOD_COMPLETE {
    POHANDLE DeviceHandle;
    ULONG CompletionFlags;
    NTSTATUS MethodStatus;
    PVOID CompletionContext;
    SIZE_T OutputArgumentSize;
    PACPI_METHOD_ARGUMENT OutputArguments;
} PEP_WORK_ACPI_EVALUATE_CONTROL_METHOD_COMPLETE, *PPEP_WORK_ACPI_EVALUATE_CONTROL_METHOD_COMPLETE;

typedef struct _PEP_WORK_ACPI_NOTIFY {
    POHANDLE DeviceHandle;
    ULONG NotifyCode;
} PEP_WORK_ACPI_NOTIFY, *PPEP_WORK_ACPI_NOTIFY;

VOID PEP_ACPI_INITIALIZE_EXTENDED_IO_RESOURCE(
    _In_ BOOLEAN ResourceUsage, _In_ UCHAR Decode, _In_ BOOLEAN IsMinFixed, _In_ BOOLEAN IsMaxFixed,
    _In_ UCHAR ISARanges, _In_ ULONGLONG AddressGranularity, _In_ ULONGLONG AddressMinimum,
    _In_ ULONGLONG AddressMaximum, _In_ ULONGLONG AddressTranslation, _In_ ULONGLONG RangeLength,
    _In_ ULONGLONG TypeSpecificAttributes, _In_ PUNICODE_STRING DescriptorName,
    _In_ BOOLEAN TranslationTypeNonStatic, _In_ BOOLEAN TanslationSparseDensity,
    _Out_ PPEP_ACPI_RESOURCE Resource);

VOID PEP_ACPI_INITIALIZE_EXTENDED_MEMORY_RESOURCE(
    _In_ BOOLEAN ResourceUsage, _In_ UCHAR Decode, _In_ BOOLEAN IsMinFixed, _In_ BOOLEAN IsMaxFixed,
    _In_ UCHAR Cacheable, _In_ BOOLEAN ReadWrite, _In_ ULONGLONG AddressGranularity,
    _In_ ULONGLONG AddressMinimum, _In_ ULONGLONG AddressMaximum, _In_ ULONGLONG AddressTranslation,
    _In_ ULONGLONG RangeLength, _In_ ULONGLONG TypeSpecificAttributes,
    _In_ PUNICODE_STRING DescriptorName, _In_ UCHAR MemoryRangeType,
    _In_ BOOLEAN TanslationTypeNonStatic, _Out_ PPEP_ACPI_RESOURCE Resource);

VOID PEP_ACPI_INITIALIZE_GPIO_INT_RESOURCE(
    _In_ KINTERRUPT_MODE InterruptType, _In_ KINTERRUPT_POLARITY LevelType, _In_ BOOLEAN Shareable,
    _In_ BOOLEAN CanWake, _In_ GPIO_PIN_CONFIG_TYPE PinConfig, _In_ USHORT DebounceTimeout,
    _In_ UCHAR ResourceSourceIndex, _In_ PUNICODE_STRING ResourceSourceName, _In_ BOOLEAN ResourceUsage,
    _In_ PUCHAR VendorData, _In_ USHORT VendorDataLength, _In_ PUSHORT PinTable, _In_ UCHAR PinCount,
    _Out_ PPEP_ACPI_RESOURCE Resource);

__inline VOID PEP_ACPI_INITIALIZE_GPIO_IO_RESOURCE(
    _In_ BOOLEAN Shareable, _In_ BOOLEAN CanWake, _In_ GPIO_PIN_CONFIG_TYPE PinConfig,
    _In_ USHORT DebounceTimeout, _In_ USHORT DriveStrength,
    _In_ GPIO_PIN_IORESTRICTION_TYPE IoRestriction, _In_ UCHAR ResourceSourceIndex,
    _In_ PUNICODE_STRING ResourceSourceName, _In_ BOOLEAN ResourceUsage, _In_ PUCHAR VendorData,
    _In_ USHORT VendorDataLength, _In_ PUSHORT PinTable, _In_ UCHAR PinCount,
    _Out_ PPEP_ACPI_RESOURCE Resource);

VOID PEP_ACPI_INITIALIZE_INTERRUPT_RESOURCE(
    _In_ BOOLEAN ResourceUsage, _In_ KINTERRUPT_MODE EdgeLevel, _In_ KINTERRUPT_POLARITY InterruptLevel,
    _In_ BOOLEAN ShareType, _In_ BOOLEAN Wake, _In_ PULONG PinTable, _In_ UCHAR PinCount,
    _Out_ PPEP_ACPI_RESOURCE Resource);

VOID PEP_ACPI_INITIALIZE_IOPORT_RESOURCE(
    _In_ UCHAR Decode, _In_ USHORT MinimumAddress, _In_ USHORT MaximumAddress, _In_ UCHAR Alignment,
    _In_ UCHAR PortLength, _Out_ PPEP_ACPI_RESOURCE Resource);

VOID PEP_ACPI_INITIALIZE_MEMORY_RESOURCE(
    _In_ UCHAR ReadWrite, _In_ ULONG MinimumAddress, _In_ ULONG MaximumAddress, _In_ ULONG Alignment,
    _In_ ULONG MemorySize, _Out_ PPEP_ACPI_RESOURCE Resource);

VOID PEP_ACPI_INITIALIZE_SPB_I2C_RESOURCE(
    _In_ USHORT SlaveAddress, _In_ BOOLEAN DeviceInitiated, _In_ ULONG ConnectionSpeed,
    _In_ BOOLEAN AddressingMode, _In_ PUNICODE_STRING ResourceSource, _In_ UCHAR ResourceSourceIndex,
    _In_ BOOLEAN ResourceUsage, _In_ BOOLEAN SharedMode, _In_ PCHAR VendorData,
    _In_ USHORT VendorDataLength, _Out_ PPEP_ACPI_RESOURCE Resource);

VOID PEP_ACPI_INITIALIZE_SPB_SPI_RESOURCE(
    _In_ USHORT DeviceSelection, _In_ UCHAR DeviceSelectionPolarity, _In_ UCHAR WireMode,
    _In_ UCHAR DataBitLength, _In_ BOOLEAN SlaveMode, _In_ ULONG ConnectionSpeed,
    _In_ UCHAR ClockPolarity, _In_ UCHAR ClockPhase, _In_ PUNICODE_STRING ResourceSource,
    _In_ UCHAR ResourceSourceIndex, _In_ BOOLEAN ResourceUsage, _In_ BOOLEAN SharedMode,
    _In_ PCHAR VendorData, _In_ USHORT VendorDataLength, _Out_ PPEP_ACPI_RESOURCE Resource);

VOID PEP_ACPI_INITIALIZE_SPB_UART_RESOURCE(
    _In_ ULONG BaudRate, _In_ UCHAR BitsPerByte, _In_ UCHAR StopBits, _In_ UCHAR LinesInUse,
    _In_ UCHAR IsBigEndian, _In_ UCHAR Parity, _In_ UCHAR FlowControl, _In_ USHORT RxSize,
    _In_ USHORT TxSize, _In_ PUNICODE_STRING ResourceSource, _In_ UCHAR ResourceSourceIndex,
    _In_ BOOLEAN ResourceUsage, _In_ BOOLEAN SharedMode, _In_ PCHAR VendorData,
    _In_ USHORT VendorDataLength, _Out_ PPEP_ACPI_RESOURCE Resource);

typedef struct _PEP_ACPI_QUERY_DEVICE_CONTROL_RESOURCES {
    PEPHANDLE DeviceHandle;
    ULONG RequestFlags;
    NTSTATUS Status;
    SIZE_T BiosResourcesSize;
    PVOID BiosResources;
} PEP_ACPI_QUERY_DEVICE_CONTROL_RESOURCES, *PPEP_ACPI_QUERY_DEVICE_CONTROL_RESOURCES;

typedef struct _PEP_ACPI_TRANSLATED_DEVICE_CONTROL_RESOURCES {
    PEPHANDLE DeviceHandle;
    ULONG RequestFlags;
    PCM_RESOURCE_LIST TranslatedResources;
} PEP_ACPI_TRANSLATED_DEVICE_CONTROL_RESOURCES, *PPEP_ACPI_TRANSLATED_DEVICE_CONTROL_RESOURCES;

#ifdef __cplusplus
}
#endif
