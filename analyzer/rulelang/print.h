/* print: what print.c and print_expr.c share. Private to rulelang/. */
#ifndef DDICHECK_RULELANG_PRINT_H
#define DDICHECK_RULELANG_PRINT_H

#include "rulelang/ast.h"

/* How tightly an expression holds together; one that holds less than its place asks for stands in parentheses. */
enum precedence {
    PRECEDENCE_ANY, /* its body reaches as far as it can: inside anything else it stands in parentheses */
    PRECEDENCE_OR,
    PRECEDENCE_AND,
    PRECEDENCE_NOT,
    PRECEDENCE_COMPARE,
    PRECEDENCE_SUM,
    PRECEDENCE_PRODUCT,
    PRECEDENCE_UNARY,
    PRECEDENCE_POSTFIX
};

void print_indent(struct str *out, unsigned indent);
void print_string(struct str *out, const char *text); /* in quotes, escaped */
/* In triple quotes where that reads back as the same text. */
void print_text(struct str *out, unsigned indent, const char *text);
/* A documentation path, without quotes where it reads back as one. */
void print_path(struct str *out, const char *path);
void print_expr(const struct ruleset *r, const struct expr *e, enum precedence least, struct str *out);
void print_words(const struct ruleset *r, const struct words *w, struct str *out);
/* fix.c */
void print_translations(const struct ruleset *r, struct str *out);
void print_call_text(const struct ruleset *r, const struct call_text *c, const char *const *params, const char *result, struct str *out);
void print_fixes(const struct ruleset *r, const struct check *c, struct str *out);

#endif
