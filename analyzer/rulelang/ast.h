/*
 * ast: a .ddi text between the parser and the resolver. Private to rulelang/.
 *
 * The tree says what stands in the text, with names as written and the span of every name, so
 * that the resolver can point at it. Nodes live in the arena of `struct loading` and die with it;
 * every string is in the arena of the rule set and is shared by the resolved form.
 *
 * Lists are singly linked in source order; `struct loading` holds the declarations of all files.
 */
#ifndef DDICHECK_RULELANG_AST_H
#define DDICHECK_RULELANG_AST_H

#include "rulelang/ruleset.h"

/* ---- places --------------------------------------------------------------------------------- */

struct rule_file {
    const char *path;
    struct source source;
    struct rule_file *next;
};

struct span {
    const struct rule_file *file;
    uint32_t line, column, length; /* 1-based, in bytes */
};

struct ast_name {
    const char *text; /* NULL where it is absent */
    struct span span;
    struct ast_name *next; /* in lists of names */
};

/* ---- expressions and words ------------------------------------------------------------------ */

enum ast_expr_kind {
    AST_NUMBER, /* value */
    AST_NAME,   /* name */
    AST_FIELD,  /* a->name */
    AST_DEREF,  /* *a */
    AST_ATTR,   /* a.name */
    AST_IS,     /* a is name */
    AST_IN,     /* a in (list) */
    AST_BINARY, /* a op b: op is one of EXPR_EQ..EXPR_BITS, EXPR_AND, EXPR_OR, EXPR_ADD, EXPR_MUL */
    AST_NOT,    /* not a */
    AST_ANY,    /* any name: record in chain(a, link) with b */
    AST_CALLS,  /* driver calls (list) */
    AST_CALLED, /* function called (list) */
    AST_ONLY,   /* callback returns only a */
    AST_READS,  /* driver reads (list), each with `record` and the field's `name` */
    AST_CONTEXT, /* context_of(a, b) */
};

struct ast_expr {
    enum ast_expr_kind kind;
    enum expr_kind op;
    struct span span; /* of the name, number or operator that the node is about */
    const char *name;
    int64_t value;
    struct ast_name record, link; /* AST_ANY */
    struct ast_name object;       /* AST_ANY over the objects of a kind */
    struct ast_expr *a, *b, *list;
    unsigned height;
    struct ast_expr *next; /* in a list */
};

struct ast_piece {
    enum piece_kind kind;
    const char *text;
    struct ast_expr *expr;
    struct ast_piece *next;
};

struct ast_words {
    struct ast_piece *pieces;
    struct span span;
};

/* ---- contracts ------------------------------------------------------------------------------ */

struct ast_effect {
    enum effect_kind kind;
    struct span span;
    struct ast_name object, var, record, link;
    struct ast_expr *target, *expr, *size;
    struct ast_expr *args; /* EFFECT_SCHEDULE */
    uint8_t irql_low, irql_high;
    bool or_null, shared, last;
    struct ast_words *step;
    struct ast_effect *inner, *next;
};

struct ast_outcome {
    enum outcome_kind kind;
    struct span span;
    struct ast_expr *expr, *otherwise, *condition;
    struct ast_effect *made, *effects;
    struct ast_outcome *next;
};

struct ast_param {
    struct ast_name name, record;
    struct ast_param *next;
};

struct ast_part {
    enum part_kind kind;
    struct ast_name name, argument; /* PART_TRANSLATED: translation and argument; PART_ARGUMENT: `argument` */
    struct ast_words *words;
    struct ast_part *next;
};

struct ast_call_argument {
    struct ast_part *parts;
    struct ast_call_argument *next;
};

struct ast_call_text {
    struct ast_name name;
    struct ast_call_argument *arguments;
};

struct ast_fix {
    struct ast_expr *condition;
    struct ast_words *title;
    struct ast_call_text *call; /* or NULL: release of `object` */
    struct ast_name object;
    struct span span;
    struct ast_fix *next;
};

struct ast_ddi {
    struct ast_name name, result, source;
    struct ast_call_text *release;
    struct ast_param *params;
    bool variadic, has_irql;
    uint8_t irql_low, irql_high;
    struct ast_effect *effects;
    struct ast_outcome *outcomes;
    struct ast_ddi *next;
};

/* ---- the other declarations ----------------------------------------------------------------- */

struct ast_const {
    struct ast_name name;
    int64_t value;
    struct ast_const *next;
};

