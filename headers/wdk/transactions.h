/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * wdk/transactions.h: the kernel transaction manager for drivers that own a transaction
 * manager, a resource manager or an enlistment (Tm...). Notification codes come from
 * mingw's ktmtypes.h.
 */
#pragma once
#include <ktmtypes.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Objects; drivers hold pointers to them only. */
typedef struct _KTM KTM, *PKTM, *PRKTM;
typedef struct _KRESOURCEMANAGER KRESOURCEMANAGER, *PKRESOURCEMANAGER, *PRKRESOURCEMANAGER;
typedef struct _KENLISTMENT KENLISTMENT, *PKENLISTMENT, *PRKENLISTMENT;
typedef struct _KTRANSACTION KTRANSACTION, *PKTRANSACTION, *PRKTRANSACTION;

extern POBJECT_TYPE *TmTransactionManagerObjectType;
extern POBJECT_TYPE *TmResourceManagerObjectType;
extern POBJECT_TYPE *TmEnlistmentObjectType;
extern POBJECT_TYPE *TmTransactionObjectType;

typedef
_Function_class_(TM_RM_NOTIFICATION)
_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
(NTAPI TM_RM_NOTIFICATION)(
    _In_ PKENLISTMENT EnlistmentObject,
    _In_ PVOID RMContext,
    _In_ PVOID TransactionContext,
    _In_ ULONG TransactionNotification,
    _Inout_ PLARGE_INTEGER TmVirtualClock,
    _In_ ULONG ArgumentLength,
    _In_ PVOID Argument);
typedef TM_RM_NOTIFICATION *PTM_RM_NOTIFICATION;

/* Transaction managers and resource managers. */

NTSTATUS
TmInitializeTransactionManager(
    _In_ PRKTM TransactionManager,
    _In_opt_ PCUNICODE_STRING LogFileName,
    _In_ PGUID TmId,
    _In_ ULONG CreateOptions);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
TmRecoverTransactionManager(
    _In_ PKTM Tm,
    _In_ PLARGE_INTEGER TargetVirtualClock);

_IRQL_requires_max_(APC_LEVEL)
NTSTATUS
TmRenameTransactionManager(
    _In_ PUNICODE_STRING LogFileName,
    _In_ LPGUID ExistingTransactionManagerGuid);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
TmEnableCallbacks(
    _In_ PKRESOURCEMANAGER ResourceManager,
    _In_ PTM_RM_NOTIFICATION CallbackRoutine,
    _In_opt_ PVOID RMKey);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS TmRecoverResourceManager(_In_ PKRESOURCEMANAGER ResourceManager);

/* Transactions. */

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
TmCommitTransaction(
    _In_ PKTRANSACTION Transaction,
    _In_ BOOLEAN Wait);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
TmRollbackTransaction(
    _In_ PKTRANSACTION Transaction,
    _In_ BOOLEAN Wait);

VOID
TmGetTransactionId(
    _In_ PKTRANSACTION Transaction,
    _Out_ PUOW TransactionId);

BOOLEAN TmIsTransactionActive(_In_ PKTRANSACTION Transaction);

/* Enlistments. */

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
TmCreateEnlistment(
    _Out_ PHANDLE EnlistmentHandle,
    _In_ KPROCESSOR_MODE PreviousMode,
    _In_ ACCESS_MASK DesiredAccess,
    _In_ POBJECT_ATTRIBUTES ObjectAttributes,
    _In_ PRKRESOURCEMANAGER ResourceManager,
    _In_ PKTRANSACTION Transaction,
    _In_ ULONG CreateOptions,
    _In_ NOTIFICATION_MASK NotificationMask,
    _In_opt_ PVOID EnlistmentKey);

_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS
TmReferenceEnlistmentKey(
    _In_ PKENLISTMENT Enlistment,
    _Out_ PVOID *Key);

_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS
TmDereferenceEnlistmentKey(
    _In_ PKENLISTMENT Enlistment,
    _Out_opt_ PBOOLEAN LastReference);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
TmPrePrepareEnlistment(
    _In_ PKENLISTMENT Enlistment,
    _In_ PLARGE_INTEGER TmVirtualClock);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
TmPrepareEnlistment(
    _In_ PKENLISTMENT Enlistment,
    _In_ PLARGE_INTEGER TmVirtualClock);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
TmCommitEnlistment(
    _In_ PKENLISTMENT Enlistment,
    _In_ PLARGE_INTEGER TmVirtualClock);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
TmRollbackEnlistment(
    _In_ PKENLISTMENT Enlistment,
    _In_ PLARGE_INTEGER TmVirtualClock);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
TmRecoverEnlistment(
    _In_ PKENLISTMENT Enlistment,
    _In_ PVOID EnlistmentKey);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
TmRequestOutcomeEnlistment(
    _In_ PKENLISTMENT Enlistment,
    _In_ PLARGE_INTEGER TmVirtualClock);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
TmPrePrepareComplete(
    _In_ PKENLISTMENT Enlistment,
    _In_ PLARGE_INTEGER TmVirtualClock);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
TmPrepareComplete(
    _In_ PKENLISTMENT Enlistment,
    _In_ PLARGE_INTEGER TmVirtualClock);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
TmCommitComplete(
    _In_ PKENLISTMENT Enlistment,
    _In_ PLARGE_INTEGER TmVirtualClock);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
TmRollbackComplete(
    _In_ PKENLISTMENT Enlistment,
    _In_ PLARGE_INTEGER TmVirtualClock);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
TmReadOnlyEnlistment(
    _In_ PKENLISTMENT Enlistment,
    _In_ PLARGE_INTEGER TmVirtualClock);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
TmSinglePhaseReject(
    _In_ PKENLISTMENT Enlistment,
    _In_ PLARGE_INTEGER TmVirtualClock);

#ifdef __cplusplus
}
#endif
