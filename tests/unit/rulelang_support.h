/* Shared by the rule-language tests: rule sets from texts, and the files of a folder. */
#ifndef DDICHECK_TESTS_RULELANG_SUPPORT_H
#define DDICHECK_TESTS_RULELANG_SUPPORT_H

#include "rulelang/ruleset.h"
#include "runner.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static inline void go_to_source(void) { ck_assert_int_eq(chdir(DDICHECK_SOURCE_DIR), 0); }

/* Fails with the diagnostics where there are any. */
static inline void expect_silence(const struct diags *d)
{
    if (d->list.count)
        diags_print(d, stderr, SEVERITY_NOTE);
    ck_assert_uint_eq(d->list.count, 0);
}

static inline void load_good(struct ruleset *r, const char *text)
{
    struct diags d;
    diags_init(&d);
    ruleset_init(r);
    bool good = ruleset_load_text(r, "test.ddi", text, strlen(text), &d);
    expect_silence(&d);
    ck_assert(good);
    diags_release(&d);
}

static inline void load_shipped(struct ruleset *r)
{
    static const char *const folders[] = {"rules"};
    struct diags d;
    go_to_source();
    diags_init(&d);
    ruleset_init(r);
    bool good = ruleset_load(r, folders, 1, &d);
    expect_silence(&d);
    ck_assert(good);
    diags_release(&d);
}

/* Print, load, print: the two texts are equal. */
static inline void expect_round_trip(const struct ruleset *r)
{
    struct str first = {0}, second = {0};
    struct ruleset again;
    ruleset_print(r, &first);
    load_good(&again, str_text(&first));
    ruleset_print(&again, &second);
    ck_assert_str_eq(str_text(&first), str_text(&second));
    ck_assert_uint_eq(again.ddis.count, r->ddis.count);
    ck_assert_uint_eq(again.rules.count, r->rules.count);
    ck_assert_uint_eq(again.objects.count, r->objects.count);
    ck_assert_uint_eq(again.attributes.count, r->attributes.count);
    ck_assert_uint_eq(again.drivers.count, r->drivers.count);
    ruleset_release(&again);
    str_release(&first);
    str_release(&second);
}

/* Calls the function for every file of the folder whose name ends so. Returns how many. */
static inline int each_file(const char *folder, const char *prefix, const char *suffix,
                            void (*call)(const char *path, const char *text, size_t size))
{
    int count = 0;
    DIR *dir = opendir(folder);
    ck_assert_msg(dir != NULL, "cannot open %s", folder);
    for (const struct dirent *e = readdir(dir); e; e = readdir(dir)) {
        if (e->d_name[0] == '.' || !str_starts_with(e->d_name, prefix) || !str_ends_with(e->d_name, suffix))
            continue;
        char path[1024];
        size_t size = 0;
        snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        char *text = file_read(path, &size);
        ck_assert_msg(text != NULL, "cannot read %s", path);
        call(path, text, size);
        free(text);
        count++;
    }
    closedir(dir);
    return count;
}

#endif
