/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * ndis/system.h: processors, RSS processor information, hypervisor, and network interface
 * (NDIS provider) functions.
 */
#pragma once

#include <ndis/common.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct _NDIS_PROCESSOR_INFO {
    ULONG CpuNumber;
    ULONG PhysicalPackageId;
    ULONG CoreId;
    ULONG HyperThreadID;
} NDIS_PROCESSOR_INFO, *PNDIS_PROCESSOR_INFO;

typedef struct _NDIS_SYSTEM_PROCESSOR_INFO {
    NDIS_OBJECT_HEADER Header;
    ULONG Flags;
    NDIS_PROCESSOR_VENDOR ProcessorVendor;
    ULONG NumPhysicalPackages;
    ULONG NumCores;
    ULONG NumCoresPerPhysicalPackage;
    ULONG MaxHyperThreadingCpusPerCore;
    ULONG RssBaseCpu;
    ULONG RssCpuCount;
    PUCHAR RssProcessors;
    NDIS_PROCESSOR_INFO CpuInfo[MAXIMUM_PROC_PER_GROUP];
} NDIS_SYSTEM_PROCESSOR_INFO, *PNDIS_SYSTEM_PROCESSOR_INFO;

#define NDIS_MAX_PROCESSOR_COUNT                                     0x00000040
#define NDIS_SYSTEM_PROCESSOR_INFO_REVISION_1                        1

_IRQL_requires_(PASSIVE_LEVEL)
CCHAR
NdisSystemProcessorCount(VOID);

ULONG
NdisSystemActiveProcessorCount(
    PKAFFINITY ActiveProcessors);

ULONG
NdisGroupActiveProcessorCount(
    USHORT Group);

ULONG
NdisGroupMaxProcessorCount(
    USHORT Group);

KAFFINITY
NdisGroupActiveProcessorMask(
    USHORT Group);

USHORT
NdisActiveGroupCount(VOID);

USHORT
NdisMaxGroupCount(VOID);

_IRQL_requires_(DISPATCH_LEVEL)
ULONG
NdisCurrentProcessorIndex(VOID);

_IRQL_requires_(DISPATCH_LEVEL)
PROCESSOR_NUMBER
NdisCurrentGroupAndProcessor(VOID);

_IRQL_requires_(PASSIVE_LEVEL)
NDIS_STATUS
NdisGetProcessorInformation(
    _Inout_ PNDIS_SYSTEM_PROCESSOR_INFO SystemProcessorInfo);

_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
NdisGetProcessorInformationEx(
    _In_opt_ NDIS_HANDLE NdisHandle,
    _Out_opt_ PNDIS_SYSTEM_PROCESSOR_INFO_EX SystemProcessorInfo,
    _Inout_ PSIZE_T Size);

_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
NdisGetRssProcessorInformation(
    _In_ NDIS_HANDLE NdisHandle,
    _Out_opt_ PNDIS_RSS_PROCESSOR_INFO RssProcessorInfo,
    _Inout_ PSIZE_T Size);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisGetCurrentProcessorCounts(
    _Out_ PULONG pIdleCount,
    _Out_ PULONG pKernelAndUser,
    _Out_ PULONG pIndex);

VOID
NdisGetCurrentProcessorCpuUsage(
    _Out_ PULONG pCpuUsage);

_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
NdisGetHypervisorInfo(
    _Inout_ PNDIS_HYPERVISOR_INFO HypervisorInfo);

/* Interface providers. */

typedef ULONG NET_IF_OBJECT_ID, *PNET_IF_OBJECT_ID;

typedef struct _NET_PHYSICAL_LOCATION {
    ULONG BusNumber;
    ULONG SlotNumber;
    ULONG FunctionNumber;
} NET_PHYSICAL_LOCATION, *PNET_PHYSICAL_LOCATION;

#ifndef NDIS_IF_MAX_STRING_SIZE
#define NDIS_IF_MAX_STRING_SIZE IF_MAX_STRING_SIZE
#endif

typedef
_Function_class_(IF_QUERY_OBJECT)
_IRQL_requires_(PASSIVE_LEVEL)
NDIS_STATUS
(IF_QUERY_OBJECT)(
    _In_ NDIS_HANDLE ProviderIfContext,
    _In_ NET_IF_OBJECT_ID ObjectId,
    _Inout_ PULONG pOutputBufferLength,
    _Out_ PVOID pOutputBuffer);
typedef IF_QUERY_OBJECT (*IFP_QUERY_OBJECT);

typedef
_Function_class_(IF_SET_OBJECT)
_IRQL_requires_(PASSIVE_LEVEL)
NDIS_STATUS
(IF_SET_OBJECT)(
    _In_ NDIS_HANDLE ProviderIfContext,
    _In_ NET_IF_OBJECT_ID ObjectId,
    _In_ ULONG InputBufferLength,
    _In_ PVOID pInputBuffer);
typedef IF_SET_OBJECT (*IFP_SET_OBJECT);

typedef struct _NDIS_IF_PROVIDER_CHARACTERISTICS {
    NDIS_OBJECT_HEADER Header;
    IFP_QUERY_OBJECT QueryObjectHandler;
    IFP_SET_OBJECT SetObjectHandler;
    PVOID Reserved1;
    PVOID Reserved2;
} NDIS_IF_PROVIDER_CHARACTERISTICS, *PNDIS_IF_PROVIDER_CHARACTERISTICS;

