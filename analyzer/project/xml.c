/* Text to a tree: expat calls back for each start, end and piece of text. */
#include "project/xml.h"

#include <ctype.h>
#include <errno.h>
#include <expat.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

struct reading {
    struct arena *a;
    struct diags *d;
    const char *path;
    XML_Parser parser;
    struct xml_element *root;
    struct xml_element *open[XML_DEPTH_LIMIT], *last[XML_DEPTH_LIMIT]; /* last child of each */
    uint32_t depth, elements;
    struct str text; /* since the last tag */
    bool stopped;    /* an error is reported already */
};

static void stop(struct reading *r, const char *text, const char *hint)
{
    if (r->stopped)
        return;
    r->stopped = true;
    struct diag *g = diags_add(r->d, SEVERITY_ERROR, r->path, (uint32_t)XML_GetCurrentLineNumber(r->parser),
                               (uint32_t)XML_GetCurrentColumnNumber(r->parser) + 1, "%s", text);
    g->hint = hint;
    XML_StopParser(r->parser, XML_FALSE);
}

static const char *without_prefix(const char *name)
{
    const char *colon = strchr(name, ':');
    return colon ? colon + 1 : name;
}

static void XMLCALL on_start(void *data, const XML_Char *name, const XML_Char **attributes)
{
    struct reading *r = data;
    if (r->stopped)
        return;
    if (r->depth == XML_DEPTH_LIMIT) {
        stop(r, arena_printf(r->a, "elements are nested deeper than %u levels", XML_DEPTH_LIMIT), NULL);
        return;
    }
    if (++r->elements > XML_ELEMENT_LIMIT) {
        stop(r, arena_printf(r->a, "more than %u elements: too large for a project", XML_ELEMENT_LIMIT), NULL);
        return;
    }
    struct xml_element *e = arena_new(r->a, struct xml_element);
    uint32_t count = 0;
    while (attributes[2 * count])
        count++;
    struct xml_attribute *copy = arena_array(r->a, struct xml_attribute, count + 1);
    for (uint32_t i = 0; i < count; i++)
        copy[i] =
            (struct xml_attribute){arena_strdup(r->a, attributes[2 * i]), arena_strdup(r->a, attributes[2 * i + 1])};
    *e = (struct xml_element){.name = arena_strdup(r->a, without_prefix(name)),
                              .text = "",
                              .attributes = copy,
                              .attribute_count = count,
                              .line = (uint32_t)XML_GetCurrentLineNumber(r->parser),
                              .column = (uint32_t)XML_GetCurrentColumnNumber(r->parser) + 1};
    if (!r->depth)
        r->root = e;
    else if (r->last[r->depth - 1])
        r->last[r->depth - 1]->next = e;
    else
        r->open[r->depth - 1]->first = e;
    if (r->depth)
        r->last[r->depth - 1] = e;
    r->last[r->depth] = NULL;
    r->open[r->depth++] = e;
    str_clear(&r->text);
}

static void XMLCALL on_end(void *data, const XML_Char *name)
{
    struct reading *r = data;
    (void)name;
    if (r->stopped || !r->depth)
        return;
    struct xml_element *e = r->open[--r->depth];
    if (e->first)
        return;
    const char *text = str_text(&r->text);
    size_t n = r->text.length;
    while (n && isspace((unsigned char)*text))
        text++, n--;
    while (n && isspace((unsigned char)text[n - 1]))
        n--;
    if (n)
        e->text = arena_strndup(r->a, text, n);
    str_clear(&r->text);
}

static void XMLCALL on_text(void *data, const XML_Char *text, int length)
{
    struct reading *r = data;
    if (!r->stopped && length > 0)
        str_append_n(&r->text, text, (size_t)length);
}

static void XMLCALL on_entity(void *data, const XML_Char *name, int is_parameter, const XML_Char *value, int length,
                              const XML_Char *base, const XML_Char *system, const XML_Char *public,
                              const XML_Char *notation)
{
    (void)is_parameter, (void)value, (void)length, (void)base, (void)system, (void)public, (void)notation;
    struct reading *r = data;
    stop(r, arena_printf(r->a, "declares the entity '%.60s'; no project file needs that, and it is refused", name),
         NULL);
}

