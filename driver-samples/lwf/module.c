/*
 * module.c: the life of a filter module.  FilterAttach and FilterDetach make and free it, FilterRestart and FilterPause
 * open and close its data path, and the three reference functions at the end let pause wait for what the module has
 * sent.
 *
 *     Detached --attach--> Paused --restart--> Running --pause--> Pausing ----> Paused --detach--> Detached
 *
 * All four handlers run at IRQL = PASSIVE_LEVEL and NDIS never runs two of them at once for one module; sends, receives
 * and OID requests do overlap.
 */
#include "lwf.h"

/* The timer object, unarmed; the probe itself is in send.c. */
static NDIS_STATUS LwfMakeTimer(PLWF_MODULE Module)
{
    NDIS_TIMER_CHARACTERISTICS timer;

    NdisZeroMemory(&timer, sizeof(timer));
    timer.Header.Type = NDIS_OBJECT_TYPE_TIMER_CHARACTERISTICS;
    timer.Header.Revision = NDIS_TIMER_CHARACTERISTICS_REVISION_1;
    timer.Header.Size = NDIS_SIZEOF_TIMER_CHARACTERISTICS_REVISION_1;
    timer.AllocationTag = LWF_TAG_TIMER;
    timer.TimerFunction = LwfProbeTimer;
    timer.FunctionContext = Module;

    return NdisAllocateTimerObject(Module->FilterHandle, &timer, &Module->ProbeTimer);
}

NDIS_STATUS LwfAttach(NDIS_HANDLE NdisFilterHandle, NDIS_HANDLE FilterDriverContext,
                      PNDIS_FILTER_ATTACH_PARAMETERS AttachParameters)
{
    NDIS_FILTER_ATTRIBUTES attributes;
    PLWF_MODULE            module;
    NDIS_STATUS            status;

    UNREFERENCED_PARAMETER(FilterDriverContext);

    /* lwf.inf binds to Ethernet alone; a filter that ends up elsewhere would misread every frame. */
    if (AttachParameters->MiniportMediaType != NdisMedium802_3 || AttachParameters->MacAddressLength != LWF_MAC_LENGTH)
        return NDIS_STATUS_INVALID_PARAMETER;

    module = NdisAllocateMemoryWithTagPriority(NdisFilterHandle, sizeof(*module), LWF_TAG_MODULE, NormalPoolPriority);
    if (module == NULL)
        return NDIS_STATUS_RESOURCES;

    NdisZeroMemory(module, sizeof(*module));
    module->FilterHandle = NdisFilterHandle;
    module->State = LwfPaused;
    NdisMoveMemory(module->MacAddress, AttachParameters->CurrentMacAddress, LWF_MAC_LENGTH);
    NdisAllocateSpinLock(&module->Lock);
    NdisInitializeEvent(&module->Idle);

    status = LwfMakeTimer(module);
    if (status != NDIS_STATUS_SUCCESS)
        goto FreeModule;

    /*
     * FilterAttach is where buffer pools are allocated (FILTER_ATTACH).  What the drivers below need is not known yet:
     * LwfRestart makes the list pools anew when it is.  Making them here as well means that want of memory shows while
     * attaching can still fail.
     */
    status = LwfBuildPools(module);
    if (status != NDIS_STATUS_SUCCESS)
        goto FreePools;

    NdisZeroMemory(&attributes, sizeof(attributes));
    attributes.Header.Type = NDIS_OBJECT_TYPE_FILTER_ATTRIBUTES;
    attributes.Header.Revision = NDIS_FILTER_ATTRIBUTES_REVISION_1;
    attributes.Header.Size = NDIS_SIZEOF_FILTER_ATTRIBUTES_REVISION_1;

    status = NdisFSetAttributes(NdisFilterHandle, (NDIS_HANDLE)module, &attributes);
    if (status != NDIS_STATUS_SUCCESS)
        goto FreePools;

    return NDIS_STATUS_SUCCESS;

FreePools:
    LwfFreePools(module); /* also what a failed LwfBuildPools got done */
    NdisFreeTimerObject(module->ProbeTimer);
FreeModule:
    NdisFreeSpinLock(&module->Lock);
    NdisFreeMemory(module, 0, 0);
    return status;
}

VOID LwfDetach(NDIS_HANDLE FilterModuleContext)
{
    PLWF_MODULE module = (PLWF_MODULE)FilterModuleContext;

    /* Paused: the timer is cancelled and every own list has come back, so that the pools are whole. */
    LwfFreePools(module);
    NdisFreeTimerObject(module->ProbeTimer);
    NdisFreeSpinLock(&module->Lock);
    NdisFreeMemory(module, 0, 0);
}

