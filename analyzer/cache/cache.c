/* Entries on disk: a list of files, a payload. */
#include "cache/cache.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <uthash.h>

#define MAGIC "ddicache"
#define ENTRY_VERSION 2u

/* What is known of a file in this run. A header is read once however many units include it. */
struct known_file {
    UT_hash_handle hh;
    char *path;
    struct hash128 content;
    struct timespec changed;
    bool readable;
};

struct cache {
    char *folder;
    struct known_file *files;
    uint64_t written; /* and not yet told to the others */
};

/* How much is written before the others are told: the file for that is then touched a few times in a run. */
#define TOLD_AT ((uint64_t)4 << 20)
#define BLOCK 4096u

struct cache *cache_open(const char *folder)
{
    int error = folder_make(folder);
    if (error) {
        errno = error;
        return NULL;
    }
    struct cache *c = mem_zalloc(sizeof *c);
    c->folder = mem_strdup(folder);
    /* Backup programs leave folders with this tag out (bford.info/cachedir). */
    struct str tag = {0};
    str_printf(&tag, "%s/CACHEDIR.TAG", folder);
    static const char text[] = "Signature: 8a477f597d28d172789f06886806bc55\n# This folder holds lowered sources of "
                               "ddicheck. It can be deleted at any time.\n";
    if (!file_exists(str_text(&tag)))
        file_write(str_text(&tag), text, sizeof text - 1); /* no harm where it fails: the entries will, too */
    str_release(&tag);
    return c;
}

static char *written_path(const struct cache *c)
{
    struct str path = {0};
    str_printf(&path, "%s/written", c->folder);
    return str_take(&path);
}

/* One byte for each block: what several processes append at the same time adds up, and the file's size is the answer. */
static void tell_written(struct cache *c)
{
    uint64_t count = c->written / BLOCK;
    char *path = count ? written_path(c) : NULL, *bytes = count ? mem_zalloc(count) : NULL;
    int file = path ? open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666) : -1;
    if (file >= 0) {
        if (write(file, bytes, count) > 0) /* no harm where it fails: it is trimmed tomorrow */
            c->written %= BLOCK;
        close(file);
    }
    free(bytes);
    free(path);
}

static void count_written(struct cache *c, uint64_t bytes)
{
    c->written += (bytes + BLOCK - 1) / BLOCK * BLOCK;
    if (c->written >= TOLD_AT)
        tell_written(c);
}

void cache_close(struct cache *c)
{
    if (!c)
        return;
    tell_written(c);
    struct known_file *f, *next;
    HASH_ITER(hh, c->files, f, next)
    {
        HASH_DEL(c->files, f);
        free(f->path);
        free(f);
    }
    free(c->folder);
    free(c);
}

static void read_known_file(struct known_file *f)
{
    struct stat st;
    size_t size;
    char *text = stat(f->path, &st) == 0 ? file_read(f->path, &size) : NULL;
    if (text) {
        f->readable = true;
        f->changed = st.st_mtim;
        f->content = hash_bytes128(text, size);
        free(text);
    }
}

static const struct known_file *file_of(struct cache *c, const char *path)
{
    struct known_file *f;
    HASH_FIND_STR(c->files, path, f);
    if (f)
        return f;
    f = mem_zalloc(sizeof *f);
    f->path = mem_strdup(path);
    read_known_file(f);
    HASH_ADD_KEYPTR(hh, c->files, f->path, strlen(f->path), f);
    return f;
}

bool cache_file_hash(struct cache *c, const char *path, struct hash128 *out)
{
    const struct known_file *f = file_of(c, path);
    *out = f->content;
    return f->readable;
}

const char *cache_folder(const struct cache *c) { return c->folder; }

static char *entry_path(const struct cache *c, const char *kind, struct hash128 key, const char *suffix)
{
    char name[33];
    struct str path = {0};
    hash128_format(key, name);
    str_printf(&path, "%s/%s/%.2s/%s%s", c->folder, kind, name, name + 2, suffix);
    return str_take(&path);
}

/* A file that ends with the hash of what stands before; its text without that, or NULL. */
static char *read_whole(const char *path, size_t *size)
{
    uint64_t sum;
    char *text = file_read(path, size);
    if (text && *size >= sizeof sum) {
        *size -= sizeof sum;
        memcpy(&sum, text + *size, sizeof sum);
        if (hash_bytes(text, *size, 0) == sum)
            return text;
    }
    free(text);
    return NULL;
}

static bool write_whole(const char *path, struct str *text)
{
    uint64_t sum = hash_bytes(str_text(text), text->length, 0);
    str_append_n(text, (const char *)&sum, sizeof sum);
    struct arena a;
    arena_init(&a);
    bool good = folder_make(path_folder(&a, path)) == 0 && file_write(path, str_text(text), text->length) == 0;
    arena_release(&a);
    return good;
}

