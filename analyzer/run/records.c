/*
 * What a run says. The host's records are one JSON object a line (runtime/os/record.c, runtime/monitor/README.md); a line
 * that is not whole, as of a host that was killed while it wrote, is left out. The sanitizers' reports are text: a line
 * with the kind, then stacks whose frames name the file and the offset in it.
 */
#include "run.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

void run_answer_release(struct run_answer *a)
{
    vec_release(&a->findings);
    vec_release(&a->counts);
    vec_release(&a->accounts);
    vec_release(&a->not_simulated);
    vec_release(&a->notes);
    vec_release(&a->debug);
    vec_release(&a->errors);
}

uint64_t run_counted(const struct run_answer *a, const char *name)
{
    for (uint32_t i = 0; i < a->counts.count; i++)
        if (str_equal(a->counts.items[i].name, name))
            return a->counts.items[i].value;
    return 0;
}

/* ---- members --------------------------------------------------------------------------------------------- */

static const char *text_of(const struct run_answer *a, const json_t *o, const char *name)
{
    const char *text = json_string_value(json_object_get(o, name));
    return text ? arena_strdup(a->arena, text) : NULL;
}

static uint64_t number_of(const json_t *o, const char *name) { return (uint64_t)json_integer_value(json_object_get(o, name)); }

/* An address as written, relative to the driver's file; 0 where there is none. */
static uint64_t address_of(const struct run_answer *a, const json_t *text)
{
    const char *s = json_string_value(text);
    uint64_t address = s ? strtoull(s, NULL, 16) : 0;
    return address > a->base ? address - a->base : 0;
}

static void place_of(const struct run_answer *a, const json_t *o, struct place_map *places, uint64_t *address, struct place *out)
{
    const json_t *p = json_object_get(o, "place");
    *address = address_of(a, json_object_get(p, "address"));
    if (*address)
        place_map_want(places, *address);
    out->file = text_of(a, p, "file");
    out->line = (uint32_t)number_of(p, "line");
    out->function = text_of(a, p, "function");
}

/* Marks in texts hold addresses, too; they are made relative. */
static const char *words_of(const struct run_answer *a, const json_t *o, const char *name, struct place_map *places)
{
    const char *text = json_string_value(json_object_get(o, name));
    struct str out = {0};
    if (!text)
        return NULL;
    while (*text) {
        const char *hex = text[0] == '0' && text[1] == 'x' ? text : NULL;
        char *end;
        uint64_t address = hex ? strtoull(hex, &end, 16) : 0;
        if (hex && address > a->base && address - a->base < ((uint64_t)1 << 28)) {
            place_map_want(places, address - a->base);
            str_printf(&out, "0x%llx", (unsigned long long)(address - a->base));
            text = end;
        } else
            str_append_char(&out, *text++);
    }
    const char *kept = arena_strdup(a->arena, str_text(&out));
    str_release(&out);
    return kept;
}

/* ---- findings ----------------------------------------------------------------------------------------------- */

static enum severity level_of(const char *name)
{
    return name && str_equal(name, "note") ? SEVERITY_NOTE : name && str_equal(name, "warning") ? SEVERITY_WARNING : SEVERITY_ERROR;
}

static void read_finding(struct run_answer *a, const json_t *o, struct place_map *places)
{
    const json_t *steps = json_object_get(o, "steps");
    size_t count = json_array_size(steps);
    struct run_finding f = {.rule = text_of(a, o, "rule"),
                            .message = words_of(a, o, "message", places),
                            .driver = text_of(a, o, "driver"),
                            .level = level_of(json_string_value(json_object_get(o, "level"))),
                            .steps = arena_array(a->arena, struct run_step, count + 1)};
    place_of(a, o, places, &f.address, &f.place);
    for (size_t i = 0; i < count; i++) {
        const json_t *s = json_array_get(steps, i);
        struct run_step *step = &f.steps[f.step_count++];
        const char *kind = json_string_value(json_object_get(s, "kind"));
        step->kind = kind && str_equal(kind, "callback") ? STEP_CALLBACK : kind && str_equal(kind, "end") ? STEP_END : STEP_STATE;
        step->text = words_of(a, s, "text", places);
        step->object = text_of(a, s, "object");
        step->state = text_of(a, s, "state");
        place_of(a, s, places, &step->address, &step->place);
    }
    if (f.rule && f.message)
        vec_push(&a->findings, f);
}

/* Steps down a stack, outermost first. */
static void add_stack(struct run_answer *a, struct run_finding *f, const json_t *stack, struct place_map *places, const char *last)
{
    size_t count = json_array_size(stack);
    f->steps = arena_array(a->arena, struct run_step, count + 1);
    for (size_t i = count; i-- > 0;) {
        uint64_t address = address_of(a, json_array_get(stack, i));
        place_map_want(places, address);
        f->steps[f->step_count++] = (struct run_step){.kind = i ? STEP_CALL : STEP_END, .address = address, .text = i ? "called here" : last};
    }
    f->address = count ? f->steps[f->step_count - 1].address : 0;
}

