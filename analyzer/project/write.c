/* Units as compile_commands.json: what any tool that reads one gets from a Visual Studio project. */
#include "project/internal.h"

#include <string.h>

static void quoted(struct str *out, const char *text)
{
    str_append_char(out, '"');
    for (const unsigned char *p = (const unsigned char *)text; *p; p++)
        if (*p == '"' || *p == '\\')
            str_printf(out, "\\%c", *p);
        else if (*p < 0x20)
            str_printf(out, "\\u%04x", *p);
        else
            str_append_char(out, (char)*p);
    str_append_char(out, '"');
}

void project_write_database(const struct project *p, struct str *out)
{
    str_append(out, "[\n");
    for (uint32_t i = 0; i < p->units.count; i++) {
        const struct unit *u = &p->units.items[i];
        str_append(out, "  {\n    \"directory\": ");
        quoted(out, u->folder);
        str_append(out, ",\n    \"file\": ");
        quoted(out, u->path);
        str_append(out, ",\n    \"arguments\": [\"clang\"");
        for (uint32_t k = 0; k < u->arg_count; k++) {
            str_append(out, ", ");
            quoted(out, u->args[k]);
        }
        if (u->user_mode)
            str_append(out, ", \"" USER_MODE_MARK "\"");
        str_append(out, ", \"-c\", ");
        quoted(out, u->path);
        str_printf(out, "]\n  }%s\n", i + 1 < p->units.count ? "," : "");
    }
    str_append(out, "]\n");
}
