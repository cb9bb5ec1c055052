/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * wdfresource.h: lists of hardware resources and of resource requirements.
 */
#pragma once

#include <wdfobject.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a device may be given: the list of lists that PnP chooses from. */
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfIoResourceRequirementsListSetSlotNumber(
    _In_ WDFIORESREQLIST RequirementsList,
    _In_ ULONG SlotNumber);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfIoResourceRequirementsListSetInterfaceType(
    _In_ WDFIORESREQLIST RequirementsList,
    _In_ INTERFACE_TYPE InterfaceType);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG
WdfIoResourceRequirementsListGetCount(
    _In_ WDFIORESREQLIST RequirementsList);

_IRQL_requires_max_(DISPATCH_LEVEL)
WDFIORESLIST
WdfIoResourceRequirementsListGetIoResList(
    _In_ WDFIORESREQLIST RequirementsList,
    _In_ ULONG Index);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfIoResourceRequirementsListAppendIoResList(
    _In_ WDFIORESREQLIST RequirementsList,
    _In_ WDFIORESLIST IoResList);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfIoResourceRequirementsListInsertIoResList(
    _In_ WDFIORESREQLIST RequirementsList,
    _In_ WDFIORESLIST IoResList,
    _In_ ULONG Index);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfIoResourceRequirementsListRemove(
    _In_ WDFIORESREQLIST RequirementsList,
    _In_ ULONG Index);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfIoResourceRequirementsListRemoveByIoResList(
    _In_ WDFIORESREQLIST RequirementsList,
    _In_ WDFIORESLIST IoResList);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfIoResourceListCreate(
    _In_ WDFIORESREQLIST RequirementsList,
    _In_opt_ PWDF_OBJECT_ATTRIBUTES Attributes,
    _Out_ WDFIORESLIST *ResourceList);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG
WdfIoResourceListGetCount(
    _In_ WDFIORESLIST ResourceList);

_IRQL_requires_max_(DISPATCH_LEVEL)
PIO_RESOURCE_DESCRIPTOR
WdfIoResourceListGetDescriptor(
    _In_ WDFIORESLIST ResourceList,
    _In_ ULONG Index);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfIoResourceListAppendDescriptor(
    _In_ WDFIORESLIST ResourceList,
    _In_ PIO_RESOURCE_DESCRIPTOR Descriptor);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfIoResourceListInsertDescriptor(
    _In_ WDFIORESLIST ResourceList,
    _In_ PIO_RESOURCE_DESCRIPTOR Descriptor,
    _In_ ULONG Index);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfIoResourceListUpdateDescriptor(
    _In_ WDFIORESLIST ResourceList,
    _In_ PIO_RESOURCE_DESCRIPTOR Descriptor,
    _In_ ULONG Index);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfIoResourceListRemove(
    _In_ WDFIORESLIST ResourceList,
    _In_ ULONG Index);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfIoResourceListRemoveByDescriptor(
    _In_ WDFIORESLIST ResourceList,
    _In_ PIO_RESOURCE_DESCRIPTOR Descriptor);

/* What it was given. */
_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG
WdfCmResourceListGetCount(
    _In_ WDFCMRESLIST List);

_IRQL_requires_max_(DISPATCH_LEVEL)
PCM_PARTIAL_RESOURCE_DESCRIPTOR
WdfCmResourceListGetDescriptor(
    _In_ WDFCMRESLIST List,
    _In_ ULONG Index);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfCmResourceListAppendDescriptor(
    _In_ WDFCMRESLIST List,
    _In_ PCM_PARTIAL_RESOURCE_DESCRIPTOR Descriptor);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfCmResourceListInsertDescriptor(
    _In_ WDFCMRESLIST List,
    _In_ PCM_PARTIAL_RESOURCE_DESCRIPTOR Descriptor,
    _In_ ULONG Index);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfCmResourceListRemove(
    _In_ WDFCMRESLIST List,
    _In_ ULONG Index);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfCmResourceListRemoveByDescriptor(
    _In_ WDFCMRESLIST List,
    _In_ PCM_PARTIAL_RESOURCE_DESCRIPTOR Descriptor);

#ifdef __cplusplus
}
#endif
