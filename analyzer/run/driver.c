/*
 * The driver: compiled each time, file by file, several at a time, with the flags of runtime/driver.flags (other builds can use them, too).
 * It becomes a shared object that finds the DDIs in the host. What the host does not have, it gets from a stand-in that reports the call:
 * a driver that never calls it runs.
 */
#include "compile.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* C library functions over wchar_t or Microsoft's formats: the driver gets the host's (rtl/). */
static const char *const wrapped[] = {"wcslen", "wcscpy", "wcscat", "wcscmp", "wcsncmp", "wcschr", "wcsncpy", "sprintf", "snprintf", "vsnprintf", "swprintf", NULL};

/* Two calls that do the same stay two: a call that stands for several has no line. */
static const char *const apart[] = {"-mllvm", "-simplifycfg-sink-common=false", "-mllvm", "-simplifycfg-hoist-common=false", "-mllvm", "-enable-tail-merge=false", NULL};

/* Each read of the driver's is announced (runtime/rt/load.c). */
static const char *const loads[] = {"-fsanitize-coverage=func,trace-loads", NULL};
/* cl.exe keeps one of an inline function's bodies, whoever calls it, and one of an uninitialised variable's places. */
static const char *const shared_definitions[] = {"-fgnu89-inline", "-fcommon", NULL};

static void add_sanitizer(const struct run_build *b, words *to)
{
    if (link_flag(b->sanitizer))
        vec_push(to, link_flag(b->sanitizer));
    /* What cl.exe defines and drivers rely on: CONTAINING_RECORD goes through null, x64 reads unaligned fields, flags are
       shifted into the sign. And indirect calls go through the roles' types, which differ in annotations. */
    if (b->sanitizer == RUN_ADDRESS)
        vec_push(to, "-fno-sanitize=function,alignment,null,object-size,pointer-overflow,shift-base");
}

static bool is_of_c_library(const char *name)
{
    static const char *const known[] = {"memcpy", "memmove", "memset", "memcmp", "memchr", "strlen", "strcmp", "strncmp", "strcpy", "strncpy", "strcat", "strncat", "strchr",
                                        "strrchr", "strstr", "abs", "atoi", "rand", "srand", "qsort", "bsearch", "tolower", "toupper", "isdigit", "isspace", "isalpha", "isxdigit", "isprint", "strtoul", "strtol"};
    if (str_starts_with(name, "__asan_") || str_starts_with(name, "__ubsan_") || str_starts_with(name, "__tsan_") || str_starts_with(name, "__sanitizer_") ||
        str_starts_with(name, "__cxa_") || str_starts_with(name, "_ITM_") || str_starts_with(name, "__gmon") || str_starts_with(name, "__udiv") || str_starts_with(name, "__umod"))
        return true;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_equal(known[i], name))
            return true;
    return false;
}

static void find_missing(struct run_build *b, const char *driver)
{
    words wants = {0}, has = {0};
    read_names(b, &driver, 1, "-u", "U", &wants);
    read_names(b, &b->host, 1, "-D", "TWVBDR", &has);
    for (uint32_t i = 0; i < wants.count; i++)
        if (!is_listed(&has, wants.items[i]) && !is_of_c_library(wants.items[i]))
            vec_push(&b->missing, wants.items[i]);
    vec_release(&wants);
    vec_release(&has);
}

static bool link_driver(const struct run_build *b, const words *objects, const char *to, struct diags *d)
{
    words w = {0};
    struct jobs j = {0};
    vec_push(&w, b->compiler);
    if (link_flag(b->sanitizer))
        vec_push(&w, link_flag(b->sanitizer));
    vec_push(&w, "-shared");
    vec_push(&w, "-Wl,-Bsymbolic");
    vec_push(&w, "-Wl,-z,muldefs"); /* inline functions; what is otherwise defined twice does not link on Windows */
    for (const char *const *name = wrapped; *name; name++)
        vec_push(&w, arena_printf(b->arena, "-Wl,--wrap=%s", *name));
    vec_push(&w, "-o");
    vec_push(&w, to);
    for (uint32_t i = 0; i < objects->count; i++)
        vec_push(&w, objects->items[i]);
    add_job(&j, b, &w, NULL, "the driver");
    return run_jobs(b, &j, d);
}

