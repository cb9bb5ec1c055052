/* Identifiers that nobody else has. */
#include "ex.h"

/* Of the fourth kind (random), but from the run's seed: the same in each run. https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-exuuidcreate */
RT_EXPORT NTSTATUS ExUuidCreate(UUID *Uuid)
{
    RT_DDI(ExUuidCreate, (NTSTATUS)STATUS_RETRY, Uuid);
    struct rt *rt = rt_get();
    uint64_t words[2];
    if (rt_fails())
        RT_RETURN((NTSTATUS)STATUS_RETRY);
    if (!rt->uuids.state)
        rt_random_seed(&rt->uuids, rt->options.seed);
    words[0] = rt_random_next(&rt->uuids);
    words[1] = rt_random_next(&rt->uuids);
    rt_copy(Uuid, words, sizeof *Uuid);
    Uuid->Data3 = (USHORT)((Uuid->Data3 & 0x0FFF) | 0x4000);
    Uuid->Data4[0] = (UCHAR)((Uuid->Data4[0] & 0x3F) | 0x80);
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}
