#!/bin/sh
# selfcheck.sh: every public header compiles on its own, as C, for the oldest and the
# newest NDIS contract; the layouts that the engine computes with are what x64 drivers
# have. Prints one line a header, and what the compiler says of those that fail.
#
# $CLANG  the compiler (default clang-19)
# $MINGW  mingw-w64's include folder (default /usr/x86_64-w64-mingw32/include)
# The flags are read from README.md, so that there is one list.

set -u
here=$(cd "$(dirname "$0")" && pwd)
clang=${CLANG:-clang-19}
mingw=${MINGW:-/usr/x86_64-w64-mingw32/include}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

flags=$(sed -n '/^```flags$/,/^```$/p' "$here/README.md" | grep -v '^```' |
        sed -e "s|HEADERS|$here|" -e "s|MINGW|$mingw|" | tr '\n' ' ')
[ -n "$flags" ] || { echo "selfcheck: no flag list in README.md" >&2; exit 1; }

failed=0
check() { # name, extra flags; the unit is $work/unit.c
    name=$1
    shift
    # The flag list has no paths with spaces beyond the two folders we were given.
    # shellcheck disable=SC2086
    if ! "$clang" -fsyntax-only $flags -Wundef-prefix=NDIS_SUPPORT_ "$@" "$work/unit.c" 2>"$work/log"; then
        echo "FAIL $name"
        cat "$work/log"
        failed=1
        return
    fi
    echo "ok   $name"
}

cd "$here" || exit 1
# wdk/ is internal and reached through ntddk.h; the intrinsics in it stand alone.
for header in *.h *.hpp ndis/*.h wlan/*/*.hpp wdk/intrinsics.h wdk/wpp.h; do
    echo "#include <$header>" >"$work/unit.c"
    check "$header"
    case $header in
    ndis.h | ndis/*) check "$header (NDIS 6.0)" -DNDIS60=1 ;;
    esac
done

cat >"$work/unit.c" <<'EOF'
#include <ndis.h>
#define AT(type, field, offset) _Static_assert(FIELD_OFFSET(type, field) == (offset), #type "." #field)
_Static_assert(sizeof(LONG) == 4 && sizeof(WCHAR) == 2 && sizeof(PVOID) == 8, "x64, LLP64");
AT(NET_BUFFER, Next, 0x00);
AT(NET_BUFFER, CurrentMdl, 0x08);
AT(NET_BUFFER, CurrentMdlOffset, 0x10);
AT(NET_BUFFER, DataLength, 0x18);
AT(NET_BUFFER, MdlChain, 0x20);
AT(NET_BUFFER, DataOffset, 0x28);
AT(NET_BUFFER, ChecksumBias, 0x30);
AT(NET_BUFFER, NdisPoolHandle, 0x38);
AT(NET_BUFFER, ProtocolReserved, 0x50);
AT(NET_BUFFER, MiniportReserved, 0x80);
AT(NET_BUFFER, DataPhysicalAddress, 0xa0);
AT(NET_BUFFER_LIST, Next, 0x00);
AT(NET_BUFFER_LIST, FirstNetBuffer, 0x08);
AT(NET_BUFFER_LIST, Context, 0x10);
AT(NET_BUFFER_LIST, ParentNetBufferList, 0x18);
AT(NET_BUFFER_LIST, NdisPoolHandle, 0x20);
AT(NET_BUFFER_LIST, ProtocolReserved, 0x40);
AT(NET_BUFFER_LIST, MiniportReserved, 0x60);
AT(NET_BUFFER_LIST, Scratch, 0x70);
AT(NET_BUFFER_LIST, SourceHandle, 0x78);
AT(NET_BUFFER_LIST, NblFlags, 0x80);
AT(NET_BUFFER_LIST, Flags, 0x88);
AT(NET_BUFFER_LIST, Status, 0x8c);
AT(NET_BUFFER_LIST, NetBufferListInfo, 0x90);
AT(NET_BUFFER_LIST_POOL_PARAMETERS, fAllocateNetBuffer, 0x05);
AT(NET_BUFFER_LIST_POOL_PARAMETERS, DataSize, 0x0c);
_Static_assert(sizeof(NDIS_OBJECT_HEADER) == 4, "NDIS_OBJECT_HEADER");
/* Structures that ours continue where mingw's end, or replace. */
AT(DMA_OPERATIONS, BuildMdlFromScatterGatherList, 0x78);
AT(DMA_OPERATIONS, GetDmaAdapterInfo, 0x80);
AT(DMA_OPERATIONS, CancelMappedTransfer, 0xe0);
AT(DEVICE_DESCRIPTION, DmaPort, 0x24);
AT(DEVICE_DESCRIPTION, DeviceAddress, 0x38);
AT(PO_FX_DEVICE_V1, Components, 0x40);
_Static_assert(NDIS_SIZEOF_NDIS_OFFLOAD_REVISION_3 == sizeof(DDI_MINGW_NDIS_OFFLOAD), "NDIS_OFFLOAD");
_Static_assert(NDIS_SIZEOF_RECEIVE_SCALE_PARAMETERS_REVISION_2 == sizeof(DDI_MINGW_NDIS_RECEIVE_SCALE_PARAMETERS), "RSS");
_Static_assert(NDIS_SIZEOF_NIC_SWITCH_CAPABILITIES_REVISION_2 == sizeof(DDI_MINGW_NDIS_NIC_SWITCH_CAPABILITIES), "NIC switch");
_Static_assert(sizeof(NDIS_NET_BUFFER_LIST_VIRTUAL_SUBNET_INFO) == sizeof(PVOID), "an entry of NetBufferListInfo");
_Static_assert(NDIS_STATUS_SUCCESS == 0 && NDIS_STATUS_PENDING == 0x103, "NDIS_STATUS");
_Static_assert(NDIS_RECEIVE_FLAGS_RESOURCES == 2, "NDIS_RECEIVE_FLAGS_RESOURCES");
/* Roles are function types, and DDIs are functions. */
FILTER_ATTACH Attach;
NDIS_STATUS Attach(NDIS_HANDLE Filter, NDIS_HANDLE Context, PNDIS_FILTER_ATTACH_PARAMETERS Parameters)
{
    VOID (*zero)(PVOID, SIZE_T) = NdisZeroMemory;
    VOID (*clear)(PVOID, SIZE_T) = RtlZeroMemory;
    (void)Filter, (void)Context, (void)Parameters, (void)zero, (void)clear;
    return NDIS_STATUS_SUCCESS;
}
EOF
check "layouts, roles, functions"