/* The names that the objects call, sorted: what they only take the address of may be a variable. */
static void read_called(const struct run_build *b, const words *objects, words *out)
{
    static const char call[] = "R_X86_64_PLT32";
    const char *list = path_join(b->arena, b->scratch, "relocations.txt");
    words w = {0};
    vec_push(&w, "readelf");
    vec_push(&w, "-rW");
    for (uint32_t i = 0; i < objects->count; i++)
        vec_push(&w, objects->items[i]);
    vec_push(&w, NULL);
    struct process p = {.arguments = w.items, .out = list, .seconds = 60};
    processes_run(&p, 1, 1, NULL, NULL);
    vec_release(&w);
    char *text = file_read(list, NULL);
    for (char *line = text ? strtok(text, "\n") : NULL; line; line = strtok(NULL, "\n")) {
        char *at = strstr(line, call);
        if (!at)
            continue;
        at += strlen(call); /* its value, then its name */
        at += strspn(at, " ");
        at += strcspn(at, " ");
        at += strspn(at, " ");
        vec_push(out, arena_strndup(b->arena, at, strcspn(at, " ")));
    }
    free(text);
    sort_items(out->items, out->count, sizeof *out->items, by_text);
}

/* For each that is missing: a function which says so when it is called; or, where it is not called, a piece of memory that the host makes
   inaccessible (runtime/os/stack.c), as it may be a variable. */
static bool add_stand_ins(const struct run_build *b, words *objects, struct diags *d)
{
    static const char *const plain[] = {"-O0", "-w", NULL};
    words called = {0};
    const char *source = path_join(b->arena, b->scratch, "missing.c"), *object = path_join(b->arena, b->scratch, "missing.o");
    struct str text = {0};
    struct jobs j = {0};
    read_called(b, objects, &called);
    str_append(&text, "_Noreturn void rt_missing(const char *name);\n");
    for (uint32_t i = 0; i < b->missing.count; i++)
        if (is_listed(&called, b->missing.items[i]))
            str_printf(&text, "void %s(void) { rt_missing(\"%s\"); }\n", b->missing.items[i], b->missing.items[i]);
        else
            str_printf(&text, "__attribute__((aligned(4096))) char %s[4096];\n", b->missing.items[i]);
    str_append(&text, "const struct { const char *name; void *at; } rt_stand_ins[] = {\n");
    for (uint32_t i = 0; i < b->missing.count; i++)
        if (!is_listed(&called, b->missing.items[i]))
            str_printf(&text, "    {\"%s\", %s},\n", b->missing.items[i], b->missing.items[i]);
    str_append(&text, "    {0, 0}};\n");
    vec_release(&called);
    int error = file_write(source, str_text(&text), text.length);
    str_release(&text);
    if (error)
        return false;
    words w = {0};
    vec_push(&w, b->compiler);
    add_all(&w, plain);
    add_all(&w, common_flags);
    vec_push(&w, "-c");
    vec_push(&w, source);
    vec_push(&w, "-o");
    vec_push(&w, object);
    add_job(&j, b, &w, NULL, source);
    vec_push(objects, object);
    return run_jobs(b, &j, d);
}

/* What the compiler reads a unit with, whether it makes code of it or not. */
static void add_unit_flags(const struct run_build *b, const struct unit *u, const char *overlay, words *to)
{
    add_driver_flags(b, to);
    for (uint32_t k = 0; k < u->arg_count; k++)
        vec_push(to, u->args[k]);
    if (overlay) {
        vec_push(to, "-ivfsoverlay");
        vec_push(to, overlay);
    }
}

