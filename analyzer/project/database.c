/*
 * compile_commands.json. (libclang's own reader splits Windows command lines by POSIX rules and
 * says nothing about what is wrong with a file, so this one is ours.)
 *
 * jansson checks the syntax and builds the tree but keeps no places of its nodes; the line of an
 * entry, for messages, is found again by counting elements in the text.
 */
#include "project/msbuild.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A compilation database of a whole operating system has less. */
#define DATABASE_LIMIT ((size_t)128 << 20)
#define ERROR_LIMIT 50u

struct database {
    struct project *p;
    struct diags *d;
    const char *path;   /* of the JSON file */
    const char *folder; /* it stands in */
    const char *text;
    const char *const *only;
    uint32_t only_count;
    uint32_t errors;
    bool drive_told;
    /* where entry_line stopped */
    const char *at;
    size_t element;
    uint32_t line, depth;
};

/* The line on which the n-th element of the outermost array starts. Asked for in ascending order. */
static uint32_t entry_line(struct database *b, size_t n)
{
    if (!b->at || n < b->element) {
        b->at = b->text;
        b->element = b->depth = 0;
        b->line = 1;
    }
    bool quoted = false; /* between elements no string is open */
    for (const char *p = b->at; *p; p++) {
        if (!quoted && b->depth == 1 && b->element == n && !strchr(" \t\r\n,]", *p)) {
            b->at = p;
            return b->line;
        }
        if (*p == '\n')
            b->line++;
        else if (quoted)
            quoted = *p != '"' && (*p != '\\' || p++);
        else if (*p == '"')
            quoted = true;
        else if (*p == '[' || *p == '{')
            b->depth++;
        else if (*p == ']' || *p == '}')
            b->depth--;
        else if (*p == ',' && b->depth == 1)
            b->element++;
    }
    b->at = NULL;
    return b->line;
}

static void entry_error(struct database *b, size_t n, const char *text)
{
    if (++b->errors <= ERROR_LIMIT)
        diags_add(b->d, SEVERITY_ERROR, b->path, entry_line(b, n), 0, "entry %zu: %s", n + 1, text);
    else if (b->errors == ERROR_LIMIT + 1)
        diags_add(b->d, SEVERITY_ERROR, b->path, entry_line(b, n), 0, "more entries are wrong; they are not listed");
}

static const char *type_name(const json_t *v)
{
    static const char *const names[] = {"an object", "an array", "a string", "a number",
                                        "a number",  "true",     "false",    "null"};
    return names[json_typeof(v)];
}

/* The string of field `name`, or NULL with an error. */
static const char *entry_string(struct database *b, size_t n, const json_t *entry, const char *name, bool required)
{
    const json_t *v = json_object_get(entry, name);
    if (v && json_is_string(v))
        return json_string_value(v);
    if (v || required)
        entry_error(b, n,
                    v ? arena_printf(&b->p->arena, "\"%s\" is %s, not a string", name, type_name(v))
                      : arena_printf(&b->p->arena, "\"%s\" is missing", name));
    return NULL;
}

static bool entry_words(struct database *b, size_t n, const json_t *entry, struct words_list *words)
{
    struct arena *a = &b->p->arena;
    const json_t *arguments = json_object_get(entry, "arguments");
    if (!arguments) {
        if (!json_object_get(entry, "command")) {
            entry_error(b, n, "\"arguments\" (or \"command\") is missing");
            return false;
        }
        const char *command = entry_string(b, n, entry, "command", true);
        if (!command)
            return false;
        if (words_are_windows(command))
            words_split_windows(a, command, words);
        else
            words_split_posix(a, command, words);
    } else if (!json_is_array(arguments)) {
        entry_error(b, n, arena_printf(a, "\"arguments\" is %s, not an array of strings", type_name(arguments)));
        return false;
    } else {
        size_t i;
        json_t *one;
        json_array_foreach(arguments, i, one)
        {
            if (!json_is_string(one)) {
                entry_error(b, n, arena_printf(a, "\"arguments\" holds %s, not only strings", type_name(one)));
                return false;
            }
            vec_push(&words->list, arena_strdup(a, json_string_value(one)));
        }
    }
    if (words->list.count == 0) {
        entry_error(b, n, "its command is empty");
        return false;
    }
    return true;
}

