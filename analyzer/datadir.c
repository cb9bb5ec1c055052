/* Finds rules and headers relative to the running program. */
#include "datadir.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *program_path(struct arena *a)
{
    char text[4096];
    ssize_t n = readlink("/proc/self/exe", text, sizeof text);
    return n > 0 && (size_t)n < sizeof text ? arena_strndup(a, text, (size_t)n) : NULL;
}

static bool has_data(struct arena *a, const char *root)
{
    return folder_exists(path_join(a, root, "rules")) && folder_exists(path_join(a, root, "headers"));
}

/* The folder that the build wrote beside its program, or NULL. */
static const char *build_source(struct arena *a, const char *beside)
{
    size_t size;
    char *text = file_read(path_join(a, beside, "ddicheck.datadir"), &size);
    if (!text)
        return NULL;
    const char *folder = arena_strndup(a, text, strcspn(text, "\r\n"));
    free(text);
    return folder;
}

static const char *find_root(struct arena *a, const char *program, struct diags *d)
{
    const char *named = getenv("DDICHECK_DATADIR");
    if (named && *named) {
        if (has_data(a, named))
            return named;
        diags_add(d, SEVERITY_ERROR, named, 0, 0, "DDICHECK_DATADIR names a folder without rules/ and headers/");
        return NULL;
    }
    const char *beside = program ? path_folder(a, program) : ".";
    const char *installed = path_join(a, beside, "../share/ddicheck"), *source = build_source(a, beside);
    if (has_data(a, installed))
        return installed;
    if (source && has_data(a, source))
        return source;
    struct diag *g = diags_add(d, SEVERITY_ERROR, installed, 0, 0, "the program's rules and headers are not there");
    g->hint = "install the program as a whole, or name their folder in DDICHECK_DATADIR";
    return NULL;
}

static void find_system_headers(struct data_folders *f, struct arena *a)
{
    const char *places[] = {path_join(a, f->root, "mingw-w64"), /* a bundle that brings its own */
                            "/usr/x86_64-w64-mingw32/include",  /* Debian, Ubuntu, Arch */
                            "/usr/share/mingw-w64/include",
                            "/usr/x86_64-w64-mingw32/sys-root/mingw/include" /* Fedora */};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const char *ddk = path_join(a, places[i], "ddk");
        if (!file_exists(path_join(a, ddk, "ntddk.h")))
            continue;
        f->system_headers[0] = ddk;
        f->system_headers[1] = arena_strdup(a, places[i]);
        f->system_header_count = 2;
        return;
    }
}

bool data_folders_find(struct data_folders *f, struct arena *a, struct diags *d)
{
    *f = (struct data_folders){.program = program_path(a)};
    const char *root = find_root(a, f->program, d);
    if (!root)
        return false;
    char *cwd = getcwd(NULL, 0);
    f->root = path_join(a, cwd ? cwd : "/", root);
    free(cwd);
    f->rules = path_join(a, f->root, "rules");
    f->headers = path_join(a, f->root, "headers");
    find_system_headers(f, a);
    return true;
}
