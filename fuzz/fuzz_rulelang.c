/*
 * Any bytes as a rule file: no crash, an error exactly where the load fails, and what loads prints
 * and reads back to the same text. Built with -fsanitize=fuzzer; tests/unit/test_rulelang_fuzz.c
 * replays fuzz/corpus/rulelang/ in the ordinary tests.
 */
#include "rulelang/ruleset.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Longer texts only repeat shorter ones. */
#define INPUT_LIMIT ((size_t)64 << 10)

static void print_again(const struct ruleset *r)
{
    struct str first = {0}, second = {0};
    struct ruleset again;
    struct diags d;
    ruleset_print(r, &first);
    ruleset_init(&again);
    diags_init(&d);
    if (!ruleset_load_text(&again, "printed.ddi", str_text(&first), first.length, &d)) {
        diags_print(&d, stderr, SEVERITY_NOTE);
        bug("a printed rule set does not load:\n%s", str_text(&first));
    }
    ruleset_print(&again, &second);
    if (!str_equal(str_text(&first), str_text(&second)))
        bug("a printed rule set prints differently:\n%s\n----\n%s", str_text(&first), str_text(&second));
    ruleset_release(&again);
    diags_release(&d);
    str_release(&first);
    str_release(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ruleset r;
    struct diags d;
    if (size > INPUT_LIMIT)
        return 0;
    ruleset_init(&r);
    diags_init(&d);
    bool good = ruleset_load_text(&r, "fuzz.ddi", (const char *)data, size, &d);
    ensure(good == (d.errors == 0));
    if (good)
        print_again(&r);
    ruleset_release(&r);
    diags_release(&d);
    return 0;
}
