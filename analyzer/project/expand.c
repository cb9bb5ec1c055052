/*
 * Values: $(Property), property functions, %(Metadata), %XX.
 *
 * A mark is the byte 1, the index of an unknown in decimal digits, the byte 2. XML cannot hold
 * these bytes, so no text of a project can forge one.
 */
#include "project/msbuild.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define MARK_START '\x01'
#define MARK_END '\x02'
#define UNKNOWN_LIMIT 1000u /* further ones share the last mark */
#define FUNCTION_DEPTH 30u  /* calls in arguments of calls */
#define ARGUMENT_LIMIT 8u
#define VALUE_LIMIT ((size_t)4 << 20) /* one value: longer ones come from doubling on purpose */

struct diag *msbuild_say(struct msbuild *m, enum severity severity, const struct scope *s, const char *fmt, ...)
{
    va_list list;
    va_start(list, fmt);
    char *text = NULL;
    if (vasprintf(&text, fmt, list) < 0)
        text = mem_strdup(fmt);
    va_end(list);
    const char *file = s ? s->document->path : m->project->path;
    uint32_t line = s ? s->line : 0, column = s ? s->column : 0;
    if (severity != SEVERITY_NOTE)
        for (uint32_t i = 0; i < m->d->list.count; i++) { /* two projects of a solution share a property sheet */
            struct diag *g = &m->d->list.items[i];
            if (g->file && g->line == line && str_equal(g->file, file) && str_equal(g->text, text)) {
                free(text);
                return g;
            }
        }
    struct diag *g = NULL;
    if (severity != SEVERITY_NOTE && ++m->said == MSBUILD_MESSAGE_LIMIT)
        g = diags_add(m->d, SEVERITY_WARNING, m->project->path, 0, 0, "there are more messages; they are not shown");
    else if (m->said < MSBUILD_MESSAGE_LIMIT)
        g = diags_add(m->d, severity, file, line, column, "%s", text);
    else { /* callers may set a hint: give them something to write to */
        g = arena_new(m->a, struct diag);
    }
    free(text);
    return g;
}

/* ---- marks ---------------------------------------------------------------------------------------- */

static const char *mark(struct msbuild *m, const struct scope *s, const char *text, const char *hint)
{
    uint32_t i = 0;
    while (i < m->unknowns.count && !str_equal(m->unknowns.items[i].text, text))
        i++;
    if (i == m->unknowns.count && i < UNKNOWN_LIMIT)
        vec_push(&m->unknowns,
                 (struct unknown){arena_strdup(m->a, text), hint, s->document->path, s->line, s->column, false});
    else if (i == UNKNOWN_LIMIT)
        i--;
    return arena_printf(m->a, "%c%u%c", MARK_START, i, MARK_END);
}

bool has_marks(const char *text) { return strchr(text, MARK_START) != NULL; }

const char *settle(struct msbuild *m, const char *text, const char *use)
{
    if (!has_marks(text))
        return text;
    struct str out = {0};
    for (const char *p = text; *p;) {
        if (*p != MARK_START) {
            str_append_char(&out, *p++);
            continue;
        }
        char *end;
        unsigned long i = strtoul(p + 1, &end, 10);
        p = *end == MARK_END ? end + 1 : end;
        if (i >= m->unknowns.count || m->unknowns.items[i].told)
            continue;
        struct unknown *u = &m->unknowns.items[i];
        u->told = true;
        struct document at = {.path = u->file};
        struct scope s = {.document = &at, .line = u->line, .column = u->column};
        struct diag *g = msbuild_say(m, SEVERITY_WARNING, &s, "%s: %s is read as if it were empty", u->text, use);
        g->hint = u->hint ? arena_strdup(&m->d->arena, u->hint) : NULL;
    }
    const char *result = arena_strdup(m->a, str_text(&out));
    str_release(&out);
    return result;
}

/* ---- properties -------------------------------------------------------------------------------------- */

const char *property_get(struct msbuild *m, const struct scope *s, const char *name)
{
    const char *value = table_get(&m->properties, name);
    if (!value)
        value = kit_property(m, s, name);
    if (value)
        return value;
    if (kit_is_optional(name) || (s->property && strcasecmp(s->property, name) == 0))
        return "";
    return mark(m, s, arena_printf(m->a, "the property $(%s) is not known", name),
                arena_printf(m->a, "--property %s=VALUE gives it a value", name));
}

