/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * smclib.h: smart card reader drivers: the extension that a driver shares with the
 * smart card library, and the library's functions.
 */
#pragma once

#include <wdm.h>
#include <winsmcrd.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SMCLIB_VERSION_REQUIRED 0x160
#define SMCLIB_VERSION          0x160

#define SMARTCARD_POOL_TAG 'bLCS'

#define MAXIMUM_ATTR_STRING_LENGTH 32
#define MAXIMUM_SMARTCARD_READERS  10
#define ATR_SIZE                   64
#define MAXIMUM_ATR_LENGTH         33

/* Indices of the driver's functions in ReaderFunction. */
#define RDF_CARD_POWER    0
#define RDF_TRANSMIT      1
#define RDF_CARD_EJECT    2
#define RDF_READER_SWALLOW 3
#define RDF_SET_PROTOCOL  4
#define RDF_IOCTL_VENDOR  5
#define RDF_CARD_TRACKING 6
#define RDF_RESERVED      7
#define RDF_CARD_CONFISCATE 8

/* Events of SmartcardLogError's and levels of SmartcardDebug's caller. */
#define DEBUG_ERROR    ((ULONG)0x00000001)
#define DEBUG_IOCTL    ((ULONG)0x00000002)
#define DEBUG_ATR      ((ULONG)0x00000004)
#define DEBUG_PROTOCOL ((ULONG)0x00000008)
#define DEBUG_DRIVER   ((ULONG)0x00000010)
#define DEBUG_TRACE    ((ULONG)0x00000020)
#define DEBUG_PERF     ((ULONG)0x00000040)
#define DEBUG_INFO     DEBUG_TRACE
#define DEBUG_ALL      ((ULONG)0x0000ffff)

typedef struct _BIT_RATE_ADJUSTMENT {
    const ULONG DNumerator;
    const ULONG DDivisor;
} BIT_RATE_ADJUSTMENT, *PBIT_RATE_ADJUSTMENT;

typedef struct _READER_EXTENSION READER_EXTENSION, *PREADER_EXTENSION;

typedef struct _OS_DEP_DATA {
    PDEVICE_OBJECT DeviceObject;
    PIRP CurrentIrp;
    PIRP NotificationIrp;
    KMUTANT Mutex;
    KSPIN_LOCK SpinLock;
    struct {
        BOOLEAN Removed;
        LONG RefCount;
        KEVENT RemoveEvent;
        LIST_ENTRY TagList;
    } RemoveLock;
} OS_DEP_DATA, *POS_DEP_DATA;

typedef struct _CLOCK_RATE_CONVERSION {
    const ULONG F;
    const ULONG fs;
} CLOCK_RATE_CONVERSION, *PCLOCK_RATE_CONVERSION;

typedef struct _PTS_DATA {
    UCHAR Type;
    UCHAR Fl;
    UCHAR Dl;
    ULONG CLKFrequency;
    ULONG DataRate;
    UCHAR StopBits;
} PTS_DATA, *PPTS_DATA;

typedef struct _SCARD_CARD_CAPABILITIES {
    BOOLEAN InversConvention;
    ULONG etu;
    struct {
        UCHAR Buffer[64];
        UCHAR Length;
    } ATR;
    struct {
        UCHAR Buffer[16];
        UCHAR Length;
    } HistoricalChars;
    PCLOCK_RATE_CONVERSION ClockRateConversion;
    PBIT_RATE_ADJUSTMENT BitRateAdjustment;
    UCHAR Fl;
    UCHAR Dl;
    UCHAR II;
    UCHAR P;
    UCHAR N;
    ULONG GT;
    struct {
        ULONG Supported;
        ULONG Selected;
    } Protocol;
    struct {
        UCHAR WI;
        ULONG WT;
    } T0;
    struct {
        UCHAR IFSC;
        UCHAR CWI;
        UCHAR BWI;
        UCHAR EDC;
        ULONG CWT;
        ULONG BWT;
        ULONG BGT;
    } T1;
    PTS_DATA PtsData;
    UCHAR Reserved[100 - sizeof(PTS_DATA)];
} SCARD_CARD_CAPABILITIES, *PSCARD_CARD_CAPABILITIES;

typedef struct {
    ULONG SupportedProtocols;
    ULONG ReaderType;
    ULONG Reserved;
    ULONG MechProperties;
    ULONG CurrentState;
    ULONG Channel;
    struct {
        ULONG Default;
        ULONG Max;
    } CLKFrequency;
    struct {
        ULONG Default;
        ULONG Max;
    } DataRate;
    ULONG MaxIFSD;
    ULONG PowerMgmtSupport;
    ULONG CardConfiscated;
    struct {
        PULONG List;
        UCHAR Entries;
    } DataRatesSupported;
    struct {
        PULONG List;
        UCHAR Entries;
    } CLKFrequenciesSupported;
    UCHAR Reserved1[100 - sizeof(ULONG) - 2 * (sizeof(PULONG) + sizeof(UCHAR))];
} SCARD_READER_CAPABILITIES, *PSCARD_READER_CAPABILITIES;

typedef struct _SMARTCARD_REPLY {
    PUCHAR Buffer;
    ULONG BufferSize;
    ULONG BufferLength;
} SMARTCARD_REPLY, *PSMARTCARD_REPLY;

