/* Collections and strings. A collection holds a reference to each of its objects. */
#include "wdf_host.h"

struct entry {
    struct entry *next;
    struct rt_wdf_object *object;
};

struct collection {
    struct rt_wdf_object object;
    struct entry *first;
    ULONG count;
};

static struct collection *collection_of(WDFCOLLECTION handle, const char *name) { return rt_wdf_of(handle, WDF_COLLECTION, name); }

static void take_out(struct collection *c, struct entry **at)
{
    struct entry *e = *at;
    *at = e->next;
    c->count--;
    rt_wdf_dereference(e->object);
    rt_memory_free(e, sizeof *e);
}

static void empty(struct rt_wdf_object *o)
{
    struct collection *c = (struct collection *)o;
    while (c->first)
        take_out(c, &c->first);
}

static struct entry **nth(struct collection *c, ULONG index)
{
    struct entry **at = &c->first;
    while (*at && index--)
        at = &(*at)->next;
    return at;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfcollection/nf-wdfcollection-wdfcollectioncreate */
RT_EXPORT NTSTATUS WdfCollectionCreate(PWDF_OBJECT_ATTRIBUTES CollectionAttributes, WDFCOLLECTION *Collection)
{
    RT_DDI(WdfCollectionCreate, (NTSTATUS)STATUS_UNSUCCESSFUL, CollectionAttributes, Collection);
    NTSTATUS status;
    struct collection *c = rt_wdf_new(WDF_COLLECTION, sizeof *c, CollectionAttributes, rt_wdf()->driver, &status);
    *Collection = (WDFCOLLECTION)(void *)c;
    if (c)
        c->object.release = empty;
    RT_RETURN(status);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfcollection/nf-wdfcollection-wdfcollectionadd */
RT_EXPORT NTSTATUS WdfCollectionAdd(WDFCOLLECTION Collection, WDFOBJECT Object)
{
    RT_DDI(WdfCollectionAdd, (NTSTATUS)STATUS_UNSUCCESSFUL, Collection, Object);
    struct collection *c = collection_of(Collection, "WdfCollectionAdd");
    struct rt_wdf_object *o = rt_wdf_of(Object, WDF_ANY, "WdfCollectionAdd");
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    if (!c || !o || RT_WDF_FAILS(&status))
        RT_RETURN(status);
    struct entry *e = rt_memory_new_zeroed(sizeof *e);
    e->object = o;
    rt_wdf_reference(o);
    *nth(c, c->count) = e;
    c->count++;
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfcollection/nf-wdfcollection-wdfcollectionremove */
RT_EXPORT VOID WdfCollectionRemove(WDFCOLLECTION Collection, WDFOBJECT Item)
{
    RT_DDI_VOID(WdfCollectionRemove, Collection, Item);
    struct collection *c = collection_of(Collection, "WdfCollectionRemove");
    struct entry **at = c ? &c->first : NULL;
    while (at && *at && (void *)(*at)->object != Item)
        at = &(*at)->next;
    if (at && *at)
        take_out(c, at);
    else if (c)
        rt_report("run-contract", "WdfCollectionRemove is called for an object that is not in the collection.");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfcollection/nf-wdfcollection-wdfcollectionremoveitem */
RT_EXPORT VOID WdfCollectionRemoveItem(WDFCOLLECTION Collection, ULONG Index)
{
    RT_DDI_VOID(WdfCollectionRemoveItem, Collection, Index);
    struct collection *c = collection_of(Collection, "WdfCollectionRemoveItem");
    struct entry **at = c ? nth(c, Index) : NULL;
    if (at && *at)
        take_out(c, at);
    else if (c)
        rt_report("run-contract", "WdfCollectionRemoveItem is called with the index %u; the collection has %u objects.", (unsigned)Index, (unsigned)c->count);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfcollection/nf-wdfcollection-wdfcollectiongetcount */
RT_EXPORT ULONG WdfCollectionGetCount(WDFCOLLECTION Collection)
{
    RT_DDI(WdfCollectionGetCount, (ULONG)0, Collection);
    struct collection *c = collection_of(Collection, "WdfCollectionGetCount");
    RT_RETURN((ULONG)(c ? c->count : 0));
}

static WDFOBJECT item(struct collection *c, ULONG index)
{
    struct entry *e = c ? *nth(c, index) : NULL;
    return e ? (WDFOBJECT)e->object : NULL;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfcollection/nf-wdfcollection-wdfcollectiongetitem and its neighbours */
RT_EXPORT WDFOBJECT WdfCollectionGetItem(WDFCOLLECTION Collection, ULONG Index)
{
    RT_DDI(WdfCollectionGetItem, (WDFOBJECT)NULL, Collection, Index);
    RT_RETURN(item(collection_of(Collection, "WdfCollectionGetItem"), Index));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfcollection/nf-wdfcollection-wdfcollectiongetfirstitem */
RT_EXPORT WDFOBJECT WdfCollectionGetFirstItem(WDFCOLLECTION Collection)
{
    RT_DDI(WdfCollectionGetFirstItem, (WDFOBJECT)NULL, Collection);
    RT_RETURN(item(collection_of(Collection, "WdfCollectionGetFirstItem"), 0));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfcollection/nf-wdfcollection-wdfcollectiongetlastitem */
RT_EXPORT WDFOBJECT WdfCollectionGetLastItem(WDFCOLLECTION Collection)
{
    RT_DDI(WdfCollectionGetLastItem, (WDFOBJECT)NULL, Collection);
    struct collection *c = collection_of(Collection, "WdfCollectionGetLastItem");
    RT_RETURN(c && c->count ? item(c, c->count - 1) : (WDFOBJECT)NULL);
}

/* ---- strings ----------------------------------------------------------------------------------------------------- */

static void release_string(struct rt_wdf_object *o) { rt_wdf_string_set(o, NULL, 0); }

void rt_wdf_string_set(struct rt_wdf_object *o, const void *text, size_t bytes)
{
    struct rt_wdf_string *s = (struct rt_wdf_string *)o;
    rt_memory_free(s->text.Buffer, s->text.MaximumLength);
    s->text = (UNICODE_STRING){0};
    if (!text)
        return;
    s->text.Buffer = rt_fresh_zeroed(bytes + sizeof(WCHAR));
    s->text.Length = (USHORT)bytes;
    s->text.MaximumLength = (USHORT)(bytes + sizeof(WCHAR));
    rt_copy(s->text.Buffer, text, bytes);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfstring/nf-wdfstring-wdfstringcreate */
RT_EXPORT NTSTATUS WdfStringCreate(PCUNICODE_STRING UnicodeString, PWDF_OBJECT_ATTRIBUTES StringAttributes, WDFSTRING *String)
{
    RT_DDI(WdfStringCreate, (NTSTATUS)STATUS_UNSUCCESSFUL, UnicodeString, StringAttributes, String);
    NTSTATUS status;
    struct rt_wdf_string *s = rt_wdf_new(WDF_STRING, sizeof *s, StringAttributes, rt_wdf()->driver, &status);
    *String = (WDFSTRING)(void *)s;
    if (s) {
        s->object.release = release_string;
        if (UnicodeString)
            rt_wdf_string_set(&s->object, UnicodeString->Buffer, UnicodeString->Length);
    }
    RT_RETURN(status);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfstring/nf-wdfstring-wdfstringgetunicodestring */
RT_EXPORT VOID WdfStringGetUnicodeString(WDFSTRING String, PUNICODE_STRING UnicodeString)
{
    RT_DDI_VOID(WdfStringGetUnicodeString, String, UnicodeString);
    struct rt_wdf_string *s = rt_wdf_of(String, WDF_STRING, "WdfStringGetUnicodeString");
    *UnicodeString = s ? s->text : (UNICODE_STRING){0};
    RT_RETURN_VOID();
}

static const WCHAR version[] = L"1.33";

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdriver/nf-wdfdriver-wdfdriverretrieveversionstring */
RT_EXPORT NTSTATUS WdfDriverRetrieveVersionString(WDFDRIVER Driver, WDFSTRING String)
{
    RT_DDI(WdfDriverRetrieveVersionString, (NTSTATUS)STATUS_UNSUCCESSFUL, Driver, String);
    struct rt_wdf_object *s = rt_wdf_of(String, WDF_STRING, "WdfDriverRetrieveVersionString");
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    if (!s || RT_WDF_FAILS(&status))
        RT_RETURN(status);
    rt_wdf_string_set(s, version, sizeof version - sizeof(WCHAR));
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdeviceretrievedevicename */
RT_EXPORT NTSTATUS WdfDeviceRetrieveDeviceName(WDFDEVICE Device, WDFSTRING String)
{
    RT_DDI(WdfDeviceRetrieveDeviceName, (NTSTATUS)STATUS_UNSUCCESSFUL, Device, String);
    struct rt_wdf_device *d = rt_wdf_of(Device, WDF_DEVICE, "WdfDeviceRetrieveDeviceName");
    struct rt_wdf_object *s = rt_wdf_of(String, WDF_STRING, "WdfDeviceRetrieveDeviceName");
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    if (!d || !s || RT_WDF_FAILS(&status))
        RT_RETURN(status);
    rt_wdf_string_set(s, d->name.Length ? (const void *)d->name.Buffer : L"", d->name.Length);
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}