# The framework. What an _INIT function sets must be known after it: the call of a
# function with the attribute "error" is refused unless the optimizer proves it away.
cat >"$work/unit.c" <<'EOF'
#include <ntddk.h>
#include <wdf.h>
#include <wdfusb.h>
#define AT(type, field, offset) _Static_assert(FIELD_OFFSET(type, field) == (offset), #type "." #field)
#define SIZE(type, size) _Static_assert(sizeof(type) == (size), #type)
SIZE(WDF_DRIVER_CONFIG, 0x20);
SIZE(WDF_OBJECT_ATTRIBUTES, 0x38);
SIZE(WDF_OBJECT_CONTEXT_TYPE_INFO, 0x28);
SIZE(WDF_IO_QUEUE_CONFIG, 0x60);
SIZE(WDF_PNPPOWER_EVENT_CALLBACKS, 0x90);
SIZE(WDF_REQUEST_PARAMETERS, 0x28);
SIZE(WDF_REQUEST_COMPLETION_PARAMS, 0x48);
SIZE(WDF_INTERRUPT_CONFIG, 0x68);
SIZE(WDF_TIMER_CONFIG, 0x28);
SIZE(WDF_USB_CONTROL_SETUP_PACKET, 8);
AT(WDF_OBJECT_ATTRIBUTES, ParentObject, 0x20);
AT(WDF_IO_QUEUE_CONFIG, Settings, 0x50);
AT(WDF_REQUEST_PARAMETERS, Parameters.DeviceIoControl.IoControlCode, 0x18);
AT(WDF_USB_CONTROL_SETUP_PACKET, Packet.wLength, 6);
_Static_assert(WdfDevStatePnpNull == 0x13A && WdfDevStatePowerNull == 0x363 && WdfDevStatePwrPolNull == 0x599, "states");

VOID Refuse(VOID) __attribute__((error("an _INIT function does not set what it should")));
#define MUST(expr) ((expr) ? (void)0 : Refuse())
#define SIZED(type, name, init) do { type name; init; MUST(name.Size == sizeof(type)); } while (0)

typedef struct _CONTEXT_OF_DEVICE { ULONG Count; } CONTEXT_OF_DEVICE;
WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(CONTEXT_OF_DEVICE, GetContext)
typedef struct _OTHER_CONTEXT { WDFQUEUE Queue; } OTHER_CONTEXT;
WDF_DECLARE_CONTEXT_TYPE(OTHER_CONTEXT)

/* The accessor is a function over any handle, and methods are functions. */
CONTEXT_OF_DEVICE *Accessors(WDFDEVICE Device, WDFREQUEST Request)
{
    CONTEXT_OF_DEVICE *(*get)(WDFOBJECT) = GetContext;
    NTSTATUS (*create)(WDFDEVICE, PWDF_IO_QUEUE_CONFIG, PWDF_OBJECT_ATTRIBUTES, WDFQUEUE *) = WdfIoQueueCreate;
    OTHER_CONTEXT *other = WdfObjectGet_OTHER_CONTEXT(Request);
    if (WDF_IS_FUNCTION_AVAILABLE(WdfDeviceEnqueueRequest) && other != WdfObjectGetTypedContext(Request, OTHER_CONTEXT))
        create(Device, NULL, WDF_NO_OBJECT_ATTRIBUTES, &other->Queue);
    return get(Device);
}

