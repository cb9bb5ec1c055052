/*
 * The command line that clang gets: fixed flags first, then the unit's own, so that a driver's
 * -std= or -D wins; header folders last, in the order in which they are searched.
 *
 * The place for files that exist only in memory (a case-insensitive view of the headers, empty
 * .tmh files of a WPP build) is frontend.c's list of unsaved files.
 */
#include "frontend/lower.h"

#include <string.h>

/* headers/README.md has this list with its reasons; a test compares the two. */
static const char *const fixed[] = {
    "--target=x86_64-w64-mingw32",
    "-xc",
    "-std=gnu17",
    "-fms-extensions",
    "-nostdlibinc",
    "-D_AMD64_=1",
    "-D_WIN32_WINNT=0x0A00",
    "-DWINVER=0x0A00",
    "-DNTDDI_VERSION=0x0A00000C",
    "-w",
    "-Wno-int-conversion",
    "-Wno-incompatible-function-pointer-types",
    "-Wno-implicit-int",
    "-Wno-return-mismatch",
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

/* A relative folder in -Ifoo, -I foo and kin is seen from the unit's folder. */
static const char *resolve(struct arena *a, const struct unit *u, const char *arg, const char *previous)
{
    static const char *const flags[] = {"-I", "-isystem", "-iquote", "-idirafter", "-include", "-imacros"};
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        bool file = flags[i][1] == 'i' && (str_equal(flags[i], "-include") || str_equal(flags[i], "-imacros"));
        if (previous && str_equal(previous, flags[i]) && !file)
            return path_join(a, u->folder, arg);
        if (!file && str_starts_with(arg, flags[i]) && arg[strlen(flags[i])])
            return arena_printf(a, "%s%s", flags[i], path_join(a, u->folder, arg + strlen(flags[i])));
    }
    return arg;
}

const char **frontend_arguments(const struct frontend_options *o, const struct unit *u, struct arena *a,
                                uint32_t *count)
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
    for (uint32_t i = 0; i < u->arg_count; i++)
        args[n++] = resolve(a, u, u->args[i], i ? u->args[i - 1] : NULL);
    if (o->headers) {
        args[n++] = "-isystem";
        args[n++] = o->headers;
    }
    for (uint32_t i = 0; i < o->system_header_count; i++) {
        args[n++] = "-isystem";
        args[n++] = o->system_headers[i];
    }
    args[n] = NULL;
    *count = n;
    return args;
}
