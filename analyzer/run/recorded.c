/*
 * A host's events as a recording (recording/recording.h). The host knows addresses; the places of the driver's own are put in their
 * stead, so that who reads the file needs no debug information. All else is copied as it is.
 */
#include "run.h"

#include "recording/recording.h"

#include <stdlib.h>
#include <string.h>

/* The address of a field "@0x55d0", relative to the driver's file, 0 where it is none; *end is behind it. */
static uint64_t address_at(const char *field, uint64_t base, char **end)
{
    uint64_t address = field[0] == '@' ? strtoull(field + 1, end, 16) : 0;
    return address > base ? address - base : 0;
}

/* The tab before the address of a place in the line from `at` to its end `feed`, or NULL. A line has one place at most. */
static char *address_of(char *at, const char *feed)
{
    return memmem(at, (size_t)(feed - at), "\t@0x", 4);
}

void run_want_recorded(const char *events, uint64_t base, struct place_map *places)
{
    char *text = file_read(events, NULL), *end;
    for (char *at = text, *feed; at && (feed = strchr(at, '\n')); at = feed + 1) {
        char *mark = address_of(at, feed);
        uint64_t address = mark ? address_at(mark + 1, base, &end) : 0;
        if (address)
            place_map_want(places, address);
    }
    free(text);
}

/* "FILE:LINE\tFUNCTION" for an address; "-\t-" where it is not known. */
static void put_place(struct str *out, uint64_t address, const struct place_map *places)
{
    struct place p;
    if (address && place_map_find(places, address, NULL, &p))
        str_printf(out, "%s:%u\t%s", p.file, p.line, p.function ? p.function : "-");
    else
        str_append(out, "-\t-");
}

void run_put_recorded(const char *events, uint64_t base, const struct place_map *places, const char *head, bool complete, struct str *out)
{
    char *text = file_read(events, NULL), *at = text, *end = NULL, *rest;
    str_append(out, head);
    for (char *feed; at && (feed = strchr(at, '\n')); at = feed + 1) { /* a line that is not whole was not written to its end */
        char *mark = address_of(at, feed);
        if (mark) {
            uint64_t address = address_at(mark + 1, base, &end);
            rest = end && str_starts_with(end, "\t-") ? end + 2 : end; /* the function, which the host does not know either */
            str_append_n(out, at, (size_t)(mark - at) + 1);
            put_place(out, address, places);
            str_append_n(out, rest, (size_t)(feed - rest) + 1);
        } else
            str_append_n(out, at, (size_t)(feed - at) + 1);
    }
    str_printf(out, "end\t%s\n", complete ? "done" : "stopped");
    free(text);
}
