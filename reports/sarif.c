/*
 * SARIF 2.1.0.
 *
 * What GitHub calls required is always there; the paths of findings are written inline as code
 * flows (its viewer ignores the indexed form). Columns are UTF-16 units. Nothing in the file tells
 * the time, so that equal runs give equal bytes. tests/data/sarif-subset.schema.json states the
 * part of the standard that is used, and the tests hold the output against it.
 */
#include "reports/json_writer.h"
#include "reports/reports.h"

#include <ctype.h>
#include <string.h>

#define SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"
#define BASE_ID "%SRCROOT%"
#define INFORMATION_URI REPORT_DOCUMENTATION "windows-hardware/drivers/"
#define CONTEXT_LINES 2
/* GitHub cuts descriptions at this many characters. */
#define DESCRIPTION_LIMIT 1024

struct sarif_writer {
    const struct report *r;
    struct json_writer j;
    struct arena arena;
};

static const char *level_name(enum severity s) { return severity_name(s); }

/* Percent-encodes what RFC 3986 does not allow in a path. */
static char *uri_of(struct sarif_writer *w, const char *path)
{
    struct str s = {0};
    for (const unsigned char *p = (const unsigned char *)path; *p; p++)
        if (isalnum(*p) || strchr("-._~/!$&'()*+,;=@", *p))
            str_append_char(&s, (char)*p);
        else
            str_printf(&s, "%%%02X", *p);
    char *text = arena_strdup(&w->arena, str_text(&s));
    str_release(&s);
    return text;
}

static void artifact_location(struct sarif_writer *w, const char *path)
{
    const char *relative = path_relative(path, w->r->source_root);
    jw_member_object(&w->j, "artifactLocation");
    if (relative != path) {
        jw_member(&w->j, "uri", uri_of(w, relative));
        jw_member(&w->j, "uriBaseId", BASE_ID);
    } else
        jw_member(&w->j, "uri", arena_printf(&w->arena, "file://%s", uri_of(w, path)));
    jw_end(&w->j);
}

/* Column in UTF-16 units of the byte column. */
static uint32_t unit_column(struct sarif_writer *w, const char *file, uint32_t line, uint32_t column)
{
    size_t n;
    const char *text = sources_line(w->r->sources, file, line, &n);
    size_t bytes = column ? column - 1 : 0;
    return bytes <= n ? utf8_units(text, bytes) + 1 : (uint32_t)(bytes + 1);
}

static void snippet(struct sarif_writer *w, const char *file, uint32_t first, uint32_t last)
{
    struct str text = {0};
    for (uint32_t i = first; i <= last; i++) {
        size_t n;
        const char *line = sources_line(w->r->sources, file, i, &n);
        str_append_n(&text, line, n);
        str_append_char(&text, '\n');
    }
    jw_member_object(&w->j, "snippet");
    jw_key(&w->j, "text");
    jw_string_n(&w->j, str_text(&text), text.length);
    jw_end(&w->j);
    str_release(&text);
}

static void region(struct sarif_writer *w, const struct place *p)
{
    uint32_t line = p->line ? p->line : 1, end_line = p->end_line >= line ? p->end_line : line;
    uint32_t column = unit_column(w, p->file, line, p->column);
    uint32_t end_column = unit_column(w, p->file, end_line, p->end_column);
    if (end_line == line && end_column <= column)
        end_column = column + 1;
    jw_member_object(&w->j, "region");
    jw_member_number(&w->j, "startLine", line);
    jw_member_number(&w->j, "startColumn", column);
    jw_member_number(&w->j, "endLine", end_line);
    jw_member_number(&w->j, "endColumn", end_column);
    jw_end(&w->j);
}

static void context_region(struct sarif_writer *w, const struct place *p)
{
    uint32_t count = sources_line_count(w->r->sources, p->file);
    if (p->line == 0 || p->line > count)
        return;
    uint32_t first = p->line > CONTEXT_LINES ? p->line - CONTEXT_LINES : 1;
    uint32_t last = p->line + CONTEXT_LINES < count ? p->line + CONTEXT_LINES : count;
    jw_member_object(&w->j, "contextRegion");
    jw_member_number(&w->j, "startLine", first);
    jw_member_number(&w->j, "endLine", last);
    snippet(w, p->file, first, last);
    jw_end(&w->j);
}

