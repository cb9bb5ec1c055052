/*
 * The host: compiled from its sources, the headers, the rules and the compiler's version; kept in the cache under the hash of these, once
 * for each sanitizer.
 */
#include "compile.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Folders of the host's sources: against the C library, and against the driver's headers. */
static const char *const system_folders[] = {"os", "monitor", NULL};
static const char *const kernel_folders[] = {"rt", "ke", "ex", "mm", "rtl", "ob", "cm", "io", "ps", "ndis", "wdf", "wfp", "flt", "scenario", NULL};

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
    add_all(&w, common_flags);
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
