/* Processes: there is one, the system's, in which all threads run, and it never ends. */
#include "../ob/ob.h"

#include <ntifs.h>

enum { SYSTEM_PROCESS = 4 };

struct process {
    struct _DISPATCHER_HEADER header;
    HANDLE id;
};

static struct process *system_process(void)
{
    struct rt *rt = rt_get();
    struct process *p = rt->process;
    if (!p) {
        p = rt_object_new(*PsProcessType, sizeof *p, NULL);
        p->id = (HANDLE)(ULONG_PTR)SYSTEM_PROCESS;
        rt->process = p;
    }
    return p;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-psgetcurrentprocessid */
RT_EXPORT HANDLE PsGetCurrentProcessId(VOID)
{
    RT_DDI0(PsGetCurrentProcessId, (HANDLE)(ULONG_PTR)SYSTEM_PROCESS);
    RT_RETURN(system_process()->id);
}

/* Also under the name PsGetCurrentProcess; takes no reference. https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iogetcurrentprocess */
RT_EXPORT PEPROCESS IoGetCurrentProcess(VOID)
{
    RT_DDI0(IoGetCurrentProcess, (PEPROCESS)NULL);
    RT_RETURN((PEPROCESS)(void *)system_process());
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-psgetprocessid */
RT_EXPORT HANDLE PsGetProcessId(PEPROCESS Process)
{
    RT_DDI(PsGetProcessId, (HANDLE)NULL, Process);
    if (!rt_is_object(Process, *PsProcessType)) {
        rt_report("run-contract", "PsGetProcessId is called with an address that is not that of a process.");
        RT_RETURN((HANDLE)NULL);
    }
    RT_RETURN(((struct process *)(void *)Process)->id);
}

/* Who has sent a request: all programs are that process. https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-iogetrequestorprocess */
RT_EXPORT PEPROCESS IoGetRequestorProcess(PIRP Irp)
{
    RT_DDI(IoGetRequestorProcess, (PEPROCESS)NULL, Irp);
    RT_RETURN((PEPROCESS)(void *)system_process());
}

/* Takes a reference. https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-pslookupprocessbyprocessid */
RT_EXPORT NTSTATUS PsLookupProcessByProcessId(HANDLE ProcessId, PEPROCESS *Process)
{
    RT_DDI(PsLookupProcessByProcessId, (NTSTATUS)STATUS_INVALID_CID, ProcessId, Process);
    struct process *p = system_process();
    if (ProcessId != p->id)
        RT_RETURN((NTSTATUS)STATUS_INVALID_CID);
    rt_object_reference(p);
    *Process = (PEPROCESS)(void *)p;
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-pssetcreateprocessnotifyroutine */
RT_EXPORT NTSTATUS PsSetCreateProcessNotifyRoutine(PCREATE_PROCESS_NOTIFY_ROUTINE NotifyRoutine, BOOLEAN Remove)
{
    RT_DDI(PsSetCreateProcessNotifyRoutine, (NTSTATUS)STATUS_INVALID_PARAMETER, NotifyRoutine, Remove);
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

void rt_process_end(void)
{
    struct rt *rt = rt_get();
    uint32_t left = 0;
    while (rt->process && rt_object_dereference(rt->process))
        left++;
    rt->process = NULL;
    if (left && !rt->monitor)
        rt_report("run-left-over", "At the end %u reference%s to a process %s left.", left, RT_PLURAL(left), left == 1 ? "is" : "are");
}
