/* Loading libclang, and knowing which one it is without that. */
#include "frontend/libclang.h"
#include "frontend/frontend.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct libclang libclang;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char failure[256]; /* why it cannot be used; "" where it can */

static void load(void)
{
    void *library = dlopen(DDICHECK_LIBCLANG, RTLD_LAZY | RTLD_LOCAL);
    const char *missing = library ? NULL : dlerror();
#define LIBCLANG_LOOK_UP(name)                                           \
    if (library && !missing) {                                           \
        void *found = dlsym(library, "clang_" #name);                    \
        memcpy(&libclang.name, &found, sizeof found);                    \
        missing = found ? NULL : "libclang lacks the function clang_" #name; \
    }
    LIBCLANG_FUNCTIONS(LIBCLANG_LOOK_UP)
#undef LIBCLANG_LOOK_UP
    if (missing)
        snprintf(failure, sizeof failure, "%s", missing);
}

const char *frontend_load(void)
{
    pthread_once(&once, load);
    return failure[0] ? failure : NULL;
}

const char *frontend_version(struct arena *a)
{
    const char *why = frontend_load();
    if (why)
        return arena_strdup(a, why);
    CXString version = clang_getClangVersion();
    const char *text = arena_strdup(a, clang_getCString(version));
    clang_disposeString(version);
    return text;
}

/* ---- which library --------------------------------------------------------------------------- */

/* Size and time of a file, as text. */
static void append_stamp(struct str *out, const char *path)
{
    struct stat st;
    if (stat(path, &st) == 0)
        str_printf(out, "%s %lld %lld.%09ld\n", path, (long long)st.st_size, (long long)st.st_mtim.tv_sec,
                   st.st_mtim.tv_nsec);
}

/* What decides which file the loader takes, and the state of that file. */
static void append_circumstances(struct str *out, const char *library)
{
    const char *folders = getenv("LD_LIBRARY_PATH"), *preload = getenv("LD_PRELOAD");
    str_printf(out, "%s\n%s\n%s\n", DDICHECK_LIBCLANG, folders ? folders : "", preload ? preload : "");
    append_stamp(out, "/etc/ld.so.cache");
    append_stamp(out, library);
}

const char *frontend_identity(struct arena *a, const char *folder)
{
    const char *path = folder ? arena_printf(a, "%s/libclang", folder) : NULL;
    char *record = path ? file_read(path, NULL) : NULL, *end = record ? strchr(record, '\n') : NULL;
    const char *result = NULL;
    struct str now = {0};
    if (end) { /* the library's path, then its circumstances, then its version */
        *end = '\0';
        append_circumstances(&now, record);
        if (str_starts_with(end + 1, str_text(&now)))
            result = arena_strdup(a, end + 1 + now.length);
    }
    free(record);
    str_clear(&now);
    if (!result) {
        Dl_info info = {0};
        void *address = NULL;
        result = frontend_version(a);
        memcpy(&address, &libclang.getClangVersion, sizeof address);
        if (path && !frontend_load() && dladdr(address, &info) && info.dli_fname && info.dli_fname[0] == '/') {
            str_printf(&now, "%s\n", info.dli_fname);
            append_circumstances(&now, info.dli_fname);
            str_append(&now, result);
            file_write(path, str_text(&now), now.length); /* no harm where it fails: it is made again */
        }
    }
    str_release(&now);
    return result;
}
