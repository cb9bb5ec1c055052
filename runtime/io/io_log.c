/* Entries of the event log: written, and nobody reads them. */
#include "io.h"

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioallocateerrorlogentry */
RT_EXPORT PVOID IoAllocateErrorLogEntry(PVOID IoObject, UCHAR EntrySize)
{
    RT_DDI(IoAllocateErrorLogEntry, (PVOID)NULL, IoObject, EntrySize);
    if (EntrySize < sizeof(IO_ERROR_LOG_PACKET) || EntrySize > ERROR_LOG_MAXIMUM_SIZE || rt_fails())
        RT_RETURN((PVOID)NULL);
    RT_RETURN(rt_block_new_zeroed(RT_OTHER, EntrySize, 'golE'));
}

static void end(PVOID entry, const char *name)
{
    struct rt_block *b = rt_block_of(entry, RT_OTHER);
    if (b && b->tag == 'golE')
        rt_block_free(b);
    else
        rt_report("run-contract", "%s is called with what is not, or no longer, an entry of IoAllocateErrorLogEntry.", name);
}

/* The system frees it. https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iowriteerrorlogentry */
RT_EXPORT VOID IoWriteErrorLogEntry(PVOID ElEntry)
{
    RT_DDI_VOID(IoWriteErrorLogEntry, ElEntry);
    end(ElEntry, "IoWriteErrorLogEntry");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-iofreeerrorlogentry */
RT_EXPORT VOID IoFreeErrorLogEntry(PVOID ElEntry)
{
    RT_DDI_VOID(IoFreeErrorLogEntry, ElEntry);
    end(ElEntry, "IoFreeErrorLogEntry");
    RT_RETURN_VOID();
}
