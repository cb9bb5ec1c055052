/*
 * Intermediate drivers: a miniport driver and a protocol driver in one, which offers virtual miniports over its bindings.
 *
 *      protocol (ours)
 *      -----------------------
 *      its virtual miniport        an adapter of the miniport's registration, made by NdisIMInitializeDeviceInstanceEx
 *      its binding                 an adapter of the protocol's registration
 *      -----------------------
 *      miniport (ours)
 *
 * A list that comes in at the one end may leave by the other, and comes back the same way: rt_may_pass. Which virtual miniport belongs to
 * which binding is the driver's affair. Where a binding is paused or put to sleep, what is above it is paused before.
 *
 * https://learn.microsoft.com/windows-hardware/drivers/network/ndis-intermediate-drivers
 */
#include "ndis.h"

/* A virtual miniport that was asked for and is not initialized yet. */
struct instance {
    struct rt_work work;
    struct rt_driver *driver;
    NDIS_HANDLE context;
    NDIS_STRING name; /* of its own memory */
    struct instance *next;
};

struct rt_im {
    struct instance *waiting;
    uint32_t made;
};

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisimassociateminiport */
RT_EXPORT VOID NdisIMAssociateMiniport(NDIS_HANDLE DriverHandle, NDIS_HANDLE ProtocolHandle)
{
    RT_DDI_VOID(NdisIMAssociateMiniport, DriverHandle, ProtocolHandle);
    struct rt_driver *miniport = rt_driver_of(DriverHandle, &rt_miniport_layer, "NdisIMAssociateMiniport");
    struct rt_driver *protocol = rt_driver_of(ProtocolHandle, &rt_protocol_layer, "NdisIMAssociateMiniport");
    if (miniport && protocol) {
        miniport->associated = protocol;
        protocol->associated = miniport;
    }
    RT_RETURN_VOID();
}

bool rt_may_pass(const struct rt_adapter *from, const struct rt_adapter *to)
{
    return from == to || (from->state != ADAPTER_DETACHED && from->layer != to->layer && from->driver->associated == to->driver);
}

/* ---- virtual miniports ------------------------------------------------------------------------------------------------ */

static struct rt_im *im(void)
{
    struct rt_ndis *n = rt_ndis();
    if (!n->im)
        n->im = rt_memory_new_zeroed(sizeof *n->im);
    return n->im;
}

static void forget(struct instance *i)
{
    struct instance **at = &im()->waiting;
    while (*at != i)
        at = &(*at)->next;
    *at = i->next;
    rt_memory_drop(i->name.Buffer);
    rt_memory_drop(i);
}

static NDIS_STATUS initialize(struct instance *i)
{
    enum { FIRST = 4, LAST = 8 }; /* numbers of virtual adapters: those below are the others' (scenario.c) */
    struct rt_adapter *a;
    struct rt_driver *d = i->driver;
    NDIS_HANDLE context = i->context;
    uint32_t number = FIRST + im()->made++ % (LAST - FIRST + 1);
    forget(i);
    return rt_adapter_attach_virtual(d, number, context, &a);
}

static void run(struct rt_work *w)
{
    struct instance *i = (struct instance *)(void *)w;
    rt_happens_after(i);
    initialize(i);
}