NDIS_STATUS LwfRestart(NDIS_HANDLE FilterModuleContext, PNDIS_FILTER_RESTART_PARAMETERS RestartParameters)
{
    PLWF_MODULE   module = (PLWF_MODULE)FilterModuleContext;
    LARGE_INTEGER due;
    NDIS_STATUS   status;

    /*
     * The Restarting state begins here and ends with the return.  It is the one in which a filter determines the
     * backfill and context requirements and may free its pools and allocate them anew
     * (filter-driver-buffer-management).  A failure returns the module to Paused, with pools that LwfDetach or the next
     * restart will deal with.
     */
    status = LwfReadRequirements(module, RestartParameters->RestartAttributes);
    if (status != NDIS_STATUS_SUCCESS)
        return status;

    status = LwfBuildPools(module);
    if (status != NDIS_STATUS_SUCCESS)
        return status;

    NdisResetEvent(&module->Idle);
    NdisAcquireSpinLock(&module->Lock);
    module->Outstanding = 1; /* the running module itself; LwfPause takes it away */
    module->State = LwfRunning;
    NdisReleaseSpinLock(&module->Lock);

    /* The first probe is due long after this handler, in whose state nothing may be sent, has returned. */
    due.QuadPart = -10000ll * LWF_PROBE_PERIOD_MS;
    (VOID) NdisSetTimerObject(module->ProbeTimer, due, LWF_PROBE_PERIOD_MS, NULL);
    return NDIS_STATUS_SUCCESS;
}

NDIS_STATUS LwfPause(NDIS_HANDLE FilterModuleContext, PNDIS_FILTER_PAUSE_PARAMETERS PauseParameters)
{
    PLWF_MODULE module = (PLWF_MODULE)FilterModuleContext;

    UNREFERENCED_PARAMETER(PauseParameters);

    NdisAcquireSpinLock(&module->Lock);
    module->State = LwfPausing; /* from here on LwfAcquire fails: no new copies, no new probes */
    NdisReleaseSpinLock(&module->Lock);

    /* For a periodic timer the call also waits for a timer function that is running (NdisCancelTimerObject). */
    (VOID) NdisCancelTimerObject(module->ProbeTimer);

    /*
     * FILTER_PAUSE: complete what is queued (the filter queues nothing), then wait for every send that the driver
     * originated.  Copies count as such; the list that a copy stands for is completed before the copy's reference is
     * given up.
     */
    LwfRelease(module, 1, FALSE);
    NdisWaitEvent(&module->Idle, 0);

    NdisAcquireSpinLock(&module->Lock);
    module->State = LwfPaused;
    NdisReleaseSpinLock(&module->Lock);
    return NDIS_STATUS_SUCCESS;
}

static VOID LwfLock(PLWF_MODULE Module, BOOLEAN AtDispatch)
{
    if (AtDispatch)
        NdisDprAcquireSpinLock(&Module->Lock);
    else
        NdisAcquireSpinLock(&Module->Lock);
}

static VOID LwfUnlock(PLWF_MODULE Module, BOOLEAN AtDispatch)
{
    if (AtDispatch)
        NdisDprReleaseSpinLock(&Module->Lock);
    else
        NdisReleaseSpinLock(&Module->Lock);
}

BOOLEAN LwfAcquire(PLWF_MODULE Module, BOOLEAN AtDispatch)
{
    BOOLEAN running;

    LwfLock(Module, AtDispatch);
    running = (BOOLEAN)(Module->State == LwfRunning);
    if (running)
        Module->Outstanding++;
    LwfUnlock(Module, AtDispatch);
    return running;
}

VOID LwfAddReference(PLWF_MODULE Module, BOOLEAN AtDispatch)
{
    LwfLock(Module, AtDispatch);
    Module->Outstanding++;
    LwfUnlock(Module, AtDispatch);
}

VOID LwfRelease(PLWF_MODULE Module, ULONG Count, BOOLEAN AtDispatch)
{
    BOOLEAN last;

    LwfLock(Module, AtDispatch);
    Module->Outstanding -= Count;
    last = (BOOLEAN)(Module->Outstanding == 0);
    LwfUnlock(Module, AtDispatch);

    /* After the lock, and the last touch of the module: LwfPause may return, and LwfDetach free the module, as soon as
     * the event is set. */
    if (last)
        NdisSetEvent(&Module->Idle);
}
