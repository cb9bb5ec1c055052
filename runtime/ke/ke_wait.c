/*
 * Events, semaphores, mutexes; waiting for one or several of them; time. The state is in DISPATCHER_HEADER: its type as
 * the DDK numbers them, SignalState above 0 for signaled. A timer's is there too (ke_timer.c).
 */
#include "ke.h"

enum { TYPE_NOTIFICATION = 0, TYPE_SYNCHRONIZATION = 1, TYPE_MUTANT = 2, TYPE_SEMAPHORE = 5, TYPE_THREAD = 6, TYPE_TIMER = 8, TYPE_TIMER_SYNCHRONIZATION = 9 };

uint64_t rt_deadline_in(uint64_t nanoseconds)
{
    uint64_t now = rt_now();
    return nanoseconds < RT_FOREVER - 1 - now ? now + nanoseconds : RT_FOREVER - 1;
}

/* The system started in 2026; virtual time goes on from there. */
#define BOOT_TIME UINT64_C(134000000000000000)

uint64_t rt_system_time(void) { return BOOT_TIME + rt_now() / 100; }

uint64_t rt_deadline(const LARGE_INTEGER *timeout)
{
    if (!timeout)
        return RT_FOREVER;
    if (timeout->QuadPart <= 0)
        return rt_deadline_in((uint64_t)-timeout->QuadPart * 100);
    uint64_t at = (uint64_t)timeout->QuadPart, now = rt_system_time();
    return at > now ? rt_deadline_in((at - now) * 100) : rt_now();
}

/* ---- objects ------------------------------------------------------------------------------------------ */

static struct _DISPATCHER_HEADER *header(PVOID object) { return (struct _DISPATCHER_HEADER *)object; }

/* Whether the wait is over; then it is taken. */
static bool take(struct _DISPATCHER_HEADER *h)
{
    if (h->Type == TYPE_MUTANT) {
        KMUTANT *m = (KMUTANT *)(void *)h;
        struct rt_thread *t = rt_thread_current();
        if (h->SignalState <= 0 && m->OwnerThread != (struct _KTHREAD *)(void *)t)
            return false;
        h->SignalState--;
        m->OwnerThread = (struct _KTHREAD *)(void *)t;
        return true;
    }
    if (h->SignalState <= 0)
        return false;
    if (h->Type == TYPE_SYNCHRONIZATION || h->Type == TYPE_SEMAPHORE || h->Type == TYPE_TIMER_SYNCHRONIZATION)
        h->SignalState--;
    return true;
}

static const char *words(const struct _DISPATCHER_HEADER *h)
{
    switch (h->Type) {
    case TYPE_MUTANT: return "a mutex";
    case TYPE_SEMAPHORE: return "a semaphore";
    case TYPE_THREAD: return "the end of a thread";
    case TYPE_TIMER:
    case TYPE_TIMER_SYNCHRONIZATION: return "a timer";
    default: return "an event";
    }
}

static bool wait_one(struct _DISPATCHER_HEADER *h, uint64_t deadline, const char *reason)
{
    while (!take(h))
        if (rt_now() >= deadline || !rt_wait(h, deadline, reason)) {
            if (!take(h))
                return false;
            break;
        }
    rt_happens_after(h);
    return true;
}

void rt_event_set(PRKEVENT event)
{
    rt_happens_before(event);
    event->Header.SignalState = 1;
    rt_wake(event);
}

