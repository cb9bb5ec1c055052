/*
 * Source places by addr2line: one call for all addresses. A return address is looked up one byte before, since the line
 * of what follows the call may be another; a function's entry as it is. Which are entries says the symbol table.
 */
#include "run.h"

#include <stdlib.h>
#include <string.h>

struct known {
    uint64_t address;
    bool looked_up, found;
    const char *function, *file;
    uint32_t line;
};

struct place_map {
    struct arena *arena;
    const char *driver;
    VEC(struct known) list; /* sorted by address */
    VEC(uint64_t) entries;  /* of functions, sorted */
};

static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

/* What a program prints. */
static char *output_of(const char *const *arguments)
{
    char name[] = "/tmp/ddicheck-XXXXXX";
    int file = mkstemp(name);
    if (file < 0)
        return NULL;
    struct process p = {.arguments = arguments, .out = name, .seconds = 60};
    processes_run(&p, 1, 1, NULL, NULL);
    char *text = p.code == 0 ? file_read(name, NULL) : NULL;
    remove(name);
    return text;
}

static void read_entries(struct place_map *p)
{
    const char *arguments[] = {"nm", p->driver, NULL};
    char *text = output_of(arguments);
    for (char *line = text ? strtok(text, "\n") : NULL; line; line = strtok(NULL, "\n")) {
        char *end;
        uint64_t address = strtoull(line, &end, 16);
        if (end != line && *end == ' ' && (end[1] == 't' || end[1] == 'T'))
            vec_push(&p->entries, address);
    }
    free(text);
    if (p->entries.count)
        qsort(p->entries.items, p->entries.count, sizeof *p->entries.items, by_number);
}

struct place_map *place_map_new(struct arena *a, const char *driver)
{
    struct place_map *p = arena_new(a, struct place_map);
    *p = (struct place_map){.arena = a, .driver = driver};
    read_entries(p);
    return p;
}

void place_map_free(struct place_map *p)
{
    if (!p)
        return;
    vec_release(&p->list);
    vec_release(&p->entries);
}

static bool is_entry(const struct place_map *p, uint64_t address)
{
    return p->entries.count && bsearch(&address, p->entries.items, p->entries.count, sizeof address, by_number);
}

/* Index of the first that is not below. */
static uint32_t position(const struct place_map *p, uint64_t address)
{
    uint32_t low = 0, high = p->list.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (p->list.items[middle].address < address)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void place_map_want(struct place_map *p, uint64_t address)
{
    uint32_t at = position(p, address);
    if (at < p->list.count && p->list.items[at].address == address)
        return;
    vec_push(&p->list, (struct known){0});
    memmove(&p->list.items[at + 1], &p->list.items[at], (p->list.count - 1 - at) * sizeof *p->list.items);
    p->list.items[at] = (struct known){.address = address};
}

static void take(struct place_map *p, struct known *k, const char *function, char *where)
{
    char *colon = strrchr(where, ':');
    k->looked_up = true;
    if (!colon || where[0] == '?' || colon[1] == '?' || colon[1] == '0')
        return;
    *colon = '\0';
    k->line = (uint32_t)strtoul(colon + 1, NULL, 10);
    k->file = path_join(p->arena, "/", where);
    k->function = function[0] == '?' ? NULL : arena_strdup(p->arena, function);
    k->found = true;
}

void place_map_look_up(struct place_map *p)
{
    VEC(const char *) arguments = {0};
    vec_push(&arguments, "addr2line");
    vec_push(&arguments, "-f");
    vec_push(&arguments, "-e");
    vec_push(&arguments, p->driver);
    uint32_t wanted = 0;
    for (uint32_t i = 0; i < p->list.count; i++)
        if (!p->list.items[i].looked_up) {
            uint64_t address = p->list.items[i].address;
            vec_push(&arguments, arena_printf(p->arena, "0x%llx", (unsigned long long)(is_entry(p, address) || !address ? address : address - 1)));
            wanted++;
        }
    vec_push(&arguments, NULL);
    char *text = wanted ? output_of(arguments.items) : NULL;
    char *at = text;
    for (uint32_t i = 0; at && i < p->list.count; i++) {
        char *second = strchr(at, '\n'), *end = second ? strchr(second + 1, '\n') : NULL;
        if (p->list.items[i].looked_up)
            continue;
        if (!end)
            break;
        *second = *end = '\0';
        take(p, &p->list.items[i], at, second + 1);
        at = end + 1;
    }
    free(text);
    vec_release(&arguments);
}

/* A function's entry is where its body begins: the line with its name is a few lines above. */
static uint32_t name_line(const char *file, uint32_t line, const char *name)
{
    enum { LINES = 12 };
    struct source s = {0};
    uint32_t found = line;
    if (source_load(&s, file) != 0)
        return line;
    for (uint32_t i = 0; i < LINES && i < line; i++) {
        size_t length;
        const char *text = source_line(&s, line - i, &length);
        if (memmem(text, length, name, strlen(name))) {
            found = line - i;
            break;
        }
    }
    source_release(&s);
    return found;
}

static uint32_t column_of(const char *file, uint32_t line, const char *name)
{
    struct source s = {0};
    uint32_t column = 1;
    if (source_load(&s, file) != 0)
        return 1;
    size_t length;
    const char *text = source_line(&s, line, &length);
    const char *found = name ? memmem(text, length, name, strlen(name)) : NULL;
    if (found)
        column = (uint32_t)(found - text) + 1;
    else
        for (size_t i = 0; i < length && (text[i] == ' ' || text[i] == '\t'); i++)
            column = (uint32_t)i + 2;
    source_release(&s);
    return column;
}

bool place_map_find(const struct place_map *p, uint64_t address, const char *name, struct place *out)
{
    uint32_t at = position(p, address);
    if (at == p->list.count || p->list.items[at].address != address || !p->list.items[at].found)
        return false;
    const struct known *k = &p->list.items[at];
    bool entry = k->function && is_entry(p, address);
    uint32_t line = entry ? name_line(k->file, k->line, k->function) : k->line;
    if (entry)
        name = k->function;
    uint32_t column = column_of(k->file, line, name);
    *out = (struct place){.file = k->file,
                          .line = line,
                          .column = column,
                          .end_line = line,
                          .end_column = column + (name ? (uint32_t)strlen(name) : 1),
                          .function = k->function};
    return true;
}
