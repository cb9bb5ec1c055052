/*
 * Builds by clang. The host depends on its sources, the headers, the rules and the compiler; it is kept in the cache under
 * the hash of these, once for each sanitizer. The driver is compiled each time, file by file, several at a time.
 *
 * The flags stand in runtime/driver.flags, so that other builds can use them, too. The driver becomes a shared object that
 * finds the DDIs in the host. What the host does not have, it gets from a stand-in that reports the call: a driver that
 * never calls it runs.
 */
#include "run.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define COMPILE_SECONDS 300u

/* Folders of the host's sources: against the C library, and against the driver's headers. */
static const char *const system_folders[] = {"os", "monitor", NULL};
static const char *const kernel_folders[] = {"rt", "ke", "ex", "mm", "rtl", "io", "ps", "ndis", "wdf", "wfp", "scenario", NULL};

/* C library functions over wchar_t or Microsoft's formats: the driver gets the host's (rtl/). */
static const char *const wrapped[] = {"wcslen", "wcscpy", "wcscat", "wcscmp", "wcsncmp", "wcschr", "wcsncpy", "sprintf", "snprintf", "vsnprintf", "swprintf", NULL};

typedef VEC(const char *) words;

bool run_tools(struct run_build *b, struct diags *d)
{
    static const char *const clangs[] = {"clang-19", "clang", NULL}, *const nms[] = {"nm", NULL}, *const lines[] = {"addr2line", NULL}, *const elfs[] = {"readelf", NULL};
    b->compiler = program_find(b->arena, clangs);
    if (!b->compiler)
        diags_add(d, SEVERITY_ERROR, NULL, 0, 0, "running a driver needs clang")->hint = "apt-get install clang-19 libclang-rt-19-dev";
    if (!program_find(b->arena, nms) || !program_find(b->arena, lines) || !program_find(b->arena, elfs))
        diags_add(d, SEVERITY_ERROR, NULL, 0, 0, "running a driver needs nm, addr2line and readelf")->hint = "apt-get install binutils";
    return d->errors == 0;
}

/* ---- flags -------------------------------------------------------------------------------------------------- */

/* The lines of runtime/driver.flags with their places filled in. */
static void add_driver_flags(const struct run_build *b, words *to)
{
    struct { const char *name, *value; } places[] = {{"RUNTIME", path_join(b->arena, b->root, "runtime")},
                                                     {"HEADERS", path_join(b->arena, b->root, "headers")},
                                                     {"DDK", b->system_headers[0]},
                                                     {"MINGW", b->system_headers[1]}};
    char *text = file_read(path_join(b->arena, b->root, "runtime/driver.flags"), NULL);
    for (char *line = text ? strtok(text, "\n") : NULL; line; line = strtok(NULL, "\n")) {
        const char *flag = line;
        if (line[0] == '#' || !line[0])
            continue;
        for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
            size_t n = strlen(places[i].name);
            if (strncmp(line, places[i].name, n) == 0 && (line[n] == '/' || !line[n]))
                flag = arena_printf(b->arena, "%s%s", places[i].value, line + n);
        }
        vec_push(to, flag == line ? arena_strdup(b->arena, line) : flag);
    }
    free(text);
}

static void add_all(words *to, const char *const *list)
{
    for (; *list; list++)
        vec_push(to, *list);
}

/* Two calls that do the same stay two: a call that stands for several has no line. */
static const char *const apart[] = {"-mllvm", "-simplifycfg-sink-common=false", "-mllvm", "-simplifycfg-hoist-common=false", "-mllvm", "-enable-tail-merge=false", NULL};

/* Each read of the driver's is announced (runtime/rt/load.c). */
static const char *const loads[] = {"-fsanitize-coverage=func,trace-loads", NULL};

static const char *const common[] = {"-g", "-gdwarf-4", "-fPIC", "-fno-omit-frame-pointer", "-fno-optimize-sibling-calls", NULL};

/* cl.exe keeps one of an inline function's bodies, whoever calls it, and one of an uninitialised variable's places. */
static const char *const shared_definitions[] = {"-fgnu89-inline", "-fcommon", NULL};

static const char *link_flag(enum run_sanitizer s) { return s == RUN_ADDRESS ? "-fsanitize=address,undefined" : s == RUN_THREAD ? "-fsanitize=thread" : NULL; }