typedef struct _NET_IF_INFORMATION {
    NDIS_OBJECT_HEADER Header;
    ULONG Flags;
    NET_PHYSICAL_LOCATION PhysicalLocation;
    ULONG WanTunnelType;
    ULONG PortNumber;
    NET_IF_ACCESS_TYPE AccessType;
    NET_IF_DIRECTION_TYPE DirectionType;
    NET_IF_CONNECTION_TYPE ConnectionType;
    BOOLEAN ifConnectorPresent;
    USHORT PhysAddressLength;
    USHORT PhysAddressOffset;
    USHORT PermanentPhysAddressOffset;
    USHORT FriendlyNameLength;
    USHORT FriendlyNameOffset;
    GUID InterfaceGuid;
    NET_IF_NETWORK_GUID NetworkGuid;
    ULONG SupportedStatistics;
    NDIS_MEDIUM MediaType;
    NDIS_PHYSICAL_MEDIUM PhysicalMediumType;
} NET_IF_INFORMATION, *PNET_IF_INFORMATION;

#define NET_IF_OPER_STATUS_DOWN_NOT_AUTHENTICATED                    0x00000001
#define NET_IF_OPER_STATUS_DOWN_NOT_MEDIA_CONNECTED                  0x00000002
#define NET_IF_OPER_STATUS_DORMANT_PAUSED                            0x00000004
#define NET_IF_OPER_STATUS_DORMANT_LOW_POWER                         0x00000008
#define NET_IF_OID_IF_ALIAS                                          0x00000001
#define NET_IF_OID_COMPARTMENT_ID                                    0x00000002
#define NET_IF_OID_NETWORK_GUID                                      0x00000003
#define NET_IF_OID_IF_ENTRY                                          0x00000004
#define NET_SITEID_UNSPECIFIED                                       0x00000000
#define NET_SITEID_MAXUSER                                           0x07FFFFFF
#define NET_SITEID_MAXSYSTEM                                         0x0FFFFFFF
#define NET_IFLUID_UNSPECIFIED                                       0x00000000
#define NIIF_HARDWARE_INTERFACE                                      0x00000001
#define NIIF_FILTER_INTERFACE                                        0x00000002
#define NIIF_NDIS_RESERVED1                                          0x00000004
#define NIIF_NDIS_RESERVED2                                          0x00000008
#define NIIF_NDIS_RESERVED3                                          0x00000010
#define NIIF_NDIS_WDM_INTERFACE                                      0x00000020
#define NIIF_NDIS_ENDPOINT_INTERFACE                                 0x00000040
#define NIIF_NDIS_ISCSI_INTERFACE                                    0x00000080
#define NIIF_NDIS_RESERVED4                                          0x00000100

_IRQL_requires_(PASSIVE_LEVEL)
NDIS_STATUS
NdisIfRegisterProvider(
    _In_ PNDIS_IF_PROVIDER_CHARACTERISTICS ProviderCharacteristics,
    _In_ NDIS_HANDLE IfProviderContext,
    _Out_ PNDIS_HANDLE pNdisProviderHandle);

_IRQL_requires_(PASSIVE_LEVEL)
VOID
NdisIfDeregisterProvider(
    _In_ NDIS_HANDLE NdisProviderHandle);

_IRQL_requires_(PASSIVE_LEVEL)
NDIS_STATUS
NdisIfRegisterInterface(
    _In_ NDIS_HANDLE NdisProviderHandle,
    _In_ NET_LUID NetLuid,
    _In_ NDIS_HANDLE ProviderIfContext,
    _In_ PNET_IF_INFORMATION pIfInfo,
    _Out_ PNET_IFINDEX pIfIndex);

_IRQL_requires_(PASSIVE_LEVEL)
VOID
NdisIfDeregisterInterface(
    _In_ NET_IFINDEX IfIndex);

_IRQL_requires_(PASSIVE_LEVEL)
NDIS_STATUS
NdisIfAddIfStackEntry(
    _In_ NET_IFINDEX HigherLayerIfIndex,
    _In_ NET_IFINDEX LowerLayerIfIndex);

_IRQL_requires_(PASSIVE_LEVEL)
VOID
NdisIfDeleteIfStackEntry(
    _In_ NET_IFINDEX HigherLayerIfIndex,
    _In_ NET_IFINDEX LowerLayerIfIndex);

_IRQL_requires_(PASSIVE_LEVEL)
NDIS_STATUS
NdisIfAllocateNetLuidIndex(
    _In_ NET_IFTYPE IfType,
    _Out_ PUINT32 pNetLuidIndex);

_IRQL_requires_(PASSIVE_LEVEL)
NDIS_STATUS
NdisIfFreeNetLuidIndex(
    _In_ NET_IFTYPE IfType,
    _In_ UINT32 NetLuidIndex);

_IRQL_requires_(PASSIVE_LEVEL)
NDIS_STATUS
NdisIfGetInterfaceIndexFromNetLuid(
    _In_ NET_LUID NetLuid,
    _Out_ PNET_IFINDEX pIfIndex);

_IRQL_requires_(PASSIVE_LEVEL)
NDIS_STATUS
NdisIfGetNetLuidFromInterfaceIndex(
    _In_ NET_IFINDEX IfIndex,
    _Out_ PNET_LUID pNetLuid);

_IRQL_requires_(PASSIVE_LEVEL)
NDIS_STATUS
NdisIfQueryBindingIfIndex(
    _In_ NDIS_HANDLE NdisBindingHandle,
    _Out_ PNET_IFINDEX pBoundIfIndex,
    _Out_ PNET_LUID pBoundIfNetLuid,
    _Out_ PNET_IFINDEX pLowestIfIndex,
    _Out_ PNET_LUID pLowestIfNetLuid);

#define NDIS_MAKE_NET_LUID(pLuid, Type, Index) \
    ((pLuid)->Value = 0, (pLuid)->Info.IfType = (Type), (pLuid)->Info.NetLuidIndex = (Index))

#ifdef __cplusplus
}
#endif