static bool is_wanted(const struct database *b, const char *path)
{
    for (uint32_t i = 0; i < b->only_count; i++) {
        const char *rest = path_relative(path, b->only[i]);
        if (str_equal(path, b->only[i]) || rest != path)
            return true;
    }
    return b->only_count == 0;
}

static void note_dropped(struct database *b, const char *file, const struct flags_result *flags)
{
    if (flags->dropped.count == 0)
        return;
    struct str list = {0};
    for (uint32_t i = 0; i < flags->dropped.count; i++)
        str_printf(&list, "%s%s", i ? " " : "", flags->dropped.items[i]);
    diags_add(b->d, SEVERITY_NOTE, file, 0, 0, "compiler flags that mean nothing here: %s", str_text(&list));
    str_release(&list);
}

/* ---- drives -------------------------------------------------------------------------------------------- */

/* The mapping that would find `path`: its longest tail that is there below a folder above the database. */
static const char *guess_mapping(struct database *b, const char *path)
{
    struct arena *a = &b->p->arena;
    const char *folder = b->folder;
    for (unsigned up = 0; up < 4; up++, folder = path_folder(a, folder))
        for (const char *tail = strchr(path, '/'); tail; tail = strchr(tail + 1, '/'))
            if (file_exists(path_match(a, path_join(a, folder, tail + 1)))) {
                char *from = arena_strndup(a, path, (size_t)(tail - path));
                for (char *p = from; *p; p++)
                    *p = *p == '/' ? '\\' : *p;
                return arena_printf(a, "--path-map '%s%s=%s'", from, from[2] ? "" : "\\", folder);
            }
    return arena_printf(a, "--path-map '%.2s\\=FOLDER' says where that drive is here", path);
}

static void add_missing(struct database *b, size_t n, const char *path, const char *text, const char *hint)
{
    vec_push(&b->p->problems, (struct project_problem){.unit = path,
                                                       .file = b->path,
                                                       .line = entry_line(b, n),
                                                       .column = 1,
                                                       .text = arena_printf(&b->p->arena, "entry %zu: %s", n + 1, text),
                                                       .hint = hint});
}

static void add_unit(struct database *b, size_t n, const char *folder, const char *path, const struct words_list *words)
{
    struct arena *a = &b->p->arena;
    struct words_list all = {0};
    struct flags_result flags = {.maps = &b->p->maps};
    bool windows = flags_are_cl(a, words->list.items, words->list.count);
    const char *fault = words_expand_files(a, folder, &b->p->maps, windows, words, &all);
    flags_translate(a, folder, all.list.items, all.list.count, &flags);
    vec_release(&all.list);
    if (flags.language == LANGUAGE_OTHER || (flags.language == LANGUAGE_BY_NAME && !project_is_c(path))) {
        project_add_skipped(b->p, path, "C++ source");
        flags_result_release(&flags);
        return;
    }
    const char **args = arena_array(a, const char *, flags.args.count + 1);
    bool user_mode = false;
    uint32_t count = 0;
    for (uint32_t i = 0; i < flags.args.count; i++)
        if (str_equal(flags.args.items[i], USER_MODE_MARK))
            user_mode = true;
        else
            args[count++] = flags.args.items[i];
    if (!project_add_unit(b->p, path, folder, args, count))
        diags_add(b->d, SEVERITY_NOTE, b->path, entry_line(b, n), 0,
                  "entry %zu: %s is there already; its first entry counts", n + 1, path);
    else {
        vec_last(&b->p->units).user_mode = user_mode;
        note_dropped(b, path, &flags);
        if (fault)
            add_missing(b, n, NULL, fault, NULL);
        if (flags.on_drive && !b->drive_told) {
            b->drive_told = true;
            struct diag *g =
                diags_add(b->d, SEVERITY_WARNING, b->path, entry_line(b, n), 1,
                          "entry %zu: a path of its flags stands on a drive, so its headers will not be found", n + 1);
            g->hint = "--path-map 'C:\\src=FOLDER' says where such a folder is here";
        }
    }
    flags_result_release(&flags);
}

