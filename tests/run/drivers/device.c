/* A device whose reads pend and are cancelled. */
#include "device.h"
