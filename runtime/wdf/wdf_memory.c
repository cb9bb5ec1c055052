/* Memory objects and the lists that they come from. A memory object's own buffer is a block of its own: what goes beyond
   its end is found. */
#include "wdf_host.h"

struct lookaside {
    struct rt_wdf_object object;
    size_t size;
    ULONG tag;
    bool has_attributes;
    WDF_OBJECT_ATTRIBUTES attributes;
};

static void release(struct rt_wdf_object *o)
{
    struct rt_wdf_memory *m = (struct rt_wdf_memory *)o;
    if (m->owned)
        rt_block_free(rt_block_of(m->buffer, RT_MEMORY));
}

static void give_buffer(struct rt_wdf_memory *m, size_t size, ULONG tag)
{
    m->buffer = rt_block_new(RT_MEMORY, size, tag);
    rt_block_of(m->buffer, RT_MEMORY)->place = NULL; /* it goes with the object */
    rt_block_of(m->buffer, RT_MEMORY)->owner = m;
    m->size = size;
    m->owned = true;
    m->object.release = release;
}

struct rt_wdf_memory *rt_wdf_memory_over(PVOID buffer, size_t size, struct rt_wdf_object *parent)
{
    struct rt_wdf_memory *m = rt_wdf_new_own(WDF_MEMORY, sizeof *m, NULL, parent);
    m->buffer = buffer;
    m->size = size;
    return m;
}

