/* Any text: it reads or is refused; what reads and is valid prints to a fixpoint and survives save and load. */
#include "ir/ir.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_fixpoint(const struct ir_module *m, struct diags *d)
{
    struct str first = {0}, second = {0}, image = {0};
    struct ir_module again, loaded;
    ir_print(m, &first);
    ensure(ir_parse(&again, "again", str_text(&first), first.length, d));
    ensure(ir_validate(&again, d));
    ir_print(&again, &second);
    ensure(str_equal(str_text(&first), str_text(&second)));
    ir_save(m, &image);
    ensure(ir_load(&loaded, image.text, image.length));
    ir_module_release(&again);
    ir_module_release(&loaded);
    str_release(&first);
    str_release(&second);
    str_release(&image);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ir_module m;
    struct diags d;
    diags_init(&d);
    if (!ir_parse(&m, "fuzz", (const char *)data, size, &d))
        ensure(d.errors > 0);
    else if (!ir_validate(&m, &d))
        ensure(d.errors > 0);
    else
        check_fixpoint(&m, &d);
    ir_module_release(&m);
    diags_release(&d);
    return 0;
}
