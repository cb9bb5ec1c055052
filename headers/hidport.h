/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * hidport.h: HID minidrivers. Numbers of the requests are as published for HID class
 * drivers in user mode (FILE_DEVICE_KEYBOARD, METHOD_NEITHER).
 */
#pragma once
#define __HIDPORT_H__ /* drivers ask whether it was included */

#include <wdm.h>
#include <hidclass.h>

#ifdef __cplusplus
extern "C" {
#endif

#define HID_REVISION 0x00000001

#define HID_HID_DESCRIPTOR_TYPE      0x21
#define HID_REPORT_DESCRIPTOR_TYPE   0x22
#define HID_PHYSICAL_DESCRIPTOR_TYPE 0x23

#pragma pack(push, 1)
typedef struct _HID_DESCRIPTOR {
    UCHAR bLength;
    UCHAR bDescriptorType;
    USHORT bcdHID;
    UCHAR bCountry;
    UCHAR bNumDescriptors;
    struct _HID_DESCRIPTOR_DESC_LIST {
        UCHAR bReportType;
        USHORT wReportLength;
    } DescriptorList[1];
} HID_DESCRIPTOR, *PHID_DESCRIPTOR;
#pragma pack(pop)

typedef struct _HID_DEVICE_ATTRIBUTES {
    ULONG Size;
    USHORT VendorID;
    USHORT ProductID;
    USHORT VersionNumber;
    USHORT Reserved[11];
} HID_DEVICE_ATTRIBUTES, *PHID_DEVICE_ATTRIBUTES;

typedef struct _HID_DEVICE_EXTENSION {
    PDEVICE_OBJECT PhysicalDeviceObject;
    PDEVICE_OBJECT NextDeviceObject;
    PVOID MiniDeviceExtension;
} HID_DEVICE_EXTENSION, *PHID_DEVICE_EXTENSION;

typedef struct _HID_MINIDRIVER_REGISTRATION {
    ULONG Revision;
    PDRIVER_OBJECT DriverObject;
    PUNICODE_STRING RegistryPath;
    ULONG DeviceExtensionSize;
    BOOLEAN DevicesArePolled;
    UCHAR Reserved[3];
} HID_MINIDRIVER_REGISTRATION, *PHID_MINIDRIVER_REGISTRATION;

typedef VOID (*HID_SEND_IDLE_CALLBACK)(_In_ PVOID Context);

typedef struct _HID_SUBMIT_IDLE_NOTIFICATION_CALLBACK_INFO {
    HID_SEND_IDLE_CALLBACK IdleCallback;
    PVOID IdleContext;
} HID_SUBMIT_IDLE_NOTIFICATION_CALLBACK_INFO, *PHID_SUBMIT_IDLE_NOTIFICATION_CALLBACK_INFO;

_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS HidRegisterMinidriver(_In_ PHID_MINIDRIVER_REGISTRATION MinidriverRegistration);

_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS HidNotifyPresence(_In_ PDEVICE_OBJECT DeviceObject, _In_ BOOLEAN IsPresent);

#ifndef HID_CTL_CODE
#define HID_CTL_CODE(id)        CTL_CODE(FILE_DEVICE_KEYBOARD, (id), METHOD_NEITHER, FILE_ANY_ACCESS)
#define HID_BUFFER_CTL_CODE(id) CTL_CODE(FILE_DEVICE_KEYBOARD, (id), METHOD_BUFFERED, FILE_ANY_ACCESS)
#define HID_IN_CTL_CODE(id)     CTL_CODE(FILE_DEVICE_KEYBOARD, (id), METHOD_IN_DIRECT, FILE_ANY_ACCESS)
#define HID_OUT_CTL_CODE(id)    CTL_CODE(FILE_DEVICE_KEYBOARD, (id), METHOD_OUT_DIRECT, FILE_ANY_ACCESS)
#endif

#define IOCTL_HID_GET_DEVICE_DESCRIPTOR             HID_CTL_CODE(0)
#define IOCTL_HID_GET_REPORT_DESCRIPTOR             HID_CTL_CODE(1)
#define IOCTL_HID_READ_REPORT                       HID_CTL_CODE(2)
#define IOCTL_HID_WRITE_REPORT                      HID_CTL_CODE(3)
#define IOCTL_HID_GET_STRING                        HID_CTL_CODE(4)
#define IOCTL_HID_ACTIVATE_DEVICE                   HID_CTL_CODE(7)
#define IOCTL_HID_DEACTIVATE_DEVICE                 HID_CTL_CODE(8)
#define IOCTL_HID_GET_DEVICE_ATTRIBUTES             HID_CTL_CODE(9)
#define IOCTL_HID_SEND_IDLE_NOTIFICATION_REQUEST    HID_CTL_CODE(10)
#define IOCTL_HID_GET_MS_GENRE_DESCRIPTOR           HID_OUT_CTL_CODE(16)
#define IOCTL_HID_DEVICERESET_NOTIFICATION          HID_CTL_CODE(0x8c)
#define IOCTL_UMDF_HID_SET_FEATURE                  HID_CTL_CODE(20)
#define IOCTL_UMDF_HID_GET_FEATURE                  HID_CTL_CODE(21)
#define IOCTL_UMDF_HID_SET_OUTPUT_REPORT            HID_CTL_CODE(22)
#define IOCTL_UMDF_HID_GET_INPUT_REPORT             HID_CTL_CODE(23)
#define IOCTL_UMDF_GET_PHYSICAL_DESCRIPTOR          HID_CTL_CODE(24)

#define HID_STRING_INDEXED_ID   0xff
#define HID_STRING_ID_IMANUFACTURER 14
#define HID_STRING_ID_IPRODUCT      15
#define HID_STRING_ID_ISERIALNUMBER 16

#ifdef __cplusplus
}
#endif
