/* The IRQL of the running thread. */
#include "ke.h"

KIRQL rt_irql(void) { return rt_thread_current()->irql; }

KIRQL rt_irql_raise(KIRQL to)
{
    struct rt_thread *t = rt_thread_current();
    KIRQL old = t->irql;
    if (to < old)
        rt_report("run-contract", "The IRQL is raised from %u to %u, which is lower.", old, to);
    t->irql = to;
    return old;
}

void rt_irql_lower(KIRQL to)
{
    struct rt_thread *t = rt_thread_current();
    if (to > t->irql)
        rt_report("run-contract", "The IRQL is lowered from %u to %u, which is higher.", t->irql, to);
    t->irql = to;
}

void rt_may_wait(const char *name)
{
    if (rt_irql() >= DISPATCH_LEVEL)
        rt_report("irql-too-high", "%s waits, and is called at IRQL %u; a thread may not wait at DISPATCH_LEVEL or above.", name,
                  rt_irql());
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kegetcurrentirql */
RT_EXPORT KIRQL KeGetCurrentIrql(VOID)
{
    RT_DDI0(KeGetCurrentIrql, (KIRQL)0);
    RT_RETURN(rt_irql());
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keraiseirql */
RT_EXPORT VOID KeRaiseIrql(KIRQL NewIrql, PKIRQL OldIrql)
{
    RT_DDI_VOID(KeRaiseIrql, NewIrql, OldIrql);
    *OldIrql = rt_irql_raise(NewIrql);
    RT_RETURN_VOID();
}

/* The function behind KeRaiseIrql on x64. https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keraiseirql */
RT_EXPORT KIRQL KfRaiseIrql(KIRQL NewIrql)
{
    RT_DDI(KfRaiseIrql, (KIRQL)0, NewIrql);
    RT_RETURN(rt_irql_raise(NewIrql));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keraiseirqltodpclevel */
RT_EXPORT KIRQL KeRaiseIrqlToDpcLevel(VOID)
{
    RT_DDI0(KeRaiseIrqlToDpcLevel, (KIRQL)0);
    RT_RETURN(rt_irql_raise(DISPATCH_LEVEL));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-keraiseirqltosynchlevel */
RT_EXPORT KIRQL KeRaiseIrqlToSynchLevel(VOID)
{
    RT_DDI0(KeRaiseIrqlToSynchLevel, (KIRQL)0);
    RT_RETURN(rt_irql_raise(12));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kelowerirql */
RT_EXPORT VOID KeLowerIrql(KIRQL NewIrql)
{
    RT_DDI_VOID(KeLowerIrql, NewIrql);
    rt_irql_lower(NewIrql);
    RT_RETURN_VOID();
}

/* Each thread is a processor of its own. https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kegetcurrentprocessornumber */
RT_EXPORT ULONG KeGetCurrentProcessorNumber(VOID)
{
    RT_DDI0(KeGetCurrentProcessorNumber, (ULONG)0);
    RT_RETURN((ULONG)(rt_thread_current()->number - 1));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequeryactiveprocessors */
RT_EXPORT KAFFINITY KeQueryActiveProcessors(VOID)
{
    RT_DDI0(KeQueryActiveProcessors, (KAFFINITY)0);
    RT_RETURN(~(KAFFINITY)0);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-kequeryactiveprocessorcount */
RT_EXPORT ULONG KeQueryActiveProcessorCount(PKAFFINITY ActiveProcessors)
{
    RT_DDI(KeQueryActiveProcessorCount, (ULONG)0, ActiveProcessors);
    if (ActiveProcessors)
        *ActiveProcessors = ~(KAFFINITY)0;
    RT_RETURN((ULONG)RT_THREADS_MAX);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequeryactiveprocessorcountex */
RT_EXPORT ULONG KeQueryActiveProcessorCountEx(USHORT GroupNumber)
{
    RT_DDI(KeQueryActiveProcessorCountEx, (ULONG)0, GroupNumber);
    RT_RETURN((ULONG)RT_THREADS_MAX);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequerymaximumprocessorcountex */
RT_EXPORT ULONG KeQueryMaximumProcessorCountEx(USHORT GroupNumber)
{
    RT_DDI(KeQueryMaximumProcessorCountEx, (ULONG)0, GroupNumber);
    RT_RETURN((ULONG)RT_THREADS_MAX);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-kegetcurrentprocessornumberex */
RT_EXPORT ULONG KeGetCurrentProcessorNumberEx(PPROCESSOR_NUMBER ProcNumber)
{
    RT_DDI(KeGetCurrentProcessorNumberEx, (ULONG)0, ProcNumber);
    ULONG number = rt_thread_current()->number - 1;
    if (ProcNumber)
        *ProcNumber = (PROCESSOR_NUMBER){.Number = (UCHAR)number};
    RT_RETURN(number);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-keentercriticalregion: there are no APCs. */
RT_EXPORT VOID KeEnterCriticalRegion(VOID)
{
    RT_DDI_BEGIN_(KeEnterCriticalRegion, 0);
    (void)rt_go_;
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-keleavecriticalregion */
RT_EXPORT VOID KeLeaveCriticalRegion(VOID)
{
    RT_DDI_BEGIN_(KeLeaveCriticalRegion, 0);
    (void)rt_go_;
    RT_RETURN_VOID();
}

#undef PAGED_CODE
#undef PAGED_CODE_LOCKED
/* A call in our headers, so that the rules see it. https://learn.microsoft.com/windows-hardware/drivers/kernel/paged_code */
RT_EXPORT VOID PAGED_CODE(VOID)
{
    RT_DDI_BEGIN_(PAGED_CODE, 0);
    (void)rt_go_;
    if (rt_irql() > APC_LEVEL && !rt_get()->monitor) /* else the rules tell */
        rt_report("run-contract", "PAGED_CODE stands in a function that is called at IRQL %u; pageable code runs at or below APC_LEVEL.", rt_irql());
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/devtest/28170-pageable-code-macro-not-found */
RT_EXPORT VOID PAGED_CODE_LOCKED(VOID)
{
    RT_DDI_BEGIN_(PAGED_CODE_LOCKED, 0);
    (void)rt_go_;
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kebugcheckex */
RT_EXPORT VOID KeBugCheckEx(ULONG BugCheckCode, ULONG_PTR A, ULONG_PTR B, ULONG_PTR C, ULONG_PTR D)
{
    RT_DDI_BEGIN_(KeBugCheckEx, RT_WORDS(BugCheckCode, A, B, C, D));
    (void)rt_go_;
    rt_report_and_stop("run-crash", "The driver stops the system with bug check 0x%X (0x%lX, 0x%lX, 0x%lX, 0x%lX).", BugCheckCode,
                       (unsigned long)A, (unsigned long)B, (unsigned long)C, (unsigned long)D);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-kebugcheck */
RT_EXPORT VOID KeBugCheck(ULONG BugCheckCode)
{
    RT_DDI_BEGIN_(KeBugCheck, RT_WORDS(BugCheckCode));
    (void)rt_go_;
    rt_report_and_stop("run-crash", "The driver stops the system with bug check 0x%X.", BugCheckCode);
}
