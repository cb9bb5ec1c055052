/* Blocks: what the driver was given, by kind, with who asked for it. */
#include "rt.h"

const char *rt_kind_name(enum rt_kind k)
{
    static const char *const names[RT_KIND_COUNT] = {
        [RT_MEMORY] = "pool memory",
        [RT_NBL_POOL] = "NET_BUFFER_LIST pool",
        [RT_NB_POOL] = "NET_BUFFER pool",
        [RT_NBL] = "NET_BUFFER_LIST",
        [RT_NB] = "NET_BUFFER",
        [RT_MDL] = "MDL",
        [RT_TIMER] = "timer object",
        [RT_WORK_ITEM] = "work item",
        [RT_RW_LOCK] = "read/write lock",
        [RT_OID_CLONE] = "clone of an OID request",
        [RT_CONFIGURATION] = "configuration handle",
        [RT_DEVICE] = "device object",
        [RT_KEY] = "open handle",
        [RT_FRAMEWORK] = "framework object",
        [RT_OBJECT] = "object with references",
        [RT_IRP] = "IRP",
        [RT_OTHER] = "handle",
    };
    return names[k];
}

/* ---- by address -------------------------------------------------------------------------------------- */

static uint64_t address_of(const void *memory) { return (uint64_t)(uintptr_t)memory; }

static void map_put(struct rt *rt, struct rt_block *b)
{
    if (rt_map_is_full(&rt->map))
        rt_memory_drop(rt_map_grow(&rt->map, rt_memory_new_zeroed(rt_map_next_bytes(&rt->map))));
    rt_map_put(&rt->map, address_of(b->memory), b);
}

struct rt_block *rt_block_at(const void *memory) { return rt_map_find(&rt_get()->map, address_of(memory)); }

struct rt_block *rt_block_of(const void *memory, enum rt_kind kind)
{
    struct rt_block *b = rt_block_at(memory);
    return b && b->kind == kind ? b : NULL;
}

/* ---- making and freeing -------------------------------------------------------------------------------- */

static void *adopt(enum rt_kind kind, void *memory, size_t size, uint32_t tag)
{
    struct rt *rt = rt_get();
    struct rt_account *a = &rt->accounts[kind];
    struct rt_block *b = rt_memory_new_zeroed(sizeof *b);
    *b = (struct rt_block){.next = rt->blocks, .memory = memory, .size = size, .kind = kind, .tag = tag, .place = rt_place()};
    if (rt->blocks)
        rt->blocks->previous = b;
    rt->blocks = b;
    map_put(rt, b);
    a->made++;
    if (++a->live > a->peak)
        a->peak = a->live;
    a->bytes += size;
    if (a->bytes > a->peak_bytes)
        a->peak_bytes = a->bytes;
    return memory;
}

static void *forget(void *memory, size_t size)
{
    if (rt_get()->monitor)
        rt_monitor_forget(rt_get()->monitor, (uint64_t)(uintptr_t)memory, size);
    return memory;
}

void *rt_fresh(size_t size) { return forget(rt_memory_new(size), size); }
void *rt_fresh_zeroed(size_t size) { return forget(rt_memory_new_zeroed(size), size); }

void *rt_block_new(enum rt_kind kind, size_t size, uint32_t tag) { return adopt(kind, rt_fresh(size), size, tag); }
void *rt_block_new_zeroed(enum rt_kind kind, size_t size, uint32_t tag) { return adopt(kind, rt_fresh_zeroed(size), size, tag); }

void rt_block_renew(const void *memory)
{
    const struct rt_block *b = rt_block_at(memory);
    if (b)
        forget(b->memory, b->size);
}

void rt_block_free(struct rt_block *b)
{
    struct rt *rt = rt_get();
    rt_map_remove(&rt->map, address_of(b->memory));
    if (b->next)
        b->next->previous = b->previous;
    if (b->previous)
        b->previous->next = b->next;
    else
        rt->blocks = b->next;
    rt->accounts[b->kind].live--;
    rt->accounts[b->kind].bytes -= b->size;
    rt_memory_free(b->memory, b->size);
    rt_memory_drop(b);
}

void rt_tag_text(uint32_t tag, char text[5])
{
    for (int i = 0; i < 4; i++) {
        char c = (char)(tag >> (8 * i));
        text[i] = c >= ' ' && c < 127 ? c : '.';
    }
    text[4] = '\0';
}

void rt_blocks_left(void)
{
    struct rt *rt = rt_get();
    for (const struct rt_block *b = rt->blocks; b; b = b->next) {
        char tag[5], text[200];
        if (!b->place)
            continue;
        rt_tag_text(b->tag, tag);
        rt_format(text, sizeof text, "At the end %s of %llu bytes%s%s%s is left that was made here.", rt_kind_name(b->kind),
                  (unsigned long long)b->size, b->tag ? " with the tag '" : "", b->tag ? tag : "", b->tag ? "'" : "");
        rt_record_begin("left");
        rt_record_member("message", text);
        rt_record_stack("stack", &b->place, 1);
        rt_record_end();
    }
}