/* ---- functions ------------------------------------------------------------------------------------------ */

struct call {
    struct msbuild *m;
    const struct scope *s;
    const char *name;
    const char *args[ARGUMENT_LIMIT];
    uint32_t count;
};

/* The end of a text that starts behind '(': the matching ')', or NULL. Quotes hide parentheses. */
static const char *matching(const char *p)
{
    unsigned depth = 1;
    for (char quote = 0; *p; p++) {
        if (quote)
            quote = *p == quote ? 0 : quote;
        else if (*p == '\'' || *p == '"' || *p == '`')
            quote = *p;
        else if (*p == '(')
            depth++;
        else if (*p == ')' && --depth == 0)
            return p;
    }
    return NULL;
}

static const char *trimmed(struct arena *a, const char *p, size_t n)
{
    while (n && isspace((unsigned char)*p))
        p++, n--;
    while (n && isspace((unsigned char)p[n - 1]))
        n--;
    return arena_strndup(a, p, n);
}

static void add_argument(struct call *c, const char *p, size_t n)
{
    const char *text = trimmed(c->m->a, p, n);
    size_t length = strlen(text);
    if (length >= 2 && strchr("'\"`", text[0]) && text[length - 1] == text[0])
        text = arena_strndup(c->m->a, text + 1, length - 2);
    if (c->count < ARGUMENT_LIMIT)
        c->args[c->count++] = expand(c->m, c->s, text);
}

static void read_arguments(struct call *c, const char *p, const char *end)
{
    unsigned depth = 0;
    const char *start = p;
    if (*trimmed(c->m->a, p, (size_t)(end - p)) == '\0')
        return;
    for (char quote = 0; p < end; p++) {
        if (quote)
            quote = *p == quote ? 0 : quote;
        else if (*p == '\'' || *p == '"' || *p == '`')
            quote = *p;
        else if (*p == '(')
            depth++;
        else if (*p == ')')
            depth--;
        else if (*p == ',' && !depth) {
            add_argument(c, start, (size_t)(p - start));
            start = p + 1;
        }
    }
    add_argument(c, start, (size_t)(end - start));
}

static const char *replace_all(struct arena *a, const char *text, const char *from, const char *to)
{
    struct str out = {0};
    size_t n = strlen(from);
    for (const char *p = text; *p;) {
        if (n && strncmp(p, from, n) == 0 && out.length < VALUE_LIMIT) {
            str_append(&out, to);
            p += n;
        } else
            str_append_char(&out, *p++);
    }
    const char *result = arena_strdup(a, str_text(&out));
    str_release(&out);
    return result;
}

static const char *trim_set(struct arena *a, const char *text, const char *set, bool start, bool end)
{
    size_t n = strlen(text);
    while (start && n && strchr(set, *text))
        text++, n--;
    while (end && n && strchr(set, text[n - 1]))
        n--;
    return arena_strndup(a, text, n);
}

static const char *to_case(struct arena *a, const char *text, int convert(int))
{
    char *copy = arena_strdup(a, text);
    for (char *p = copy; *p; p++)
        *p = (char)convert((unsigned char)*p);
    return copy;
}

static const char *truth(bool value) { return value ? "True" : "False"; }