/* windows-125x, iso-8859-x, us-ascii: the upper half as Latin 1. Paths beyond ASCII may differ then. */
static int XMLCALL on_encoding(void *data, const XML_Char *name, XML_Encoding *info)
{
    (void)data;
    if (strncasecmp(name, "windows-125", 11) != 0 && strncasecmp(name, "iso-8859-", 9) != 0)
        return XML_STATUS_ERROR;
    for (int i = 0; i < 256; i++)
        info->map[i] = i;
    info->data = NULL;
    info->convert = NULL;
    info->release = NULL;
    return XML_STATUS_OK;
}

static void syntax_error(struct reading *r, const char *text, size_t size)
{
    enum XML_Error code = XML_GetErrorCode(r->parser);
    uint32_t line = (uint32_t)XML_GetCurrentLineNumber(r->parser);
    struct diag *g = diags_add(r->d, SEVERITY_ERROR, r->path, line, (uint32_t)XML_GetCurrentColumnNumber(r->parser) + 1,
                               "is no XML: %s",
                               code != XML_ERROR_NO_ELEMENTS ? XML_ErrorString(code)
                               : r->depth ? arena_printf(r->a, "it ends inside of <%.40s>", r->open[r->depth - 1]->name)
                                          : "it holds no element");
    bool utf16 = size >= 2 && ((unsigned char)text[0] >= 0xFE || !text[0] || !text[1]);
    if (utf16)
        return;
    struct source s;
    size_t length;
    source_init_text(&s, text, size);
    const char *at = source_line(&s, line, &length);
    if (length && length <= 200)
        g->source_line = arena_strndup(&r->d->arena, at, length);
    source_release(&s);
}

struct xml_element *xml_parse(struct arena *a, const char *path, const char *text, size_t size, struct diags *d)
{
    struct reading *r = mem_zalloc(sizeof *r);
    r->a = a;
    r->d = d;
    r->path = path;
    r->parser = XML_ParserCreate(NULL);
    ensure(r->parser);
    XML_SetUserData(r->parser, r);
    XML_SetElementHandler(r->parser, on_start, on_end);
    XML_SetCharacterDataHandler(r->parser, on_text);
    XML_SetEntityDeclHandler(r->parser, on_entity);
    XML_SetUnknownEncodingHandler(r->parser, on_encoding, NULL);
    struct xml_element *root = NULL;
    if (size > XML_SIZE_LIMIT)
        diags_add(d, SEVERITY_ERROR, path, 0, 0, "has %zu MiB; project files are read up to %zu MiB", size >> 20,
                  XML_SIZE_LIMIT >> 20);
    else if (XML_Parse(r->parser, text, (int)size, 1) == XML_STATUS_OK && !r->stopped)
        root = r->root;
    else if (!r->stopped)
        syntax_error(r, text, size);
    XML_ParserFree(r->parser);
    str_release(&r->text);
    free(r);
    return root;
}

char *xml_file(const char *path, size_t limit, size_t *size, struct diags *d)
{
    struct stat st;
    if (stat(path, &st) != 0)
        diags_add(d, SEVERITY_ERROR, path, 0, 0, "cannot be read: %s", strerror(errno));
    else if (!S_ISREG(st.st_mode))
        diags_add(d, SEVERITY_ERROR, path, 0, 0, "is no regular file");
    else if ((size_t)st.st_size > limit)
        diags_add(d, SEVERITY_ERROR, path, 0, 0, "has %zu MiB; files of this kind are read up to %zu MiB",
                  (size_t)st.st_size >> 20, limit >> 20);
    else {
        char *text = file_read(path, size);
        if (!text)
            diags_add(d, SEVERITY_ERROR, path, 0, 0, "cannot be read: %s", strerror(errno));
        return text;
    }
    return NULL;
}

struct xml_element *xml_read(struct arena *a, const char *path, struct diags *d)
{
    size_t size;
    char *text = xml_file(path, XML_SIZE_LIMIT, &size, d);
    if (!text)
        return NULL;
    struct xml_element *root = xml_parse(a, path, text, size, d);
    free(text);
    return root;
}

const char *xml_attribute(const struct xml_element *e, const char *name)
{
    for (uint32_t i = 0; i < e->attribute_count; i++)
        if (str_equal(e->attributes[i].name, name))
            return e->attributes[i].value;
    return NULL;
}

bool xml_is(const struct xml_element *e, const char *name) { return strcasecmp(e->name, name) == 0; }
