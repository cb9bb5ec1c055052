/*
 * --wdk: the folders of an unpacked WDK or of its NuGet package, put before the built-in headers.
 *
 *   DIR/Include/10.0.26100.0/{km,km/crt,um,shared}  DIR/Include/wdf/kmdf/1.33   a kit's own layout
 *   DIR/c/Include/...                                                          the NuGet package's
 */
#include "project/msbuild.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

/* The entry of `folder` with the highest version in its name that holds `inside`; NULL where there is none. */
static const char *newest(struct arena *a, const char *folder, const char *inside)
{
    DIR *dir = opendir(folder);
    const char *best = NULL;
    for (struct dirent *e; dir && (e = readdir(dir));) {
        const char *path = path_join(a, folder, e->d_name);
        if (e->d_name[0] >= '0' && e->d_name[0] <= '9' && folder_exists(path_match(a, path_join(a, path, inside))) &&
            (!best || strverscmp(path_base(best), e->d_name) < 0))
            best = path;
    }
    if (dir)
        closedir(dir);
    return best;
}

/* The folder that holds km/: DIR itself, or the newest version below its Include. */
static const char *find_kit(struct arena *a, const char *wdk, const char **include)
{
    static const char *const places[] = {".", "Include", "c/Include"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        *include = path_match(a, path_join(a, wdk, places[i]));
        if (folder_exists(path_match(a, path_join(a, *include, "km"))))
            return *include;
        const char *kit = newest(a, *include, "km");
        if (kit)
            return kit;
    }
    return NULL;
}

bool project_add_wdk(struct project *p, const char *wdk, struct diags *d)
{
    struct arena *a = &p->arena;
    const char *include, *kit = find_kit(a, wdk, &include);
    if (!kit) {
        struct diag *g =
            diags_add(d, SEVERITY_ERROR, wdk, 0, 0, "--wdk: there is no folder km of kernel headers in it");
        g->hint = "DIR holds Include/10.0.*/km, or km itself";
        return false;
    }
    const char *kmdf = newest(a, path_match(a, path_join(a, include, "wdf/kmdf")), ".");
    const char *kernel[] = {"km", "km/crt", "shared"}, *user[] = {"um", "shared", "ucrt"};
    for (uint32_t u = 0; u < p->units.count; u++) {
        struct unit *unit = &p->units.items[u];
        const char **args = arena_array(a, const char *, unit->arg_count + 5);
        uint32_t n = unit->arg_count;
        if (n)
            memcpy(args, unit->args, sizeof *args * n);
        for (size_t i = 0; i < 3; i++) {
            const char *folder = path_match(a, path_join(a, kit, unit->user_mode ? user[i] : kernel[i]));
            if (folder_exists(folder))
                args[n++] = arena_printf(a, "-isystem%s", folder);
        }
        if (kmdf && !unit->user_mode)
            args[n++] = arena_printf(a, "-isystem%s", kmdf);
        unit->args = args;
        unit->arg_count = n;
    }
    return true;
}
