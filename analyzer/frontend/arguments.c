/*
 * The command line that clang gets: fixed flags first, then the unit's own, so that a driver's
 * -std= or -D wins; header folders last, in the order in which they are searched; an overlay
 * with what the walk over its includes found (includes.h).
 */
#include "frontend/prepare.h"

#include <stdlib.h>
#include <string.h>

/* headers/README.md has this list with its reasons; a test compares the two. */
static const char *const fixed[] = {
    "--target=x86_64-pc-windows-msvc",
    "-xc",
    "-std=gnu17",
    "-fms-extensions",
    "-fms-compatibility",
    "-fgnuc-version=4.2.1",
    "-U_MSC_VER",
    "-U_MSC_FULL_VER",
    "-U_MSC_EXTENSIONS",
    "-U_MSC_BUILD",
    "-D__MINGW32__=1",
    "-D__MINGW64__=1",
    "-D__MSVCRT__=1",
    "-D__declspec=__declspec",
    "-nostdlibinc",
    "-D__DDICHECK__=1",
    "-D_AMD64_=1",
    "-D_WIN32_WINNT=0x0A00",
    "-DWINVER=0x0A00",
    "-DNTDDI_VERSION=0x0A00000C",
    "-DWINNT=1",
    "-w",
    "-Wno-int-conversion",
    "-Wno-incompatible-function-pointer-types",
    "-Wno-implicit-int",
    "-Wno-return-mismatch",
    "-Wno-invalid-token-paste",
    "-ferror-limit=0",
    "-fno-spell-checking", /* each guess walks every name that the headers declare */
};

/* clang's own headers (stddef.h, mm_malloc.h). libclang looks for them relative to its library, where
   Debian's packages do not put them. */
static const char *resource_dir(void)
{
    static const char *const usual[] = {
#ifdef DDICHECK_CLANG_RESOURCE_DIR
        DDICHECK_CLANG_RESOURCE_DIR,
#endif
        "/usr/lib/llvm-19/lib/clang/19", "/usr/lib64/llvm19/lib64/clang/19",    "/usr/lib/clang/19",
        "/usr/lib64/clang/19",           "/usr/local/opt/llvm@19/lib/clang/19",
    };
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (folder_exists(usual[i]))
            return usual[i];
    return NULL;
}

/* ---- folders ---------------------------------------------------------------------------------- */

enum folder_kind { FOLDER_NONE, FOLDER_OWN, FOLDER_SYSTEM };

/* What kind of folder `flag` adds; *inside points behind the flag in `-Ifoo`, or is NULL for `-I foo`. */
static enum folder_kind folder_flag(const char *arg, const char **inside)
{
    static const struct {
        const char *flag;
        enum folder_kind kind;
    } flags[] = {{"-iquote", FOLDER_OWN}, {"-isystem", FOLDER_SYSTEM}, {"-idirafter", FOLDER_SYSTEM}, {"-I", FOLDER_OWN}};
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (str_starts_with(arg, flags[i].flag)) {
            *inside = arg[strlen(flags[i].flag)] ? arg + strlen(flags[i].flag) : NULL;
            return flags[i].kind;
        }
    return FOLDER_NONE;
}

/* Copies the unit's arguments, folders made absolute; collects the folders. */
static uint32_t copy_own(struct arena *a, const struct unit *u, const char **args, struct include_folders *folders)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < u->arg_count; i++) {
        const char *inside = NULL;
        enum folder_kind kind = folder_flag(u->args[i], &inside);
        if (kind == FOLDER_NONE || (!inside && i + 1 == u->arg_count)) {
            args[n++] = u->args[i];
            continue;
        }
        const char *folder = path_join(a, u->folder, inside ? inside : u->args[i + 1]);
        if (inside) {
            args[n++] = arena_printf(a, "%.*s%s", (int)(inside - u->args[i]), u->args[i], folder);
        } else {
            args[n++] = u->args[i++];
            args[n++] = folder;
        }
        if (kind == FOLDER_OWN)
            vec_push(&folders->own, folder);
        else
            vec_push(&folders->system, folder);
    }
    return n;
}

/* Ours, the DDK's, the SDK's. User-mode code gets the DDK's last: they have other types of the same names. */
static uint32_t add_system(const struct frontend_options *o, bool user_mode, const char **args,
                           struct include_folders *folders)
{
    static const uint32_t user_order[] = {0, 2, 1};
    uint32_t n = 0, count = o->system_header_count + 1;
    for (uint32_t k = 0; k < count; k++) {
        uint32_t i = user_mode && count == 3 ? user_order[k] : k;
        const char *folder = i == 0 ? o->headers : o->system_headers[i - 1];
        if (!folder)
            continue;
        args[n++] = "-isystem";
        args[n++] = folder;
        vec_push(&folders->system, folder);
    }
    return n;
}

