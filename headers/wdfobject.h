/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * wdfobject.h: framework objects: attributes, context spaces, references.
 */
#pragma once

#include <wdfcore.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum _WDF_EXECUTION_LEVEL {
    WdfExecutionLevelInvalid = 0x00,
    WdfExecutionLevelInheritFromParent = 0x1,
    WdfExecutionLevelPassive = 0x2,
    WdfExecutionLevelDispatch = 0x3
} WDF_EXECUTION_LEVEL;

typedef enum _WDF_SYNCHRONIZATION_SCOPE {
    WdfSynchronizationScopeInvalid = 0x00,
    WdfSynchronizationScopeInheritFromParent = 0x1,
    WdfSynchronizationScopeDevice = 0x2,
    WdfSynchronizationScopeQueue = 0x3,
    WdfSynchronizationScopeNone = 0x4
} WDF_SYNCHRONIZATION_SCOPE;

typedef
_Function_class_(EVT_WDF_OBJECT_CONTEXT_CLEANUP)
_IRQL_requires_same_
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
(NTAPI EVT_WDF_OBJECT_CONTEXT_CLEANUP)(
    _In_ WDFOBJECT Object);
typedef EVT_WDF_OBJECT_CONTEXT_CLEANUP *PFN_WDF_OBJECT_CONTEXT_CLEANUP;

typedef
_Function_class_(EVT_WDF_OBJECT_CONTEXT_DESTROY)
_IRQL_requires_same_
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
(NTAPI EVT_WDF_OBJECT_CONTEXT_DESTROY)(
    _In_ WDFOBJECT Object);
typedef EVT_WDF_OBJECT_CONTEXT_DESTROY *PFN_WDF_OBJECT_CONTEXT_DESTROY;

/* What the framework is told about the type of a context space. */
typedef struct _WDF_OBJECT_CONTEXT_TYPE_INFO WDF_OBJECT_CONTEXT_TYPE_INFO, *PWDF_OBJECT_CONTEXT_TYPE_INFO;
typedef const WDF_OBJECT_CONTEXT_TYPE_INFO *PCWDF_OBJECT_CONTEXT_TYPE_INFO;

typedef PCWDF_OBJECT_CONTEXT_TYPE_INFO (__cdecl *PFN_GET_UNIQUE_CONTEXT_TYPE)(VOID);

struct _WDF_OBJECT_CONTEXT_TYPE_INFO {
    ULONG Size;
    PCHAR ContextName;
    size_t ContextSize;
    PCWDF_OBJECT_CONTEXT_TYPE_INFO UniqueType;
    PFN_GET_UNIQUE_CONTEXT_TYPE EvtDriverGetUniqueContextType;
};

typedef struct _WDF_OBJECT_ATTRIBUTES {
    ULONG Size;
    PFN_WDF_OBJECT_CONTEXT_CLEANUP EvtCleanupCallback;
    PFN_WDF_OBJECT_CONTEXT_DESTROY EvtDestroyCallback;
    WDF_EXECUTION_LEVEL ExecutionLevel;
    WDF_SYNCHRONIZATION_SCOPE SynchronizationScope;
    WDFOBJECT ParentObject;
    size_t ContextSizeOverride;
    PCWDF_OBJECT_CONTEXT_TYPE_INFO ContextTypeInfo;
} WDF_OBJECT_ATTRIBUTES, *PWDF_OBJECT_ATTRIBUTES;

FORCEINLINE VOID
WDF_OBJECT_ATTRIBUTES_INIT(
    _Out_ PWDF_OBJECT_ATTRIBUTES Attributes)
{
    RtlZeroMemory(Attributes, sizeof(WDF_OBJECT_ATTRIBUTES));
    Attributes->Size = sizeof(WDF_OBJECT_ATTRIBUTES);
    Attributes->ExecutionLevel = WdfExecutionLevelInheritFromParent;
    Attributes->SynchronizationScope = WdfSynchronizationScopeInheritFromParent;
}

PVOID
WdfObjectGetTypedContextWorker(
    _In_ WDFOBJECT Handle,
    _In_ PCWDF_OBJECT_CONTEXT_TYPE_INFO TypeInfo);

/*
 * Context types. WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(T, Get) makes the constant that
 * describes T and the accessor T *Get(WDFOBJECT), a function that calls
 * WdfObjectGetTypedContextWorker with that constant.
 */
#define WDF_TYPE_NAME_POINTER_TYPE(_contexttype) DdiWdfPointerTo_##_contexttype
#define WDF_TYPE_NAME_TO_TYPE_INFO(_contexttype) DdiWdfTypeInfo_##_contexttype
#define WDF_GET_CONTEXT_TYPE_INFO(_contexttype)  (&WDF_TYPE_NAME_TO_TYPE_INFO(_contexttype))
#define WDF_TYPE_DEFAULT_SECTION_NAME ".data"

#define WDF_DECLARE_TYPE_AND_GLOBALS(_contexttype, _uniquetype, _getuniquetype, _section)    \
    typedef _contexttype *WDF_TYPE_NAME_POINTER_TYPE(_contexttype);                          \
    WDF_EXTERN_C extern const __declspec(selectany)                                          \
    WDF_OBJECT_CONTEXT_TYPE_INFO WDF_TYPE_NAME_TO_TYPE_INFO(_contexttype) = {                \
        sizeof(WDF_OBJECT_CONTEXT_TYPE_INFO),                                                \
        (PCHAR)#_contexttype,                                                                \
        sizeof(_contexttype),                                                                \
        _uniquetype,                                                                         \
        _getuniquetype,                                                                      \
    };