NTSTATUS rt_wdf_memory_of(const void *bytes, size_t size, const WDF_OBJECT_ATTRIBUTES *attributes, struct rt_wdf_object *parent, WDFMEMORY *out)
{
    NTSTATUS status;
    struct rt_wdf_memory *m = rt_wdf_new(WDF_MEMORY, sizeof *m, attributes, parent, &status);
    *out = (WDFMEMORY)(void *)m;
    if (m) {
        give_buffer(m, size ? size : 1, 0);
        m->size = size;
        rt_copy(m->buffer, bytes, size);
    }
    return status;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfmemory/nf-wdfmemory-wdfmemorycreate */
RT_EXPORT NTSTATUS WdfMemoryCreate(PWDF_OBJECT_ATTRIBUTES Attributes, POOL_TYPE PoolType, ULONG PoolTag, size_t BufferSize, WDFMEMORY *Memory, PVOID *Buffer)
{
    RT_DDI(WdfMemoryCreate, (NTSTATUS)STATUS_UNSUCCESSFUL, Attributes, PoolType, PoolTag, BufferSize, Memory, Buffer);
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    *Memory = NULL;
    if (!BufferSize || BufferSize > ((size_t)1 << 32))
        RT_RETURN(status);
    struct rt_wdf_memory *m = rt_wdf_new(WDF_MEMORY, sizeof *m, Attributes, rt_wdf()->driver, &status);
    if (m) {
        give_buffer(m, BufferSize, PoolTag);
        *Memory = (WDFMEMORY)(void *)m;
        if (Buffer)
            *Buffer = m->buffer;
    }
    RT_RETURN(status);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfmemory/nf-wdfmemory-wdfmemorycreatepreallocated */
RT_EXPORT NTSTATUS WdfMemoryCreatePreallocated(PWDF_OBJECT_ATTRIBUTES Attributes, PVOID Buffer, size_t BufferSize, WDFMEMORY *Memory)
{
    RT_DDI(WdfMemoryCreatePreallocated, (NTSTATUS)STATUS_UNSUCCESSFUL, Attributes, Buffer, BufferSize, Memory);
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    *Memory = NULL;
    if (!Buffer || !BufferSize)
        RT_RETURN(status);
    struct rt_wdf_memory *m = rt_wdf_new(WDF_MEMORY, sizeof *m, Attributes, rt_wdf()->driver, &status);
    if (m) {
        m->buffer = Buffer;
        m->size = BufferSize;
        m->preallocated = true;
        *Memory = (WDFMEMORY)(void *)m;
    }
    RT_RETURN(status);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfmemory/nf-wdfmemory-wdflookasidelistcreate */
RT_EXPORT NTSTATUS WdfLookasideListCreate(PWDF_OBJECT_ATTRIBUTES LookasideAttributes, size_t BufferSize, POOL_TYPE PoolType, PWDF_OBJECT_ATTRIBUTES MemoryAttributes, ULONG PoolTag,
                                          WDFLOOKASIDE *Lookaside)
{
    RT_DDI(WdfLookasideListCreate, (NTSTATUS)STATUS_UNSUCCESSFUL, LookasideAttributes, BufferSize, PoolType, MemoryAttributes, PoolTag, Lookaside);
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    *Lookaside = NULL;
    if (!BufferSize)
        RT_RETURN(status);
    struct lookaside *l = rt_wdf_new(WDF_LOOKASIDE, sizeof *l, LookasideAttributes, rt_wdf()->driver, &status);
    if (l) {
        l->size = BufferSize;
        l->tag = PoolTag;
        l->has_attributes = MemoryAttributes != NULL;
        if (MemoryAttributes)
            l->attributes = *MemoryAttributes;
        *Lookaside = (WDFLOOKASIDE)(void *)l;
    }
    RT_RETURN(status);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfmemory/nf-wdfmemory-wdfmemorycreatefromlookaside */
RT_EXPORT NTSTATUS WdfMemoryCreateFromLookaside(WDFLOOKASIDE Lookaside, WDFMEMORY *Memory)
{
    RT_DDI(WdfMemoryCreateFromLookaside, (NTSTATUS)STATUS_UNSUCCESSFUL, Lookaside, Memory);
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    struct lookaside *l = rt_wdf_of(Lookaside, WDF_LOOKASIDE, "WdfMemoryCreateFromLookaside");
    *Memory = NULL;
    if (!l)
        RT_RETURN(status);
    struct rt_wdf_memory *m = rt_wdf_new(WDF_MEMORY, sizeof *m, l->has_attributes ? &l->attributes : NULL, &l->object, &status);
    if (m) {
        give_buffer(m, l->size, l->tag);
        *Memory = (WDFMEMORY)(void *)m;
    }
    RT_RETURN(status);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfmemory/nf-wdfmemory-wdfmemorygetbuffer */
RT_EXPORT PVOID WdfMemoryGetBuffer(WDFMEMORY Memory, size_t *BufferSize)
{
    RT_DDI(WdfMemoryGetBuffer, (PVOID)NULL, Memory, BufferSize);
    struct rt_wdf_memory *m = rt_wdf_of(Memory, WDF_MEMORY, "WdfMemoryGetBuffer");
    if (BufferSize)
        *BufferSize = m ? m->size : 0;
    RT_RETURN((PVOID)(m ? m->buffer : NULL));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfmemory/nf-wdfmemory-wdfmemoryassignbuffer */
RT_EXPORT NTSTATUS WdfMemoryAssignBuffer(WDFMEMORY Memory, PVOID Buffer, size_t BufferSize)
{
    RT_DDI(WdfMemoryAssignBuffer, (NTSTATUS)STATUS_UNSUCCESSFUL, Memory, Buffer, BufferSize);
    struct rt_wdf_memory *m = rt_wdf_of(Memory, WDF_MEMORY, "WdfMemoryAssignBuffer");
    if (!m || !m->preallocated || !Buffer || !BufferSize)
        RT_RETURN((NTSTATUS)STATUS_INVALID_DEVICE_REQUEST);
    m->buffer = Buffer;
    m->size = BufferSize;
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* Where a copy of `size` bytes begins in the memory; NULL with the reason. */
static PVOID copied_part(WDFMEMORY memory, size_t offset, const void *buffer, size_t size, NTSTATUS *status, const char *name)
{
    struct rt_wdf_memory *m = rt_wdf_of(memory, WDF_MEMORY, name);
    *status = STATUS_INVALID_PARAMETER;
    if (!m || !buffer)
        return NULL;
    *status = STATUS_BUFFER_TOO_SMALL;
    if (offset > m->size || size > m->size - offset)
        return NULL;
    *status = STATUS_SUCCESS;
    return (PUCHAR)m->buffer + offset;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfmemory/nf-wdfmemory-wdfmemorycopytobuffer */
RT_EXPORT NTSTATUS WdfMemoryCopyToBuffer(WDFMEMORY SourceMemory, size_t SourceOffset, PVOID Buffer, size_t NumBytesToCopyTo)
{
    RT_DDI(WdfMemoryCopyToBuffer, (NTSTATUS)STATUS_UNSUCCESSFUL, SourceMemory, SourceOffset, Buffer, NumBytesToCopyTo);
    NTSTATUS status;
    PVOID part = copied_part(SourceMemory, SourceOffset, Buffer, NumBytesToCopyTo, &status, "WdfMemoryCopyToBuffer");
    if (part)
        rt_copy(Buffer, part, NumBytesToCopyTo);
    RT_RETURN(status);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfmemory/nf-wdfmemory-wdfmemorycopyfrombuffer */
RT_EXPORT NTSTATUS WdfMemoryCopyFromBuffer(WDFMEMORY DestinationMemory, size_t DestinationOffset, PVOID Buffer, size_t NumBytesToCopyFrom)
{
    RT_DDI(WdfMemoryCopyFromBuffer, (NTSTATUS)STATUS_UNSUCCESSFUL, DestinationMemory, DestinationOffset, Buffer, NumBytesToCopyFrom);
    NTSTATUS status;
    PVOID part = copied_part(DestinationMemory, DestinationOffset, Buffer, NumBytesToCopyFrom, &status, "WdfMemoryCopyFromBuffer");
    if (part)
        rt_copy(part, Buffer, NumBytesToCopyFrom);
    RT_RETURN(status);
}