/* Now, or soon on another thread. https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisiminitializedeviceinstanceex */
RT_EXPORT NDIS_STATUS NdisIMInitializeDeviceInstanceEx(NDIS_HANDLE DriverHandle, PNDIS_STRING DriverInstance, NDIS_HANDLE DeviceContext)
{
    RT_DDI(NdisIMInitializeDeviceInstanceEx, (NDIS_STATUS)NDIS_STATUS_NOT_ACCEPTED, DriverHandle, DriverInstance, DeviceContext);
    struct rt_driver *d = rt_driver_of(DriverHandle, &rt_miniport_layer, "NdisIMInitializeDeviceInstanceEx");
    if (d && !d->associated)
        rt_report("run-contract", "NdisIMInitializeDeviceInstanceEx is called, and NdisIMAssociateMiniport was not.");
    if (!d || !d->associated)
        RT_RETURN((NDIS_STATUS)NDIS_STATUS_NOT_ACCEPTED);
    if (rt_fails())
        RT_RETURN((NDIS_STATUS)NDIS_STATUS_RESOURCES);
    struct instance *i = rt_memory_new_zeroed(sizeof *i);
    i->driver = d;
    i->context = DeviceContext;
    i->name = (NDIS_STRING){.Length = DriverInstance->Length, .MaximumLength = DriverInstance->Length, .Buffer = rt_memory_new(DriverInstance->Length + 1u)};
    rt_copy(i->name.Buffer, DriverInstance->Buffer, DriverInstance->Length);
    i->next = im()->waiting;
    im()->waiting = i;
    if (rt_random_below(&rt_ndis()->random, 2))
        RT_RETURN(initialize(i));
    i->work.run = run;
    rt_happens_before(i);
    rt_work_queue(&i->work);
    RT_RETURN((NDIS_STATUS)NDIS_STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisimcancelinitializedeviceinstance */
RT_EXPORT NDIS_STATUS NdisIMCancelInitializeDeviceInstance(NDIS_HANDLE DriverHandle, PNDIS_STRING DeviceInstance)
{
    RT_DDI(NdisIMCancelInitializeDeviceInstance, (NDIS_STATUS)NDIS_STATUS_FAILURE, DriverHandle, DeviceInstance);
    struct rt_driver *d = rt_driver_of(DriverHandle, &rt_miniport_layer, "NdisIMCancelInitializeDeviceInstance");
    struct instance *i = d ? im()->waiting : NULL;
    while (i && (i->driver != d || i->name.Length != DeviceInstance->Length || __builtin_memcmp(i->name.Buffer, DeviceInstance->Buffer, i->name.Length) != 0))
        i = i->next;
    if (!i)
        RT_RETURN((NDIS_STATUS)NDIS_STATUS_FAILURE);
    rt_work_cancel(&i->work);
    forget(i);
    RT_RETURN((NDIS_STATUS)NDIS_STATUS_SUCCESS);
}

/* It is paused and halted before this returns. https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisimdeinitializedeviceinstance */
RT_EXPORT NDIS_STATUS NdisIMDeInitializeDeviceInstance(NDIS_HANDLE NdisMiniportHandle)
{
    RT_DDI(NdisIMDeInitializeDeviceInstance, (NDIS_STATUS)NDIS_STATUS_FAILURE, NdisMiniportHandle);
    struct rt_adapter *a = rt_miniport_of(NdisMiniportHandle, "NdisIMDeInitializeDeviceInstance");
    if (!a || !a->virtual)
        RT_RETURN((NDIS_STATUS)NDIS_STATUS_FAILURE);
    if (a->state == ADAPTER_RUNNING)
        rt_adapter_pause(a);
    if (a->state == ADAPTER_PAUSED)
        rt_adapter_detach(a);
    RT_RETURN((NDIS_STATUS)NDIS_STATUS_SUCCESS);
}

/* For a protocol that is bound to a virtual miniport: the bindings here are to miniports of the host's.
   https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisimgetbindingcontext */
RT_EXPORT NDIS_HANDLE NdisIMGetBindingContext(NDIS_HANDLE NdisBindingHandle)
{
    RT_DDI(NdisIMGetBindingContext, (NDIS_HANDLE)NULL, NdisBindingHandle);
    (void)rt_bound(NdisBindingHandle, "NdisIMGetBindingContext");
    RT_RETURN((NDIS_HANDLE)NULL);
}

/* The order of interfaces, which nobody here asks for. https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisifaddifstackentry */
RT_EXPORT NDIS_STATUS NdisIfAddIfStackEntry(NET_IFINDEX HigherLayerIfIndex, NET_IFINDEX LowerLayerIfIndex)
{
    RT_DDI(NdisIfAddIfStackEntry, (NDIS_STATUS)NDIS_STATUS_FAILURE, HigherLayerIfIndex, LowerLayerIfIndex);
    RT_RETURN((NDIS_STATUS)(rt_fails() ? NDIS_STATUS_RESOURCES : NDIS_STATUS_SUCCESS));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisifdeleteifstackentry */
RT_EXPORT VOID NdisIfDeleteIfStackEntry(NET_IFINDEX HigherLayerIfIndex, NET_IFINDEX LowerLayerIfIndex)
{
    RT_DDI_VOID(NdisIfDeleteIfStackEntry, HigherLayerIfIndex, LowerLayerIfIndex);
    RT_RETURN_VOID();
}

/* ---- over a binding ------------------------------------------------------------------------------------------------------- */

void rt_im_each_above(const struct rt_adapter *binding, enum rt_adapter_state state, void (*what)(struct rt_adapter *a))
{
    for (struct rt_adapter *a = binding->driver->associated ? rt_ndis()->adapters : NULL; a; a = a->next)
        if (a->virtual && a->state == state)
            what(a);
}

/* The names of the virtual miniports over a binding, as its configuration has them: one over the first, two over the second, and so on. */
PWSTR rt_im_upper_bindings(const struct rt_adapter *binding, USHORT *size)
{
    static const WCHAR pattern[] = L"\\DEVICE\\{3F2504E0-4F89-11D3-9A0C-0305E82C34##}";
    const size_t each = sizeof pattern / sizeof *pattern; /* with its end */
    uint32_t count = binding->number + 1;
    PWSTR text = rt_memory_new_zeroed((each * count + 1) * sizeof *text);
    for (uint32_t i = 0; i < count; i++) {
        rt_copy(text + i * each, pattern, sizeof pattern);
        text[i * each + each - 4] = (WCHAR)('1' + binding->number);
        text[i * each + each - 3] = (WCHAR)('1' + i);
    }
    *size = (USHORT)((each * count + 1) * sizeof *text);
    return text;
}
