/* References to objects, and handles. */
#include "ob.h"

/* Beside a body: its block's owner. */
struct header {
    POBJECT_TYPE type;
    uint32_t references;
    void (*end)(void *body);
};

static struct header *header_of(const void *body)
{
    struct rt_block *b = rt_block_of(body, RT_OBJECT);
    return b ? b->owner : NULL;
}

void *rt_object_new(POBJECT_TYPE type, size_t size, void (*end)(void *body))
{
    void *body = rt_block_new_zeroed(RT_OBJECT, size, 0);
    struct rt_block *b = rt_block_of(body, RT_OBJECT);
    struct header *h = rt_memory_new_zeroed(sizeof *h);
    *h = (struct header){type, 1, end};
    b->place = NULL;
    b->owner = h;
    return body;
}

bool rt_is_object(const void *body, POBJECT_TYPE type)
{
    const struct header *h = header_of(body);
    return h && (!type || h->type == type);
}

uint32_t rt_object_reference(void *body) { return ++header_of(body)->references; }

uint32_t rt_object_dereference(void *body)
{
    struct header *h = header_of(body);
    uint32_t left = --h->references;
    if (left)
        return left;
    if (h->end)
        h->end(body);
    rt_block_free(rt_block_of(body, RT_OBJECT));
    rt_memory_drop(h);
    return 0;
}

HANDLE rt_handle_new(void *body)
{
    HANDLE handle = rt_block_new_zeroed(RT_KEY, 16, 0);
    rt_block_of(handle, RT_KEY)->owner = body;
    return handle;
}

void *rt_handle_body(HANDLE handle, POBJECT_TYPE type, NTSTATUS *status)
{
    const struct rt_block *b = rt_block_of(handle, RT_KEY);
    *status = !b ? STATUS_INVALID_HANDLE : rt_is_object(b->owner, type) ? STATUS_SUCCESS : STATUS_OBJECT_TYPE_MISMATCH;
    return NT_SUCCESS(*status) ? b->owner : NULL;
}

/* ---- references ------------------------------------------------------------------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-obreferenceobjectbyhandle */
RT_EXPORT NTSTATUS ObReferenceObjectByHandle(HANDLE Handle, ACCESS_MASK DesiredAccess, POBJECT_TYPE ObjectType, KPROCESSOR_MODE AccessMode, PVOID *Object,
                                             POBJECT_HANDLE_INFORMATION HandleInformation)
{
    RT_DDI(ObReferenceObjectByHandle, (NTSTATUS)STATUS_INVALID_HANDLE, Handle, DesiredAccess, ObjectType, AccessMode, Object, HandleInformation);
    NTSTATUS status;
    *Object = rt_handle_body(Handle, ObjectType, &status);
    if (*Object)
        rt_object_reference(*Object);
    RT_RETURN(status);
}

static LONG_PTR reference(PVOID object)
{
    if (rt_is_object(object, NULL))
        return (LONG_PTR)rt_object_reference(object);
    rt_not_simulated("ObReferenceObject: objects of the host's own");
    return 1;
}

/* Of the object of a thread of the host's own, or a device, nothing is counted. */
static LONG_PTR dereference(PVOID object, const char *name, const char *others)
{
    if (rt_is_object(object, NULL))
        return (LONG_PTR)rt_object_dereference(object);
    const struct rt_block *b = rt_block_at(object);
    if (!object || (b && b->kind != RT_DEVICE))
        rt_report("run-contract", "%s is called with an address that is not that of an object with references.", name);
    else
        rt_not_simulated(others);
    return 0;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-obdereferenceobject */
RT_EXPORT LONG_PTR ObDereferenceObject(PVOID Object)
{
    RT_DDI(ObDereferenceObject, (LONG_PTR)0, Object);
    RT_RETURN(dereference(Object, "ObDereferenceObject", "ObDereferenceObject: objects of the host's own"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-obreferenceobject */
RT_EXPORT LONG_PTR ObReferenceObject(PVOID Object)
{
    RT_DDI(ObReferenceObject, (LONG_PTR)0, Object);
    RT_RETURN(reference(Object));
}

#undef ObfReferenceObject
#undef ObfDereferenceObject
/* What the other two are in the kernel. https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-obfreferenceobject */
RT_EXPORT LONG_PTR ObfReferenceObject(PVOID Object)
{
    RT_DDI(ObfReferenceObject, (LONG_PTR)0, Object);
    RT_RETURN(reference(Object));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-obdereferenceobject */
RT_EXPORT LONG_PTR ObfDereferenceObject(PVOID Object)
{
    RT_DDI(ObfDereferenceObject, (LONG_PTR)0, Object);
    RT_RETURN(dereference(Object, "ObDereferenceObject", "ObDereferenceObject: objects of the host's own"));
}

bool rt_handle_close(HANDLE handle)
{
    struct rt_block *b = rt_block_of(handle, RT_KEY);
    if (!b)
        return false;
    void *body = b->owner;
    rt_block_free(b);
    rt_object_dereference(body);
    return true;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwclose */
RT_EXPORT NTSTATUS ZwClose(HANDLE Handle)
{
    RT_DDI(ZwClose, (NTSTATUS)STATUS_INVALID_HANDLE, Handle);
    if (rt_handle_close(Handle))
        RT_RETURN((NTSTATUS)STATUS_SUCCESS);
    rt_report("run-contract", "ZwClose is called with a handle that is not open.");
    RT_RETURN((NTSTATUS)STATUS_INVALID_HANDLE);
}

#undef InitializeObjectAttributes
/* https://learn.microsoft.com/windows/win32/api/ntdef/nf-ntdef-initializeobjectattributes */
RT_EXPORT VOID InitializeObjectAttributes(POBJECT_ATTRIBUTES Attributes, PCUNICODE_STRING Name, ULONG Flags, HANDLE RootDirectory, PSECURITY_DESCRIPTOR SecurityDescriptor)
{
    *Attributes = (OBJECT_ATTRIBUTES){.Length = sizeof *Attributes, .RootDirectory = RootDirectory, .ObjectName = (PUNICODE_STRING)(ULONG_PTR)Name, .Attributes = Flags,
                                      .SecurityDescriptor = SecurityDescriptor};
}
