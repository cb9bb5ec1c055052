/* Registry keys of the framework, over the run's store (cm.h). A key is named by the path that leads to it, and there as soon as it is opened. */
#include "../cm/cm.h"
#include "wdf_host.h"

enum { PATH_MAX_BYTES = 1024 };

struct key {
    struct rt_wdf_object object;
    WCHAR path[PATH_MAX_BYTES / sizeof(WCHAR)];
    size_t size; /* in bytes */
};

static struct key *key_of(WDFKEY handle, const char *name) { return rt_wdf_of(handle, WDF_KEY, name); }

static void add_text(struct key *k, const void *text, size_t bytes)
{
    if (k->size + bytes + sizeof(WCHAR) > PATH_MAX_BYTES)
        bytes = PATH_MAX_BYTES - k->size - sizeof(WCHAR);
    rt_copy((PUCHAR)k->path + k->size, text, bytes);
    k->size += bytes;
}

static struct key *open_key(const struct key *parent, const void *name, size_t bytes, const WDF_OBJECT_ATTRIBUTES *a, struct rt_wdf_object *owner, NTSTATUS *status)
{
    struct key *k = rt_wdf_new(WDF_KEY, sizeof *k, a, owner, status);
    if (!k)
        return NULL;
    if (parent)
        add_text(k, parent->path, parent->size);
    add_text(k, L"\\", sizeof(WCHAR));
    add_text(k, name, bytes);
    return k;
}

static struct rt_text text_of(PCUNICODE_STRING s) { return (struct rt_text){s->Buffer, s->Length}; }

static struct rt_value **find(struct key *k, PCUNICODE_STRING name)
{
    return rt_registry_value(rt_registry_key((struct rt_text){k->path, k->size}, true, NULL), text_of(name));
}

static NTSTATUS assign(WDFKEY handle, PCUNICODE_STRING value, ULONG type, const void *data, size_t size, const char *name)
{
    struct key *k = key_of(handle, name);
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    if (!k || RT_WDF_FAILS(&status))
        return status;
    rt_registry_set(rt_registry_key((struct rt_text){k->path, k->size}, true, NULL), text_of(value), type, (struct rt_text){(PVOID)(ULONG_PTR)data, size});
    return STATUS_SUCCESS;
}