/* The members of a location object, which the caller opened. */
static void location(struct sarif_writer *w, const struct place *p, const char *message, bool context)
{
    if (p->file) {
        jw_member_object(&w->j, "physicalLocation");
        artifact_location(w, p->file);
        region(w, p);
        if (context)
            context_region(w, p);
        jw_end(&w->j);
    }
    if (p->function) {
        jw_member_array(&w->j, "logicalLocations");
        jw_object(&w->j);
        jw_member(&w->j, "fullyQualifiedName", p->function);
        jw_member(&w->j, "kind", "function");
        jw_end(&w->j);
        jw_end(&w->j);
    }
    if (message) {
        jw_member_object(&w->j, "message");
        jw_member(&w->j, "text", message);
        jw_end(&w->j);
    }
}

static const char *importance(enum step_kind k)
{
    return k == STEP_STATE || k == STEP_END       ? "essential"
           : k == STEP_CALLBACK || k == STEP_CALL ? "important"
                                                  : "unimportant";
}

static void code_flow(struct sarif_writer *w, const struct finding *f)
{
    static const char *const kinds[] = {
        [STEP_STATE] = "resource", [STEP_BRANCH] = "branch",  [STEP_CALL] = "call",
        [STEP_RETURN] = "return",  [STEP_CALLBACK] = "enter", [STEP_END] = "danger",
    };
    struct json_writer *j = &w->j;
    jw_member_array(j, "codeFlows");
    jw_object(j);
    jw_member_array(j, "threadFlows");
    jw_object(j);
    jw_member_array(j, "locations");
    for (uint32_t i = 0; i < f->step_count; i++) {
        const struct step *s = &f->steps[i];
        jw_object(j);
        jw_member_number(j, "executionOrder", (int64_t)i + 1);
        jw_member_number(j, "nestingLevel", s->depth);
        jw_member(j, "importance", importance(s->kind));
        jw_member_array(j, "kinds");
        jw_string(j, kinds[s->kind]);
        jw_end(j);
        if (s->object) {
            jw_member_object(j, "state");
            jw_member_object(j, s->object);
            jw_member(j, "text", s->state);
            jw_end(j);
            jw_end(j);
        }
        jw_member_object(j, "location");
        location(w, &s->place, s->text, false);
        jw_end(j);
        jw_end(j);
    }
    for (int i = 0; i < 5; i++) /* locations, the thread, threadFlows, the flow, codeFlows */
        jw_end(j);
}

static void related_locations(struct sarif_writer *w, const struct finding *f)
{
    bool any = false;
    int64_t id = 0;
    for (uint32_t i = 0; i < f->step_count; i++) {
        const struct step *s = &f->steps[i];
        if (s->kind != STEP_STATE || !s->place.file)
            continue;
        if (!any)
            jw_member_array(&w->j, "relatedLocations");
        any = true;
        jw_object(&w->j);
        jw_member_number(&w->j, "id", ++id);
        location(w, &s->place, s->text, false);
        jw_end(&w->j);
    }
    if (any)
        jw_end(&w->j);
}

static void replacement(struct sarif_writer *w, const char *file, const struct edit *e)
{
    struct json_writer *j = &w->j;
    jw_object(j);
    jw_member_object(j, "deletedRegion");
    jw_member_number(j, "startLine", e->line);
    jw_member_number(j, "startColumn", unit_column(w, file, e->line, e->column));
    jw_member_number(j, "endLine", e->end_line);
    jw_member_number(j, "endColumn", unit_column(w, file, e->end_line, e->end_column));
    jw_end(j);
    jw_member_object(j, "insertedContent");
    jw_member(j, "text", e->text);
    jw_end(j);
    jw_end(j);
}

static void fix(struct sarif_writer *w, const struct fix *fix)
{
    struct json_writer *j = &w->j;
    jw_member_array(j, "fixes");
    jw_object(j);
    jw_member_object(j, "description");
    jw_member(j, "text", fix->title);
    jw_end(j);
    jw_member_array(j, "artifactChanges");
    jw_object(j);
    artifact_location(w, fix->file);
    jw_member_array(j, "replacements");
    for (uint32_t i = 0; i < fix->edit_count; i++)
        replacement(w, fix->file, &fix->edits[i]);
    for (int i = 0; i < 5; i++) /* replacements, change, changes, fix, fixes */
        jw_end(j);
}