/* ---- reading ---------------------------------------------------------------------------------- */

struct reader {
    const char *at, *end;
};

/* Copies n bytes out, or returns false. */
static bool take(struct reader *r, void *to, size_t n)
{
    if ((size_t)(r->end - r->at) < n)
        return false;
    memcpy(to, r->at, n);
    r->at += n;
    return true;
}

/* Whether every listed file is as it was. */
static bool files_unchanged(struct cache *c, struct reader *r, struct hash128 *state)
{
    uint32_t count;
    struct str path = {0};
    bool good = take(r, &count, sizeof count);
    *state = (struct hash128){0};
    for (uint32_t i = 0; good && i < count; i++) {
        struct hash128 then;
        uint32_t length;
        good = take(r, &then, sizeof then) && take(r, &length, sizeof length) && (size_t)(r->end - r->at) >= length;
        if (!good)
            break;
        str_clear(&path);
        str_append_n(&path, r->at, length);
        r->at += length;
        const struct known_file *now = file_of(c, str_text(&path));
        good = now->readable && now->content.high == then.high && now->content.low == then.low;
        state->high = hash_mix(state->high, then.high);
        state->low = hash_mix(state->low, then.low);
    }
    str_release(&path);
    return good;
}

bool cache_find(struct cache *c, const char *kind, struct hash128 key, struct hash128 *state)
{
    char *path = entry_path(c, kind, key, ".files"), magic[sizeof MAGIC - 1];
    size_t size;
    uint32_t version;
    char *text = read_whole(path, &size);
    struct reader r = {text, text ? text + size : NULL};
    bool found = text && take(&r, magic, sizeof magic) && memcmp(magic, MAGIC, sizeof magic) == 0 &&
                 take(&r, &version, sizeof version) && version == ENTRY_VERSION && files_unchanged(c, &r, state);
    free(text);
    free(path);
    return found;
}

char *cache_read(struct cache *c, const char *kind, struct hash128 key, size_t *size)
{
    char *path = entry_path(c, kind, key, ""), *text = read_whole(path, size);
    if (text)
        utimensat(AT_FDCWD, path, NULL, 0); /* used: cache_trim takes it last */
    free(path);
    return text;
}

/* ---- writing ---------------------------------------------------------------------------------- */

static bool is_later(struct timespec a, struct timespec b)
{
    return a.tv_sec > b.tv_sec || (a.tv_sec == b.tv_sec && a.tv_nsec >= b.tv_nsec);
}

static bool append_files(struct cache *c, const char *const *files, uint32_t count, struct timespec started,
                         struct str *out)
{
    uint32_t version = ENTRY_VERSION;
    str_append(out, MAGIC);
    str_append_n(out, (const char *)&version, sizeof version);
    str_append_n(out, (const char *)&count, sizeof count);
    for (uint32_t i = 0; i < count; i++) {
        const struct known_file *f = file_of(c, files[i]);
        if (!f->readable || is_later(f->changed, started))
            return false;
        uint32_t length = (uint32_t)strlen(files[i]);
        str_append_n(out, (const char *)&f->content, sizeof f->content);
        str_append_n(out, (const char *)&length, sizeof length);
        str_append_n(out, files[i], length);
    }
    return true;
}

bool cache_keep(struct cache *c, const char *kind, struct hash128 key, const char *const *files, uint32_t count,
                struct timespec started, const void *payload, size_t size)
{
    struct str list = {0}, body = {0};
    char *list_path = entry_path(c, kind, key, ".files"), *path = entry_path(c, kind, key, "");
    bool kept = append_files(c, files, count, started, &list);
    if (kept) {
        str_append_n(&body, payload, size);
        kept = write_whole(path, &body) && write_whole(list_path, &list);
        count_written(c, body.length);
        count_written(c, list.length);
    }
    free(list_path);
    free(path);
    str_release(&list);
    str_release(&body);
    return kept;
}

/* ---- trimming ---------------------------------------------------------------------------------- */

struct old_file {
    char *path;
    time_t used;
    uint64_t size;
    bool is_host; /* a folder, which goes as a whole */
};

struct old_files {
    VEC(struct old_file) list;
    uint64_t total;
};

static void collect(struct old_files *files, const char *folder, unsigned depth)
{
    DIR *d = opendir(folder);
    for (struct dirent *e; d && (e = readdir(d)) != NULL;) {
        struct stat st;
        struct str path = {0};
        str_printf(&path, "%s/%s", folder, e->d_name);
        if (e->d_name[0] == '.' || lstat(str_text(&path), &st) != 0) {
            str_release(&path);
        } else if (S_ISDIR(st.st_mode)) {
            if (depth < 4)
                collect(files, str_text(&path), depth + 1);
            str_release(&path);
        } else if (S_ISREG(st.st_mode)) {
            files->total += (uint64_t)st.st_size;
            vec_push(&files->list, (struct old_file){str_take(&path), st.st_mtime, (uint64_t)st.st_size, false});
        } else {
            str_release(&path);
        }
    }
    if (d)
        closedir(d);
}

