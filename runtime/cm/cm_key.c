/*
 * Keys of the registry by handles. Of keys that the driver has not made itself there is the one that DriverEntry is told of. A key is
 * made wherever its path says: what stands above it is taken to be there. Times, classes and access are not kept.
 */
#include "cm.h"

#include <ntddk.h>

struct opened { /* the body */
    struct rt_key *key;
};

static void close(void *body)
{
    struct rt_key *k = ((struct opened *)body)->key;
    if (--k->opened == 0 && k->deleted)
        rt_registry_forget(k);
}

static struct rt_text text_of(PCUNICODE_STRING s) { return s ? (struct rt_text){s->Buffer, s->Length} : (struct rt_text){0}; }

static NTSTATUS key_of(HANDLE handle, struct rt_key **out)
{
    NTSTATUS status;
    const struct opened *o = rt_handle_body(handle, *CmKeyObjectType, &status);
    if (o && o->key->deleted)
        status = STATUS_KEY_DELETED;
    *out = o ? o->key : NULL;
    return status;
}

static NTSTATUS open(PHANDLE handle, const OBJECT_ATTRIBUTES *a, bool make, PULONG disposition)
{
    struct rt_key *root = NULL, *k;
    struct rt_text name = text_of(a->ObjectName), path = name;
    bool made;
    *handle = NULL;
    if (rt_fails())
        return STATUS_INSUFFICIENT_RESOURCES;
    if (a->RootDirectory) {
        NTSTATUS status = key_of(a->RootDirectory, &root);
        if (!NT_SUCCESS(status))
            return status;
        path.size = root->path.size + (name.size ? sizeof(WCHAR) + name.size : 0);
        path.bytes = rt_memory_new(path.size);
        rt_copy(path.bytes, root->path.bytes, root->path.size);
        if (name.size) {
            *(WCHAR *)(void *)((PUCHAR)path.bytes + root->path.size) = '\\';
            rt_copy((PUCHAR)path.bytes + root->path.size + sizeof(WCHAR), name.bytes, name.size);
        }
    } else if (name.size < sizeof(WCHAR) || *(const WCHAR *)name.bytes != '\\')
        return STATUS_OBJECT_PATH_SYNTAX_BAD;
    k = rt_registry_key(path, make, &made);
    if (root)
        rt_memory_drop(path.bytes);
    if (!k)
        return STATUS_OBJECT_NAME_NOT_FOUND;
    if (disposition)
        *disposition = made ? REG_CREATED_NEW_KEY : REG_OPENED_EXISTING_KEY;
    struct opened *o = rt_object_new(*CmKeyObjectType, sizeof *o, close);
    o->key = k;
    k->opened++;
    *handle = rt_handle_new(o);
    return STATUS_SUCCESS;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwcreatekey */
RT_EXPORT NTSTATUS ZwCreateKey(PHANDLE KeyHandle, ACCESS_MASK DesiredAccess, POBJECT_ATTRIBUTES ObjectAttributes, ULONG TitleIndex, PUNICODE_STRING Class,
                               ULONG CreateOptions, PULONG Disposition)
{
    RT_DDI(ZwCreateKey, (NTSTATUS)STATUS_INSUFFICIENT_RESOURCES, KeyHandle, DesiredAccess, ObjectAttributes, TitleIndex, Class, CreateOptions, Disposition);
    RT_NOT_SIMULATED(Class, "ZwCreateKey: Class");
    RT_RETURN(open(KeyHandle, ObjectAttributes, true, Disposition));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwopenkey */
RT_EXPORT NTSTATUS ZwOpenKey(PHANDLE KeyHandle, ACCESS_MASK DesiredAccess, POBJECT_ATTRIBUTES ObjectAttributes)
{
    RT_DDI(ZwOpenKey, (NTSTATUS)STATUS_OBJECT_NAME_NOT_FOUND, KeyHandle, DesiredAccess, ObjectAttributes);
    RT_RETURN(open(KeyHandle, ObjectAttributes, false, NULL));
}

/* It goes when its last handle is closed. https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwdeletekey */
RT_EXPORT NTSTATUS ZwDeleteKey(HANDLE KeyHandle)
{
    RT_DDI(ZwDeleteKey, (NTSTATUS)STATUS_INVALID_HANDLE, KeyHandle);
    struct rt_key *k;
    NTSTATUS status = key_of(KeyHandle, &k);
    if (NT_SUCCESS(status) && rt_registry_below(k, 0))
        status = STATUS_CANNOT_DELETE;
    if (NT_SUCCESS(status))
        k->deleted = true;
    RT_RETURN(status);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwflushkey */
RT_EXPORT NTSTATUS ZwFlushKey(HANDLE KeyHandle)
{
    RT_DDI(ZwFlushKey, (NTSTATUS)STATUS_INVALID_HANDLE, KeyHandle);
    struct rt_key *k;
    RT_RETURN(key_of(KeyHandle, &k));
}

/* ---- answers of variable size ------------------------------------------------------------------------------------- */

/* What fits of a head of `fixed` bytes, a name and data behind it; the documented result for what does not. */
static NTSTATUS answer(PVOID to, ULONG length, PULONG needed, const void *head, size_t fixed, struct rt_text name, struct rt_text data)
{
    size_t room = length > fixed ? length - fixed : 0, first = name.size < room ? name.size : room;
    *needed = (ULONG)(fixed + name.size + data.size);
    if (length < fixed)
        return STATUS_BUFFER_TOO_SMALL;
    rt_copy(to, head, fixed);
    rt_copy((PUCHAR)to + fixed, name.bytes, first);
    rt_copy((PUCHAR)to + fixed + first, data.bytes, data.size < room - first ? data.size : room - first);
    return length < *needed ? STATUS_BUFFER_OVERFLOW : STATUS_SUCCESS;
}

static NTSTATUS tell_value(const struct rt_value *v, KEY_VALUE_INFORMATION_CLASS class, PVOID to, ULONG length, PULONG needed)
{
    const struct rt_text none = {0};
    KEY_VALUE_BASIC_INFORMATION basic = {.Type = v->type, .NameLength = (ULONG)v->name.size};
    KEY_VALUE_PARTIAL_INFORMATION partial = {.Type = v->type, .DataLength = (ULONG)v->data.size};
    KEY_VALUE_FULL_INFORMATION full = {.Type = v->type, .DataLength = (ULONG)v->data.size, .NameLength = (ULONG)v->name.size};
    full.DataOffset = (ULONG)(offsetof(KEY_VALUE_FULL_INFORMATION, Name) + v->name.size);
    switch (class) {
    case KeyValueBasicInformation: return answer(to, length, needed, &basic, offsetof(KEY_VALUE_BASIC_INFORMATION, Name), v->name, none);
    case KeyValuePartialInformation: return answer(to, length, needed, &partial, offsetof(KEY_VALUE_PARTIAL_INFORMATION, Data), none, v->data);
    case KeyValueFullInformation: return answer(to, length, needed, &full, offsetof(KEY_VALUE_FULL_INFORMATION, Name), v->name, v->data);
    default: rt_not_simulated("ZwQueryValueKey: other classes than basic, partial and full"); return STATUS_INVALID_PARAMETER;
    }
}

static NTSTATUS tell_key(const struct rt_key *k, KEY_INFORMATION_CLASS class, PVOID to, ULONG length, PULONG needed)
{
    const struct rt_text none = {0}, name = rt_registry_name(k);
    KEY_BASIC_INFORMATION basic = {.NameLength = (ULONG)name.size};
    KEY_NODE_INFORMATION node = {.ClassOffset = 0xFFFFFFFF, .NameLength = (ULONG)name.size};
    KEY_FULL_INFORMATION full = {.ClassOffset = 0xFFFFFFFF};
    for (const struct rt_value *v = k->values; v; v = v->next) {
        full.Values++;
        full.MaxValueNameLen = v->name.size > full.MaxValueNameLen ? (ULONG)v->name.size : full.MaxValueNameLen;
        full.MaxValueDataLen = v->data.size > full.MaxValueDataLen ? (ULONG)v->data.size : full.MaxValueDataLen;
    }
    for (const struct rt_key *below; (below = rt_registry_below(k, full.SubKeys)); full.SubKeys++) {
        size_t size = rt_registry_name(below).size;
        full.MaxNameLen = size > full.MaxNameLen ? (ULONG)size : full.MaxNameLen;
    }
    switch (class) {
    case KeyBasicInformation: return answer(to, length, needed, &basic, offsetof(KEY_BASIC_INFORMATION, Name), name, none);
    case KeyNodeInformation: return answer(to, length, needed, &node, offsetof(KEY_NODE_INFORMATION, Name), name, none);
    case KeyFullInformation: return answer(to, length, needed, &full, offsetof(KEY_FULL_INFORMATION, Class), none, none);
    default: rt_not_simulated("ZwQueryKey: other classes than basic, node and full"); return STATUS_INVALID_PARAMETER;
    }
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwquerykey */
RT_EXPORT NTSTATUS ZwQueryKey(HANDLE KeyHandle, KEY_INFORMATION_CLASS KeyInformationClass, PVOID KeyInformation, ULONG Length, PULONG ResultLength)
{
    RT_DDI(ZwQueryKey, (NTSTATUS)STATUS_INVALID_HANDLE, KeyHandle, KeyInformationClass, KeyInformation, Length, ResultLength);
    struct rt_key *k;
    NTSTATUS status = key_of(KeyHandle, &k);
    RT_RETURN((NTSTATUS)(NT_SUCCESS(status) ? tell_key(k, KeyInformationClass, KeyInformation, Length, ResultLength) : status));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwenumeratekey */
RT_EXPORT NTSTATUS ZwEnumerateKey(HANDLE KeyHandle, ULONG Index, KEY_INFORMATION_CLASS KeyInformationClass, PVOID KeyInformation, ULONG Length, PULONG ResultLength)
{
    RT_DDI(ZwEnumerateKey, (NTSTATUS)STATUS_INVALID_HANDLE, KeyHandle, Index, KeyInformationClass, KeyInformation, Length, ResultLength);
    struct rt_key *k;
    NTSTATUS status = key_of(KeyHandle, &k);
    if (!NT_SUCCESS(status))
        RT_RETURN(status);
    const struct rt_key *below = rt_registry_below(k, Index);
    RT_RETURN((NTSTATUS)(below ? tell_key(below, KeyInformationClass, KeyInformation, Length, ResultLength) : STATUS_NO_MORE_ENTRIES));
}

/* ---- values ----------------------------------------------------------------------------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwqueryvaluekey */
RT_EXPORT NTSTATUS ZwQueryValueKey(HANDLE KeyHandle, PUNICODE_STRING ValueName, KEY_VALUE_INFORMATION_CLASS KeyValueInformationClass, PVOID KeyValueInformation, ULONG Length,
                                   PULONG ResultLength)
{
    RT_DDI(ZwQueryValueKey, (NTSTATUS)STATUS_OBJECT_NAME_NOT_FOUND, KeyHandle, ValueName, KeyValueInformationClass, KeyValueInformation, Length, ResultLength);
    struct rt_key *k;
    NTSTATUS status = key_of(KeyHandle, &k);
    if (!NT_SUCCESS(status))
        RT_RETURN(status);
    const struct rt_value *v = *rt_registry_value(k, text_of(ValueName));
    RT_RETURN((NTSTATUS)(v ? tell_value(v, KeyValueInformationClass, KeyValueInformation, Length, ResultLength) : STATUS_OBJECT_NAME_NOT_FOUND));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwenumeratevaluekey */
RT_EXPORT NTSTATUS ZwEnumerateValueKey(HANDLE KeyHandle, ULONG Index, KEY_VALUE_INFORMATION_CLASS KeyValueInformationClass, PVOID KeyValueInformation, ULONG Length,
                                       PULONG ResultLength)
{
    RT_DDI(ZwEnumerateValueKey, (NTSTATUS)STATUS_INVALID_HANDLE, KeyHandle, Index, KeyValueInformationClass, KeyValueInformation, Length, ResultLength);
    struct rt_key *k;
    NTSTATUS status = key_of(KeyHandle, &k);
    if (!NT_SUCCESS(status))
        RT_RETURN(status);
    const struct rt_value *v = k->values;
    while (v && Index--)
        v = v->next;
    RT_RETURN((NTSTATUS)(v ? tell_value(v, KeyValueInformationClass, KeyValueInformation, Length, ResultLength) : STATUS_NO_MORE_ENTRIES));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwsetvaluekey */
RT_EXPORT NTSTATUS ZwSetValueKey(HANDLE KeyHandle, PUNICODE_STRING ValueName, ULONG TitleIndex, ULONG Type, PVOID Data, ULONG DataSize)
{
    RT_DDI(ZwSetValueKey, (NTSTATUS)STATUS_INVALID_HANDLE, KeyHandle, ValueName, TitleIndex, Type, Data, DataSize);
    struct rt_key *k;
    NTSTATUS status = key_of(KeyHandle, &k);
    if (NT_SUCCESS(status) && rt_fails())
        status = STATUS_INSUFFICIENT_RESOURCES;
    if (NT_SUCCESS(status))
        rt_registry_set(k, text_of(ValueName), Type, (struct rt_text){Data, DataSize});
    RT_RETURN(status);
}

static size_t append(WCHAR *to, size_t at, size_t room, PCWSTR text)
{
    while (*text && at < room)
        to[at++] = *text++;
    return at;
}

/* A key that is not there is made. https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlwriteregistryvalue */
RT_EXPORT NTSTATUS RtlWriteRegistryValue(ULONG RelativeTo, PCWSTR Path, PCWSTR ValueName, ULONG ValueType, PVOID ValueData, ULONG ValueLength)
{
    static const PCWSTR roots[] = {L"", L"\\Registry\\Machine\\System\\CurrentControlSet\\Services\\", L"\\Registry\\Machine\\System\\CurrentControlSet\\Control\\",
                                   L"\\Registry\\Machine\\Software\\Microsoft\\Windows NT\\CurrentVersion\\", L"\\Registry\\Machine\\Hardware\\DeviceMap\\"};
    RT_DDI(RtlWriteRegistryValue, (NTSTATUS)STATUS_INVALID_PARAMETER, RelativeTo, Path, ValueName, ValueType, ValueData, ValueLength);
    WCHAR path[256], name[256];
    if (RelativeTo >= sizeof roots / sizeof *roots) {
        rt_not_simulated("RtlWriteRegistryValue: RelativeTo of a user, a handle or an optional key");
        RT_RETURN((NTSTATUS)STATUS_INVALID_PARAMETER);
    }
    if (rt_fails())
        RT_RETURN((NTSTATUS)STATUS_INSUFFICIENT_RESOURCES);
    size_t length = append(path, append(path, 0, 256, roots[RelativeTo]), 256, Path), size = append(name, 0, 256, ValueName);
    struct rt_key *k = rt_registry_key((struct rt_text){path, length * sizeof(WCHAR)}, true, NULL);
    if (!k)
        RT_RETURN((NTSTATUS)STATUS_OBJECT_NAME_NOT_FOUND);
    rt_registry_set(k, (struct rt_text){name, size * sizeof(WCHAR)}, ValueType, (struct rt_text){ValueData, ValueLength});
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwdeletevaluekey */
RT_EXPORT NTSTATUS ZwDeleteValueKey(HANDLE KeyHandle, PUNICODE_STRING ValueName)
{
    RT_DDI(ZwDeleteValueKey, (NTSTATUS)STATUS_INVALID_HANDLE, KeyHandle, ValueName);
    struct rt_key *k;
    NTSTATUS status = key_of(KeyHandle, &k);
    struct rt_value **at = NT_SUCCESS(status) ? rt_registry_value(k, text_of(ValueName)) : NULL;
    if (at && !*at)
        status = STATUS_OBJECT_NAME_NOT_FOUND;
    else if (at)
        rt_registry_remove(at);
    RT_RETURN(status);
}