VOID Inits(PFN_WDF_DRIVER_DEVICE_ADD Add, PFN_WDF_TIMER Timer, PFN_WDF_INTERRUPT_ISR Isr)
{
    WDF_OBJECT_ATTRIBUTES attributes;
    WDF_USB_CONTROL_SETUP_PACKET packet;
    WDF_MEMORY_DESCRIPTOR memory;

    WDF_OBJECT_ATTRIBUTES_INIT_CONTEXT_TYPE(&attributes, CONTEXT_OF_DEVICE);
    MUST(attributes.Size == sizeof(attributes) && attributes.ContextTypeInfo->ContextSize == sizeof(CONTEXT_OF_DEVICE) &&
         attributes.ExecutionLevel == WdfExecutionLevelInheritFromParent);
    SIZED(WDF_DRIVER_CONFIG, c, WDF_DRIVER_CONFIG_INIT(&c, Add); MUST(c.EvtDriverDeviceAdd == Add));
    SIZED(WDF_IO_QUEUE_CONFIG, c, WDF_IO_QUEUE_CONFIG_INIT_DEFAULT_QUEUE(&c, WdfIoQueueDispatchParallel);
          MUST(c.DefaultQueue && c.PowerManaged == WdfUseDefault && c.Settings.Parallel.NumberOfPresentedRequests == (ULONG)-1));
    SIZED(WDF_TIMER_CONFIG, c, WDF_TIMER_CONFIG_INIT_PERIODIC(&c, Timer, 10); MUST(c.Period == 10 && c.AutomaticSerialization));
    SIZED(WDF_INTERRUPT_CONFIG, c, WDF_INTERRUPT_CONFIG_INIT(&c, Isr, NULL); MUST(c.EvtInterruptIsr == Isr));
    SIZED(WDF_PNPPOWER_EVENT_CALLBACKS, c, WDF_PNPPOWER_EVENT_CALLBACKS_INIT(&c));
    SIZED(WDF_FILEOBJECT_CONFIG, c, WDF_FILEOBJECT_CONFIG_INIT(&c, NULL, NULL, NULL));
    SIZED(WDF_WORKITEM_CONFIG, c, WDF_WORKITEM_CONFIG_INIT(&c, NULL));
    SIZED(WDF_DPC_CONFIG, c, WDF_DPC_CONFIG_INIT(&c, NULL));
    SIZED(WDF_DMA_ENABLER_CONFIG, c, WDF_DMA_ENABLER_CONFIG_INIT(&c, WdfDmaProfilePacket, 64); MUST(c.MaximumLength == 64));
    SIZED(WDF_CHILD_LIST_CONFIG, c, WDF_CHILD_LIST_CONFIG_INIT(&c, 8, NULL));
    SIZED(WDF_DEVICE_POWER_POLICY_IDLE_SETTINGS, c, WDF_DEVICE_POWER_POLICY_IDLE_SETTINGS_INIT(&c, IdleCannotWakeFromS0);
          MUST(c.DxState == PowerDeviceD3));
    SIZED(WDF_REQUEST_SEND_OPTIONS, c, WDF_REQUEST_SEND_OPTIONS_INIT(&c, WDF_REQUEST_SEND_OPTION_SYNCHRONOUS);
          WDF_REQUEST_SEND_OPTIONS_SET_TIMEOUT(&c, WDF_REL_TIMEOUT_IN_SEC(1));
          MUST(c.Timeout == -10000000 && (c.Flags & WDF_REQUEST_SEND_OPTION_TIMEOUT)));
    SIZED(WDF_IO_TARGET_OPEN_PARAMS, c, WDF_IO_TARGET_OPEN_PARAMS_INIT_REOPEN(&c));
    SIZED(WDF_USB_DEVICE_SELECT_CONFIG_PARAMS, c, WDF_USB_DEVICE_SELECT_CONFIG_PARAMS_INIT_SINGLE_INTERFACE(&c));
    WDF_USB_CONTROL_SETUP_PACKET_INIT_VENDOR(&packet, BmRequestDeviceToHost, BmRequestToDevice, 0xd4, 1, 2);
    MUST(packet.Packet.bm.Request.Dir == 1 && packet.Packet.bm.Request.Type == BmRequestVendor &&
         packet.Packet.bRequest == 0xd4 && packet.Packet.wIndex.Value == 2);
    WDF_MEMORY_DESCRIPTOR_INIT_BUFFER(&memory, &packet, 8);
    MUST(memory.Type == WdfMemoryDescriptorTypeBuffer && memory.u.BufferType.Length == 8);
    MUST(WDF_ALIGN_SIZE_UP(5, 8) == 8 && WDF_ALIGN_SIZE_DOWN(15, 8) == 8);
}
EOF
check "wdf layouts, contexts, functions"
# shellcheck disable=SC2086
if ! "$clang" $flags -O2 -S -o /dev/null "$work/unit.c" 2>"$work/log"; then
    echo "FAIL wdf _INIT functions"
    cat "$work/log"
    exit 1
fi
echo "ok   wdf _INIT functions"
exit $failed