struct ast_translated {
    struct ast_name name, text, otherwise;
    struct ast_translated *next;
};

struct ast_translation {
    struct ast_name name;
    struct ast_translated *entries;
    struct ast_translation *next;
};

struct ast_attribute {
    struct ast_name name;
    const char *words;
    bool is_boolean;
    struct ast_attribute *next;
};

struct ast_object {
    struct ast_name name, record;
    const char *words;
    bool must_free, is_memory, is_checked, is_parented, has_contexts, is_lock, is_recursive, must_release, is_open;
    struct ast_attribute *attributes;
    struct ast_object *next;
};

struct ast_check {
    enum trigger_kind trigger;
    struct ast_name ddi;     /* TRIGGER_CALL; TRIGGER_RETURN: the callback */
    struct ast_name result;  /* TRIGGER_RETURN */
    struct ast_name record, field; /* TRIGGER_READ */
    struct ast_name object;  /* others: the kind, where it is stated */
    struct ast_name *params; /* TRIGGER_CALL: the arguments' names; otherwise the one object's */
    bool open;               /* ends in "..." */
    struct ast_expr *condition;
    bool unless;
    bool has_level;          /* report as LEVEL */
    enum severity level;
    struct ast_words *message;
    struct ast_fix *fixes;
    struct span span;
    struct ast_check *next; /* every `report` of one event is a check of its own */
};

struct ast_rule {
    struct ast_name id, title, text, help, bad, good;
    enum severity level;
    struct ast_name *sources, *aliases, *drivers;
    struct ast_check *checks;
    bool of_run;  /* on run */
    bool damaged; /* an item of it did not parse: what is missing is not reported again */
    struct ast_rule *next;
};

struct ast_pageable {
    struct ast_name name; /* of a function, or the beginning of names and `*` */
    struct ast_pageable *next;
};

struct ast_role {
    struct ast_name name;
    bool has_irql, unbalanced;
    uint8_t irql_low, irql_high;
    struct ast_name holds; /* text NULL: none */
    struct ast_role *next;
};

/* foreign wdf_request { cancelable = FALSE } */
struct ast_given {
    struct ast_name attribute;
    struct ast_expr *expr;
    struct ast_given *next;
};

struct ast_callback_param {
    struct ast_name name, record;
    enum argument_kind kind;
    struct ast_expr *expr;
    struct ast_name object, ddi, link;
    struct ast_given *given;
    struct ast_callback_param *next;
};

struct ast_callback_outcome {
    enum outcome_kind kind;
    struct ast_name next_state; /* "same" and "end" are resolved as names */
    struct ast_callback_outcome *next;
};

struct ast_callback {
    struct ast_name name, role, table, field, result, source, during;
    struct ast_callback_param *params;
    struct ast_name *from;
    struct ast_callback_outcome *outcomes;
    struct ast_expr *when;
    bool has_irql, optional, several, has_element;
    uint32_t element; /* of a field that is an array */
    uint8_t irql_low, irql_high;
    struct ast_callback *next;
};

struct ast_driver {
    struct ast_name name, table, instance, entry, entry_role;
    struct ast_given *given; /* attributes that the instance has from the beginning */
    const char *title;
    struct ast_name *registered_by, *states, *removal_from, removal_to;
    struct ast_callback *callbacks;
    bool damaged, is_alone;
    struct ast_driver *next;
};

/* ---- one load ------------------------------------------------------------------------------- */

/* Appends to a linked list through its tail pointer. */
#define LIST(T)                                                                                                        \
    struct {                                                                                                           \
        T *first, **tail;                                                                                              \
    }
#define list_init(l) ((l)->first = NULL, (l)->tail = &(l)->first)
#define list_add(l, node) (*(l)->tail = (node), (l)->tail = &(node)->next)

struct loading {
    struct ruleset *r;
    struct diags *d;
    struct arena arena; /* the tree */
    struct rule_file *files;
    LIST(struct ast_const) consts;
    LIST(struct ast_object) objects;
    LIST(struct ast_ddi) ddis;
    LIST(struct ast_rule) rules;
    LIST(struct ast_driver) drivers;
    LIST(struct ast_role) roles;
    LIST(struct ast_pageable) pageables;
    LIST(struct ast_translation) translations;
};