#define WDF_DECLARE_CASTING_FUNCTION(_contexttype, _castingfunction)                         \
    WDF_EXTERN_C FORCEINLINE _contexttype *                                                  \
    _castingfunction(_In_ WDFOBJECT Handle)                                                  \
    {                                                                                        \
        return (_contexttype *)WdfObjectGetTypedContextWorker(                               \
            Handle, WDF_GET_CONTEXT_TYPE_INFO(_contexttype));                                \
    }

#define WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(_contexttype, _castingfunction)                   \
    WDF_DECLARE_TYPE_AND_GLOBALS(_contexttype, WDF_GET_CONTEXT_TYPE_INFO(_contexttype), NULL, \
                                 WDF_TYPE_DEFAULT_SECTION_NAME)                              \
    WDF_DECLARE_CASTING_FUNCTION(_contexttype, _castingfunction)

#define WDF_DECLARE_CONTEXT_TYPE(_contexttype) \
    WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(_contexttype, WdfObjectGet_##_contexttype)

#define WDF_DECLARE_SHARED_CONTEXT_TYPE_WITH_NAME(_contexttype, _castingfunction) \
    WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(_contexttype, _castingfunction)

#define WdfObjectGetTypedContext(_handle, _type) \
    ((_type *)WdfObjectGetTypedContextWorker((WDFOBJECT)(_handle), WDF_GET_CONTEXT_TYPE_INFO(_type)))

#define WDF_OBJECT_ATTRIBUTES_SET_CONTEXT_TYPE(_attributes, _contexttype) \
    ((_attributes)->ContextTypeInfo = WDF_GET_CONTEXT_TYPE_INFO(_contexttype))

#define WDF_OBJECT_ATTRIBUTES_INIT_CONTEXT_TYPE(_attributes, _contexttype)     \
    (WDF_OBJECT_ATTRIBUTES_INIT(_attributes),                                  \
     (void)WDF_OBJECT_ATTRIBUTES_SET_CONTEXT_TYPE(_attributes, _contexttype))

/* Custom types: a mark on an object that says of which kind it is. */
_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfObjectAddCustomTypeWorker(
    _In_ WDFOBJECT Handle,
    _In_ PCWDF_OBJECT_CONTEXT_TYPE_INFO TypeInfo,
    _In_opt_ ULONG_PTR Data,
    _In_opt_ PFN_WDF_OBJECT_CONTEXT_CLEANUP EvtCleanupCallback,
    _In_opt_ PFN_WDF_OBJECT_CONTEXT_DESTROY EvtDestroyCallback);

BOOLEAN
WdfObjectIsCustomTypeWorker(
    _In_ WDFOBJECT Handle,
    _In_ PCWDF_OBJECT_CONTEXT_TYPE_INFO TypeInfo);

ULONG_PTR
WdfObjectGetCustomTypeDataWorker(
    _In_ WDFOBJECT Handle,
    _In_ PCWDF_OBJECT_CONTEXT_TYPE_INFO TypeInfo);

#define WDF_DECLARE_CUSTOM_TYPE(_type) \
    typedef struct DdiWdfCustom_##_type { PVOID Reserved; } _type; \
    WDF_DECLARE_TYPE_AND_GLOBALS(_type, WDF_GET_CONTEXT_TYPE_INFO(_type), NULL, WDF_TYPE_DEFAULT_SECTION_NAME)
#define WdfObjectAddCustomType(_handle, _type) \
    WdfObjectAddCustomTypeWorker((WDFOBJECT)(_handle), WDF_GET_CONTEXT_TYPE_INFO(_type), 0, NULL, NULL)
#define WdfObjectAddCustomTypeWithData(_handle, _type, _data, _cleanup, _destroy) \
    WdfObjectAddCustomTypeWorker((WDFOBJECT)(_handle), WDF_GET_CONTEXT_TYPE_INFO(_type), (_data), (_cleanup), (_destroy))
#define WdfObjectIsCustomType(_handle, _type) \
    WdfObjectIsCustomTypeWorker((WDFOBJECT)(_handle), WDF_GET_CONTEXT_TYPE_INFO(_type))
#define WdfObjectGetCustomTypeData(_handle, _type) \
    WdfObjectGetCustomTypeDataWorker((WDFOBJECT)(_handle), WDF_GET_CONTEXT_TYPE_INFO(_type))

/* Life of an object. */
_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfObjectCreate(
    _In_opt_ PWDF_OBJECT_ATTRIBUTES Attributes,
    _Out_ WDFOBJECT *Object);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfObjectAllocateContext(
    _In_ WDFOBJECT Handle,
    _In_ PWDF_OBJECT_ATTRIBUTES ContextAttributes,
    _Out_ PVOID *Context);

WDFOBJECT
WdfObjectContextGetObject(
    _In_ PVOID ContextPointer);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfObjectQuery(
    _In_ WDFOBJECT Object,
    _In_ CONST GUID *Guid,
    _In_ ULONG QueryBufferLength,
    _Out_ PVOID QueryBuffer);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfObjectDelete(
    _In_ WDFOBJECT Object);

/* References: functions here, macros over the two …Actual functions in the framework. */
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfObjectReference(
    _In_ WDFOBJECT Handle);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfObjectDereference(
    _In_ WDFOBJECT Handle);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfObjectReferenceWithTag(
    _In_ WDFOBJECT Handle,
    _In_opt_ PVOID Tag);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfObjectDereferenceWithTag(
    _In_ WDFOBJECT Handle,
    _In_opt_ PVOID Tag);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfObjectReferenceActual(
    _In_ WDFOBJECT Handle,
    _In_opt_ PVOID Tag,
    _In_ LONG Line,
    _In_z_ PCCH File);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfObjectDereferenceActual(
    _In_ WDFOBJECT Handle,
    _In_opt_ PVOID Tag,
    _In_ LONG Line,
    _In_z_ PCCH File);

#ifdef __cplusplus
}
#endif
