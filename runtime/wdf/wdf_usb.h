/*
 * wdf_usb: the USB device below a framework device, the host's: high speed, one configuration, one interface with one setting, three pipes.
 *
 *      WDFUSBDEVICE    wdf_usb.c        control transfers, by a target of its own
 *        WDFUSBINTERFACE
 *          WDFUSBPIPE  wdf_usb_pipe.c   0x81 bulk in, 0x02 bulk out, 0x83 interrupt in; each with a target of its own, and perhaps
 *                                       a reader that the framework keeps busy
 *
 * Pipes are there while the device is configured. It answers as every target of the host's does (wdf_target.c).
 */
#ifndef RT_WDF_USB_H
#define RT_WDF_USB_H

#include "wdf_host.h"

enum { USB_PIPES = 3 };

struct rt_wdf_usb {
    struct rt_wdf_object object;
    struct rt_wdf_device *of;
    struct rt_wdf_target *target;
    struct rt_wdf_interface *usb_interface;
};

struct rt_wdf_interface {
    struct rt_wdf_object object;
    struct rt_wdf_usb *usb;
    struct rt_wdf_pipe *pipes[USB_PIPES]; /* NULL: not configured */
};

/* wdf_usb_pipe.c: of an interface that is configured now; on failure none is left. */
NTSTATUS rt_wdf_pipes_new(struct rt_wdf_interface *i, const WDF_OBJECT_ATTRIBUTES *attributes);
void rt_wdf_pipes_delete(struct rt_wdf_interface *i);
/* What is known of an endpoint, by its index. */
void rt_wdf_pipe_describe(uint32_t index, WDF_USB_PIPE_INFORMATION *to);

#endif