static void add_sanitizer(const struct run_build *b, words *to)
{
    if (link_flag(b->sanitizer))
        vec_push(to, link_flag(b->sanitizer));
    /* What cl.exe defines and drivers rely on: CONTAINING_RECORD goes through null, x64 reads unaligned fields, flags are
       shifted into the sign. And indirect calls go through the roles' types, which differ in annotations. */
    if (b->sanitizer == RUN_ADDRESS)
        vec_push(to, "-fno-sanitize=function,alignment,null,object-size,pointer-overflow,shift-base");
}

/* ---- running the compiler --------------------------------------------------------------------------------------- */

struct jobs {
    VEC(struct process) list;
    VEC(const char *) names;
};

static void add_job(struct jobs *j, const struct run_build *b, words *arguments, const char *folder, const char *name)
{
    vec_push(arguments, NULL);
    const char **copy = arena_array(b->arena, const char *, arguments->count);
    memcpy(copy, arguments->items, arguments->count * sizeof *copy);
    vec_push(&j->list, (struct process){.arguments = copy,
                                        .folder = folder,
                                        .err = arena_printf(b->arena, "%s/job-%u.txt", b->scratch, j->list.count),
                                        .seconds = COMPILE_SECONDS});
    vec_push(&j->names, name);
    vec_release(arguments);
}

/* The first errors of what a compiler said. */
static void add_errors(const struct run_build *b, const char *name, const char *path, struct diags *d)
{
    char *text = file_read(path, NULL);
    uint32_t said = 0;
    for (char *line = text ? strtok(text, "\n") : NULL; line && said < 5; line = strtok(NULL, "\n"))
        if (b->verbose || strstr(line, "error") || strstr(line, "undefined")) {
            struct diag *g = diags_add(d, SEVERITY_ERROR, name, 0, 0, "%s", line);
            (void)g;
            said++;
        }
    if (!said)
        diags_add(d, SEVERITY_ERROR, name, 0, 0, "the compiler failed");
    free(text);
}

static bool run_jobs(const struct run_build *b, struct jobs *j, struct diags *d)
{
    bool good = true;
    processes_run(j->list.items, j->list.count, b->jobs, NULL, NULL);
    for (uint32_t i = 0; i < j->list.count; i++) {
        if (j->list.items[i].code != 0) {
            good = false;
            add_errors(b, j->names.items[i], j->list.items[i].err, d);
        }
        remove(j->list.items[i].err);
    }
    vec_release(&j->list);
    vec_release(&j->names);
    return good;
}

/* ---- the host ------------------------------------------------------------------------------------------------------- */

static int by_text(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

/* The files of a folder and below it whose names end so. */
static void list_files(const struct run_build *b, const char *folder, const char *suffix, words *out)
{
    DIR *dir = opendir(folder);
    words found = {0};
    for (struct dirent *e; dir && (e = readdir(dir));)
        if (e->d_name[0] != '.')
            vec_push(&found, path_join(b->arena, folder, e->d_name));
    if (dir)
        closedir(dir);
    sort_items(found.items, found.count, sizeof *found.items, by_text);
    for (uint32_t i = 0; i < found.count; i++)
        if (folder_exists(found.items[i]))
            list_files(b, found.items[i], suffix, out);
        else if (str_ends_with(found.items[i], suffix))
            vec_push(out, found.items[i]);
    vec_release(&found);
}

/* Everything that decides what the host is. */
static struct hash128 host_hash(const struct run_build *b)
{
    static const char *const parts[][2] = {{"runtime", ".c"}, {"runtime", ".h"}, {"runtime", ".flags"}, {"headers", ".h"}};
    struct str all = {0};
    struct stat st;
    char hash[33];
    hash128_format(b->rules_hash, hash);
    str_printf(&all, "%s %s ", hash, b->compiler);
    if (stat(b->compiler, &st) == 0)
        str_printf(&all, "%lld %lld ", (long long)st.st_size, (long long)st.st_mtime);
    if (b->program && stat(b->program, &st) == 0)
        str_printf(&all, "%lld %lld ", (long long)st.st_size, (long long)st.st_mtime);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        words files = {0};
        list_files(b, path_join(b->arena, b->root, parts[i][0]), parts[i][1], &files);
        for (uint32_t k = 0; k < files.count; k++) {
            size_t size;
            char *text = file_read(files.items[k], &size);
            hash128_format(hash_bytes128(text ? text : "", text ? size : 0), hash);
            str_printf(&all, " %s %s", path_relative(files.items[k], b->root), hash);
            free(text);
        }
        vec_release(&files);
    }
    struct hash128 h = hash_bytes128(str_text(&all), all.length);
    str_release(&all);
    return h;
}

