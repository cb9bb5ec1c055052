/* Projects in a folder of their own: written, loaded, and looked at. */
#ifndef MSBUILD_SUPPORT_H
#define MSBUILD_SUPPORT_H

#include "project/msbuild.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- a folder for each test -------------------------------------------------------------------------- */

struct fixture {
    struct arena a;
    struct project p;
    struct diags d;
    struct msbuild_options o;
    char folder[64];
};

static inline void fixture_init(struct fixture *f)
{
    memset(f, 0, sizeof *f);
    strcpy(f->folder, "/tmp/ddicheck-msbuild-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(f->folder));
    arena_init(&f->a);
    diags_init(&f->d);
    project_init(&f->p);
}

static inline void fixture_release(struct fixture *f)
{
    char command[100];
    snprintf(command, sizeof command, "rm -rf '%s'", f->folder);
    ck_assert_int_eq(system(command), 0);
    project_release(&f->p);
    diags_release(&f->d);
    arena_release(&f->a);
}

static inline const char *put_bytes(struct fixture *f, const char *name, const char *text, size_t size)
{
    const char *path = path_join(&f->a, f->folder, name);
    ck_assert_int_eq(folder_make(path_folder(&f->a, path)), 0);
    ck_assert_int_eq(file_write(path, text, size), 0);
    return path;
}

static inline const char *put(struct fixture *f, const char *name, const char *text)
{
    return put_bytes(f, name, text, strlen(text));
}

#define HEAD "<Project>\n"
#define CONFIGURATIONS                                                                                                 \
    "<ItemGroup Label='ProjectConfigurations'><ProjectConfiguration Include='Release|x64'/>"                           \
    "<ProjectConfiguration Include='Debug|x64'/><ProjectConfiguration Include='Debug|ARM64'/></ItemGroup>\n"
#define KERNEL                                                                                                         \
    "<PropertyGroup><PlatformToolset>WindowsKernelModeDriver10.0</PlatformToolset>"                                    \
    "<ConfigurationType>Driver</ConfigurationType><DriverType>KMDF</DriverType></PropertyGroup>\n"

/* Loads `body` inside <Project> as d/x.vcxproj. */
static inline bool load(struct fixture *f, const char *body)
{
    put(f, "d/a.c", "int a;\n");
    const char *path = put(f, "d/x.vcxproj", arena_printf(&f->a, HEAD "%s</Project>\n", body));
    return project_add_msbuild(&f->p, path, &f->o, NULL, 0, &f->d);
}

/* Every `what` becomes "@". */
static inline const char *replace(struct arena *a, const char *text, const char *what)
{
    struct str out = {0};
    for (const char *p = text; *p;)
        if (str_starts_with(p, what)) {
            str_append_char(&out, '@');
            p += strlen(what);
        } else
            str_append_char(&out, *p++);
    const char *result = arena_strdup(a, str_text(&out));
    str_release(&out);
    return result;
}

static inline const char *args_of(struct fixture *f, uint32_t unit)
{
    struct str text = {0};
    ck_assert_uint_gt(f->p.units.count, unit);
    for (uint32_t i = 0; i < f->p.units.items[unit].arg_count; i++)
        str_printf(&text, " %s", f->p.units.items[unit].args[i]);
    str_append(&text, " ");
    const char *result = replace(&f->a, str_text(&text), f->folder);
    str_release(&text);
    return result;
}

static inline bool has(struct fixture *f, uint32_t unit, const char *arg)
{
    return strstr(args_of(f, unit), arena_printf(&f->a, " %s ", arg)) != NULL;
}

static inline void expect(struct fixture *f, const char *arg)
{
    ck_assert_msg(has(f, 0, arg), "'%s' lacks '%s'", args_of(f, 0), arg);
}

static inline void expect_not(struct fixture *f, const char *arg)
{
    ck_assert_msg(!has(f, 0, arg), "'%s' holds '%s'", args_of(f, 0), arg);
}

#endif
