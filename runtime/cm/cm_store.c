/* The keys and values of the registry. */
#include "cm.h"

struct rt_cm {
    struct rt_key *keys;
};

static struct rt_cm *store(void)
{
    struct rt *rt = rt_get();
    if (!rt->cm)
        rt->cm = rt_memory_new_zeroed(sizeof *rt->cm);
    return rt->cm;
}

static WCHAR letter(struct rt_text t, size_t i)
{
    WCHAR c = ((const WCHAR *)t.bytes)[i];
    return c >= 'a' && c <= 'z' ? (WCHAR)(c - 'a' + 'A') : c;
}

bool rt_text_same(struct rt_text a, struct rt_text b)
{
    if (a.size != b.size)
        return false;
    for (size_t i = 0; i < a.size / sizeof(WCHAR); i++)
        if (letter(a, i) != letter(b, i))
            return false;
    return true;
}

static struct rt_text copy(struct rt_text t)
{
    struct rt_text c = {rt_memory_new(t.size ? t.size : 1), t.size};
    rt_copy(c.bytes, t.bytes, t.size);
    return c;
}

struct rt_key *rt_registry_key(struct rt_text path, bool make, bool *made)
{
    struct rt_key **at = &store()->keys;
    while (*at && ((*at)->deleted || !rt_text_same((*at)->path, path)))
        at = &(*at)->next;
    if (made)
        *made = !*at;
    if (!*at && make) {
        *at = rt_memory_new_zeroed(sizeof **at);
        (*at)->path = copy(path);
    }
    return *at;
}

struct rt_value **rt_registry_value(struct rt_key *key, struct rt_text name)
{
    struct rt_value **at = &key->values;
    while (*at && !rt_text_same((*at)->name, name))
        at = &(*at)->next;
    return at;
}

void rt_registry_set(struct rt_key *key, struct rt_text name, ULONG type, struct rt_text data)
{
    struct rt_value **at = rt_registry_value(key, name), *v = *at;
    struct rt_text kept = copy(data);
    if (v)
        rt_memory_drop(v->data.bytes);
    else {
        *at = v = rt_memory_new_zeroed(sizeof *v);
        v->name = copy(name);
    }
    v->data = kept;
    v->type = type;
}

void rt_registry_remove(struct rt_value **at)
{
    struct rt_value *v = *at;
    *at = v->next;
    rt_memory_drop(v->name.bytes);
    rt_memory_drop(v->data.bytes);
    rt_memory_drop(v);
}

/* What begins with the key's path, a backslash behind it, and has no further one. */
struct rt_key *rt_registry_below(const struct rt_key *key, ULONG n)
{
    for (struct rt_key *k = store()->keys; k; k = k->next) {
        size_t i = key->path.size / sizeof(WCHAR), end = k->path.size / sizeof(WCHAR);
        struct rt_text head = {k->path.bytes, key->path.size};
        if (k->path.size <= key->path.size + sizeof(WCHAR) || k->deleted || !rt_text_same(head, key->path) || letter(k->path, i) != '\\')
            continue;
        for (i++; i < end && letter(k->path, i) != '\\'; i++) {
        }
        if (i == end && n-- == 0)
            return k;
    }
    return NULL;
}

struct rt_text rt_registry_name(const struct rt_key *key)
{
    size_t from = key->path.size / sizeof(WCHAR);
    while (from && letter(key->path, from - 1) != '\\')
        from--;
    return (struct rt_text){(PUCHAR)key->path.bytes + from * sizeof(WCHAR), key->path.size - from * sizeof(WCHAR)};
}

void rt_registry_forget(struct rt_key *key)
{
    struct rt_key **at = &store()->keys;
    while (*at != key)
        at = &(*at)->next;
    *at = key->next;
    while (key->values)
        rt_registry_remove(&key->values);
    rt_memory_drop(key->path.bytes);
    rt_memory_drop(key);
}