/* value.Name(args): NULL where it is not one of these. */
static const char *member(struct call *c, const char *value)
{
    struct arena *a = c->m->a;
    const char *n = c->name, *x = c->count ? c->args[0] : NULL;
    size_t length = strlen(value);
    if (!strcasecmp(n, "Length") && !c->count)
        return arena_printf(a, "%zu", length);
    if (!strcasecmp(n, "ToString") && !c->count)
        return value;
    if (!strcasecmp(n, "Trim") && c->count < 2)
        return trim_set(a, value, x ? x : " \t\r\n", true, true);
    if (!strcasecmp(n, "TrimStart") && c->count < 2)
        return trim_set(a, value, x ? x : " \t\r\n", true, false);
    if (!strcasecmp(n, "TrimEnd") && c->count < 2)
        return trim_set(a, value, x ? x : " \t\r\n", false, true);
    if ((!strcasecmp(n, "ToLower") || !strcasecmp(n, "ToLowerInvariant")) && !c->count)
        return to_case(a, value, tolower);
    if ((!strcasecmp(n, "ToUpper") || !strcasecmp(n, "ToUpperInvariant")) && !c->count)
        return to_case(a, value, toupper);
    if (!x)
        return NULL;
    if (!strcasecmp(n, "Replace") && c->count == 2)
        return replace_all(a, value, x, c->args[1]);
    if (!strcasecmp(n, "Contains") && c->count == 1)
        return truth(strstr(value, x) != NULL);
    if (!strcasecmp(n, "StartsWith") && c->count == 1)
        return truth(str_starts_with(value, x));
    if (!strcasecmp(n, "EndsWith") && c->count == 1)
        return truth(str_ends_with(value, x));
    if (!strcasecmp(n, "Substring")) {
        char *end;
        unsigned long at = strtoul(x, &end, 10), count = length;
        if (*end || end == x || at > length)
            return NULL;
        if (c->count > 1)
            count = strtoul(c->args[1], NULL, 10);
        return arena_strndup(a, value + at, count < length - at ? count : length - at);
    }
    return NULL;
}

/* The folder with a slash at its end, the way MSBuild speaks of folders. */
static const char *as_folder(struct arena *a, const char *path)
{
    size_t n = strlen(path);
    return n && (path[n - 1] == '/' || path[n - 1] == '\\') ? path : arena_printf(a, "%s/", path);
}

static const char *find_above(struct call *c, const char *folder, const char *file)
{
    struct arena *a = c->m->a;
    const char *at = path_windows(a, &c->m->options->maps, c->s->document->folder, folder);
    for (unsigned i = 0; i < 256 && at[0] == '/'; i++, at = path_folder(a, at)) {
        const char *path = path_match(a, path_join(a, at, flags_path(a, file)));
        if (file_exists(path))
            return path;
        if (!at[1])
            break;
    }
    return NULL;
}

static const char *full_path(struct call *c, const char *path)
{
    return path_windows(c->m->a, &c->m->options->maps, c->m->project->folder, path);
}

static const char *joined_arguments(struct call *c)
{
    const char *path = c->args[0];
    for (uint32_t i = 1; i < c->count; i++)
        path = c->args[i][0] == '/' || c->args[i][0] == '\\' || path_is_on_drive(c->args[i])
                   ? c->args[i]
                   : arena_printf(c->m->a, "%s%s", as_folder(c->m->a, path), c->args[i]);
    return path;
}

/* [Type]::Name(args): NULL where it is not one of these. */
static const char *static_function(struct call *c, const char *type)
{
    struct arena *a = c->m->a;
    const char *n = c->name, *x = c->count ? c->args[0] : "";
    if (!strcasecmp(type, "MSBuild")) {
        if (!strcasecmp(n, "GetDirectoryNameOfFileAbove") && c->count == 2) {
            const char *path = find_above(c, x, c->args[1]);
            return path ? path_folder(a, path) : "";
        }
        if (!strcasecmp(n, "GetPathOfFileAbove") && c->count) {
            const char *path = find_above(c, c->count > 1 ? c->args[1] : c->s->document->folder, x);
            return path ? path : "";
        }
        if (!strcasecmp(n, "EnsureTrailingSlash") && c->count == 1)
            return *x ? as_folder(a, x) : x;
        if (!strcasecmp(n, "NormalizePath") && c->count)
            return full_path(c, joined_arguments(c));
        if (!strcasecmp(n, "NormalizeDirectory") && c->count)
            return as_folder(a, full_path(c, joined_arguments(c)));
        if (!strcasecmp(n, "ValueOrDefault") && c->count == 2)
            return *x ? x : c->args[1];
        if (!strcasecmp(n, "Escape") || !strcasecmp(n, "Unescape"))
            return x;
        if (!strcasecmp(n, "IsOSPlatform") && c->count == 1)
            return truth(!strcasecmp(x, "Windows"));
    }
    if (!strcasecmp(type, "System.IO.Path")) {
        const char *path = flags_path(a, x);
        const char *dot = strrchr(path_base(path), '.');
        if (!strcasecmp(n, "Combine") && c->count)
            return joined_arguments(c);
        if (!strcasecmp(n, "GetFullPath") && c->count)
            return full_path(c, joined_arguments(c));
        if (!strcasecmp(n, "GetFileName") && c->count == 1)
            return path_base(path);
        if (!strcasecmp(n, "GetExtension") && c->count == 1)
            return dot ? dot : "";
        if (!strcasecmp(n, "GetFileNameWithoutExtension") && c->count == 1)
            return dot ? arena_strndup(a, path_base(path), (size_t)(dot - path_base(path))) : path_base(path);
        if (!strcasecmp(n, "GetDirectoryName") && c->count == 1)
            return strchr(path, '/') ? path_folder(a, path) : "";
    }
    if (!strcasecmp(type, "System.String") && !strcasecmp(n, "IsNullOrEmpty") && c->count == 1)
        return truth(!*x);
    return NULL;
}