void cache_wrote(struct cache *c, const char *path)
{
    struct old_files inside = {0};
    struct stat st;
    if (folder_exists(path))
        collect(&inside, path, 0);
    else if (stat(path, &st) == 0)
        inside.total = (uint64_t)st.st_size;
    count_written(c, inside.total);
    for (uint32_t i = 0; i < inside.list.count; i++)
        free(inside.list.items[i].path);
    vec_release(&inside.list);
}

/* Each host as one. Those without files are as old as can be. */
static void collect_hosts(struct old_files *files, const char *folder)
{
    DIR *d = opendir(folder);
    for (struct dirent *e; d && (e = readdir(d)) != NULL;) {
        struct old_files inside = {0};
        struct str path = {0};
        str_printf(&path, "%s/%s", folder, e->d_name);
        if (e->d_name[0] == '.' || !folder_exists(str_text(&path))) {
            str_release(&path);
            continue;
        }
        struct old_file host = {.path = str_take(&path), .is_host = true};
        collect(&inside, host.path, 0);
        for (uint32_t i = 0; i < inside.list.count; i++) {
            if (inside.list.items[i].used > host.used)
                host.used = inside.list.items[i].used;
            free(inside.list.items[i].path);
        }
        vec_release(&inside.list);
        host.size = inside.total;
        files->total += host.size;
        vec_push(&files->list, host);
    }
    if (d)
        closedir(d);
}

/* The lock of host/KEY, or of host/KEY.NUMBER, of which it is the maker's. */
static char *lock_path(const char *host)
{
    struct str path = {0};
    size_t name = (size_t)(path_base(host) - host);
    str_append_n(&path, host, name + strcspn(host + name, "."));
    str_append(&path, ".lock");
    return str_take(&path);
}

/* False where it is in use, or cannot be removed. */
static bool remove_host(const char *folder)
{
    char *path = lock_path(folder);
    int lock = file_lock(path, true, false);
    bool gone = false;
    if (lock >= 0) {
        struct old_files inside = {0};
        collect(&inside, folder, 0);
        for (uint32_t i = 0; i < inside.list.count; i++) {
            unlink(inside.list.items[i].path);
            free(inside.list.items[i].path);
        }
        vec_release(&inside.list);
        gone = rmdir(folder) == 0;
        unlink(path);
        close(lock);
    }
    free(path);
    return gone;
}

static bool remove_old(const struct old_file *f) { return f->is_host ? remove_host(f->path) : unlink(f->path) == 0; }

static int by_use(const void *a, const void *b)
{
    const struct old_file *x = a, *y = b;
    return x->used < y->used ? -1 : x->used > y->used ? 1 : strcmp(x->path, y->path);
}

void cache_trim(struct cache *c, uint64_t bytes)
{
    static const char *const kinds[] = {"ir", "prefix", "run", "summaries", "stand-ins"}; /* nothing else of the folder is ours */
    struct old_files files = {0};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct str folder = {0};
        str_printf(&folder, "%s/%s", c->folder, kinds[i]);
        collect(&files, str_text(&folder), 0);
        str_release(&folder);
    }
    struct str hosts = {0};
    str_printf(&hosts, "%s/host", c->folder);
    collect_hosts(&files, str_text(&hosts));
    str_release(&hosts);
    if (files.list.count)
        qsort(files.list.items, files.list.count, sizeof *files.list.items, by_use);
    for (uint32_t i = 0; i < files.list.count; i++) {
        if (files.total > bytes && remove_old(&files.list.items[i]))
            files.total -= files.list.items[i].size;
        free(files.list.items[i].path);
    }
    vec_release(&files.list);
}

void cache_tend(struct cache *c, uint64_t bytes)
{
    struct stat st, written;
    struct str mark = {0};
    tell_written(c);
    char *path = written_path(c);
    str_printf(&mark, "%s/trimmed", c->folder);
    bool much = stat(path, &written) == 0 && (uint64_t)written.st_size * BLOCK >= bytes / 4 && written.st_size > 0;
    if (much || stat(str_text(&mark), &st) != 0 || st.st_mtime + 24 * 60 * 60 < time(NULL)) {
        file_write(str_text(&mark), "", 0); /* no harm where it fails: it is looked at again */
        unlink(path);
        cache_trim(c, bytes);
    }
    free(path);
    str_release(&mark);
}
