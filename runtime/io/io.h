/* io: device objects and their stacks, IRPs, files. */
#ifndef RT_IO_H
#define RT_IO_H

#include "../ex/ex.h"
#include "../ob/ob.h"

struct rt_file;

struct rt_io {
    struct rt_file *files; /* io_file.c */
    struct rt_random random;
};

/* The I/O manager's instance, made when it is first asked for. */
struct rt_io *rt_io(void);

/* io_file.c: opens or makes a file of the run's store. */
NTSTATUS rt_file_open(PHANDLE handle, ACCESS_MASK access, const OBJECT_ATTRIBUTES *a, PIO_STATUS_BLOCK io, ULONG disposition, ULONG options);

/* What user mode does with a device that a driver offers: opens it, sends it control codes, writes, reads, and closes it. A request that pends
   is cancelled after a while. `handlers` are the driver's, by major function; NULL entries are passed over. */
void rt_device_use(PDEVICE_OBJECT object, PDRIVER_DISPATCH const *handlers, struct rt_random *random);
/* The same for each device that the driver made by IoCreateDevice, by the driver object's handlers (io_device.c). */
void rt_created_devices_use(struct rt_random *random);

#endif
