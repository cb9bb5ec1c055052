/*
 * Reads of the driver's. It is compiled so that each is announced (-fsanitize-coverage=trace-loads); nearly all are
 * none of the monitor's business, and all that they cost is a call.
 */
#include "rt.h"

void rt_record_of(const char *type, const void *memory, size_t size)
{
    struct rt *rt = rt_get();
    uint64_t low = (uint64_t)(uintptr_t)memory, high = low + size;
    if (!rt->monitor || !rt_monitor_record(rt->monitor, type, low, size))
        return;
    if (rt->watched_bytes) {
        uint64_t end = rt->watched_low + rt->watched_bytes;
        low = low < rt->watched_low ? low : rt->watched_low;
        high = high > end ? high : end;
    }
    rt->watched_low = low;
    rt->watched_bytes = high - low;
}

static void load(const void *at, size_t size, const void *from)
{
    struct rt *rt = rt_get();
    uint64_t address = (uint64_t)(uintptr_t)at;
    if (address - rt->watched_low >= rt->watched_bytes || !rt_thread_current())
        return;
    rt_unseen(true);
    rt_monitor_load(rt->monitor, address, size, (struct rt_place){.address = from});
    rt_unseen(false);
}

#define LOAD(size)                                                                                                     \
    RT_EXPORT void __sanitizer_cov_load##size(const void *at);                                                         \
    RT_EXPORT void __sanitizer_cov_load##size(const void *at) { load(at, size, __builtin_return_address(0)); }

LOAD(1)
LOAD(2)
LOAD(4)
LOAD(8)
LOAD(16)
