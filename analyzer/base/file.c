/* Whole files, folders, paths as text, and source texts by line. */
#include "base.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

char *file_read(const char *path, size_t *size)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return NULL;
    struct stat st;
    if (fstat(fileno(f), &st) == 0 && S_ISDIR(st.st_mode)) {
        fclose(f);
        errno = EISDIR;
        return NULL;
    }
    size_t capacity = st.st_size > 0 ? (size_t)st.st_size + 1 : 4096, length = 0;
    if (capacity > FILE_SIZE_LIMIT) {
        fclose(f);
        errno = EFBIG;
        return NULL;
    }
    char *text = mem_alloc(capacity);
    for (;;) { /* pipes and /proc files have no size to trust */
        size_t got = fread(text + length, 1, capacity - length - 1, f);
        length += got;
        if (got == 0)
            break;
        if (length + 1 == capacity) {
            if (capacity > FILE_SIZE_LIMIT)
                break;
            text = mem_realloc(text, capacity *= 2);
        }
    }
    int failed = ferror(f) ? EIO : length > FILE_SIZE_LIMIT ? EFBIG : 0;
    fclose(f);
    if (failed) {
        free(text);
        errno = failed;
        return NULL;
    }
    text[length] = '\0';
    if (size)
        *size = length;
    return text;
}

int file_write(const char *path, const void *data, size_t size)
{
    struct str name = {0};
    str_printf(&name, "%s.XXXXXX", path);
    int result = 0, fd = mkstemp(name.text);
    if (fd < 0) {
        result = errno;
        str_release(&name);
        return result;
    }
    for (size_t done = 0; done < size && !result;) {
        ssize_t n = write(fd, (const char *)data + done, size - done);
        if (n < 0 && errno != EINTR)
            result = errno;
        else if (n > 0)
            done += (size_t)n;
    }
    struct stat st;
    mode_t mask = umask(0);
    umask(mask);
    if (!result && fchmod(fd, stat(path, &st) == 0 ? st.st_mode & 07777 : 0666 & ~mask) != 0)
        result = errno;
    if (close(fd) != 0 && !result)
        result = errno;
    if (!result && rename(name.text, path) != 0)
        result = errno;
    if (result)
        unlink(name.text);
    str_release(&name);
    return result;
}

int file_lock(const char *path, bool alone, bool wait)
{
    for (;;) {
        struct stat locked, now;
        int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        if (file < 0)
            return -1;
        while (flock(file, (alone ? LOCK_EX : LOCK_SH) | (wait ? 0 : LOCK_NB)) != 0)
            if (errno != EINTR) {
                close(file);
                return -1;
            }
        if (fstat(file, &locked) == 0 && stat(path, &now) == 0 && locked.st_ino == now.st_ino && locked.st_dev == now.st_dev)
            return file;
        close(file); /* it was removed meanwhile */
    }
}

bool file_exists(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && !S_ISDIR(st.st_mode);
}

bool folder_exists(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

int folder_make(const char *path)
{
    if (!path[0])
        return ENOENT;
    char *copy = mem_strdup(path);
    int result = 0;
    for (char *p = copy + 1; !result; p++) {
        if (*p != '/' && *p != '\0')
            continue;
        char kept = *p;
        *p = '\0';
        if (mkdir(copy, 0777) != 0 && errno != EEXIST)
            result = errno;
        *p = kept;
        if (!kept)
            break;
    }
    if (!result && !folder_exists(path))
        result = ENOTDIR;
    free(copy);
    return result;
}

char *path_join(struct arena *a, const char *folder, const char *path)
{
    char *joined = path[0] == '/' || !folder || !folder[0] ? arena_strdup(a, path)
                                                          : arena_printf(a, "%s/%s", folder, path);
    bool absolute = joined[0] == '/';
    char *out = arena_alloc(a, strlen(joined) + 2), *at = out;
    if (absolute)
        *at++ = '/';
    for (const char *p = joined; *p;) {
        const char *end = strchr(p, '/');
        size_t n = end ? (size_t)(end - p) : strlen(p);
        char *root = out + absolute;
        if (n == 2 && p[0] == '.' && p[1] == '.') {
            char *last = at;
            while (last > root && last[-1] != '/')
                last--;
            bool last_is_up = at - last == 2 && last[0] == '.' && last[1] == '.';
            if (at > root && !last_is_up) {
                at = last > root ? last - 1 : root;
                n = 0;
            } else if (absolute)
                n = 0;
        }
        if (n && !(n == 1 && p[0] == '.')) {
            if (at > root)
                *at++ = '/';
            memcpy(at, p, n);
            at += n;
        }
        p += end ? (size_t)(end - p) + 1 : strlen(p);
    }
    if (at == out)
        *at++ = '.';
    *at = '\0';
    return out;
}

const char *path_base(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

char *path_folder(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return arena_strdup(a, ".");
    return slash == path ? arena_strdup(a, "/") : arena_strndup(a, path, (size_t)(slash - path));
}

const char *path_relative(const char *path, const char *root)
{
    size_t n = strlen(root);
    while (n && root[n - 1] == '/')
        n--;
    return n && strncmp(path, root, n) == 0 && path[n] == '/' ? path + n + 1 : path;
}

void source_init_text(struct source *s, const char *text, size_t size)
{
    *s = (struct source){.text = mem_alloc(size + 1), .size = size};
    if (size)
        memcpy(s->text, text, size);
    s->text[size] = '\0';
    vec_push(&s->line_starts, 0);
    for (const char *at = s->text, *end = s->text + size; (at = memchr(at, '\n', (size_t)(end - at))) != NULL;)
        vec_push(&s->line_starts, (uint32_t)(++at - s->text));
}

int source_load(struct source *s, const char *path)
{
    size_t size;
    char *text = file_read(path, &size);
    if (!text)
        return errno;
    source_init_text(s, text, size);
    free(text);
    return 0;
}

void source_release(struct source *s)
{
    free(s->text);
    vec_release(&s->line_starts);
    *s = (struct source){0};
}

const char *source_line(const struct source *s, uint32_t n, size_t *length)
{
    *length = 0;
    if (n == 0 || n > s->line_starts.count)
        return "";
    const char *start = s->text + s->line_starts.items[n - 1], *end = s->text + s->size;
    const char *p = start;
    while (p < end && *p != '\n')
        p++;
    if (p > start && p[-1] == '\r')
        p--;
    *length = (size_t)(p - start);
    return start;
}
