/*
 * sources: the texts that findings point into, each read once. Shared by the fingerprints and by
 * every writer that shows a line. A file that cannot be read has no lines; that is no error here.
 */
#ifndef DDICHECK_SOURCES_H
#define DDICHECK_SOURCES_H

#include "base/base.h"

struct source_file {
    char *path;
    struct source source;
    bool readable;
    char **line_hashes; /* line_hashes_of(), by line - 1; NULL until asked for */
    uint32_t line_hash_count;
};

struct sources {
    VEC(struct source_file *) list;
};

void sources_release(struct sources *s);
/* Line `n` of `path` without its line end, not NUL-terminated; empty where there is none. */
const char *sources_line(struct sources *s, const char *path, uint32_t n, size_t *length);
/* Number of lines; 0 where the file cannot be read. */
uint32_t sources_line_count(struct sources *s, const char *path);
/* GitHub's primaryLocationLineHash of the line, or NULL where there is none. Lives as long as s. */
const char *sources_line_hash(struct sources *s, const char *path, uint32_t line);

/* Decodes one UTF-8 sequence of text[*at .. size) and moves *at behind it. What is no UTF-8 is
   U+FFFD, one for each maximal part of a sequence, as every browser and node does it. */
uint32_t utf8_next(const char *text, size_t size, size_t *at);
/* UTF-16 units, or terminal cells, of text[0 .. bytes). A tab is one cell. */
uint32_t utf8_units(const char *text, size_t bytes);
uint32_t utf8_width(const char *text, size_t bytes);

/* The same hash for each line of a text: `count` strings "hash:n", each and the array to be freed. */
char **line_hashes_of(const char *text, size_t size, uint32_t *count);

#endif