static void read_violation(struct run_answer *a, const json_t *o, struct place_map *places, bool left)
{
    struct run_finding f = {.rule = left ? "run-left-over" : text_of(a, o, "rule"), .message = text_of(a, o, "message"), .level = SEVERITY_ERROR, .left = left};
    if (str_starts_with(f.rule ? f.rule : "", "run-incomplete"))
        f.level = SEVERITY_WARNING;
    add_stack(a, &f, json_object_get(o, "stack"), places, "here");
    if (f.rule && f.message)
        vec_push(&a->findings, f);
}

static void read_crash(struct run_answer *a, const json_t *o, struct place_map *places, bool hang)
{
    const char *name = json_string_value(json_object_get(o, "name")), *thread = json_string_value(json_object_get(o, "thread"));
    const char *address = json_string_value(json_array_get(json_object_get(o, "address"), 0));
    struct run_finding f = {.rule = hang ? "run-hang" : "run-crash", .level = SEVERITY_ERROR};
    if (hang)
        f.message = "The driver does not go on: it calls nothing of the system any more.";
    else if (address && strtoull(address, NULL, 16) < 4096)
        f.message = arena_printf(a->arena, "The driver crashes: it uses the address %s, which is null or near it (thread '%s').", address, thread ? thread : "");
    else
        f.message = arena_printf(a->arena, "The driver crashes: %s%s%s (thread '%s').", name ? name : "a signal", address ? " at the address " : "", address ? address : "",
                                 thread ? thread : "");
    add_stack(a, &f, json_object_get(o, "stack"), places, "here");
    vec_push(&a->findings, f);
}

/* ---- lines ------------------------------------------------------------------------------------------------------ */

static void read_line(struct run_answer *a, const json_t *o, struct place_map *places)
{
    const char *record = json_string_value(json_object_get(o, "record"));
    if (!record)
        return;
    if (str_equal(record, "driver")) {
        const char *base = json_string_value(json_array_get(json_object_get(o, "base"), 0));
        a->base = base ? strtoull(base, NULL, 16) : 0;
    } else if (str_equal(record, "finding"))
        read_finding(a, o, places);
    else if (str_equal(record, "violation"))
        read_violation(a, o, places, false);
    else if (str_equal(record, "left"))
        read_violation(a, o, places, true);
    else if (str_equal(record, "crash") || str_equal(record, "hang"))
        read_crash(a, o, places, str_equal(record, "hang"));
    else if (str_equal(record, "count"))
        vec_push(&a->counts, (struct run_count){text_of(a, o, "name"), number_of(o, "value"), 0, 0});
    else if (str_equal(record, "account"))
        vec_push(&a->accounts, (struct run_count){text_of(a, o, "kind"), number_of(o, "made"), number_of(o, "peak"), number_of(o, "left")});
    else if (str_equal(record, "notSimulated"))
        vec_push(&a->not_simulated, (struct run_count){text_of(a, o, "text"), number_of(o, "count"), 0, 0});
    else if (str_equal(record, "note"))
        vec_push(&a->notes, words_of(a, o, "text", places));
    else if (str_equal(record, "debug"))
        vec_push(&a->debug, text_of(a, o, "text"));
    else if (str_equal(record, "error"))
        vec_push(&a->errors, text_of(a, o, "text"));
    else if (str_equal(record, "end"))
        a->complete = true;
}

void run_read_records(struct run_answer *a, const char *path, struct place_map *places)
{
    size_t size;
    char *text = file_read(path, &size);
    for (char *at = text; at && *at;) {
        char *end = strchr(at, '\n');
        if (!end)
            break;
        json_t *o = json_loadb(at, (size_t)(end - at), 0, NULL);
        if (o)
            read_line(a, o, places);
        json_decref(o);
        at = end + 1;
    }
    free(text);
}

/* ---- sanitizers --------------------------------------------------------------------------------------------------- */

/* "file.c:12:5: runtime error: text" of UndefinedBehaviorSanitizer. */
static bool read_undefined(struct run_answer *a, const char *line)
{
    const char *mark = strstr(line, ": runtime error: ");
    if (!mark)
        return false;
    char *where = arena_strndup(a->arena, line, (size_t)(mark - line));
    char *column = strrchr(where, ':');
    if (column)
        *column = '\0';
    char *number = column ? strrchr(where, ':') : NULL;
    if (!number)
        return false;
    *number = '\0';
    struct run_finding f = {.rule = "run-undefined", .level = SEVERITY_ERROR};
    f.message = arena_printf(a->arena, "Undefined behaviour: %s.", mark + strlen(": runtime error: "));
    f.place = (struct place){.file = where, .line = (uint32_t)strtoul(number + 1, NULL, 10), .column = (uint32_t)strtoul(column + 1, NULL, 10)};
    f.place.end_line = f.place.line;
    f.place.end_column = f.place.column + 1;
    vec_push(&a->findings, f);
    return true;
}

