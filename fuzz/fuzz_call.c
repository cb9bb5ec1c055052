/* Calls in a source text: read at every place where their name stands, and the names that each argument joins. */
#include "engine/fix.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_stretch(const struct source *s, const struct source_call *c, struct stretch t)
{
    ensure(t.begin <= t.end && t.end <= s->size && t.begin >= c->open);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct source s;
    source_init_text(&s, (const char *)data, size);
    for (uint32_t at = 0; at < size && at < 4096; at++) {
        struct source_call c;
        if (!source_call_read(&s, at, "Free", &c))
            continue;
        uint32_t before = c.open;
        for (uint32_t i = 0; i < c.argument_count; i++) {
            struct stretch names[4];
            check_stretch(&s, &c, c.arguments[i]);
            ensure(c.arguments[i].begin >= before);
            before = c.arguments[i].end;
            int count = source_names(&s, c.arguments[i], names, 4);
            for (int k = 0; k < count; k++)
                check_stretch(&s, &c, names[k]);
            source_is_movable(&s, c.arguments[i]);
        }
    }
    source_release(&s);
    return 0;
}