static size_t name_length(const char *p)
{
    size_t n = 0;
    while (isalnum((unsigned char)p[n]) || p[n] == '_' || (n && p[n] == '-'))
        n++;
    return n;
}

/* `Name` or `Name(arguments)` at *p, which moves behind it; false where a parenthesis is not closed. */
static bool read_call(struct call *c, const char **p)
{
    size_t n = name_length(*p);
    c->name = arena_strndup(c->m->a, *p, n);
    *p += n;
    if (**p != '(')
        return true;
    const char *end = matching(*p + 1);
    if (!end)
        return false;
    read_arguments(c, *p + 1, end);
    *p = end + 1;
    return true;
}

/* What stands between "$(" and its ")". */
static const char *evaluate_inner(struct msbuild *m, const struct scope *s, const char *inner, unsigned depth)
{
    struct arena *a = m->a;
    const char *p = inner, *value = NULL;
    const char *whole = arena_printf(a, "the property function $(%.80s)", inner);
    if (depth > FUNCTION_DEPTH)
        return mark(m, s, "property functions are nested too deeply", NULL);
    struct call c = {.m = m, .s = s};
    if (*p == '[') { /* [Type]::Name(args) */
        const char *close = strchr(p, ']');
        if (!close || close[1] != ':' || close[2] != ':')
            return mark(m, s, arena_printf(a, "%s is malformed", whole), NULL);
        const char *type = trimmed(a, p + 1, (size_t)(close - p - 1));
        p = close + 3;
        if (!read_call(&c, &p))
            return mark(m, s, arena_printf(a, "%s is malformed", whole), NULL);
        value = static_function(&c, type);
    } else {
        size_t n = name_length(p);
        if (!n || (p[n] && p[n] != '.'))
            return mark(m, s,
                        arena_printf(a,
                                     str_starts_with(p, "Registry:") ? "$(%.80s): there is no registry here"
                                                                     : "$(%.80s) is no property",
                                     inner),
                        NULL);
        value = property_get(m, s, arena_strndup(a, p, n));
        p += n;
    }
    while (value && *p == '.') {
        p++;
        c = (struct call){.m = m, .s = s};
        if (!read_call(&c, &p))
            return mark(m, s, arena_printf(a, "%s is malformed", whole), NULL);
        if (has_marks(value)) /* nothing is known of an unknown's parts */
            return value;
        value = member(&c, value);
    }
    if (!value || *p)
        return mark(m, s, arena_printf(a, "%s is not supported", whole), NULL);
    return value;
}

/* ---- whole texts ------------------------------------------------------------------------------------------- */

void msbuild_spend(struct msbuild *m, const struct scope *s, size_t work)
{
    if (work <= m->budget) {
        m->budget -= work;
        return;
    }
    if (m->stopped)
        return;
    m->stopped = true;
    m->said = 0; /* this one is always shown */
    msbuild_say(m, SEVERITY_ERROR, s,
                "the values of this project grow beyond all bounds; what follows is not evaluated");
}

static const char *finish(struct msbuild *m, const struct scope *s, struct str *out)
{
    msbuild_spend(m, s, out->length > VALUE_LIMIT ? SIZE_MAX : out->length);
    if (m->stopped) {
        str_release(out);
        return "";
    }
    const char *result = arena_strndup(m->a, str_text(out), out->length);
    str_release(out);
    return result;
}