/* Adds a located error with the source line and a caret. `hint` may be NULL; it is copied. */
void load_error(struct loading *l, struct span at, const char *hint, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* ---- lex.c ---------------------------------------------------------------------------------- */

enum token_kind { TOKEN_END, TOKEN_WORD, TOKEN_NUMBER, TOKEN_STRING, TOKEN_PUNCT, TOKEN_BAD };

struct token {
    enum token_kind kind;
    uint32_t begin, end; /* bytes of the file; of a string: of what stands between its quotes */
    struct span span;
    bool line_start; /* the first token of its line */
    bool glued;      /* nothing stands between it and the token before */
    bool triple;     /* a string in triple quotes */
    char punct[4];   /* "->", "{", "..." */
    int64_t value;
};

struct lexer {
    struct loading *l;
    const struct rule_file *file;
    const char *text;
    uint32_t at, end, line, line_begin;
    bool fresh_line; /* no token of this line was read yet */
};

void lexer_init(struct lexer *x, struct loading *l, const struct rule_file *file);
/* Reads one part of the file, which is inside a token of it (a placeholder of a message). */
void lexer_init_part(struct lexer *x, const struct lexer *whole, uint32_t begin, uint32_t end, struct span at);
/* The next token. What is no token is reported once and returned as TOKEN_BAD. */
struct token lexer_next(struct lexer *x);
/* Whether the token is this word or punctuation. */
bool token_is(const struct lexer *x, const struct token *t, const char *text);
/* The token's text in the rule set's arena; of a string: without quotes, escapes replaced,
   and of a string in triple quotes without the indentation that all of its lines share. */
char *token_text(const struct lexer *x, const struct token *t);
/* Removes first and last blank line and common indentation; in place. */
void text_dedent(char *text);

/* ---- parse.c, parse_rule.c, parse_expr.c ---------------------------------------------------- */

struct parser {
    struct loading *l;
    struct lexer lexer;
    struct token now;   /* the token that is looked at */
    struct token last;  /* the one before */
    unsigned depth;     /* nesting of expressions and effects */
    uint32_t recovered; /* where the last recovery ended, + 1 */
};

/* Adds the file's declarations to l; errors go to l->d. */
void parse_file(struct loading *l, const struct rule_file *file);

bool parse_next(struct parser *p); /* moves on; always true */
bool parse_at(const struct parser *p, const char *text);
bool parse_accept(struct parser *p, const char *text);
bool parse_expect(struct parser *p, const char *text, const char *why);
bool parse_name(struct parser *p, const char *what, struct ast_name *out);
bool parse_names(struct parser *p, const char *what, struct ast_name **out);
bool parse_string(struct parser *p, const char *what, struct ast_name *out);
bool parse_path(struct parser *p, struct ast_name *out);
bool parse_irql(struct parser *p, uint8_t *low, uint8_t *high);
/* "<item> '<word>' is not known here", with the nearest of the names. Returns false. */
bool parse_unknown(struct parser *p, const char *item, const char *const *names, size_t count);
/* After a broken item: skips to what can be the next one of a block. */
void parse_recover(struct parser *p);
/* At the end of a block's items: '}', or what stands in its place is reported. */
bool parse_block_open(struct parser *p, const char *what);
bool parse_block_more(struct parser *p, struct span opened, const char *what);

struct ast_expr *parse_expr(struct parser *p); /* NULL after an error, which is reported */
struct ast_words *parse_words(struct parser *p, const char *what);
/* Effects up to the '}' that closes the block; the '{' is already read. */
bool parse_effects(struct parser *p, struct span opened, bool in_new, struct ast_effect **out, struct ast_words **step);
bool parse_effect(struct parser *p, struct ast_effect **out);
bool parse_is_effect(const struct parser *p);
bool parse_object(struct parser *p);
bool parse_rule(struct parser *p);
bool parse_role(struct parser *p);
bool parse_pageable(struct parser *p);
bool parse_driver(struct parser *p);

/* ---- fix.c ---------------------------------------------------------------------------------- */

bool parse_translation(struct parser *p);
/* NAME(arguments), as it will stand in the source. */
bool parse_call_text(struct parser *p, struct ast_call_text **out);
/* What stands behind "fix". */
bool parse_fix(struct parser *p, struct ast_fix **out);

/* ---- resolve.c, resolve_expr.c, resolve_body.c ---------------------------------------------- */

/* A name that can be used inside a contract, check or callback. */
struct scope_name {
    const char *name;
    enum expr_kind kind; /* EXPR_PARAM, EXPR_VAR, EXPR_RESULT */
    uint32_t index;
    uint32_t object; /* kind of object that it is known to be, + 1; 0 where unknown */
    const char *record;
};

struct resolver {
    struct loading *l;
    struct ruleset *r;
    VEC(struct scope_name) scope;
    uint32_t vars;           /* variables in scope */
    uint32_t new_var;        /* innermost `new`: its variable + 1, 0 outside */
    uint32_t new_object;     /* its kind, + 1 */
    const uint32_t *drivers; /* the rule's driver models; NULL in contracts */
    uint32_t driver_count;
    bool phases; /* driver.state may be asked */
    bool call_event; /* the event's one name is a call */
    VEC(struct scheduled_callback { struct effect *effect; const struct ast_expr *expr; }) scheduled; /* callbacks that are not looked up yet */
};

/* Builds l->r from the tree. All errors are added. */
void resolve_all(struct loading *l);

uint32_t scope_bind(struct resolver *s, const char *name, struct span at, uint32_t object, const char *record);
void scope_unbind(struct resolver *s);
const struct scope_name *scope_find(const struct resolver *s, const char *name);
/* The kind that alone stands behind the record, + 1; 0 where none or several do. */
uint32_t object_of_record(const struct ruleset *r, const char *record);
struct expr *expr_make(struct resolver *s, enum expr_kind kind, struct span at);
struct expr *resolve_expr(struct resolver *s, const struct ast_expr *e); /* a value or a condition */
uint32_t resolve_attribute(struct resolver *s, struct span at, const char *name, uint32_t object);
/* Whether it reads "driver.state", "driver.irql". */
bool expr_is_phase(const struct resolver *s, const struct ast_expr *e);
bool expr_is_irql(const struct resolver *s, const struct ast_expr *e);
bool expr_is_callback(const struct resolver *s, const struct ast_expr *e);
struct state_list {
    struct expr **items;
    uint32_t count, capacity;
};
/* The typedef of the callback with this name, and one of its declarations; NULL after an error with the nearest name. */
const char *resolve_callback_role(struct resolver *s, const struct ast_name *n, const struct callback **out);
bool resolve_state(struct resolver *s, const struct ast_expr *e, struct state_list *to);

struct rule_place rule_place_of(struct span s);
/* Index of a declaration, or UINT32_MAX after an error with the nearest name. */
uint32_t resolve_ddi_name(struct resolver *s, const struct ast_name *n);
uint32_t resolve_object_name(struct resolver *s, const struct ast_name *n);
/* An error where the object, + 1, that was resolved from n is no lock. 0: none was found. */
void resolve_is_lock(struct resolver *s, uint32_t object, const struct ast_name *n);
uint32_t resolve_state_name(struct resolver *s, uint32_t driver, const struct ast_name *n);
uint32_t ruleset_driver(const struct ruleset *r, const char *name);
struct expr *resolve_value(struct resolver *s, const struct ast_expr *e);
struct expr *resolve_condition(struct resolver *s, const struct ast_expr *e);
struct words *resolve_words(struct resolver *s, const struct ast_words *w);
struct effect *resolve_effects(struct resolver *s, const struct ast_effect *e, uint32_t *count);
/* Looks up the callbacks that contracts schedule, once all driver models are resolved. */
void resolve_scheduled(struct resolver *s);
void resolve_ddi_body(struct resolver *s, const struct ast_ddi *a, struct ddi *d);
void resolve_rule(struct resolver *s, const struct ast_rule *a, struct rule *rule);
void resolve_driver(struct resolver *s, const struct ast_driver *a, uint32_t index);
/* fix.c: translations go before what names them; the names of a call's arguments are those in scope. */
void resolve_translations(struct resolver *s);
struct call_text *resolve_call_text(struct resolver *s, const struct ast_call_text *a);
void resolve_fixes(struct resolver *s, const struct ast_fix *a, struct check *c);
/* "'x' is no KIND that is declared.", with the nearest of the names; "KIND 'x' is declared twice". */
void report_unknown(struct loading *l, const char *what, const struct ast_name *n, const char *const *names, size_t count);
void report_twice(struct loading *l, const char *what, const struct ast_name *second, struct span first);
void scope_push(struct resolver *s, const char *name, enum expr_kind kind, uint32_t index, uint32_t object,
                const char *record);
void scope_pop(struct resolver *s, uint32_t count);

#endif
