/*
 * Any bytes as a project file, evaluated for the configuration Debug|x64: it reads or is refused with an
 * error, within bounds. The first byte picks what else is asked: a solution of both kinds, a response file's text.
 */
#include "project/msbuild.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Longer texts only repeat shorter ones. */
#define INPUT_LIMIT ((size_t)256 << 10)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {"x.vcxproj", "x.sln", "x.slnx"};
    struct project p;
    struct diags d;
    struct msbuild_options o = {0};
    struct str text = {0};
    char folder[] = "/tmp/ddicheck-fuzz-XXXXXX";
    if (size < 1 || size > INPUT_LIMIT || !mkdtemp(folder))
        return 0;
    project_init(&p);
    diags_init(&d);
    const char *path = path_join(&d.arena, folder, names[data[0] % 3]);
    ensure(file_write(path, data + 1, size - 1) == 0);
    bool good = project_add_msbuild(&p, path, &o, NULL, 0, &d);
    ensure(good == (d.errors == 0));
    for (uint32_t i = 0; i < p.programs.count; i++)
        for (uint32_t k = 0; k < p.programs.items[i].units.count; k++)
            ensure(p.programs.items[i].units.items[k] < p.units.count);
    project_write_database(&p, &text);
    free(text_to_utf8((const char *)data, size));
    unlink(path);
    rmdir(folder);
    str_release(&text);
    diags_release(&d);
    project_release(&p);
    return 0;
}
