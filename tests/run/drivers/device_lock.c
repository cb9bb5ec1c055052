/* The cancel routine keeps the cancel spin lock. */
#define ON_CANCEL(Irp)
#include "device.h"