typedef struct _SMARTCARD_REQUEST {
    PUCHAR Buffer;
    ULONG BufferSize;
    ULONG BufferLength;
} SMARTCARD_REQUEST, *PSMARTCARD_REQUEST;

typedef struct _T0_DATA {
    ULONG Lc;
    ULONG Le;
} T0_DATA, *PT0_DATA;

typedef struct {
    UCHAR InfSize;
    ULONG BytesReceived;
    ULONG BytesSent;
    ULONG BytesToSend;
    UCHAR LastError;
    UCHAR NAD;
    ULONG PrevState;
    UCHAR Resend;
    UCHAR Resynch;
    UCHAR RSN;
    UCHAR SSN;
    ULONG State;
    UCHAR Wtx;
    PUCHAR ReplyData;
    BOOLEAN WaitForReply;
} T1_DATA, *PT1_DATA;

typedef struct _VENDOR_ATTR {
    struct {
        USHORT Length;
        UCHAR Buffer[MAXIMUM_ATTR_STRING_LENGTH];
    } VendorName;
    struct {
        USHORT Length;
        UCHAR Buffer[MAXIMUM_ATTR_STRING_LENGTH];
    } IfdType;
    ULONG UnitNo;
    struct {
        USHORT BuildNumber;
        UCHAR VersionMinor;
        UCHAR VersionMajor;
    } IfdVersion;
    struct {
        USHORT Length;
        UCHAR Buffer[MAXIMUM_ATTR_STRING_LENGTH];
    } IfdSerialNo;
    ULONG Reserved[25];
} VENDOR_ATTR, *PVENDOR_ATTR;

typedef struct _SMARTCARD_EXTENSION {
    ULONG Version;
    VENDOR_ATTR VendorAttr;
    NTSTATUS (*ReaderFunction[16])(struct _SMARTCARD_EXTENSION *);
    SCARD_CARD_CAPABILITIES CardCapabilities;
    ULONG LastError;
    struct {
        PULONG Information;
        PUCHAR RequestBuffer;
        ULONG RequestBufferLength;
        PUCHAR ReplyBuffer;
        ULONG ReplyBufferLength;
    } IoRequest;
    ULONG MajorIoControlCode;
    ULONG MinorIoControlCode;
    POS_DEP_DATA OsData;
    SCARD_READER_CAPABILITIES ReaderCapabilities;
    PREADER_EXTENSION ReaderExtension;
    SMARTCARD_REPLY SmartcardReply;
    SMARTCARD_REQUEST SmartcardRequest;
    T0_DATA T0;
    T1_DATA T1;
    ULONG Reserved[25];
} SMARTCARD_EXTENSION, *PSMARTCARD_EXTENSION;

/* The library. */
NTSTATUS SmartcardCreateLink(_Inout_ PUNICODE_STRING LinkName, _In_ PUNICODE_STRING DeviceName);

_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS SmartcardInitialize(_In_ PSMARTCARD_EXTENSION SmartcardExtension);

_IRQL_requires_max_(PASSIVE_LEVEL)
VOID SmartcardExit(_In_ PSMARTCARD_EXTENSION SmartcardExtension);

_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS SmartcardDeviceControl(_In_ PSMARTCARD_EXTENSION SmartcardExtension, _In_ PIRP Irp);

VOID SmartcardLogError(
    _In_ PVOID Object, _In_ NTSTATUS ErrorCode, _In_opt_ PUNICODE_STRING Insertion, _In_ ULONG DumpData);
NTSTATUS SmartcardAcquireRemoveLock(_In_ PSMARTCARD_EXTENSION SmartcardExtension);
NTSTATUS SmartcardAcquireRemoveLockWithTag(_In_ PSMARTCARD_EXTENSION SmartcardExtension, _In_ ULONG Tag);
VOID SmartcardReleaseRemoveLock(_In_ PSMARTCARD_EXTENSION SmartcardExtension);
VOID SmartcardReleaseRemoveLockWithTag(_In_ PSMARTCARD_EXTENSION SmartcardExtension, _In_ ULONG Tag);
VOID SmartcardReleaseRemoveLockAndWait(_In_ PSMARTCARD_EXTENSION SmartcardExtension);
VOID SmartcardCompleteCardTracking(_In_ PSMARTCARD_EXTENSION SmartcardExtension);
VOID SmartcardInvertData(_Inout_ PUCHAR Buffer, _In_ ULONG Length);

_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS SmartcardUpdateCardCapabilities(_In_ PSMARTCARD_EXTENSION SmartcardExtension);

/* Protocol data. */
NTSTATUS SmartcardRawRequest(_In_ PSMARTCARD_EXTENSION SmartcardExtension);
NTSTATUS SmartcardRawReply(_In_ PSMARTCARD_EXTENSION SmartcardExtension);
NTSTATUS SmartcardT0Request(_In_ PSMARTCARD_EXTENSION SmartcardExtension);
NTSTATUS SmartcardT0Reply(_In_ PSMARTCARD_EXTENSION SmartcardExtension);
NTSTATUS SmartcardT1Request(_In_ PSMARTCARD_EXTENSION SmartcardExtension);
NTSTATUS SmartcardT1Reply(_In_ PSMARTCARD_EXTENSION SmartcardExtension);

#if DBG
#define SmartcardDebug(Level, Message) do { DbgPrint Message; } while (0)
#else
#define SmartcardDebug(Level, Message) ((void)0)
#endif

#ifdef __cplusplus
}
#endif