const char **arguments_of(const struct frontend_options *o, const struct unit *u, struct arena *a,
                          struct include_folders *folders, uint32_t *count)
{
    size_t most = sizeof fixed / sizeof *fixed + u->arg_count + 2 * (size_t)o->system_header_count + 8;
    const char **args = arena_array(a, const char *, most);
    uint32_t n = 0;
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        args[n++] = fixed[i];
    if (resource_dir()) {
        args[n++] = "-resource-dir";
        args[n++] = resource_dir();
    }
    n += copy_own(a, u, args + n, folders);
    n += add_system(o, u->user_mode, args + n, folders);
    args[n] = NULL;
    *count = n;
    return args;
}

/* ---- a prefix's arguments -------------------------------------------------------------------------- */

const char **arguments_of_prefix(const struct frontend_unit *u, bool with_own_folders, struct arena *a, uint32_t *count)
{
    const char **args = arena_array(a, const char *, u->arg_count + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < u->arg_count; i++) {
        const char *inside = NULL;
        bool own = folder_flag(u->args[i], &inside) == FOLDER_OWN;
        if (str_equal(u->args[i], "-include") || str_equal(u->args[i], "-ivfsoverlay"))
            i++;
        else if (own && !with_own_folders)
            i += !inside;
        else
            args[n++] = str_equal(u->args[i], "-xc") ? "-xc-header" : u->args[i];
    }
    args[n] = NULL;
    *count = n;
    return args;
}

/* ---- the overlay -------------------------------------------------------------------------------------- */

static void append_quoted(struct str *out, const char *text)
{
    str_append_char(out, '"');
    for (const char *p = text; *p; p++) {
        if (*p == '"' || *p == '\\')
            str_append_char(out, '\\');
        str_append_char(out, *p);
    }
    str_append_char(out, '"');
}

/* A file under a name that its content decides. Its path, or NULL where it cannot be written. */
static const char *written(const struct frontend_options *o, struct arena *a, const char *text, size_t size,
                           const char *suffix)
{
    char name[33];
    hash128_format(hash_bytes128(text, size), name);
    const char *path = arena_printf(a, "%s/stand-ins/%s%s", o->folder, name, suffix);
    if (file_exists(path))
        return path;
    if (folder_make(path_folder(a, path)) != 0 || file_write(path, text, size) != 0)
        return NULL;
    return path;
}

/* headers/wdk/wpp.h, and the driver's own trace functions as macros that expand to nothing. */
static void trace_stub(const struct walk *w, struct str *text)
{
    str_append(text, "#include <wdk/wpp.h>\n");
    for (uint32_t i = 0; i < w->trace_functions.count; i++) {
        const char *function = w->trace_functions.items[i];
        int name = (int)strcspn(function, "(");
        str_printf(text, "#undef %.*s\n#define %s%s\n", name, function, function, function[name] ? "" : "(...) ((void)0)");
    }
}

const char *overlay_write(const struct frontend_options *o, struct arena *a, const struct overlay_file *files, uint32_t count)
{
    const char *comma = "";
    struct str text = {0};
    str_append(&text, "{\"version\": 0, \"case-sensitive\": \"true\", \"use-external-names\": \"false\", \"roots\": [\n");
    for (uint32_t i = 0; i < count; i++) {
        const char *content = written(o, a, files[i].text, files[i].size, ".h");
        if (!content)
            continue;
        str_printf(&text, "%s{\"type\": \"file\", \"name\": ", comma);
        append_quoted(&text, files[i].path);
        str_append(&text, ", \"external-contents\": ");
        append_quoted(&text, content);
        str_append(&text, "}");
        comma = ",\n";
    }
    str_append(&text, "\n]}\n");
    const char *path = written(o, a, str_text(&text), text.length, ".yaml");
    str_release(&text);
    return path;
}

const char *arguments_overlay(const struct frontend_options *o, struct arena *a, const struct walk *w)
{
    if (!o->folder || w->stand_ins.count == 0)
        return NULL;
    struct str stub = {0};
    struct overlay_file *files = arena_array(a, struct overlay_file, w->stand_ins.count);
    for (uint32_t i = 0; i < w->stand_ins.count; i++) {
        const struct stand_in *s = &w->stand_ins.items[i];
        if (!s->text && !stub.length)
            trace_stub(w, &stub);
        files[i] = s->text ? (struct overlay_file){s->path, s->text, s->size} : (struct overlay_file){s->path, str_text(&stub), stub.length};
    }
    const char *path = overlay_write(o, a, files, w->stand_ins.count);
    str_release(&stub);
    return path;
}