static uint32_t rule_index(const struct report *r, const char *id)
{
    for (uint32_t i = 0; i < r->rule_count; i++)
        if (str_equal(r->rules[i].id, id))
            return i;
    return UINT32_MAX;
}

static void result(struct sarif_writer *w, const struct finding *f)
{
    struct json_writer *j = &w->j;
    jw_object(j);
    jw_member(j, "ruleId", f->rule);
    uint32_t index = rule_index(w->r, f->rule);
    if (index != UINT32_MAX)
        jw_member_number(j, "ruleIndex", index);
    jw_member(j, "level", level_name(f->level));
    jw_member_object(j, "message");
    jw_member(j, "text", f->message);
    jw_end(j);
    jw_member_array(j, "locations");
    jw_object(j);
    location(w, &f->place, NULL, true);
    jw_end(j);
    jw_end(j);
    jw_member_object(j, "partialFingerprints");
    jw_member(j, "ddicheckContext/v1", f->fingerprint);
    jw_member(j, "primaryLocationLineHash", sources_line_hash(w->r->sources, f->place.file, f->place.line));
    jw_end(j);
    if (f->step_count)
        code_flow(w, f);
    related_locations(w, f);
    if (f->fix)
        fix(w, f->fix);
    if (f->driver || f->replay) {
        jw_member_object(j, "properties");
        jw_member(j, "driverModel", f->driver);
        if (f->replay)
            jw_member_bool(j, "confirmed", true); /* a run has shown it */
        jw_member(j, "replay", f->replay);
        jw_end(j);
    }
    jw_end(j);
}

/* ---- rules --------------------------------------------------------------------------------- */

/* "ndis-nb-freed-before-nbl" -> "NdisNbFreedBeforeNbl" */
static char *pascal_case(struct sarif_writer *w, const char *id)
{
    char *name = arena_strdup(&w->arena, id), *to = name;
    bool upper = true;
    for (const char *p = id; *p; p++) {
        if (!isalnum((unsigned char)*p))
            upper = true;
        else {
            *to++ = (char)(upper ? toupper((unsigned char)*p) : *p);
            upper = false;
        }
    }
    *to = '\0';
    return name;
}

static void message_member(struct sarif_writer *w, const char *name, const char *text)
{
    size_t n = strlen(text);
    if (n > DESCRIPTION_LIMIT)
        for (n = DESCRIPTION_LIMIT; n && ((unsigned char)text[n] & 0xC0) == 0x80; n--)
            ;
    jw_member_object(&w->j, name);
    jw_key(&w->j, "text");
    jw_string_n(&w->j, text, n);
    jw_end(&w->j);
}

static void rule_help(struct sarif_writer *w, const struct report_rule *rule)
{
    struct str plain = {0}, markdown = {0};
    str_printf(&plain, "%s.", rule->title);
    str_printf(&markdown, "**%s**", rule->title);
    const char *parts[] = {rule->text, rule->help};
    for (int i = 0; i < 2; i++)
        if (parts[i]) {
            str_printf(&plain, "\n\n%s", parts[i]);
            str_printf(&markdown, "\n\n%s", parts[i]);
        }
    for (uint32_t i = 0; i < rule->source_count; i++) {
        str_printf(&plain, "%s" REPORT_DOCUMENTATION "%s", i ? "\n" : "\n\n", rule->sources[i]);
        str_printf(&markdown, "%s- <" REPORT_DOCUMENTATION "%s>", i ? "\n" : "\n\n", rule->sources[i]);
    }
    jw_member_object(&w->j, "help");
    jw_member(&w->j, "text", str_text(&plain));
    jw_member(&w->j, "markdown", str_text(&markdown));
    jw_end(&w->j);
    str_release(&plain);
    str_release(&markdown);
}

static void rule(struct sarif_writer *w, const struct report_rule *rule)
{
    struct json_writer *j = &w->j;
    jw_object(j);
    jw_member(j, "id", rule->id);
    jw_member(j, "name", pascal_case(w, rule->id));
    message_member(w, "shortDescription", rule->title);
    message_member(w, "fullDescription", rule->text ? rule->text : rule->title);
    rule_help(w, rule);
    if (rule->source_count)
        jw_member(j, "helpUri", arena_printf(&w->arena, REPORT_DOCUMENTATION "%s", rule->sources[0]));
    jw_member_object(j, "defaultConfiguration");
    jw_member(j, "level", level_name(rule->level));
    jw_end(j);
    jw_member_object(j, "properties");
    jw_member_array(j, "tags");
    jw_string(j, "windows-drivers");
    for (uint32_t i = 0; i < rule->driver_count; i++)
        jw_string(j, rule->drivers[i]);
    jw_end(j);
    jw_member(j, "precision", "very-high");
    jw_member(j, "problem.severity", rule->level == SEVERITY_NOTE ? "recommendation" : level_name(rule->level));
    jw_end(j);
    jw_end(j);
}

