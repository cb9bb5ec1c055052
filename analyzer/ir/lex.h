/* Tokens of the text form (lex.c), and the parser's state that parse*.c share. */
#ifndef DDICHECK_IR_LEX_H
#define DDICHECK_IR_LEX_H

#include "ir/internal.h"

enum ir_token_kind {
    TOKEN_END,
    TOKEN_NAME,   /* text; `quoted` where it stood in quotes and is no word of the grammar */
    TOKEN_STRING, /* text */
    TOKEN_NUMBER, /* number */
    TOKEN_TEMP,   /* number */
    TOKEN_PUNCT,  /* punct: one character, or one of the two below */
    TOKEN_BAD,    /* reported already */
};
enum { PUNCT_ARROW = 128, PUNCT_RANGE, PUNCT_ELLIPSIS };

struct ir_token {
    uint8_t kind, punct;
    bool quoted, first_on_line, spaced /* white space before it */, hex;
    uint32_t line, column, length;
    const char *text; /* NUL-terminated, of the parser's arena */
    uint64_t number;
};

/* A text with more errors than this is no IR text: naming them all would help nobody. */
#define IR_PARSE_ERROR_LIMIT 200u

/* An index of names: interned, each with the entry that bears it first and how many do. */
struct ir_name_entry {
    uint32_t index_plus_1, count;
    uint32_t token; /* of the first use or declaration */
};
struct ir_names {
    struct intern *in;
    VEC(struct ir_name_entry) entries; /* by interned id */
};

/* Something whose place in the text is kept until all names are known. */
struct ir_later {
    uint32_t token;
    ir_index index;
    enum { LATER_BODY, LATER_INITS, LATER_PROBLEM } kind;
    const struct ir_local *params; /* of a body; arena */
    uint32_t param_count;
};

struct ir_record_place {
    uint32_t token; /* of the word `record` */
    ir_index type;
};

/* A loc that is not complete before the loc it depends on is known. */
struct ir_pending_loc {
    uint32_t token; /* 0 where none was written (the first token is never a loc) */
    bool has_file, has_line;
    struct ir_loc loc;
};

struct ir_parser {
    struct ir_module *m;
    struct ir_builder *b;
    struct arena arena;
    struct source source;
    const char *file;
    struct diags *d;
    uint32_t errors;
    VEC(struct ir_token) tokens;
    uint32_t at;
    struct ir_names records, globals, functions;
    VEC(struct ir_record_place) record_list; /* in order of declaration */
    VEC(struct ir_later) later;
    ir_index main_file;
    uint32_t type_depth; /* types that are being read, one in another */
};

/* ---- lex.c ---- */
void ir_lex(struct ir_parser *p, const char *text, size_t size);
/* An error at that token, with its line and a caret. Returns the diagnostic for a hint; NULL past the limit. */
struct diag *ir_error_at(struct ir_parser *p, uint32_t token, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

void ir_names_init(struct ir_names *n);
void ir_names_release(struct ir_names *n);
/* The entry of a name, added with index 0 where there is none. Valid until the next is added. */
struct ir_name_entry *ir_names_entry(struct ir_names *n, const char *name, uint32_t token);
/* The entry, or NULL. */
struct ir_name_entry *ir_names_find(const struct ir_names *n, const char *name);
const char *ir_names_nearest(const struct ir_names *n, const char *name);

/* ---- parse_parts.c: what entries and bodies are made of. All report their own errors. ---- */
const struct ir_token *ir_peek(const struct ir_parser *p);
void ir_advance(struct ir_parser *p); /* not past the end */
bool ir_token_is_word(const struct ir_token *t, const char *word);
bool ir_at_punct(const struct ir_parser *p, unsigned punct);
bool ir_at_word(const struct ir_parser *p, const char *word);
bool ir_accept(struct ir_parser *p, unsigned punct);
bool ir_accept_word(struct ir_parser *p, const char *word);
bool ir_expect(struct ir_parser *p, unsigned punct, const char *where);
bool ir_parse_u32(struct ir_parser *p, uint32_t *value, const char *what);
/* name and suffix of a label; *number is UINT32_MAX without "~", *name is "" with the number alone */
bool ir_parse_label(struct ir_parser *p, const char **name, uint32_t *number, const char *what);
bool ir_parse_type(struct ir_parser *p, ir_index *type);
bool ir_at_type_word(const struct ir_parser *p); /* a type that is no record's label */
bool ir_parse_string(struct ir_parser *p, ir_index *string);
/* "unexpected `x`" and what should stand there. Returns false. */
bool ir_unexpected(struct ir_parser *p, const char *wanted);
/* Whether nothing follows on the line; an error otherwise. */
bool ir_expect_line_end(struct ir_parser *p);
/* A record, global or function of that label. Records yield their type. */
bool ir_parse_reference(struct ir_parser *p, const struct ir_names *names, const char *what, uint32_t *index);
bool ir_parse_loc(struct ir_parser *p, struct ir_pending_loc *loc);
ir_index ir_finish_loc(struct ir_parser *p, const struct ir_pending_loc *loc, ir_index file, const struct ir_loc *insn);
/* Behind an error in what began with the token `start`: to the next line, behind the next `;` or to
   the next `}`, whichever comes first. */
void ir_skip_line(struct ir_parser *p, uint32_t start);

/* ---- parse_body.c ---- */
/* From behind the `{` to behind the `}`. */
void ir_parse_body(struct ir_parser *p, const struct ir_later *body);
/* An initial value: an operand of its own. */
bool ir_parse_init_operand(struct ir_parser *p, struct ir_operand *o);
/* `name: type [hidden] [loc]`; the loc is finished by the caller. */
bool ir_parse_local(struct ir_parser *p, uint32_t number, struct ir_local *local, struct ir_pending_loc *loc);

#endif
