/* Windows paths on a file system that knows case and no drives. */
#include "project/msbuild.h"

#include <ctype.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

static bool on_drive(const char *path) { return isalpha((unsigned char)path[0]) && path[1] == ':'; }

bool path_is_on_drive(const char *path) { return on_drive(path) && (path[2] == '/' || path[2] == '\\'); }

/* ---- case ------------------------------------------------------------------------------------- */

/* The entry of `folder` that equals `name` but for case: of several the first in byte order. */
static const char *entry_without_case(struct arena *a, const char *folder, const char *name)
{
    DIR *dir = opendir(folder);
    const char *best = NULL;
    for (struct dirent *e; dir && (e = readdir(dir));)
        if (strcasecmp(e->d_name, name) == 0 && (!best || strcmp(e->d_name, best) < 0))
            best = arena_strdup(a, e->d_name);
    if (dir)
        closedir(dir);
    return best;
}

const char *path_match(struct arena *a, const char *path)
{
    if (path[0] != '/' || access(path, F_OK) == 0)
        return path;
    struct str built = {0};
    const char *at = path;
    bool lost = false; /* below a part that is nowhere: the rest stays as written */
    while (*at) {
        while (*at == '/')
            at++;
        size_t n = strcspn(at, "/");
        if (!n)
            break;
        const char *part = arena_strndup(a, at, n);
        at += n;
        size_t before = built.length;
        str_printf(&built, "/%s", part);
        if (lost || access(str_text(&built), F_OK) == 0)
            continue;
        const char *folder = before ? arena_strndup(a, built.text, before) : "/";
        const char *other = entry_without_case(a, folder, part);
        lost = !other;
        if (other)
            memcpy(built.text + before + 1, other, n);
    }
    const char *result = arena_strdup(a, str_text(&built));
    str_release(&built);
    return result;
}

/* ---- drives ------------------------------------------------------------------------------------- */

/* Whether `path` is `from` or stands below it; Windows paths compare without case, '\' is '/'. */
static bool maps_from(const char *from, const char *path, size_t *length)
{
    size_t n = strlen(from);
    while (n > 1 && (from[n - 1] == '/' || from[n - 1] == '\\'))
        n--;
    bool windows = on_drive(from) || from[0] == '\\';
    for (size_t i = 0; i < n; i++) {
        char x = from[i] == '\\' ? '/' : from[i], y = path[i] == '\\' ? '/' : path[i];
        if (windows ? tolower((unsigned char)x) != tolower((unsigned char)y) : x != y)
            return false;
    }
    *length = n;
    return !path[n] || path[n] == '/' || path[n] == '\\' || (n == 1 && from[0] == '/');
}

const char *path_map(struct arena *a, const struct path_maps *maps, const char *path)
{
    const struct path_mapping *best = NULL;
    size_t best_length = 0, length;
    for (uint32_t i = 0; maps && i < maps->count; i++) /* the longest wins */
        if (maps_from(maps->list[i].from, path, &length) && (!best || length > best_length)) {
            best = &maps->list[i];
            best_length = length;
        }
    if (!best)
        return path;
    const char *rest = path + best_length;
    while (*rest == '/' || *rest == '\\')
        rest++;
    return *rest ? path_join(a, best->to, flags_path(a, rest)) : best->to;
}

const char *path_windows(struct arena *a, const struct path_maps *maps, const char *folder, const char *path)
{
    path = flags_path(a, path_map(a, maps, path));
    if (on_drive(path))
        return path;
    return path_match(a, path_join(a, folder, path));
}