/* ---- the run ----------------------------------------------------------------------------------- */

static void invocation(struct sarif_writer *w)
{
    struct json_writer *j = &w->j;
    jw_member_array(j, "invocations");
    jw_object(j);
    jw_member_bool(j, "executionSuccessful", !w->r->incomplete && w->r->exit_code < 2);
    jw_member_number(j, "exitCode", w->r->exit_code);
    jw_member_array(j, "toolExecutionNotifications");
    for (uint32_t i = 0; i < w->r->problem_count; i++) {
        const struct report_problem *p = &w->r->problems[i];
        jw_object(j);
        jw_member_object(j, "descriptor");
        jw_member(j, "id", p->id ? p->id : "incomplete-unit");
        jw_end(j);
        jw_member(j, "level", level_name(p->level));
        jw_member_object(j, "message");
        jw_member(j, "text", p->text);
        jw_end(j);
        jw_member_array(j, "locations");
        jw_object(j);
        struct place place = {
            .file = p->file, .line = p->line, .column = p->column, .end_line = p->line, .end_column = p->column + 1};
        location(w, &place, NULL, false);
        jw_end(j);
        jw_end(j);
        jw_end(j);
    }
    for (int i = 0; i < 3; i++)
        jw_end(j);
}

static bool has_probes(const struct report *r)
{
    for (uint32_t i = 0; i < r->problem_count; i++)
        if (r->problems[i].id)
            return true;
    return false;
}

static void driver(struct sarif_writer *w)
{
    struct json_writer *j = &w->j;
    jw_member_object(j, "tool");
    jw_member_object(j, "driver");
    jw_member(j, "name", "ddicheck");
    jw_member(j, "semanticVersion", w->r->version);
    jw_member(j, "informationUri", INFORMATION_URI);
    jw_member_array(j, "rules");
    for (uint32_t i = 0; i < w->r->rule_count; i++)
        rule(w, &w->r->rules[i]);
    jw_end(j);
    jw_member_array(j, "notifications");
    jw_object(j);
    jw_member(j, "id", "incomplete-unit");
    jw_member(j, "name", "IncompleteUnit");
    message_member(w, "shortDescription", "A translation unit could not be fully analysed");
    jw_end(j);
    if (has_probes(w->r)) {
        jw_object(j);
        jw_member(j, "id", "probe");
        jw_member(j, "name", "Probe");
        message_member(w, "shortDescription", "What the analysis believes at a place of the source");
        jw_end(j);
    }
    for (int i = 0; i < 3; i++)
        jw_end(j);
}

void report_sarif(const struct report *r, struct str *out)
{
    struct sarif_writer w = {.r = r, .j = {.out = out}};
    struct json_writer *j = &w.j;
    jw_object(j);
    jw_member(j, "$schema", SCHEMA);
    jw_member(j, "version", "2.1.0");
    jw_member_array(j, "runs");
    jw_object(j);
    driver(&w);
    jw_member_object(j, "automationDetails");
    jw_member(j, "id", "ddicheck/");
    jw_end(j);
    invocation(&w);
    jw_member_object(j, "originalUriBaseIds");
    jw_member_object(j, BASE_ID);
    const char *root = str_equal(r->source_root, "/") ? "" : r->source_root;
    jw_member(j, "uri", arena_printf(&w.arena, "file://%s/", uri_of(&w, root)));
    jw_end(j);
    jw_end(j);
    jw_member(j, "columnKind", "utf16CodeUnits");
    jw_member_array(j, "results");
    for (uint32_t i = 0; i < r->findings->list.count; i++)
        result(&w, &r->findings->list.items[i]);
    jw_end(j);
    jw_member_object(j, "properties");
    for (uint32_t i = 0; i < r->count_count; i++)
        jw_member_number(j, r->counts[i].name, (int64_t)r->counts[i].value);
    for (int i = 0; i < 4; i++)
        jw_end(j);
    arena_release(&w.arena);
}
