/* Which file of a folder a missing header is made from. */
#include "frontend/generated.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef void (*maker)(const char *text, struct str *out);

static bool ends_with_folded(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n >= m && strcasecmp(text + n - m, end) == 0;
}

static bool is_file(struct search *s, const char *folder, const char *name, const char **path)
{
    *path = search_file(s, folder, name, NULL);
    return *path && file_exists(*path) && !folder_exists(*path);
}

/* The only file of the folder whose name ends so; NULL where there is none or more than one. */
static const char *only_file(struct search *s, struct arena *a, const char *folder, const char *end)
{
    const char *found = NULL;
    for (const struct known_name *n = search_folder(s, folder)->names; n; n = n->exact.next)
        if (str_ends_with(n->lower, end)) {
            if (found)
                return NULL;
            found = n->name;
        }
    return found ? path_join(a, folder, found) : NULL;
}

static const char *made(struct arena *a, const char *path, maker make)
{
    size_t size;
    char *text = file_read(path, &size);
    if (!text)
        return NULL;
    struct str out = {0};
    const char *header = NULL;
    if (text_is_utf16(text, size)) {
        char *utf8 = text_to_utf8(text, size);
        free(text);
        text = utf8;
        size = strlen(text);
    }
    if (strlen(text) == size) {
        make(text, &out);
        header = arena_strndup(a, str_text(&out), out.length);
    }
    str_release(&out);
    free(text);
    return header;
}

const char *generated_header(struct search *s, struct arena *a, const char *folder, const char *name)
{
    /* the header's name is the file's with `tail` before ".h" */
    static const struct {
        const char *tail, *suffix;
        maker make;
    } ways[] = {{"", ".mc", generated_from_messages},       {"", ".man", generated_from_manifest},
                {"Events", ".man", generated_from_manifest}, {"Events", ".xml", generated_from_manifest},
                {"mof", ".mof", generated_from_schema},      {"", ".mof", generated_from_schema}};
    const char *path;
    if (!ends_with_folded(name, ".h"))
        return NULL;
    const char *stem = arena_strndup(a, name, strlen(name) - 2);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        size_t n = strlen(stem), tail = strlen(ways[i].tail);
        if (n <= tail || !ends_with_folded(stem, ways[i].tail))
            continue;
        if (is_file(s, folder, arena_printf(a, "%.*s%s", (int)(n - tail), stem, ways[i].suffix), &path))
            return made(a, path, ways[i].make);
    }
    /* A project can give the header any name: one that speaks of events, or begins as the manifest is called, comes from the
       folder's only manifest. */
    path = only_file(s, a, folder, ".man");
    if (path && !ends_with_folded(stem, "Events") && strncasecmp(stem, path_base(path), strlen(path_base(path)) - strlen(".man")) != 0)
        path = NULL;
    return path ? made(a, path, generated_from_manifest) : NULL;
}