static const char *expand_properties(struct msbuild *m, const struct scope *s, const char *text)
{
    struct str out = {0};
    for (const char *p = text; *p && out.length <= VALUE_LIMIT;) {
        const char *next = strstr(p, "$(");
        if (!next) {
            str_append(&out, p);
            break;
        }
        str_append_n(&out, p, (size_t)(next - p));
        const char *end = matching(next + 2);
        if (!end) {
            str_append(&out, mark(m, s, arena_printf(m->a, "'%.40s' lacks its ')'", next), NULL));
            break;
        }
        const char *inner = trimmed(m->a, next + 2, (size_t)(end - next - 2));
        m->depth++;
        str_append(&out, evaluate_inner(m, s, inner, m->depth));
        m->depth--;
        p = end + 1;
    }
    return finish(m, s, &out);
}

/* Metadata that every item has. NULL where `name` is none of these. */
static const char *well_known_metadata(struct msbuild *m, const struct item *item, const char *name)
{
    struct arena *a = m->a;
    const char *path = flags_path(a, item->include), *base = path_base(path), *dot = strrchr(base, '.');
    size_t stem = dot ? (size_t)(dot - base) : strlen(base);
    if (!strcasecmp(name, "Identity"))
        return item->include;
    if (!strcasecmp(name, "Filename"))
        return arena_strndup(a, base, stem);
    if (!strcasecmp(name, "Extension"))
        return dot ? dot : "";
    if (!strcasecmp(name, "RelativeDir") || !strcasecmp(name, "Directory"))
        return arena_strndup(a, path, (size_t)(base - path));
    if (!strcasecmp(name, "FullPath"))
        return path_windows(a, &m->options->maps, m->project->folder, path);
    if (!strcasecmp(name, "RootDir"))
        return "/";
    return NULL;
}

static const char *metadata_value(struct msbuild *m, const struct scope *s, const char *p, size_t n)
{
    const char *dot = memchr(p, '.', n), *name = trimmed(m->a, p, n);
    if (dot && trimmed(m->a, p, (size_t)(dot - p))[0]) {
        if (strncasecmp(name, "ClCompile.", 10) != 0)
            return mark(m, s, arena_printf(m->a, "the metadata %%(%.60s) is not known", name), NULL);
        name = trimmed(m->a, dot + 1, n - (size_t)(dot + 1 - p));
    }
    enum metadata k = metadata_find(name, strlen(name));
    if (k != META_COUNT)
        return s->item->meta[k] ? s->item->meta[k] : "";
    const char *value = well_known_metadata(m, s->item, name);
    return value ? value : mark(m, s, arena_printf(m->a, "the metadata %%(%.60s) is not known", name), NULL);
}

const char *expand(struct msbuild *m, const struct scope *s, const char *text)
{
    if (m->stopped)
        return "";
    if (strstr(text, "$("))
        text = expand_properties(m, s, text);
    if (!s->item || !strstr(text, "%("))
        return text;
    struct str out = {0};
    for (const char *p = text; *p && out.length <= VALUE_LIMIT;) {
        const char *next = strstr(p, "%("), *end = next ? strchr(next, ')') : NULL;
        if (!end) {
            str_append(&out, p);
            break;
        }
        str_append_n(&out, p, (size_t)(next - p));
        str_append(&out, metadata_value(m, s, next + 2, (size_t)(end - next - 2)));
        p = end + 1;
    }
    return finish(m, s, &out);
}

/* ---- lists --------------------------------------------------------------------------------------------------- */

static int hex_digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

const char *unescape(struct arena *a, const char *text)
{
    if (!strchr(text, '%'))
        return text;
    char *copy = arena_strdup(a, text), *to = copy;
    for (const char *p = copy; *p; p++) {
        int high = *p == '%' ? hex_digit(p[1]) : -1, low = high >= 0 ? hex_digit(p[2]) : -1;
        if (low < 0 || (high | low) == 0) /* %00 stays as it is written */
            *to++ = *p;
        else {
            *to++ = (char)(high << 4 | low);
            p += 2;
        }
    }
    *to = '\0';
    return copy;
}

void split_list(struct arena *a, const char *text, struct words_list *out)
{
    for (const char *p = text; *p;) {
        size_t n = strcspn(p, ";");
        const char *part = trimmed(a, p, n);
        if (*part)
            vec_push(&out->list, unescape(a, part));
        p += n + (p[n] == ';');
    }
}
