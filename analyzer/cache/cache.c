/* Lowered units on disk. */
#include "cache/cache.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <uthash.h>

#define MAGIC "ddicache"
#define ENTRY_VERSION 1u

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
    pthread_mutex_t lock; /* of `files` */
    struct known_file *files;
};

struct cache *cache_open(const char *folder)
{
    int error = folder_make(folder);
    if (error) {
        errno = error;
        return NULL;
    }
    struct cache *c = mem_zalloc(sizeof *c);
    c->folder = mem_strdup(folder);
    pthread_mutex_init(&c->lock, NULL);
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

void cache_close(struct cache *c)
{
    if (!c)
        return;
    struct known_file *f, *next;
    HASH_ITER(hh, c->files, f, next)
    {
        HASH_DEL(c->files, f);
        free(f->path);
        free(f);
    }
    pthread_mutex_destroy(&c->lock);
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

/* Reads the file outside of the lock; two threads may both do it, one result stays. */
static struct known_file file_of(struct cache *c, const char *path)
{
    struct known_file *f = NULL;
    pthread_mutex_lock(&c->lock);
    HASH_FIND_STR(c->files, path, f);
    pthread_mutex_unlock(&c->lock);
    if (f)
        return *f;
    struct known_file *fresh = mem_zalloc(sizeof *fresh);
    fresh->path = mem_strdup(path);
    read_known_file(fresh);
    pthread_mutex_lock(&c->lock);
    HASH_FIND_STR(c->files, path, f);
    if (!f) {
        f = fresh;
        HASH_ADD_KEYPTR(hh, c->files, f->path, strlen(f->path), f);
        fresh = NULL;
    }
    pthread_mutex_unlock(&c->lock);
    if (fresh) {
        free(fresh->path);
        free(fresh);
    }
    return *f;
}

bool cache_key(const char *tool, const char *const *args, uint32_t count, const char *main_file, struct hash128 *key)
{
    size_t size;
    char *text = file_read(main_file, &size);
    if (!text)
        return false;
    char main_hash[33];
    hash128_format(hash_bytes128(text, size), main_hash);
    free(text);
    struct str s = {0};
    str_printf(&s, "%u %u %s", ENTRY_VERSION, IR_FORMAT_VERSION, tool);
    for (uint32_t i = 0; i < count; i++) {
        str_append_char(&s, '\0');
        str_append(&s, args[i]);
    }
    str_append_char(&s, '\0');
    str_append(&s, main_file);
    str_append_char(&s, '\0');
    str_append(&s, main_hash);
    *key = hash_bytes128(str_text(&s), s.length);
    str_release(&s);
    return true;
}

static void entry_path(const struct cache *c, struct hash128 key, struct str *folder, struct str *path)
{
    char name[33];
    hash128_format(key, name);
    str_printf(folder, "%s/ir/%.2s", c->folder, name);
    str_printf(path, "%s/%s", str_text(folder), name + 2);
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

/* Whether every listed file is as it was. Leaves r behind the list. */
static bool files_unchanged(struct cache *c, struct reader *r)
{
    uint32_t count;
    if (!take(r, &count, sizeof count))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        struct hash128 then;
        uint32_t length;
        if (!take(r, &then, sizeof then) || !take(r, &length, sizeof length) || (size_t)(r->end - r->at) < length)
            return false;
        char *path = mem_alloc((size_t)length + 1);
        memcpy(path, r->at, length);
        path[length] = '\0';
        r->at += length;
        struct known_file now = file_of(c, path);
        free(path);
        if (!now.readable || now.content.high != then.high || now.content.low != then.low)
            return false;
    }
    return true;
}

static bool read_entry(struct cache *c, const char *text, size_t size, struct ir_module *m)
{
    uint64_t sum, image_size;
    uint32_t version;
    char magic[sizeof MAGIC - 1];
    if (size < sizeof sum)
        return false;
    memcpy(&sum, text + size - sizeof sum, sizeof sum);
    if (hash_bytes(text, size - sizeof sum, 0) != sum)
        return false;
    struct reader r = {text, text + size - sizeof sum};
    return take(&r, magic, sizeof magic) && memcmp(magic, MAGIC, sizeof magic) == 0 &&
           take(&r, &version, sizeof version) && version == ENTRY_VERSION && files_unchanged(c, &r) &&
           take(&r, &image_size, sizeof image_size) && image_size == (uint64_t)(r.end - r.at) &&
           ir_load(m, r.at, (size_t)image_size);
}

bool cache_load(struct cache *c, struct hash128 key, struct ir_module *m)
{
    struct str folder = {0}, path = {0};
    entry_path(c, key, &folder, &path);
    size_t size;
    char *text = file_read(str_text(&path), &size);
    bool found = text && read_entry(c, text, size, m);
    free(text);
    str_release(&folder);
    str_release(&path);
    return found;
}

/* ---- writing ---------------------------------------------------------------------------------- */

static bool is_later(struct timespec a, struct timespec b)
{
    return a.tv_sec > b.tv_sec || (a.tv_sec == b.tv_sec && a.tv_nsec >= b.tv_nsec);
}

static bool append_files(struct cache *c, const struct ir_module *m, struct timespec started, struct str *out)
{
    uint32_t count = m->dependencies.count;
    str_append_n(out, (const char *)&count, sizeof count);
    for (uint32_t i = 0; i < count; i++) {
        const char *path = ir_text(m, m->dependencies.items[i]);
        struct known_file f = file_of(c, path);
        if (!f.readable || is_later(f.changed, started))
            return false;
        uint32_t length = (uint32_t)strlen(path);
        str_append_n(out, (const char *)&f.content, sizeof f.content);
        str_append_n(out, (const char *)&length, sizeof length);
        str_append_n(out, path, length);
    }
    return count > 0;
}

bool cache_store(struct cache *c, struct hash128 key, const struct ir_module *m, struct timespec started)
{
    for (uint32_t i = 0; i < m->problems.count; i++)
        if (m->problems.items[i].kind == IR_PROBLEM_MISSING_HEADER)
            return false;
    struct str out = {0}, image = {0}, folder = {0}, path = {0};
    uint32_t version = ENTRY_VERSION;
    str_append(&out, MAGIC);
    str_append_n(&out, (const char *)&version, sizeof version);
    bool kept = append_files(c, m, started, &out);
    if (kept) {
        ir_save(m, &image);
        uint64_t size = image.length;
        str_append_n(&out, (const char *)&size, sizeof size);
        str_append_n(&out, str_text(&image), image.length);
        uint64_t sum = hash_bytes(str_text(&out), out.length, 0);
        str_append_n(&out, (const char *)&sum, sizeof sum);
        entry_path(c, key, &folder, &path);
        kept = folder_make(str_text(&folder)) == 0 && file_write(str_text(&path), str_text(&out), out.length) == 0;
    }
    str_release(&out);
    str_release(&image);
    str_release(&folder);
    str_release(&path);
    return kept;
}