/* The offset of "(path+0x12)" where the path is the driver's, or its last part as ThreadSanitizer writes it; 0 else. */
static uint64_t frame_of(const char *line, const char *driver)
{
    const char *open = strchr(line, '('), *plus = open ? strstr(open, "+0x") : NULL;
    size_t n = plus ? (size_t)(plus - open - 1) : 0;
    const char *base = path_base(driver);
    bool whole = n == strlen(driver) && strncmp(open + 1, driver, n) == 0, last = n == strlen(base) && strncmp(open + 1, base, n) == 0;
    return plus && (whole || last) ? strtoull(plus + 1, NULL, 16) + 1 : 0; /* a sanitizer has taken one off the return address */
}

/* What a line says of the stack that follows it: "freed by thread T0 here:"; NULL where it says nothing. */
static const char *heading_of(const char *line)
{
    static const struct { const char *mark, *words; } headings[] = {
        {"freed by", "the memory was freed here"}, {"previously allocated by", "the memory was allocated here"}, {"allocated by", "the memory was allocated here"},
        {"Previous write", "the other write"}, {"Previous read", "the other read"}, {"Previous atomic", "the other access"},
    };
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
        if (strstr(line, headings[i].mark))
            return headings[i].words;
    return NULL;
}

struct report {
    struct run_finding finding;
    struct run_step steps[64];
    uint32_t first, others; /* steps of the access itself, then of other stacks */
    struct run_step other[16];
    const char *heading; /* of the stack that is read; NULL: the access itself */
    bool any, named;
};

static void finish(struct run_answer *a, struct report *r)
{
    if (!r->any)
        return;
    struct run_finding f = r->finding;
    f.steps = arena_array(a->arena, struct run_step, r->first + r->others + 1);
    for (uint32_t i = r->others; i-- > 0;)
        f.steps[f.step_count++] = r->other[i];
    for (uint32_t i = r->first; i-- > 0;)
        f.steps[f.step_count++] = r->steps[i];
    if (f.step_count && r->first) {
        f.steps[f.step_count - 1].kind = STEP_END;
        f.steps[f.step_count - 1].text = "here";
        f.address = f.steps[f.step_count - 1].address;
    }
    if (f.address)
        vec_push(&a->findings, f);
    *r = (struct report){0};
}

static void begin(struct run_answer *a, struct report *r, const char *rule, const char *text)
{
    finish(a, r);
    r->any = true;
    r->finding = (struct run_finding){.rule = rule, .message = text, .level = SEVERITY_ERROR};
}

void run_read_sanitizer(struct run_answer *a, const char *path, const char *driver, struct place_map *places)
{
    struct report r = {0};
    char *text = file_read(path, NULL), *rest = NULL;
    for (char *line = text ? strtok_r(text, "\n", &rest) : NULL; line; line = strtok_r(NULL, "\n", &rest)) {
        const char *mark = strstr(line, "ERROR: AddressSanitizer: "), *race = strstr(line, "WARNING: ThreadSanitizer: ");
        if (mark) {
            mark += strlen("ERROR: AddressSanitizer: ");
            begin(a, &r, "run-memory", arena_printf(a->arena, "AddressSanitizer: %.*s.", (int)strcspn(mark, " "), mark));
        } else if (race) {
            race += strlen("WARNING: ThreadSanitizer: ");
            begin(a, &r, "run-race", arena_printf(a->arena, "ThreadSanitizer: %.*s.", (int)(strcspn(race, "(") ? strcspn(race, "(") - 1 : 0), race));
        } else if (read_undefined(a, line) || !r.any) {
        } else if (heading_of(line)) {
            r.heading = heading_of(line);
            r.named = false;
        } else if ((str_starts_with(line, "READ of size") || str_starts_with(line, "WRITE of size")) && !strstr(r.finding.message, " (")) {
            size_t n = strcspn(line, " "), all = strcspn(line + n, "0123456789");
            r.finding.message = arena_printf(a->arena, "%.*s (a %s of %lu byte(s)).", (int)strlen(r.finding.message) - 1, r.finding.message,
                                             line[0] == 'R' ? "read" : "write", strtoul(line + n + all, NULL, 10));
        } else {
            const char *at = line + strspn(line, " ");
            uint64_t address = at[0] == '#' ? frame_of(at, driver) : 0;
            if (!address)
                continue;
            place_map_want(places, address);
            if (!r.heading && r.first < 64)
                r.steps[r.first++] = (struct run_step){.kind = STEP_CALL, .address = address, .text = "called here"};
            else if (r.heading && !r.named && r.others < 16) { /* the innermost of the driver */
                r.other[r.others++] = (struct run_step){.kind = STEP_STATE, .address = address, .text = r.heading};
                r.named = true;
            }
        }
    }
    finish(a, &r);
    free(text);
}