static void add_unit(const struct run_build *b, struct jobs *j, const char *source, const char *object, bool kernel, const char *header, const char *const *more)
{
    words w = {0};
    vec_push(&w, b->compiler);
    if (kernel)
        add_driver_flags(b, &w);
    else {
        vec_push(&w, "-std=gnu17");
        vec_push(&w, "-D_GNU_SOURCE");
    }
    add_all(&w, common);
    vec_push(&w, "-fvisibility=hidden");
    add_all(&w, more);
    if (header) {
        vec_push(&w, "-include-pch");
        vec_push(&w, header);
    }
    vec_push(&w, arena_printf(b->arena, "-I%s/runtime/include", b->root));
    vec_push(&w, arena_printf(b->arena, "-I%s/runtime/monitor", b->root));
    vec_push(&w, "-c");
    vec_push(&w, source);
    vec_push(&w, "-o");
    vec_push(&w, object);
    add_job(j, b, &w, NULL, source);
}

static const char *object_of(const struct run_build *b, const char *folder, const char *source)
{
    const char *parent = path_base(path_folder(b->arena, source));
    return arena_printf(b->arena, "%s/%s-%s.o", folder, parent, path_base(source));
}

/* One precompiled header for all of the kernel's folders: parsing it is most of their cost. */
static const char *make_header(const struct run_build *b, const char *folder, struct diags *d)
{
    static const char *const as_header[] = {"-O1", "-x", "c-header", NULL};
    const char *made = path_join(b->arena, folder, "ddk.pch");
    struct jobs j = {0};
    add_unit(b, &j, path_join(b->arena, b->root, "runtime/rt/ddk.h"), made, true, NULL, as_header);
    return run_jobs(b, &j, d) ? made : NULL;
}

/* Names that nm prints in one of these kinds. */
static void read_names(const struct run_build *b, const char *const *files, uint32_t count, const char *option, const char *kinds, words *out)
{
    const char *list = path_join(b->arena, b->scratch, "names.txt");
    words w = {0};
    vec_push(&w, "nm");
    vec_push(&w, option);
    for (uint32_t i = 0; i < count; i++)
        vec_push(&w, files[i]);
    vec_push(&w, NULL);
    struct process p = {.arguments = w.items, .out = list, .seconds = 60};
    processes_run(&p, 1, 1, NULL, NULL);
    char *text = file_read(list, NULL);
    for (char *line = text ? strtok(text, "\n") : NULL; line; line = strtok(NULL, "\n")) {
        char *name = strrchr(line, ' ');
        if (name && name - line >= 1 && strchr(kinds, name[-1])) {
            char *at = strchr(name + 1, '@'); /* versions */
            vec_push(out, at ? arena_strndup(b->arena, name + 1, (size_t)(at - name - 1)) : arena_strdup(b->arena, name + 1));
        }
    }
    free(text);
    vec_release(&w);
    sort_items(out->items, out->count, sizeof *out->items, by_text);
}

/* The rules for what the host has, when that is known. */
static bool compile_rules(const struct run_build *b, const char *folder, words *objects, struct diags *d)
{
    static const char *const generated[] = {"-O0", "-g0", "-w", NULL};
    const char *file = path_join(b->arena, folder, "rules.c"), *object = path_join(b->arena, folder, "rules.o");
    words names = {0};
    struct jobs j = {0};
    read_names(b, objects->items, objects->count, "-g", "T", &names);
    const char *text = b->emit_rules(b->context, names.items, names.count, d);
    vec_release(&names);
    if (!text || file_write(file, text, strlen(text)) != 0) {
        if (text)
            diags_add(d, SEVERITY_ERROR, file, 0, 0, "cannot be written");
        return false;
    }
    add_unit(b, &j, file, object, true, NULL, generated);
    vec_push(objects, object);
    return run_jobs(b, &j, d);
}

static bool compile_host(const struct run_build *b, const char *folder, words *objects, struct diags *d)
{
    static const char *const optimised[] = {"-O1", NULL};
    struct jobs j = {0};
    const char *header = make_header(b, folder, d);
    if (!header)
        return false;
    for (int kernel = 0; kernel < 2; kernel++)
        for (const char *const *f = kernel ? kernel_folders : system_folders; *f; f++) {
            words files = {0};
            list_files(b, arena_printf(b->arena, "%s/runtime/%s", b->root, *f), ".c", &files);
            for (uint32_t i = 0; i < files.count; i++) {
                const char *object = object_of(b, folder, files.items[i]);
                add_unit(b, &j, files.items[i], object, kernel, kernel ? header : NULL, optimised);
                vec_push(objects, object);
            }
            vec_release(&files);
        }
    return run_jobs(b, &j, d) && compile_rules(b, folder, objects, d);
}

