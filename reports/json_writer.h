/*
 * json_writer: JSON, written as it is produced. Indented by two blanks; members stand in the order
 * in which they are written. (The prefix is jw_, as json_ belongs to jansson, which the program links.)
 *
 *     jw_object(&j); jw_key(&j, "version"); jw_string(&j, "2.1.0"); jw_end(&j);
 */
#ifndef DDICHECK_JSON_WRITER_H
#define DDICHECK_JSON_WRITER_H

#include "base/base.h"

#define JSON_DEPTH_LIMIT 32 /* our deepest document has 14 levels */

struct json_writer {
    struct str *out; /* borrowed */
    unsigned depth;
    char closer[JSON_DEPTH_LIMIT]; /* '}' or ']' */
    bool filled[JSON_DEPTH_LIMIT]; /* something was written at this level */
    bool after_key;
};

void jw_object(struct json_writer *j);
void jw_array(struct json_writer *j);
void jw_end(struct json_writer *j); /* of the innermost object or array */
void jw_key(struct json_writer *j, const char *name);
void jw_string(struct json_writer *j, const char *text);
void jw_string_n(struct json_writer *j, const char *text, size_t n);
void jw_number(struct json_writer *j, int64_t value);
void jw_bool(struct json_writer *j, bool value);

/* Key and value at once. jw_member drops a NULL text. */
void jw_member(struct json_writer *j, const char *name, const char *text);
void jw_member_number(struct json_writer *j, const char *name, int64_t value);
void jw_member_bool(struct json_writer *j, const char *name, bool value);
void jw_member_object(struct json_writer *j, const char *name);
void jw_member_array(struct json_writer *j, const char *name);

#endif
