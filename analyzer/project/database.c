/*
 * compile_commands.json. (libclang's own reader splits Windows command lines by POSIX rules and
 * says nothing about what is wrong with a file, so this one is ours.)
 *
 * jansson checks the syntax and builds the tree but keeps no places of its nodes; the line of an
 * entry, for messages, is found again by counting elements in the text.
 */
#include "project/internal.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct database {
    struct project *p;
    struct diags *d;
    const char *path;   /* of the JSON file */
    const char *folder; /* it stands in */
    const char *text;
    const char *const *only;
    uint32_t only_count;
};

/* The line on which the n-th element of the outermost array starts. */
static uint32_t entry_line(const char *text, size_t n)
{
    uint32_t line = 1, depth = 0;
    size_t element = 0;
    bool quoted = false;
    for (const char *p = text; *p; p++) {
        if (*p == '\n')
            line++;
        else if (quoted)
            quoted = *p != '"' && (*p != '\\' || p++);
        else if (*p == '"')
            quoted = true;
        else if (*p == '[' || *p == '{') {
            if (depth == 1 && element == n)
                return line;
            depth++;
        } else if (*p == ']' || *p == '}')
            depth--;
        else if (*p == ',' && depth == 1)
            element++;
        else if (depth == 1 && element == n && !strchr(" \t\r", *p))
            return line;
    }
    return line;
}

static void entry_error(struct database *b, size_t n, const char *text)
{
    diags_add(b->d, SEVERITY_ERROR, b->path, entry_line(b->text, n), 0, "entry %zu: %s", n + 1, text);
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

static void note_dropped(struct database *b, size_t n, const char *file, const struct flags_result *flags)
{
    if (flags->response_file)
        diags_add(b->d, SEVERITY_WARNING, b->path, entry_line(b->text, n), 0,
                  "entry %zu: the command has a response file (@file), which is not read", n + 1);
    if (flags->dropped.count == 0)
        return;
    struct str list = {0};
    for (uint32_t i = 0; i < flags->dropped.count; i++)
        str_printf(&list, "%s%s", i ? " " : "", flags->dropped.items[i]);
    diags_add(b->d, SEVERITY_NOTE, file, 0, 0, "compiler flags that mean nothing here: %s", str_text(&list));
    str_release(&list);
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
        const char *folder = path_join(a, b->folder, flags_path(a, directory));
        const char *path = path_join(a, folder, flags_path(a, file));
        struct flags_result flags = {0};
        if (is_wanted(b, path)) {
            flags_translate(a, folder, words.list.items, words.list.count, &flags);
            if (flags.language == LANGUAGE_OTHER || (flags.language == LANGUAGE_BY_NAME && !project_is_c(path)))
                project_add_skipped(b->p, path);
            else {
                const char **args = arena_array(a, const char *, flags.args.count + 1);
                for (uint32_t i = 0; i < flags.args.count; i++)
                    args[i] = flags.args.items[i];
                if (project_add_unit(b->p, path, folder, args, flags.args.count))
                    note_dropped(b, n, path, &flags);
                else
                    diags_add(b->d, SEVERITY_NOTE, b->path, entry_line(b->text, n), 0,
                              "entry %zu: %s is there already; its first entry counts", n + 1, path);
            }
        }
        flags_result_release(&flags);
    }
    vec_release(&words.list);
}

static void read_text(struct database *b, size_t size)
{
    const char *text = b->text;
    if (size >= 2 && (memcmp(text, "\xFF\xFE", 2) == 0 || memcmp(text, "\xFE\xFF", 2) == 0)) {
        struct diag *g = diags_add(b->d, SEVERITY_ERROR, b->path, 0, 0, "is UTF-16 text; a database is UTF-8");
        g->hint = "PowerShell's > writes UTF-16: use | Out-File -Encoding utf8";
        return;
    }
    size_t bom = size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
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
    char *text = file_read(whole, &size);
    if (!text) {
        struct diag *g =
            diags_add(d, SEVERITY_ERROR, whole, 0, 0, "the compilation database cannot be read: %s", strerror(errno));
        g->hint = "-p names compile_commands.json or the folder that holds it";
        return false;
    }
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
