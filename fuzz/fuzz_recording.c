/* Any bytes: a recording is read, or refused with at least one error; what is read nests. */
#include "recording/recording.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct recording r;
    struct diags d;
    int64_t open = 0;
    diags_init(&d);
    bool good = recording_parse(&r, "fuzz", (const char *)data, size, &d);
    ensure(good == (d.errors == 0));
    for (uint32_t i = 0; i < r.events.count; i++) {
        const struct recorded *e = &r.events.items[i];
        open = e->kind == RECORDED_RUN ? 0 : open + (e->kind == RECORDED_CALL || e->kind == RECORDED_ENTER) - (e->kind == RECORDED_RETURN || e->kind == RECORDED_EXIT);
        ensure(open >= 0 && e->argument_count <= RECORDED_ARGUMENTS_MAX);
    }
    recording_release(&r);
    diags_release(&d);
    return 0;
}
