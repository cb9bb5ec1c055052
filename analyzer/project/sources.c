/*
 * `sources`: what the kits before Visual Studio were told about a folder, in the syntax of nmake. Of it the reader of a folder
 * takes INCLUDES, and the defines of C_DEFINES and USER_C_FLAGS. Conditions are not evaluated: what stands in any of their
 * branches counts. A word with a macro ($(DDK_INC_PATH)) is left out: the kit's headers are ours.
 */
#include "project/msbuild.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *sources_file(struct arena *a, const char *folder)
{
    const char *found = NULL;
    DIR *d = opendir(folder);
    for (struct dirent *e; d && (e = readdir(d)) != NULL;)
        if (strcasecmp(e->d_name, "sources") == 0)
            found = path_join(a, folder, e->d_name);
    if (d)
        closedir(d);
    return found;
}

/* Comments, and the ends of lines that go on, become blanks. */
static void join_lines(char *text)
{
    for (char *p = text; *p; p++)
        if (*p == '#')
            for (; *p && *p != '\n'; p++)
                *p = ' ';
        else if (*p == '\\' && p[strspn(p + 1, " \t\r") + 1] == '\n')
            memset(p, ' ', strspn(p + 1, " \t\r") + 2);
}

/* The value of the line's assignment where it is one of that name. */
static const char *value_of(const char *line, const char *name)
{
    size_t n = strlen(name);
    line += strspn(line, " \t");
    if (strncasecmp(line, name, n) != 0)
        return NULL;
    line += n + strspn(line + n, " \t");
    return *line == '=' ? line + 1 : NULL;
}

static void add_include(struct arena *a, const char *folder, const char *word, struct words_list *out)
{
    const char *path = path_match(a, path_join(a, folder, flags_path(a, word)));
    if (folder_exists(path))
        vec_push(&out->list, arena_printf(a, "-I%s", path));
}

static void add_line(struct arena *a, const char *folder, char *line, struct words_list *out)
{
    const char *includes = value_of(line, "INCLUDES"), *flags = value_of(line, "C_DEFINES");
    flags = flags ? flags : value_of(line, "USER_C_FLAGS");
    if (!includes && !flags)
        return;
    for (char *p = line; includes && *p; p++)
        if (*p == ';')
            *p = ' ';
    struct words_list words = {0};
    words_split_windows(a, includes ? includes : flags, &words);
    for (uint32_t i = 0; i < words.list.count; i++) {
        const char *word = words.list.items[i];
        bool define = (word[0] == '-' || word[0] == '/') && (word[1] == 'D' || word[1] == 'U') && word[2];
        if (strstr(word, "$("))
            continue;
        if (includes)
            add_include(a, folder, word, out);
        else if (define)
            vec_push(&out->list, arena_printf(a, "-%s", word + 1));
    }
    vec_release(&words.list);
}

void sources_arguments(struct arena *a, const char *folder, struct words_list *out)
{
    const char *path = sources_file(a, folder);
    size_t size;
    char *text = path ? file_read(path, &size) : NULL, *utf8 = text ? text_to_utf8(text, size) : NULL, *rest = NULL;
    if (utf8)
        join_lines(utf8);
    for (char *line = utf8 ? strtok_r(utf8, "\r\n", &rest) : NULL; line; line = strtok_r(NULL, "\r\n", &rest))
        add_line(a, folder, line, out);
    free(utf8);
    free(text);
}