static void add_driver_unit(const struct run_build *b, struct jobs *j, const struct unit *u, const char *overlay, const char *repaired, const char *object)
{
    words w = {0};
    vec_push(&w, b->compiler);
    add_unit_flags(b, u, overlay, &w);
    if (repaired) {
        vec_push(&w, "-ivfsoverlay");
        vec_push(&w, repaired);
    }
    add_all(&w, common_flags);
    add_all(&w, shared_definitions);
    vec_push(&w, "-O1");
    add_all(&w, apart);
    add_all(&w, loads);
    vec_push(&w, "-fno-inline"); /* a stack has a frame for each function */
    vec_push(&w, "-w");
    add_sanitizer(b, &w);
    vec_push(&w, "-c");
    vec_push(&w, u->path);
    vec_push(&w, "-o");
    vec_push(&w, object);
    add_job(j, b, &w, u->folder, u->path);
}

/* Units that the compiler refuses get another try with what the front end makes of them. */
static bool compile_driver(const struct run_build *b, const struct unit *units, const char *const *overlays, uint32_t count, words *objects, struct diags *d)
{
    struct jobs first = {0}, second = {0};
    for (uint32_t i = 0; i < count; i++) {
        vec_push(objects, arena_printf(b->arena, "%s/driver-%u.o", b->scratch, i));
        add_driver_unit(b, &first, &units[i], overlays[i], NULL, objects->items[i]);
    }
    processes_run(first.list.items, first.list.count, b->jobs, NULL, NULL);
    bool good = true;
    for (uint32_t i = 0; i < count; i++) {
        if (first.list.items[i].code == 0)
            continue;
        words w = {0};
        add_unit_flags(b, &units[i], overlays[i], &w);
        const char *repaired = b->repair(b->context, &units[i], w.items, w.count);
        vec_release(&w);
        if (repaired) {
            add_driver_unit(b, &second, &units[i], overlays[i], repaired, objects->items[i]);
        } else {
            good = false;
            add_errors(b, units[i].path, first.list.items[i].err, d);
        }
    }
    for (uint32_t i = 0; i < count; i++)
        remove(first.list.items[i].err);
    vec_release(&first.list);
    vec_release(&first.names);
    return run_jobs(b, &second, d) && good;
}

/* Whether the shared object has the function that the system calls first. */
static bool check_entry(const struct run_build *b, const char *path, struct diags *d)
{
    words names = {0};
    read_names(b, &b->driver, 1, "-D", "T", &names);
    bool good = is_listed(&names, "DriverEntry");
    if (!good)
        diags_add(d, SEVERITY_ERROR, path, 0, 0, names.count ? "there is no function DriverEntry in it" : "it is no shared object, or it has no functions");
    vec_release(&names);
    return good;
}

bool run_build_driver(struct run_build *b, const struct unit *units, const char *const *overlays, uint32_t count, struct diags *d)
{
    words objects = {0};
    b->driver = path_join(b->arena, b->scratch, "driver.so");
    bool good = compile_driver(b, units, overlays, count, &objects, d) && link_driver(b, &objects, b->driver, d);
    if (good)
        find_missing(b, b->driver);
    if (good && b->missing.count)
        good = add_stand_ins(b, &objects, d) && link_driver(b, &objects, b->driver, d);
    good = good && check_entry(b, count ? units[0].path : b->driver, d);
    vec_release(&objects);
    return good;
}

bool run_use_driver(struct run_build *b, const char *path, struct diags *d)
{
    char *cwd = getcwd(NULL, 0);
    b->driver = path_join(b->arena, cwd ? cwd : "/", path);
    free(cwd);
    if (!file_exists(b->driver)) {
        diags_add(d, SEVERITY_ERROR, path, 0, 0, "no such file");
        return false;
    }
    if (!check_entry(b, path, d))
        return false;
    find_missing(b, b->driver);
    for (uint32_t i = 0; i < b->missing.count; i++)
        diags_add(d, SEVERITY_ERROR, path, 0, 0, "it calls %s, which is not simulated", b->missing.items[i]);
    return b->missing.count == 0;
}
