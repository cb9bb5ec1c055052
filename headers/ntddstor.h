/* ntddstor.h: mingw's ntddstor.h and what came later (storage/ntddstor_more.h). */
#pragma once
#ifndef _WINDOWS_
#include <wdm.h>
#endif
/* What came later in mingw's types is put behind a member that it has. */
#define StorageDeviceResiliencyProperty                                                          \
    StorageDeviceResiliencyProperty, StorageDeviceMediumProductType, StorageAdapterRpmbProperty, \
        StorageAdapterCryptoProperty, StorageDeviceIoCapabilityProperty = 48,                    \
        StorageAdapterProtocolSpecificProperty, StorageDeviceProtocolSpecificProperty,           \
        StorageAdapterTemperatureProperty, StorageDeviceTemperatureProperty,                     \
        StorageAdapterPhysicalTopologyProperty, StorageDevicePhysicalTopologyProperty,           \
        StorageDeviceAttributesProperty, StorageDeviceManagementStatus,                          \
        StorageAdapterSerialNumberProperty, StorageDeviceLocationProperty,                       \
        StorageDeviceNumaProperty, StorageDeviceZonedDeviceProperty,                             \
        StorageDeviceUnsafeShutdownCount, StorageDeviceEnduranceProperty
#define IoTimeoutValue            IoTimeoutValue; BOOLEAN ExtraIoInfoSupported; UCHAR DdiFlags; UCHAR DdiReserved0[2]; ULONG DdiReserved1
#define UnmapGranularityAlignment UnmapGranularityAlignment; ULONG MaxUnmapLbaCount; ULONG MaxUnmapBlockDescriptorCount
#define MappingResourcesScope     AvailableMappingResourcesScope
#include_next <ntddstor.h>
#undef StorageDeviceResiliencyProperty
#undef IoTimeoutValue
#undef UnmapGranularityAlignment
#undef MappingResourcesScope
#include <storage/ntddstor_more.h>
#include <storage/constants.h>
