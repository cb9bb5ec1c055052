/*
 * xml: a small tree of elements with line numbers, over expat. Only what project files need:
 * attributes and the text of elements that hold nothing else.
 *
 * Hostile input: entity declarations are refused (and expat's own guard stands behind that), files,
 * elements and nesting are bounded. Every refusal is one located error.
 */
#ifndef DDICHECK_XML_H
#define DDICHECK_XML_H

#include "base/base.h"

/* The largest project files of public driver trees have 200 KiB; a list of 16 MiB is none. */
#define XML_SIZE_LIMIT ((size_t)16 << 20)
#define XML_ELEMENT_LIMIT 400000u
/* MSBuild's deepest legal nesting (Choose in When in Choose ...) that anybody writes is far below. */
#define XML_DEPTH_LIMIT 100u

struct xml_attribute {
    const char *name, *value;
};

struct xml_element {
    const char *name; /* without a namespace prefix */
    const char *text; /* of an element without children; "" otherwise. Blanks at both ends are cut off */
    const struct xml_attribute *attributes;
    uint32_t attribute_count;
    uint32_t line, column;
    struct xml_element *first, *next; /* children, siblings */
};

/* Reads UTF-8, UTF-16 with a BOM, and the one-byte encodings of Windows. Returns the outermost
   element (memory of the arena), or NULL with one error in d. */
struct xml_element *xml_parse(struct arena *a, const char *path, const char *text, size_t size, struct diags *d);
/* The same for a file, which must be a regular one within XML_SIZE_LIMIT. */
struct xml_element *xml_read(struct arena *a, const char *path, struct diags *d);

/* The value, or NULL. Names are compared as MSBuild compares them: attributes by case, elements not. */
const char *xml_attribute(const struct xml_element *e, const char *name);
bool xml_is(const struct xml_element *e, const char *name);

/* A whole regular file within `limit`, NUL-terminated, freed by the caller; or NULL and one error in d. */
char *xml_file(const char *path, size_t limit, size_t *size, struct diags *d);

#endif