static void add_entry(struct database *b, size_t n, const json_t *entry)
{
    struct arena *a = &b->p->arena;
    if (!json_is_object(entry)) {
        entry_error(b, n, arena_printf(a, "is %s, not an object", type_name(entry)));
        return;
    }
    const char *directory = entry_string(b, n, entry, "directory", true);
    const char *file = entry_string(b, n, entry, "file", true);
    struct words_list words = {0};
    if (entry_words(b, n, entry, &words) && directory && file) {
        const char *folder = path_windows(a, &b->p->maps, b->folder, directory);
        const char *mapped = path_map(a, &b->p->maps, file);
        const char *path = path_is_on_drive(mapped)   ? flags_path(a, mapped)
                           : path_is_on_drive(folder) ? arena_printf(a, "%s/%s", folder, flags_path(a, mapped))
                                                      : path_match(a, path_join(a, folder, flags_path(a, mapped)));
        if (mapped[0] == '/')
            path = path_match(a, path_join(a, "/", mapped));
        if (path_is_on_drive(path)) {
            if (b->only_count == 0)
                add_missing(b, n, path, arena_printf(a, "%s stands on a drive", path), guess_mapping(b, path));
        } else if (is_wanted(b, path))
            add_unit(b, n, folder, path, &words);
    }
    vec_release(&words.list);
}

static void read_text(struct database *b, size_t size)
{
    const char *text = b->text;
    size_t bom = 0;
    json_error_t error;
    json_t *root = json_loadb(text + bom, size - bom, 0, &error);
    if (!root) {
        struct source s;
        source_init_text(&s, text + bom, size - bom);
        size_t length = 0;
        const char *line = source_line(&s, error.line > 0 ? (uint32_t)error.line : 0, &length);
        struct diag *g = diags_add(b->d, SEVERITY_ERROR, b->path, error.line > 0 ? (uint32_t)error.line : 0,
                                   error.column > 0 ? (uint32_t)error.column : 1, "is no JSON: %s", error.text);
        if (length <= 200) /* a database on one line of a megabyte shows nothing */
            g->source_line = arena_strndup(&b->d->arena, line, length);
        g->hint = "a compilation database is a JSON array of {directory, file, arguments}";
        source_release(&s);
        return;
    }
    if (!json_is_array(root))
        diags_add(b->d, SEVERITY_ERROR, b->path, 1, 0, "is %s; a compilation database is an array", type_name(root));
    else {
        size_t i;
        json_t *entry;
        json_array_foreach(root, i, entry) add_entry(b, i, entry);
        if (json_array_size(root) == 0)
            diags_add(b->d, SEVERITY_ERROR, b->path, 0, 0, "has no entries");
    }
    json_decref(root);
}

/* As UTF-8. The caller frees. */
static char *database_text(const char *path, size_t *size, struct diags *d)
{
    struct stat st;
    char *text = NULL;
    if (stat(path, &st) == 0 && (size_t)st.st_size > DATABASE_LIMIT)
        errno = EFBIG;
    else
        text = file_read(path, size);
    if (!text) {
        struct diag *g = diags_add(d, SEVERITY_ERROR, path, 0, 0, "the compilation database cannot be read: %s",
                                   errno == EFBIG ? "it is larger than 128 MiB" : strerror(errno));
        g->hint = "-p names compile_commands.json or the folder that holds it";
        return NULL;
    }
    if (text_is_utf16(text, *size) || str_starts_with(text, "\xEF\xBB\xBF")) {
        char *utf8 = text_to_utf8(text, *size);
        free(text);
        *size = strlen(utf8);
        return utf8;
    }
    return text;
}

bool project_add_database(struct project *p, const char *path, const char *const *only, uint32_t only_count,
                          struct diags *d)
{
    struct arena *a = &p->arena;
    char *cwd = getcwd(NULL, 0);
    const char *whole = path_join(a, cwd ? cwd : "/", path);
    const char **wanted = arena_array(a, const char *, only_count + 1);
    for (uint32_t i = 0; i < only_count; i++)
        wanted[i] = path_join(a, cwd ? cwd : "/", only[i]);
    free(cwd);
    if (folder_exists(whole))
        whole = path_join(a, whole, "compile_commands.json");
    size_t size;
    char *text = database_text(whole, &size, d);
    if (!text)
        return false;
    uint32_t errors = d->errors;
    struct database b = {.p = p,
                         .d = d,
                         .path = whole,
                         .folder = path_folder(a, whole),
                         .text = text,
                         .only = wanted,
                         .only_count = only_count};
    p->database = whole;
    read_text(&b, size);
    free(text);
    project_settle(p);
    return d->errors == errors;
}