/* ---- keys ------------------------------------------------------------------------------------------------------------ */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdriver/nf-wdfdriver-wdfdriveropenparametersregistrykey */
RT_EXPORT NTSTATUS WdfDriverOpenParametersRegistryKey(WDFDRIVER Driver, ACCESS_MASK DesiredAccess, PWDF_OBJECT_ATTRIBUTES KeyAttributes, WDFKEY *Key)
{
    static const WCHAR parameters[] = L"Parameters";
    RT_DDI(WdfDriverOpenParametersRegistryKey, (NTSTATUS)STATUS_UNSUCCESSFUL, Driver, DesiredAccess, KeyAttributes, Key);
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    struct rt_wdf_object *d = rt_wdf_of(Driver, WDF_DRIVER, "WdfDriverOpenParametersRegistryKey");
    *Key = (WDFKEY)(void *)(d ? open_key(NULL, parameters, sizeof parameters - sizeof(WCHAR), KeyAttributes, d, &status) : NULL);
    RT_RETURN(status);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdeviceopenregistrykey */
RT_EXPORT NTSTATUS WdfDeviceOpenRegistryKey(WDFDEVICE Device, ULONG DeviceInstanceKeyType, ACCESS_MASK DesiredAccess, PWDF_OBJECT_ATTRIBUTES KeyAttributes, WDFKEY *Key)
{
    RT_DDI(WdfDeviceOpenRegistryKey, (NTSTATUS)STATUS_UNSUCCESSFUL, Device, DeviceInstanceKeyType, DesiredAccess, KeyAttributes, Key);
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    struct rt_wdf_device *d = rt_wdf_of(Device, WDF_DEVICE, "WdfDeviceOpenRegistryKey");
    WCHAR name[2] = {(WCHAR)('0' + (d ? d->number : 0)), (WCHAR)('0' + (DeviceInstanceKeyType & 7))};
    *Key = (WDFKEY)(void *)(d ? open_key(NULL, name, sizeof name, KeyAttributes, &d->object, &status) : NULL);
    RT_RETURN(status);
}

static NTSTATUS open_below(WDFKEY parent, PCUNICODE_STRING name, const WDF_OBJECT_ATTRIBUTES *a, WDFKEY *out, const char *ddi)
{
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    struct key *p = parent ? key_of(parent, ddi) : NULL;
    *out = NULL;
    if (!parent || p)
        *out = (WDFKEY)(void *)open_key(p, name->Buffer, name->Length, a, rt_wdf()->driver, &status);
    return status;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfregistry/nf-wdfregistry-wdfregistryopenkey */
RT_EXPORT NTSTATUS WdfRegistryOpenKey(WDFKEY ParentKey, PCUNICODE_STRING KeyName, ACCESS_MASK DesiredAccess, PWDF_OBJECT_ATTRIBUTES KeyAttributes, WDFKEY *Key)
{
    RT_DDI(WdfRegistryOpenKey, (NTSTATUS)STATUS_UNSUCCESSFUL, ParentKey, KeyName, DesiredAccess, KeyAttributes, Key);
    RT_RETURN(open_below(ParentKey, KeyName, KeyAttributes, Key, "WdfRegistryOpenKey"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfregistry/nf-wdfregistry-wdfregistrycreatekey */
RT_EXPORT NTSTATUS WdfRegistryCreateKey(WDFKEY ParentKey, PCUNICODE_STRING KeyName, ACCESS_MASK DesiredAccess, ULONG CreateOptions, PULONG CreateDisposition,
                                        PWDF_OBJECT_ATTRIBUTES KeyAttributes, WDFKEY *Key)
{
    RT_DDI(WdfRegistryCreateKey, (NTSTATUS)STATUS_UNSUCCESSFUL, ParentKey, KeyName, DesiredAccess, CreateOptions, CreateDisposition, KeyAttributes, Key);
    if (CreateDisposition)
        *CreateDisposition = REG_OPENED_EXISTING_KEY;
    RT_RETURN(open_below(ParentKey, KeyName, KeyAttributes, Key, "WdfRegistryCreateKey"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfregistry/nf-wdfregistry-wdfregistryclose */
RT_EXPORT VOID WdfRegistryClose(WDFKEY Key)
{
    RT_DDI_VOID(WdfRegistryClose, Key);
    struct key *k = key_of(Key, "WdfRegistryClose");
    if (k)
        rt_wdf_delete(&k->object);
    RT_RETURN_VOID();
}

/* ---- reading --------------------------------------------------------------------------------------------------------------- */

/* The value of this type (0: any); NULL with the reason. */
static const struct rt_value *read(WDFKEY handle, PCUNICODE_STRING value, ULONG type, NTSTATUS *status, const char *name)
{
    struct key *k = key_of(handle, name);
    const struct rt_value *v = k ? *find(k, value) : NULL;
    *status = !k ? STATUS_INVALID_PARAMETER : !v ? STATUS_OBJECT_NAME_NOT_FOUND : type && v->type != type ? STATUS_OBJECT_TYPE_MISMATCH : STATUS_SUCCESS;
    return NT_SUCCESS(*status) ? v : NULL;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfregistry/nf-wdfregistry-wdfregistryqueryvalue */
RT_EXPORT NTSTATUS WdfRegistryQueryValue(WDFKEY Key, PCUNICODE_STRING ValueName, ULONG ValueLength, PVOID Value, PULONG ValueLengthQueried, PULONG ValueType)
{
    RT_DDI(WdfRegistryQueryValue, (NTSTATUS)STATUS_UNSUCCESSFUL, Key, ValueName, ValueLength, Value, ValueLengthQueried, ValueType);
    NTSTATUS status;
    const struct rt_value *v = read(Key, ValueName, 0, &status, "WdfRegistryQueryValue");
    if (!v)
        RT_RETURN(status);
    if (ValueLengthQueried)
        *ValueLengthQueried = (ULONG)v->data.size;
    if (ValueType)
        *ValueType = v->type;
    if (ValueLength < v->data.size)
        RT_RETURN((NTSTATUS)STATUS_BUFFER_OVERFLOW);
    rt_copy(Value, v->data.bytes, v->data.size);
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfregistry/nf-wdfregistry-wdfregistryquerymemory */
RT_EXPORT NTSTATUS WdfRegistryQueryMemory(WDFKEY Key, PCUNICODE_STRING ValueName, POOL_TYPE PoolType, PWDF_OBJECT_ATTRIBUTES MemoryAttributes, WDFMEMORY *Memory, PULONG ValueType)
{
    RT_DDI(WdfRegistryQueryMemory, (NTSTATUS)STATUS_UNSUCCESSFUL, Key, ValueName, PoolType, MemoryAttributes, Memory, ValueType);
    NTSTATUS status;
    const struct rt_value *v = read(Key, ValueName, 0, &status, "WdfRegistryQueryMemory");
    *Memory = NULL;
    if (!v)
        RT_RETURN(status);
    if (ValueType)
        *ValueType = v->type;
    RT_RETURN(rt_wdf_memory_of(v->data.bytes, v->data.size, MemoryAttributes, rt_wdf()->driver, Memory));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfregistry/nf-wdfregistry-wdfregistryqueryulong */
RT_EXPORT NTSTATUS WdfRegistryQueryULong(WDFKEY Key, PCUNICODE_STRING ValueName, PULONG Value)
{
    RT_DDI(WdfRegistryQueryULong, (NTSTATUS)STATUS_UNSUCCESSFUL, Key, ValueName, Value);
    NTSTATUS status;
    const struct rt_value *v = read(Key, ValueName, REG_DWORD, &status, "WdfRegistryQueryULong");
    if (v)
        rt_copy(Value, v->data.bytes, sizeof *Value);
    RT_RETURN(status);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfregistry/nf-wdfregistry-wdfregistryquerystring */
RT_EXPORT NTSTATUS WdfRegistryQueryString(WDFKEY Key, PCUNICODE_STRING ValueName, WDFSTRING String)
{
    RT_DDI(WdfRegistryQueryString, (NTSTATUS)STATUS_UNSUCCESSFUL, Key, ValueName, String);
    NTSTATUS status;
    const struct rt_value *v = read(Key, ValueName, REG_SZ, &status, "WdfRegistryQueryString");
    struct rt_wdf_object *s = v ? rt_wdf_of(String, WDF_STRING, "WdfRegistryQueryString") : NULL;
    if (s)
        rt_wdf_string_set(s, v->data.bytes, v->data.size);
    RT_RETURN(status);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfregistry/nf-wdfregistry-wdfregistryqueryunicodestring */
RT_EXPORT NTSTATUS WdfRegistryQueryUnicodeString(WDFKEY Key, PCUNICODE_STRING ValueName, PUSHORT ValueByteLength, PUNICODE_STRING Value)
{
    RT_DDI(WdfRegistryQueryUnicodeString, (NTSTATUS)STATUS_UNSUCCESSFUL, Key, ValueName, ValueByteLength, Value);
    NTSTATUS status;
    const struct rt_value *v = read(Key, ValueName, REG_SZ, &status, "WdfRegistryQueryUnicodeString");
    if (!v)
        RT_RETURN(status);
    if (ValueByteLength)
        *ValueByteLength = (USHORT)v->data.size;
    if (!Value || Value->MaximumLength < v->data.size)
        RT_RETURN((NTSTATUS)STATUS_BUFFER_OVERFLOW);
    rt_copy(Value->Buffer, v->data.bytes, v->data.size);
    Value->Length = (USHORT)v->data.size;
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* ---- writing ---------------------------------------------------------------------------------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfregistry/nf-wdfregistry-wdfregistryassignvalue */
RT_EXPORT NTSTATUS WdfRegistryAssignValue(WDFKEY Key, PCUNICODE_STRING ValueName, ULONG ValueType, ULONG ValueLength, PVOID Value)
{
    RT_DDI(WdfRegistryAssignValue, (NTSTATUS)STATUS_UNSUCCESSFUL, Key, ValueName, ValueType, ValueLength, Value);
    RT_RETURN(assign(Key, ValueName, ValueType, Value, ValueLength, "WdfRegistryAssignValue"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfregistry/nf-wdfregistry-wdfregistryassignulong */
RT_EXPORT NTSTATUS WdfRegistryAssignULong(WDFKEY Key, PCUNICODE_STRING ValueName, ULONG Value)
{
    RT_DDI(WdfRegistryAssignULong, (NTSTATUS)STATUS_UNSUCCESSFUL, Key, ValueName, Value);
    RT_RETURN(assign(Key, ValueName, REG_DWORD, &Value, sizeof Value, "WdfRegistryAssignULong"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfregistry/nf-wdfregistry-wdfregistryassignunicodestring */
RT_EXPORT NTSTATUS WdfRegistryAssignUnicodeString(WDFKEY Key, PCUNICODE_STRING ValueName, PCUNICODE_STRING Value)
{
    RT_DDI(WdfRegistryAssignUnicodeString, (NTSTATUS)STATUS_UNSUCCESSFUL, Key, ValueName, Value);
    RT_RETURN(assign(Key, ValueName, REG_SZ, Value->Buffer, Value->Length, "WdfRegistryAssignUnicodeString"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfregistry/nf-wdfregistry-wdfregistryassignstring */
RT_EXPORT NTSTATUS WdfRegistryAssignString(WDFKEY Key, PCUNICODE_STRING ValueName, WDFSTRING String)
{
    RT_DDI(WdfRegistryAssignString, (NTSTATUS)STATUS_UNSUCCESSFUL, Key, ValueName, String);
    struct rt_wdf_string *s = rt_wdf_of(String, WDF_STRING, "WdfRegistryAssignString");
    RT_RETURN((NTSTATUS)(s ? assign(Key, ValueName, REG_SZ, s->text.Buffer, s->text.Length, "WdfRegistryAssignString") : STATUS_INVALID_PARAMETER));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfregistry/nf-wdfregistry-wdfregistryassignmemory */
RT_EXPORT NTSTATUS WdfRegistryAssignMemory(WDFKEY Key, PCUNICODE_STRING ValueName, ULONG ValueType, WDFMEMORY Memory, PWDFMEMORY_OFFSET MemoryOffsets)
{
    RT_DDI(WdfRegistryAssignMemory, (NTSTATUS)STATUS_UNSUCCESSFUL, Key, ValueName, ValueType, Memory, MemoryOffsets);
    struct rt_wdf_memory *m = rt_wdf_of(Memory, WDF_MEMORY, "WdfRegistryAssignMemory");
    size_t offset = MemoryOffsets ? MemoryOffsets->BufferOffset : 0, size = m && MemoryOffsets ? MemoryOffsets->BufferLength : m ? m->size : 0;
    if (!m || offset > m->size || size > m->size - offset)
        RT_RETURN((NTSTATUS)STATUS_INVALID_PARAMETER);
    RT_RETURN(assign(Key, ValueName, ValueType, (PUCHAR)m->buffer + offset, size, "WdfRegistryAssignMemory"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfregistry/nf-wdfregistry-wdfregistryremovevalue */
RT_EXPORT NTSTATUS WdfRegistryRemoveValue(WDFKEY Key, PCUNICODE_STRING ValueName)
{
    RT_DDI(WdfRegistryRemoveValue, (NTSTATUS)STATUS_UNSUCCESSFUL, Key, ValueName);
    struct key *k = key_of(Key, "WdfRegistryRemoveValue");
    struct rt_value **at = k ? find(k, ValueName) : NULL;
    if (!at || !*at)
        RT_RETURN((NTSTATUS)STATUS_OBJECT_NAME_NOT_FOUND);
    rt_registry_remove(at);
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}