bool rt_event_wait(PRKEVENT event, uint64_t deadline, const char *reason) { return wait_one(&event->Header, deadline, reason); }

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keinitializeevent */
RT_EXPORT VOID KeInitializeEvent(PRKEVENT Event, EVENT_TYPE Type, BOOLEAN State)
{
    RT_DDI_VOID(KeInitializeEvent, Event, Type, State);
    rt_fill(Event, 0, sizeof *Event);
    Event->Header.Type = (UCHAR)Type;
    Event->Header.SignalState = State;
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kesetevent */
RT_EXPORT LONG KeSetEvent(PRKEVENT Event, KPRIORITY Increment, BOOLEAN Wait)
{
    RT_DDI(KeSetEvent, (LONG)0, Event, Increment, Wait);
    LONG before = Event->Header.SignalState;
    RT_NOT_SIMULATED(Wait, "KeSetEvent: Wait = TRUE");
    rt_event_set(Event);
    RT_RETURN(before);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keresetevent */
RT_EXPORT LONG KeResetEvent(PRKEVENT Event)
{
    RT_DDI(KeResetEvent, (LONG)0, Event);
    LONG before = Event->Header.SignalState;
    Event->Header.SignalState = 0;
    RT_RETURN(before);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keclearevent */
RT_EXPORT VOID KeClearEvent(PRKEVENT Event)
{
    RT_DDI_VOID(KeClearEvent, Event);
    Event->Header.SignalState = 0;
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kereadstateevent */
RT_EXPORT LONG KeReadStateEvent(PRKEVENT Event)
{
    RT_DDI(KeReadStateEvent, (LONG)0, Event);
    RT_RETURN((LONG)Event->Header.SignalState);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keinitializesemaphore */
RT_EXPORT VOID KeInitializeSemaphore(PRKSEMAPHORE Semaphore, LONG Count, LONG Limit)
{
    RT_DDI_VOID(KeInitializeSemaphore, Semaphore, Count, Limit);
    rt_fill(Semaphore, 0, sizeof *Semaphore);
    Semaphore->Header.Type = TYPE_SEMAPHORE;
    Semaphore->Header.SignalState = Count;
    Semaphore->Limit = Limit;
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kereleasesemaphore */
RT_EXPORT LONG KeReleaseSemaphore(PRKSEMAPHORE Semaphore, KPRIORITY Increment, LONG Adjustment, BOOLEAN Wait)
{
    RT_DDI(KeReleaseSemaphore, (LONG)0, Semaphore, Increment, Adjustment, Wait);
    LONG before = Semaphore->Header.SignalState;
    if (Adjustment > Semaphore->Limit - before)
        rt_report("run-contract", "The semaphore's count of %d would go above its limit of %d: KeReleaseSemaphore raises an exception.", before,
                  Semaphore->Limit);
    else
        Semaphore->Header.SignalState += Adjustment;
    rt_happens_before(Semaphore);
    rt_wake(Semaphore);
    RT_RETURN(before);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keinitializemutex */
RT_EXPORT VOID KeInitializeMutex(PRKMUTEX Mutex, ULONG Level)
{
    RT_DDI_VOID(KeInitializeMutex, Mutex, Level);
    rt_fill(Mutex, 0, sizeof *Mutex);
    Mutex->Header.Type = TYPE_MUTANT;
    Mutex->Header.SignalState = 1;
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kereleasemutex */
RT_EXPORT LONG KeReleaseMutex(PRKMUTEX Mutex, BOOLEAN Wait)
{
    RT_DDI(KeReleaseMutex, (LONG)0, Mutex, Wait);
    LONG before = Mutex->Header.SignalState;
    if (Mutex->OwnerThread != (struct _KTHREAD *)(void *)rt_thread_current())
        rt_report("lock-wrong-release", "The mutex is released by a thread that does not have it.");
    else if (++Mutex->Header.SignalState == 1) {
        Mutex->OwnerThread = NULL;
        rt_happens_before(Mutex);
        rt_wake(Mutex);
    }
    RT_RETURN(before);
}

/* ---- waiting --------------------------------------------------------------------------------------------- */

static NTSTATUS wait_for(PVOID object, PLARGE_INTEGER timeout)
{
    struct _DISPATCHER_HEADER *h = header(object);
    if (!(timeout && timeout->QuadPart == 0))
        rt_may_wait("KeWaitForSingleObject");
    return wait_one(h, rt_deadline(timeout), words(h)) ? STATUS_SUCCESS : STATUS_TIMEOUT;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kewaitforsingleobject */
RT_EXPORT NTSTATUS KeWaitForSingleObject(PVOID Object, KWAIT_REASON WaitReason, KPROCESSOR_MODE WaitMode, BOOLEAN Alertable, PLARGE_INTEGER Timeout)
{
    RT_DDI(KeWaitForSingleObject, (NTSTATUS)STATUS_TIMEOUT, Object, WaitReason, WaitMode, Alertable, Timeout);
    RT_RETURN(wait_for(Object, Timeout));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kewaitformutexobject */
RT_EXPORT NTSTATUS KeWaitForMutexObject(PVOID Mutex, KWAIT_REASON WaitReason, KPROCESSOR_MODE WaitMode, BOOLEAN Alertable, PLARGE_INTEGER Timeout)
{
    RT_DDI(KeWaitForMutexObject, (NTSTATUS)STATUS_TIMEOUT, Mutex, WaitReason, WaitMode, Alertable, Timeout);
    RT_RETURN(wait_for(Mutex, Timeout));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kewaitformultipleobjects */
RT_EXPORT NTSTATUS KeWaitForMultipleObjects(ULONG Count, PVOID Object[], WAIT_TYPE WaitType, KWAIT_REASON WaitReason, KPROCESSOR_MODE WaitMode,
                                            BOOLEAN Alertable, PLARGE_INTEGER Timeout, PKWAIT_BLOCK WaitBlockArray)
{
    RT_DDI(KeWaitForMultipleObjects, (NTSTATUS)STATUS_TIMEOUT, Count, Object, WaitType, WaitReason, WaitMode, Alertable, Timeout, WaitBlockArray);
    uint64_t deadline = rt_deadline(Timeout);
    if (!(Timeout && Timeout->QuadPart == 0))
        rt_may_wait("KeWaitForMultipleObjects");
    if (WaitType == WaitAll) {
        for (ULONG i = 0; i < Count; i++)
            if (!wait_one(header(Object[i]), deadline, words(header(Object[i]))))
                RT_RETURN((NTSTATUS)STATUS_TIMEOUT);
        RT_RETURN((NTSTATUS)STATUS_SUCCESS);
    }
    /* There is one key to wait on: the objects are looked at in turn, every millisecond of virtual time. */
    for (;;) {
        for (ULONG i = 0; i < Count; i++)
            if (take(header(Object[i]))) {
                rt_happens_after(Object[i]);
                RT_RETURN((NTSTATUS)(STATUS_WAIT_0 + (NTSTATUS)i));
            }
        if (rt_now() >= deadline)
            RT_RETURN((NTSTATUS)STATUS_TIMEOUT);
        uint64_t next = rt_deadline_in(RT_MILLISECOND);
        rt_wait(Object, next < deadline ? next : deadline, "one of several objects");
    }
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kedelayexecutionthread */
RT_EXPORT NTSTATUS KeDelayExecutionThread(KPROCESSOR_MODE WaitMode, BOOLEAN Alertable, PLARGE_INTEGER Interval)
{
    RT_DDI(KeDelayExecutionThread, (NTSTATUS)STATUS_SUCCESS, WaitMode, Alertable, Interval);
    rt_may_wait("KeDelayExecutionThread");
    uint64_t deadline = rt_deadline(Interval);
    while (rt_now() < deadline)
        rt_wait(&deadline, deadline, "a delay");
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-kestallexecutionprocessor */
RT_EXPORT VOID KeStallExecutionProcessor(ULONG MicroSeconds)
{
    RT_DDI_VOID(KeStallExecutionProcessor, MicroSeconds);
    RT_RETURN_VOID();
}

/* ---- time -------------------------------------------------------------------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequerysystemtime */
RT_EXPORT VOID KeQuerySystemTime(PLARGE_INTEGER CurrentTime)
{
    RT_DDI_VOID(KeQuerySystemTime, CurrentTime);
    CurrentTime->QuadPart = (LONGLONG)rt_system_time();
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequerysystemtimeprecise */
RT_EXPORT VOID KeQuerySystemTimePrecise(PLARGE_INTEGER CurrentTime)
{
    RT_DDI_VOID(KeQuerySystemTimePrecise, CurrentTime);
    CurrentTime->QuadPart = (LONGLONG)rt_system_time();
    RT_RETURN_VOID();
}

/* Ticks of 15.625 ms. https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequerytickcount */
RT_EXPORT VOID KeQueryTickCount(PLARGE_INTEGER CurrentCount)
{
    RT_DDI_VOID(KeQueryTickCount, CurrentCount);
    CurrentCount->QuadPart = (LONGLONG)(rt_now() / 15625000);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequerytimeincrement */
RT_EXPORT ULONG KeQueryTimeIncrement(VOID)
{
    RT_DDI0(KeQueryTimeIncrement, (ULONG)0);
    RT_RETURN((ULONG)156250);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequeryinterrupttime */
RT_EXPORT ULONGLONG KeQueryInterruptTime(VOID)
{
    RT_DDI0(KeQueryInterruptTime, (ULONGLONG)0);
    RT_RETURN((ULONGLONG)(rt_now() / 100));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequeryperformancecounter */
RT_EXPORT LARGE_INTEGER KeQueryPerformanceCounter(PLARGE_INTEGER PerformanceFrequency)
{
    RT_DDI_BEGIN_(KeQueryPerformanceCounter, RT_WORDS(PerformanceFrequency));
    LARGE_INTEGER now;
    (void)rt_go_;
    now.QuadPart = (LONGLONG)(rt_now() / 100);
    if (PerformanceFrequency)
        PerformanceFrequency->QuadPart = 10000000;
    rt_leave(&rt_frame_, (uint64_t)now.QuadPart);
    return now;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-exsystemtimetolocaltime: local time is UTC. */
RT_EXPORT VOID ExSystemTimeToLocalTime(PLARGE_INTEGER SystemTime, PLARGE_INTEGER LocalTime)
{
    RT_DDI_VOID(ExSystemTimeToLocalTime, SystemTime, LocalTime);
    *LocalTime = *SystemTime;
    RT_RETURN_VOID();
}
