/* The driver object; versions; what WDF_IS_... asks. */
#include "wdf_host.h"

struct rt_wdf *rt_wdf(void) { return rt_get()->wdf; }

void rt_wdf_start(uint64_t seed)
{
    struct rt_wdf *w = rt_memory_new_zeroed(sizeof *w);
    rt_random_seed(&w->random, seed ^ UINT64_C(0x5DF5DF5DF));
    rt_get()->wdf = w;
}

static WDF_DRIVER_GLOBALS globals = {.DriverName = "DriverUnderTest"};
/* A variable of the framework's library that drivers may read. */
RT_EXPORT PWDF_DRIVER_GLOBALS WdfDriverGlobals = &globals;

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdriver/nf-wdfdriver-wdfdrivercreate */
RT_EXPORT NTSTATUS WdfDriverCreate(PDRIVER_OBJECT DriverObject, PCUNICODE_STRING RegistryPath, PWDF_OBJECT_ATTRIBUTES DriverAttributes, PWDF_DRIVER_CONFIG DriverConfig,
                                   WDFDRIVER *Driver)
{
    RT_DDI(WdfDriverCreate, (NTSTATUS)STATUS_UNSUCCESSFUL, DriverObject, RegistryPath, DriverAttributes, DriverConfig, Driver);
    struct rt_wdf *w = rt_wdf();
    NTSTATUS status;
    if (DriverConfig->Size != sizeof *DriverConfig) {
        rt_report("run-contract", "The WDF_DRIVER_CONFIG was not initialised: Size is %u.", (unsigned)DriverConfig->Size);
        RT_RETURN((NTSTATUS)STATUS_INFO_LENGTH_MISMATCH);
    }
    if (w->driver) {
        rt_report("run-contract", "WdfDriverCreate is called a second time.");
        RT_RETURN((NTSTATUS)STATUS_DRIVER_INTERNAL_ERROR);
    }
    w->driver = rt_wdf_new(WDF_DRIVER, sizeof *w->driver, DriverAttributes, NULL, &status);
    if (!w->driver)
        RT_RETURN(status);
    w->driver->fixed = true;
    w->object = DriverObject;
    w->config = *DriverConfig;
    w->registry_path = rt_fresh_zeroed(RegistryPath->Length + sizeof(WCHAR));
    rt_copy(w->registry_path, RegistryPath->Buffer, RegistryPath->Length);
    RT_NOT_SIMULATED(DriverConfig->DriverInitFlags & WdfDriverInitNoDispatchOverride, "WdfDriverCreate: WdfDriverInitNoDispatchOverride");
    globals.Driver = (WDFDRIVER)(void *)w->driver;
    globals.DriverTag = DriverConfig->DriverPoolTag ? DriverConfig->DriverPoolTag : 'vrDF';
    if (Driver)
        *Driver = (WDFDRIVER)(void *)w->driver;
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdriver/nf-wdfdriver-wdfgetdriver */
RT_EXPORT WDFDRIVER WdfGetDriver(VOID)
{
    RT_DDI0(WdfGetDriver, (WDFDRIVER)NULL);
    RT_RETURN((WDFDRIVER)(void *)rt_wdf()->driver);
}

RT_EXPORT PWDF_DRIVER_GLOBALS WdfGetDriverGlobals(VOID)
{
    RT_DDI0(WdfGetDriverGlobals, (PWDF_DRIVER_GLOBALS)NULL);
    RT_RETURN(WdfDriverGlobals);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdriver/nf-wdfdriver-wdfdrivergetregistrypath */
RT_EXPORT PWSTR WdfDriverGetRegistryPath(WDFDRIVER Driver)
{
    RT_DDI(WdfDriverGetRegistryPath, (PWSTR)NULL, Driver);
    RT_RETURN((PWSTR)(rt_wdf_of(Driver, WDF_DRIVER, "WdfDriverGetRegistryPath") ? rt_wdf()->registry_path : NULL));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdriver/nf-wdfdriver-wdfdriverwdmgetdriverobject */
RT_EXPORT PDRIVER_OBJECT WdfDriverWdmGetDriverObject(WDFDRIVER Driver)
{
    RT_DDI(WdfDriverWdmGetDriverObject, (PDRIVER_OBJECT)NULL, Driver);
    RT_RETURN((PDRIVER_OBJECT)(rt_wdf_of(Driver, WDF_DRIVER, "WdfDriverWdmGetDriverObject") ? rt_wdf()->object : NULL));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdriver/nf-wdfdriver-wdfwdmdrivergetwdfdriverhandle */
RT_EXPORT WDFDRIVER WdfWdmDriverGetWdfDriverHandle(PDRIVER_OBJECT DriverObject)
{
    RT_DDI(WdfWdmDriverGetWdfDriverHandle, (WDFDRIVER)NULL, DriverObject);
    RT_RETURN((WDFDRIVER)(DriverObject == rt_wdf()->object ? (void *)rt_wdf()->driver : NULL));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdriver/nf-wdfdriver-wdfdriverisversionavailable */
RT_EXPORT BOOLEAN WdfDriverIsVersionAvailable(WDFDRIVER Driver, PWDF_DRIVER_VERSION_AVAILABLE_PARAMS VersionAvailableParams)
{
    RT_DDI(WdfDriverIsVersionAvailable, (BOOLEAN)FALSE, Driver, VersionAvailableParams);
    RT_RETURN((BOOLEAN)(VersionAvailableParams->MajorVersion == 1 && VersionAvailableParams->MinorVersion <= 33));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdriver/nf-wdfdriver-wdfdriverregistertraceinfo */
RT_EXPORT NTSTATUS WdfDriverRegisterTraceInfo(PDRIVER_OBJECT DriverObject, PFN_WDF_TRACE_CALLBACK EvtTraceCallback, PVOID ControlBlock)
{
    RT_DDI(WdfDriverRegisterTraceInfo, (NTSTATUS)STATUS_UNSUCCESSFUL, DriverObject, EvtTraceCallback, ControlBlock);
    rt_not_simulated("WdfDriverRegisterTraceInfo: tracing");
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* Everything of version 1.33 is there. https://learn.microsoft.com/windows-hardware/drivers/wdf/building-a-kmdf-driver-for-multiple-versions-of-windows */
RT_EXPORT BOOLEAN DdiWdfIsAvailable(PCSTR Name)
{
    RT_DDI(DdiWdfIsAvailable, (BOOLEAN)FALSE, Name);
    RT_RETURN((BOOLEAN)TRUE);
}

/* Without a debugger it does nothing. https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfverifier/nf-wdfverifier-wdfverifierdbgbreakpoint */
RT_EXPORT VOID WdfVerifierDbgBreakPoint(VOID)
{
    static const struct rt_ddi rt_ddi_ __attribute__((section("rt_ddis"), used)) = {"WdfVerifierDbgBreakPoint"};
    struct rt_frame rt_frame_;
    if (rt_enter(&rt_frame_, &rt_ddi_, NULL, 0, __builtin_return_address(0), __builtin_frame_address(0)))
        rt_not_simulated("WdfVerifierDbgBreakPoint: a debugger");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfverifier/nf-wdfverifier-wdfverifierkebugcheck */
RT_EXPORT VOID WdfVerifierKeBugCheck(ULONG BugCheckCode, ULONG_PTR BugCheckParameter1, ULONG_PTR BugCheckParameter2, ULONG_PTR BugCheckParameter3, ULONG_PTR BugCheckParameter4)
{
    RT_DDI_VOID(WdfVerifierKeBugCheck, BugCheckCode, BugCheckParameter1, BugCheckParameter2, BugCheckParameter3, BugCheckParameter4);
    rt_report_and_stop("run-crash", "The driver stops the machine: WdfVerifierKeBugCheck(0x%X).", (unsigned)BugCheckCode);
}

/* ---- the end ------------------------------------------------------------------------------------------------------- */

static void end(void)
{
    struct rt_wdf *w = rt_wdf();
    struct rt_wdf_device *d, *next;
    for (d = w->devices; d; d = next) { /* control devices that the driver has left */
        next = d->next;
        if (!d->object.deleted && d->init.control)
            rt_wdf_remove_device(d, false);
    }
    rt_wdf_delete(w->driver);
    rt_memory_free(w->registry_path, 0);
    w->driver = NULL;
    globals.Driver = NULL;
}

void rt_wdf_unload(void)
{
    struct rt_wdf *w = rt_wdf();
    if (w->config.EvtDriverUnload)
        RT_CALLBACK_VOID("EvtDriverUnload", PASSIVE_LEVEL, NULL, w->config.EvtDriverUnload, (WDFDRIVER)(void *)w->driver);
    else if (!w->config.EvtDriverDeviceAdd || (w->config.DriverInitFlags & WdfDriverInitNonPnpDriver))
        rt_not_simulated("a driver without EvtDriverUnload that is not for plug and play stays loaded; here it ends");
    end();
}

void rt_wdf_entry_failed(void) { end(); }

void rt_wdf_totals(void)
{
    const struct rt_wdf *w = rt_wdf();
    rt_record_count("requests", w->requests);
    rt_record_count("requestsCancelled", w->cancelled);
    rt_record_count("requestsSent", w->sent);
}
