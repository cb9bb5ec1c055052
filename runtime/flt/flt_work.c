/* Generic work items; files that a filter opens below itself. */
#include "../io/io.h"
#include "flt.h"

struct _FLT_GENERIC_WORKITEM { /* a block of the driver's */
    struct rt_work work; /* first */
    PFLT_GENERIC_WORKITEM_ROUTINE routine;
    PVOID object, context;
};

static PFLT_GENERIC_WORKITEM item_of(PFLT_GENERIC_WORKITEM item, const char *name)
{
    if (rt_block_of(item, RT_WORK_ITEM))
        return item;
    rt_report("run-contract", "%s is called with a work item that %s.", name, item ? "was freed already, or is none" : "is NULL");
    return NULL;
}

static void run(struct rt_work *w)
{
    PFLT_GENERIC_WORKITEM i = (PFLT_GENERIC_WORKITEM)(void *)w;
    PVOID object = i->object, context = i->context;
    PFLT_GENERIC_WORKITEM_ROUTINE routine = i->routine;
    RT_CALLBACK_VOID("FLT_GENERIC_WORKITEM_ROUTINE", PASSIVE_LEVEL, NULL, routine, i, object, context);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltallocategenericworkitem */
RT_EXPORT PFLT_GENERIC_WORKITEM FltAllocateGenericWorkItem(VOID)
{
    RT_DDI0(FltAllocateGenericWorkItem, (PFLT_GENERIC_WORKITEM)NULL);
    if (rt_fails())
        RT_RETURN((PFLT_GENERIC_WORKITEM)NULL);
    PFLT_GENERIC_WORKITEM i = rt_block_new_zeroed(RT_WORK_ITEM, sizeof *i, 0);
    i->work.run = run;
    RT_RETURN(i);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltfreegenericworkitem */
RT_EXPORT VOID FltFreeGenericWorkItem(PFLT_GENERIC_WORKITEM FltWorkItem)
{
    RT_DDI_VOID(FltFreeGenericWorkItem, FltWorkItem);
    PFLT_GENERIC_WORKITEM i = item_of(FltWorkItem, "FltFreeGenericWorkItem");
    if (i && i->work.queued) {
        rt_report("run-contract", "FltFreeGenericWorkItem is called for a work item that is queued.");
        rt_work_cancel(&i->work);
    }
    if (i)
        rt_block_free(rt_block_of(i, RT_WORK_ITEM));
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltqueuegenericworkitem */
RT_EXPORT NTSTATUS FltQueueGenericWorkItem(PFLT_GENERIC_WORKITEM FltWorkItem, PVOID FltObject, PFLT_GENERIC_WORKITEM_ROUTINE WorkerRoutine, WORK_QUEUE_TYPE QueueType, PVOID Context)
{
    RT_DDI(FltQueueGenericWorkItem, (NTSTATUS)STATUS_FLT_DELETING_OBJECT, FltWorkItem, FltObject, WorkerRoutine, QueueType, Context);
    PFLT_GENERIC_WORKITEM i = item_of(FltWorkItem, "FltQueueGenericWorkItem");
    if (!i || (FltObject != rt_flt()->filter && !rt_flt_instance_of(FltObject, "FltQueueGenericWorkItem")))
        RT_RETURN((NTSTATUS)STATUS_INVALID_PARAMETER);
    if (rt_fails()) /* as where the object is being torn down */
        RT_RETURN((NTSTATUS)STATUS_FLT_DELETING_OBJECT);
    i->routine = WorkerRoutine;
    i->object = FltObject;
    i->context = Context;
    if (!rt_work_queue(&i->work))
        rt_report("run-contract", "FltQueueGenericWorkItem is called for a work item that is queued.");
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltcreatefile */
RT_EXPORT NTSTATUS FltCreateFile(PFLT_FILTER Filter, PFLT_INSTANCE Instance, PHANDLE FileHandle, ACCESS_MASK DesiredAccess, POBJECT_ATTRIBUTES ObjectAttributes,
                                 PIO_STATUS_BLOCK IoStatusBlock, PLARGE_INTEGER AllocationSize, ULONG FileAttributes, ULONG ShareAccess, ULONG CreateDisposition,
                                 ULONG CreateOptions, PVOID EaBuffer, ULONG EaLength, ULONG Flags)
{
    RT_DDI(FltCreateFile, (NTSTATUS)STATUS_INSUFFICIENT_RESOURCES, Filter, Instance, FileHandle, DesiredAccess, ObjectAttributes, IoStatusBlock, AllocationSize, FileAttributes,
           ShareAccess, CreateDisposition, CreateOptions, EaBuffer, EaLength, Flags);
    if (!rt_flt_filter_of(Filter, "FltCreateFile") || (Instance && !rt_flt_instance_of(Instance, "FltCreateFile")))
        RT_RETURN((NTSTATUS)STATUS_INVALID_PARAMETER);
    RT_NOT_SIMULATED(EaBuffer, "FltCreateFile: EaBuffer");
    RT_RETURN(rt_file_open(FileHandle, DesiredAccess, ObjectAttributes, IoStatusBlock, CreateDisposition, CreateOptions));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltclose */
RT_EXPORT NTSTATUS FltClose(HANDLE FileHandle)
{
    RT_DDI(FltClose, (NTSTATUS)STATUS_INVALID_HANDLE, FileHandle);
    if (rt_handle_close(FileHandle))
        RT_RETURN((NTSTATUS)STATUS_SUCCESS);
    rt_report("run-contract", "FltClose is called with a handle that is not open.");
    RT_RETURN((NTSTATUS)STATUS_INVALID_HANDLE);
}