static bool link_host(const struct run_build *b, const char *folder, const words *objects, const char *to, struct diags *d)
{
    words w = {0};
    struct jobs j = {0};
    (void)folder;
    vec_push(&w, b->compiler);
    if (link_flag(b->sanitizer))
        vec_push(&w, link_flag(b->sanitizer));
    vec_push(&w, "-rdynamic");
    vec_push(&w, "-o");
    vec_push(&w, to);
    for (uint32_t i = 0; i < objects->count; i++)
        vec_push(&w, objects->items[i]);
    vec_push(&w, "-lpthread");
    vec_push(&w, "-ldl");
    add_job(&j, b, &w, NULL, "the host");
    return run_jobs(b, &j, d);
}

/* Makes b->host. Objects are kept beside the hosts, so that another sanitizer costs a link only. */
static bool make_host(struct run_build *b, const char *folder, struct diags *d)
{
    const char *name = path_base(b->host);
    /* Made under another name, for others may do the same now. */
    const char *work = arena_printf(b->arena, "%s.%d", folder, (int)getpid());
    words objects = {0};
    bool kept = folder_exists(folder), good = folder_make(kept ? folder : work) == 0;
    if (!good)
        diags_add(d, SEVERITY_ERROR, work, 0, 0, "cannot be made");
    const char *at = kept ? folder : work;
    if (good && !kept)
        good = compile_host(b, at, &objects, d);
    else if (good)
        list_files(b, at, ".o", &objects);
    const char *temporary = arena_printf(b->arena, "%s/%s.%d", at, name, (int)getpid());
    good = good && link_host(b, at, &objects, temporary, d);
    if (good)
        good = rename(temporary, path_join(b->arena, at, name)) == 0;
    if (good && !kept && rename(work, folder) != 0)
        b->host = path_join(b->arena, work, name); /* somebody was faster: ours is as good */
    vec_release(&objects);
    return good;
}

/* Locks the host's folder: alone to make it, which waits while another process makes the same one; with others while it is used, so that nobody
   trims it away. -1 where no lock can be had: then both make it, and the first wins. */
static int lock_host(const struct run_build *b, const char *folder, bool alone)
{
    return b->cache && folder_make(path_folder(b->arena, folder)) == 0 ? file_lock(arena_printf(b->arena, "%s.lock", folder), alone, true) : -1;
}

/* Locked in use. Where it is there, it is marked as used just now. */
static bool find_host(struct run_build *b, const char *folder)
{
    b->lock = lock_host(b, folder, false);
    if (access(b->host, X_OK) == 0) {
        utimensat(AT_FDCWD, b->host, NULL, 0);
        return true;
    }
    run_leave_host(b);
    return false;
}

void run_leave_host(struct run_build *b)
{
    if (b->lock >= 0)
        close(b->lock);
    b->lock = -1;
}

bool run_build_host(struct run_build *b, struct diags *d)
{
    static const char *const names[] = {"host-address", "host-thread", "host-none"};
    char hash[33];
    b->hash = host_hash(b);
    hash128_format(b->hash, hash);
    const char *folder = b->cache ? arena_printf(b->arena, "%s/host/%s", b->cache, hash) : path_join(b->arena, b->scratch, "host");
    b->host = path_join(b->arena, folder, names[b->sanitizer]);
    b->host_was_kept = find_host(b, folder);
    if (b->host_was_kept)
        return true;
    b->lock = lock_host(b, folder, true);
    b->host_was_kept = access(b->host, X_OK) == 0;
    bool good = b->host_was_kept || make_host(b, folder, d);
    run_leave_host(b);
    return good && (find_host(b, folder) || run_build_host(b, d)); /* trimmed away in between, of all times: once more */
}

/* ---- the driver ---------------------------------------------------------------------------------------------------------- */

static bool is_listed(const words *list, const char *name)
{
    return list->count && bsearch(&name, list->items, list->count, sizeof *list->items, by_text);
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
    add_all(&w, common);
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
    add_all(&w, common);
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
