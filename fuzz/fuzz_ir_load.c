/* Any bytes: they load as a valid module that prints, reads back and saves to the same bytes, or not at all. */
#include "ir/ir.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ir_module m, again;
    struct diags d;
    struct str first = {0}, second = {0};
    if (!ir_load(&m, data, size))
        return 0;
    diags_init(&d);
    ensure(ir_validate(&m, &d));
    ir_print(&m, &first);
    ensure(ir_parse(&again, "again", str_text(&first), first.length, &d));
    ensure(ir_validate(&again, &d));
    ir_print(&again, &second);
    ensure(str_equal(str_text(&first), str_text(&second)));
    ir_module_release(&again);
    ir_module_release(&m);
    diags_release(&d);
    str_release(&first);
    str_release(&second);
    return 0;
}
