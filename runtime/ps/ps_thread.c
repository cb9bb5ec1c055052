/* System threads. A thread's object is a dispatcher header that is signaled when the thread ends, so that a driver can wait for it. */
#include "../ex/ex.h"
#include "../ob/ob.h"

/* What PKTHREAD points to. It has one reference of the thread's own, until that ends. */
struct thread {
    struct _DISPATCHER_HEADER header;
    PKSTART_ROUTINE routine;
    PVOID context;
    NTSTATUS status;
};

enum { TYPE_THREAD = 6 };

static _Noreturn void end(struct thread *t, NTSTATUS status)
{
    t->status = status;
    t->header.SignalState = 1;
    rt_happens_before(&t->header);
    rt_wake(&t->header);
    rt_object_dereference(t);
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
    struct thread *t = rt_object_new(*PsThreadType, sizeof *t, NULL);
    t->header.Type = TYPE_THREAD;
    t->routine = StartRoutine;
    t->context = StartContext;
    if (!rt_thread_start("system thread", false, run, t)) {
        rt_object_dereference(t);
        RT_RETURN((NTSTATUS)STATUS_INSUFFICIENT_RESOURCES);
    }
    rt_object_reference(t);
    *ThreadHandle = rt_handle_new(t);
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

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kesetprioritythread: turns are not given by priority. */
RT_EXPORT KPRIORITY KeSetPriorityThread(PKTHREAD Thread, KPRIORITY Priority)
{
    RT_DDI(KeSetPriorityThread, (KPRIORITY)0, Thread, Priority);
    rt_not_simulated("KeSetPriorityThread: Priority");
    RT_RETURN((KPRIORITY)8);
}
