/*
 * The cache form of a module: what stands in memory, as it stands there.
 *
 *   offset 0   magic      8 bytes, "ddi-ir\r\n" (a text-mode copy breaks it)
 *          8   version    u32, IR_FORMAT_VERSION
 *         12   order      u32, 0x01020304 as this machine writes it
 *         16   size       u64, of the whole image
 *         24   path       u32, the module's own fields
 *         28   tables     u32, how many there are
 *         32   table k    u32 entry size, u32 count: one such pair for each of IR_TABLES, in order
 *         ...  the tables' entries, each table from a multiple of 8 on, in the same order,
 *              gaps filled with 0; the image ends with the last entry, also at a multiple of 8
 *
 * A loaded module keeps one copy of the image and its tables point into it. Nothing in a file is
 * believed: sizes are checked without overflow before anything is read, and the tables are used
 * only if ir_validate finds no broken invariant in them. Since all structures are without
 * padding, equal modules have equal images.
 */
#include "ir/internal.h"

#include <stdlib.h>
#include <string.h>

#define IMAGE_MAGIC "ddi-ir\r\n"
#define IMAGE_ORDER 0x01020304u

enum {
#define X(T, name) TABLE_##name,
    IR_TABLES(X)
#undef X
        TABLE_COUNT
};

struct image_table {
    uint32_t entry_size, count;
};

struct image_header {
    char magic[8];
    uint32_t version, order;
    uint64_t size;
    uint32_t path, tables;
    struct image_table table[TABLE_COUNT];
};

_Static_assert(sizeof(struct image_header) == 32 + TABLE_COUNT * 8, "no padding");
_Static_assert(sizeof(struct ir_type) == 28 && sizeof(struct ir_field) == 16, "no padding");
_Static_assert(sizeof(struct ir_operand) == 24 && sizeof(struct ir_insn) == 32, "no padding");
_Static_assert(sizeof(struct ir_init) == 32 && sizeof(struct ir_function) == 56, "no padding");

static uint64_t aligned(uint64_t size) { return (size + 7) & ~(uint64_t)7; }

/* Cannot overflow: there are a few tables of less than 2^32 entries of less than 2^8 bytes. */
static uint64_t image_size(const struct image_header *h)
{
    uint64_t size = sizeof *h;
    for (unsigned i = 0; i < TABLE_COUNT; i++)
        size += aligned((uint64_t)h->table[i].entry_size * h->table[i].count);
    return size;
}

void ir_save(const struct ir_module *m, struct str *out)
{
    static const char zeros[8] = {0};
    struct image_header h = {
        .version = IR_FORMAT_VERSION, .order = IMAGE_ORDER, .path = m->path, .tables = TABLE_COUNT};
    memcpy(h.magic, IMAGE_MAGIC, sizeof h.magic);
#define X(T, name) h.table[TABLE_##name] = (struct image_table){(uint32_t)sizeof(T), m->name.count};
    IR_TABLES(X)
#undef X
    h.size = image_size(&h);
    str_append_n(out, (const char *)&h, sizeof h);
    const void *entries[] = {
#define X(T, name) m->name.items,
        IR_TABLES(X)
#undef X
    };
    for (unsigned i = 0; i < TABLE_COUNT; i++) {
        uint64_t size = (uint64_t)h.table[i].entry_size * h.table[i].count;
        str_append_n(out, entries[i], size);
        str_append_n(out, zeros, aligned(size) - size);
    }
}

static bool header_is_ours(const struct image_header *h, size_t size)
{
    static const uint32_t entry_sizes[] = {
#define X(T, name) (uint32_t)sizeof(T),
        IR_TABLES(X)
#undef X
    };
    if (memcmp(h->magic, IMAGE_MAGIC, sizeof h->magic) != 0 || h->version != IR_FORMAT_VERSION ||
        h->order != IMAGE_ORDER || h->tables != TABLE_COUNT || h->size != size)
        return false;
    for (unsigned i = 0; i < TABLE_COUNT; i++)
        if (h->table[i].entry_size != entry_sizes[i])
            return false;
    return image_size(h) == size;
}

bool ir_load(struct ir_module *m, const void *data, size_t size)
{
    struct image_header h;
    *m = (struct ir_module){0};
    if (size < sizeof h)
        return false;
    memcpy(&h, data, sizeof h);
    if (!header_is_ours(&h, size))
        return false;
    m->image = mem_alloc(size);
    m->image_size = size;
    memcpy(m->image, data, size);
    m->path = h.path;
    char *at = (char *)m->image + sizeof h;
#define X(T, name)                                                                                                     \
    m->name.items = (T *)(void *)at;                                                                                   \
    m->name.count = h.table[TABLE_##name].count;                                                                       \
    at += aligned((uint64_t)sizeof(T) * m->name.count);
    IR_TABLES(X)
#undef X
    struct diags why;
    diags_init(&why);
    bool valid = ir_validate(m, &why);
    diags_release(&why);
    if (!valid)
        ir_module_release(m);
    return valid;
}
