/*
 * System threads, references to objects, and handles; the registry, in which nothing is found. A thread's object is a
 * dispatcher header that is signaled when the thread ends, so that a driver can wait for it; its handle is another block.
 */
#include "../ex/ex.h"

/* What PKTHREAD points to; found by the handle, too. */
struct thread {
    struct _DISPATCHER_HEADER header;
    PKSTART_ROUTINE routine;
    PVOID context;
    uint32_t references; /* the handle's, the thread's own, and those of ObReferenceObjectByHandle */
    NTSTATUS status;
};

enum { TYPE_THREAD = 6 };

static void unreference(struct thread *t)
{
    if (--t->references == 0)
        rt_block_free(rt_block_of(t, RT_OTHER));
}

static _Noreturn void end(struct thread *t, NTSTATUS status)
{
    t->status = status;
    t->header.SignalState = 1;
    rt_happens_before(&t->header);
    rt_wake(&t->header);
    unreference(t);
    rt_thread_exit();
}

static void run(void *argument)
{
    struct thread *t = argument;
    rt_thread_current()->object = t;
    RT_CALLBACK_VOID("KSTART_ROUTINE", PASSIVE_LEVEL, NULL, t->routine, t->context);
    end(t, STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-pscreatesystemthread */
RT_EXPORT NTSTATUS PsCreateSystemThread(PHANDLE ThreadHandle, ULONG DesiredAccess, POBJECT_ATTRIBUTES ObjectAttributes, HANDLE ProcessHandle,
                                        PCLIENT_ID ClientId, PKSTART_ROUTINE StartRoutine, PVOID StartContext)
{
    RT_DDI(PsCreateSystemThread, (NTSTATUS)STATUS_INSUFFICIENT_RESOURCES, ThreadHandle, DesiredAccess, ObjectAttributes, ProcessHandle, ClientId, StartRoutine,
           StartContext);
    if (rt_fails())
        RT_RETURN((NTSTATUS)STATUS_INSUFFICIENT_RESOURCES);
    struct thread *t = rt_block_new_zeroed(RT_OTHER, sizeof *t, 0);
    rt_block_of(t, RT_OTHER)->place = NULL; /* what is told is the handle, or the reference by the rules */
    t->header.Type = TYPE_THREAD;
    t->routine = StartRoutine;
    t->context = StartContext;
    t->references = 2;
    if (!rt_thread_start("system thread", false, run, t)) {
        rt_block_free(rt_block_of(t, RT_OTHER));
        RT_RETURN((NTSTATUS)STATUS_INSUFFICIENT_RESOURCES);
    }
    *ThreadHandle = rt_block_new_zeroed(RT_KEY, 16, 0);
    rt_block_of(*ThreadHandle, RT_KEY)->owner = t;
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* Does not return. https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-psterminatesystemthread */
RT_EXPORT NTSTATUS PsTerminateSystemThread(NTSTATUS ExitStatus)
{
    RT_DDI(PsTerminateSystemThread, (NTSTATUS)STATUS_INVALID_PARAMETER, ExitStatus);
    struct rt_thread *self = rt_thread_current();
    struct thread *t = self->object;
    if (!t) {
        rt_report("run-contract", "PsTerminateSystemThread is called by a thread that PsCreateSystemThread did not make.");
        RT_RETURN((NTSTATUS)STATUS_INVALID_PARAMETER);
    }
    rt_leave(&rt_frame_, 0);
    struct rt_frame *callback = self->frame; /* the thread's routine ends here, too */
    if (callback && callback->role)
        rt_callback_leave(callback, 0);
    end(t, ExitStatus);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kegetcurrentthread: only to be compared, or for threads of ours. */
RT_EXPORT PKTHREAD KeGetCurrentThread(VOID)
{
    RT_DDI0(KeGetCurrentThread, (PKTHREAD)NULL);
    struct rt_thread *t = rt_thread_current();
    RT_RETURN((PKTHREAD)(t->object ? t->object : (void *)t));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-psgetcurrentthread */
RT_EXPORT PETHREAD PsGetCurrentThread(VOID)
{
    RT_DDI0(PsGetCurrentThread, (PETHREAD)NULL);
    struct rt_thread *t = rt_thread_current();
    RT_RETURN((PETHREAD)(t->object ? t->object : (void *)t));
}

/* There is one process, the system's, and it never ends. https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-pssetcreateprocessnotifyroutine */
RT_EXPORT NTSTATUS PsSetCreateProcessNotifyRoutine(PCREATE_PROCESS_NOTIFY_ROUTINE NotifyRoutine, BOOLEAN Remove)
{
    RT_DDI(PsSetCreateProcessNotifyRoutine, (NTSTATUS)STATUS_INVALID_PARAMETER, NotifyRoutine, Remove);
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-psgetcurrentprocessid */
RT_EXPORT HANDLE PsGetCurrentProcessId(VOID)
{
    enum { SYSTEM_PROCESS = 4 };
    RT_DDI0(PsGetCurrentProcessId, (HANDLE)(ULONG_PTR)SYSTEM_PROCESS);
    RT_RETURN((HANDLE)(ULONG_PTR)SYSTEM_PROCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kesetprioritythread: turns are not given by priority. */
RT_EXPORT KPRIORITY KeSetPriorityThread(PKTHREAD Thread, KPRIORITY Priority)
{
    RT_DDI(KeSetPriorityThread, (KPRIORITY)0, Thread, Priority);
    rt_not_simulated("KeSetPriorityThread: Priority");
    RT_RETURN((KPRIORITY)8);
}

/* ---- objects and handles ---------------------------------------------------------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-obreferenceobjectbyhandle */
RT_EXPORT NTSTATUS ObReferenceObjectByHandle(HANDLE Handle, ACCESS_MASK DesiredAccess, POBJECT_TYPE ObjectType, KPROCESSOR_MODE AccessMode, PVOID *Object,
                                             POBJECT_HANDLE_INFORMATION HandleInformation)
{
    RT_DDI(ObReferenceObjectByHandle, (NTSTATUS)STATUS_INVALID_HANDLE, Handle, DesiredAccess, ObjectType, AccessMode, Object, HandleInformation);
    struct rt_block *b = rt_block_of(Handle, RT_KEY);
    *Object = NULL;
    if (!b)
        RT_RETURN((NTSTATUS)STATUS_INVALID_HANDLE);
    if (ObjectType && ObjectType != *PsThreadType)
        RT_RETURN((NTSTATUS)STATUS_OBJECT_TYPE_MISMATCH);
    ((struct thread *)b->owner)->references++;
    *Object = b->owner;
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

static LONG_PTR dereference(PVOID object, const char *name)
{
    struct rt_block *b = rt_block_of(object, RT_OTHER);
    if (!b || b->size != sizeof(struct thread)) {
        if (object && !rt_thread_number(((struct rt_thread *)object)->number))
            rt_not_simulated(name);
        return 0;
    }
    struct thread *t = b->memory;
    LONG_PTR left = (LONG_PTR)t->references - 1;
    unreference(t);
    return left;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-obdereferenceobject */
RT_EXPORT LONG_PTR ObDereferenceObject(PVOID Object)
{
    RT_DDI(ObDereferenceObject, (LONG_PTR)0, Object);
    RT_RETURN(dereference(Object, "ObDereferenceObject: objects that are no threads"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-obreferenceobject */
RT_EXPORT LONG_PTR ObReferenceObject(PVOID Object)
{
    RT_DDI(ObReferenceObject, (LONG_PTR)0, Object);
    struct rt_block *b = rt_block_of(Object, RT_OTHER);
    if (!b || b->size != sizeof(struct thread)) {
        rt_not_simulated("ObReferenceObject: objects that are no threads");
        RT_RETURN((LONG_PTR)1);
    }
    RT_RETURN((LONG_PTR)++((struct thread *)b->memory)->references);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwclose */
RT_EXPORT NTSTATUS ZwClose(HANDLE Handle)
{
    RT_DDI(ZwClose, (NTSTATUS)STATUS_INVALID_HANDLE, Handle);
    struct rt_block *b = rt_block_of(Handle, RT_KEY);
    if (!b) {
        rt_report("run-contract", "ZwClose is called with a handle that is not open.");
        RT_RETURN((NTSTATUS)STATUS_INVALID_HANDLE);
    }
    struct thread *t = b->owner;
    rt_block_free(b);
    unreference(t);
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* Nothing is in the registry. https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwopenkey */
RT_EXPORT NTSTATUS ZwOpenKey(PHANDLE KeyHandle, ACCESS_MASK DesiredAccess, POBJECT_ATTRIBUTES ObjectAttributes)
{
    RT_DDI(ZwOpenKey, (NTSTATUS)STATUS_OBJECT_NAME_NOT_FOUND, KeyHandle, DesiredAccess, ObjectAttributes);
    *KeyHandle = NULL;
    RT_RETURN((NTSTATUS)STATUS_OBJECT_NAME_NOT_FOUND);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwqueryvaluekey */
RT_EXPORT NTSTATUS ZwQueryValueKey(HANDLE KeyHandle, PUNICODE_STRING ValueName, KEY_VALUE_INFORMATION_CLASS KeyValueInformationClass, PVOID KeyValueInformation, ULONG Length,
                                   PULONG ResultLength)
{
    RT_DDI(ZwQueryValueKey, (NTSTATUS)STATUS_OBJECT_NAME_NOT_FOUND, KeyHandle, ValueName, KeyValueInformationClass, KeyValueInformation, Length, ResultLength);
    RT_RETURN((NTSTATUS)STATUS_OBJECT_NAME_NOT_FOUND);
}

#undef InitializeObjectAttributes
RT_EXPORT VOID InitializeObjectAttributes(POBJECT_ATTRIBUTES Attributes, PCUNICODE_STRING Name, ULONG Flags, HANDLE RootDirectory, PSECURITY_DESCRIPTOR SecurityDescriptor)
{
    *Attributes = (OBJECT_ATTRIBUTES){.Length = sizeof *Attributes, .RootDirectory = RootDirectory, .ObjectName = (PUNICODE_STRING)(ULONG_PTR)Name, .Attributes = Flags,
                                      .SecurityDescriptor = SecurityDescriptor};
}
