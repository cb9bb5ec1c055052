/* Rules and life cycles: `rule` and `driver` declarations. The grammar is at the head of parse.c. */
#include "rulelang/ast.h"

#include <string.h>

/* ---- rule ----------------------------------------------------------------------------------- */

static bool parse_severity(struct parser *p, enum severity *level)
{
    static const char *const levels[] = {"note", "warning", "error"};
    if (parse_accept(p, "note"))
        *level = SEVERITY_NOTE;
    else if (parse_accept(p, "warning"))
        *level = SEVERITY_WARNING;
    else if (parse_accept(p, "error"))
        *level = SEVERITY_ERROR;
    else
        return parse_unknown(p, "The level", levels, 3);
    return true;
}

static bool parse_report(struct parser *p, struct ast_check ***tail, const struct ast_check *event)
{
    struct ast_check *c = arena_new(&p->l->arena, struct ast_check);
    *c = *event;
    c->span = p->last.span;
    if (parse_at(p, "if") || parse_at(p, "unless")) {
        c->unless = parse_at(p, "unless");
        parse_next(p);
        c->condition = parse_expr(p);
        if (!c->condition)
            return false;
    }
    if (parse_accept(p, "as")) {
        c->has_level = true;
        if (!parse_severity(p, &c->level))
            return false;
    }
    c->message = parse_words(p, "The finding's sentence");
    if (!c->message)
        return false;
    **tail = c;
    *tail = &c->next;
    struct ast_fix **fixes = &c->fixes;
    while (parse_accept(p, "fix")) {
        if (!parse_fix(p, fixes))
            return false;
        fixes = &(*fixes)->next;
    }
    return true;
}

static bool parse_reports(struct parser *p, struct ast_rule *r, struct ast_check ***tail, const struct ast_check *event)
{
    static const char *const words[] = {"report"};
    struct span opened = p->now.span;
    if (!parse_block_open(p, "event"))
        return false;
    bool any = false;
    while (parse_block_more(p, opened, "event")) {
        p->depth = 0;
        bool good = parse_accept(p, "report") ? parse_report(p, tail, event) : parse_unknown(p, "The item", words, 1);
        any = true;
        if (!good) {
            r->damaged = true;
            parse_recover(p);
        }
    }
    if (!any) {
        load_error(p->l, event->span, "report \"...\"", "This event reports nothing.");
        r->damaged = true;
    }
    return true;
}

/* before DDI(...), after CALLBACK(...) -> result */
static bool parse_call_event(struct parser *p, enum trigger_kind trigger, struct ast_rule *r, struct ast_check ***tail)
{
    struct ast_check event = {.trigger = trigger, .span = p->last.span};
    struct ast_name **params = &event.params;
    bool after = trigger == TRIGGER_RETURN;
    if (!parse_name(p, after ? "the name of a callback" : "the name of a DDI", &event.ddi) ||
        !parse_expect(p, "(", after ? "name the parameters: after FilterPause(context) -> status"
                                    : "name the arguments: before NdisFreeNetBufferList(nbl)"))
        return false;
    if (!parse_accept(p, ")")) {
        do {
            if (parse_accept(p, "...")) {
                event.open = true;
                break;
            }
            *params = arena_new(&p->l->arena, struct ast_name);
            if (!parse_name(p, "an argument's name", *params))
                return false;
            params = &(*params)->next;
        } while (parse_accept(p, ","));
        if (!parse_expect(p, ")", NULL))
            return false;
    }
    if (after && parse_accept(p, "->") && !parse_name(p, "a name for the result", &event.result))
        return false;
    return parse_reports(p, r, tail, &event);
}

static bool parse_on(struct parser *p, struct ast_rule *r, struct ast_check ***tail)
{
    static const char *const words[] = {"double", "use", "unchecked", "unread", "read", "leak", "loss", "mismatched", "irql", "extra", "wrong", "held", "run"};
    struct ast_check event = {.span = p->last.span};
    bool good = true;
    if (parse_accept(p, "run")) {
        r->of_run = true;
        return true;
    }
    if (parse_accept(p, "double")) {
        event.trigger = TRIGGER_DOUBLE_ACQUIRE;
        if (!parse_accept(p, "acquire")) {
            event.trigger = TRIGGER_DOUBLE_FREE;
            good = parse_expect(p, "free", "on double free of object, or on double acquire of lock");
        }
    } else if (parse_accept(p, "irql")) {
        event.trigger = parse_accept(p, "apc") ? TRIGGER_IRQL_APC : TRIGGER_IRQL_HIGH;
        good = event.trigger == TRIGGER_IRQL_APC || parse_expect(p, "too", "on irql too high of call, on irql apc of call");
        if (good && event.trigger == TRIGGER_IRQL_HIGH && !parse_accept(p, "high")) {
            event.trigger = TRIGGER_IRQL_LOW;
            good = parse_expect(p, "low", "on irql too high of call, or on irql too low of call");
        }
    } else if (parse_accept(p, "extra")) {
        event.trigger = TRIGGER_EXTRA_RELEASE;
        good = parse_expect(p, "release", "on extra release of lock");
    } else if (parse_accept(p, "wrong")) {
        event.trigger = TRIGGER_WRONG_RELEASE;
        good = parse_expect(p, "release", "on wrong release of lock");
    } else if (parse_accept(p, "held")) {
        event.trigger = TRIGGER_HELD_LOCK;
        good = parse_expect(p, "lock", "on held lock of lock");
    } else if (parse_accept(p, "use")) {
        bool lent = parse_accept(p, "while");
        event.trigger = lent ? TRIGGER_USE_WHILE_LENT : TRIGGER_USE_AFTER_FREE;
        good = lent ? parse_expect(p, "lent", "on use while lent of object")
                    : parse_expect(p, "after", "on use after free of object, on use while lent of object") &&
                          parse_expect(p, "free", "on use after free of object");
    } else if (parse_accept(p, "read")) {
        event.trigger = TRIGGER_READ;
        return parse_expect(p, "of", "on read of RECORD.Field") && parse_name(p, "the name of a record", &event.record) &&
               parse_expect(p, ".", "on read of RECORD.Field") && parse_name(p, "the name of a field", &event.field) &&
               parse_reports(p, r, tail, &event);
    } else if (parse_accept(p, "unchecked")) {
        event.trigger = TRIGGER_UNCHECKED;
        good = parse_expect(p, "use", "on unchecked use of object");
    } else if (parse_accept(p, "unread")) {
        event.trigger = TRIGGER_UNREAD;
        good = parse_expect(p, "result", "on unread result of call");
    } else if (parse_accept(p, "loss")) {
        event.trigger = TRIGGER_FOREIGN_LOST;
        good = true;
    } else if (parse_accept(p, "leak")) {
        event.trigger = TRIGGER_LEAK;
        good = true;
    } else if (parse_accept(p, "mismatched")) {
        event.trigger = TRIGGER_MISMATCHED_FREE;
        good = parse_expect(p, "free", "on mismatched free of object");
    } else {
        return parse_unknown(p, "The event", words, sizeof words / sizeof *words);
    }
    event.params = arena_new(&p->l->arena, struct ast_name);
    good = good && parse_expect(p, "of", "name the object: of object");
    if (good && event.trigger == TRIGGER_FOREIGN_LOST)
        good = parse_expect(p, "foreign", "on loss of foreign object");
    return good && parse_name(p, "a name for the object", event.params) &&
           (!parse_accept(p, "is") || parse_name(p, "a kind of object", &event.object)) && parse_reports(p, r, tail, &event);
}

/* title, text, help, bad, good: once each. */
static bool parse_rule_text(struct parser *p, struct ast_name *to, const char *what)
{
    struct ast_name text = {0};
    struct span at = p->last.span;
    if (!parse_string(p, what, &text))
        return false;
    if (to->text) {
        char hint[80];
        snprintf(hint, sizeof hint, "the first one is in line %u", to->span.line);
        load_error(p->l, at, hint, "%s is given twice.", what);
        return true;
    }
    *to = text;
    return true;
}

static bool parse_rule_item(struct parser *p, struct ast_rule *r, struct ast_check ***tail)
{
    static const char *const words[] = {"title",  "text", "help",  "bad",    "good",
                                        "source", "for",  "alias", "before", "after", "on"};
    if (parse_accept(p, "title"))
        return parse_rule_text(p, &r->title, "The title");
    if (parse_accept(p, "text"))
        return parse_rule_text(p, &r->text, "The text");
    if (parse_accept(p, "help"))
        return parse_rule_text(p, &r->help, "The help");
    if (parse_accept(p, "bad"))
        return parse_rule_text(p, &r->bad, "The bad example");
    if (parse_accept(p, "good"))
        return parse_rule_text(p, &r->good, "The good example");
    if (parse_accept(p, "for"))
        return parse_names(p, "a driver model", &r->drivers);
    if (parse_accept(p, "before"))
        return parse_call_event(p, TRIGGER_CALL, r, tail);
    if (parse_accept(p, "after"))
        return parse_call_event(p, TRIGGER_RETURN, r, tail);
    if (parse_accept(p, "on"))
        return parse_on(p, r, tail);
    bool source = parse_at(p, "source");
    if (!source && !parse_at(p, "alias"))
        return parse_unknown(p, "The rule's item", words, sizeof words / sizeof *words);
    struct ast_name **list = source ? &r->sources : &r->aliases;
    while (*list)
        list = &(*list)->next;
    parse_next(p);
    do {
        struct ast_name *n = arena_new(&p->l->arena, struct ast_name);
        if (!(source ? parse_path(p, n) : parse_string(p, "A published name", n)))
            return false;
        *list = n;
        list = &n->next;
    } while (parse_accept(p, ","));
    return true;
}

bool parse_rule(struct parser *p)
{
    struct ast_rule *r = arena_new(&p->l->arena, struct ast_rule);
    struct ast_check **tail = &r->checks;
    if (!parse_name(p, "the id of a rule", &r->id))
        return false;
    if (!parse_severity(p, &r->level))
        return false;
    struct span opened = p->now.span;
    if (!parse_block_open(p, "rule"))
        return false;
    list_add(&p->l->rules, r);
    while (parse_block_more(p, opened, "rule")) {
        p->depth = 0;
        if (!parse_rule_item(p, r, &tail)) {
            r->damaged = true;
            parse_recover(p);
        }
    }
    return true;
}

/* ---- pageable --------------------------------------------------------------------------------- */

/* pageable "RtlEqualString", "RtlStringCch*" */
bool parse_pageable(struct parser *p)
{
    do {
        struct ast_pageable *n = arena_new(&p->l->arena, struct ast_pageable);
        if (!parse_string(p, "A function's name", &n->name))
            return false;
        list_add(&p->l->pageables, n);
    } while (parse_accept(p, ","));
    return true;
}

/* ---- role ----------------------------------------------------------------------------------- */

bool parse_role(struct parser *p)
{
    static const char *const words[] = {"irql", "unbalanced", "holds"};
    struct ast_role *r = arena_new(&p->l->arena, struct ast_role);
    if (!parse_name(p, "a role typedef", &r->name))
        return false;
    list_add(&p->l->roles, r);
    struct span opened = p->now.span;
    if (!parse_block_open(p, "role"))
        return false;
    while (parse_block_more(p, opened, "role")) {
        bool good = true;
        if (parse_accept(p, "irql")) {
            r->has_irql = true;
            good = parse_irql(p, &r->irql_low, &r->irql_high);
        } else if (parse_accept(p, "unbalanced"))
            r->unbalanced = true;
        else if (parse_accept(p, "holds"))
            good = parse_name(p, "a kind of lock", &r->holds);
        else
            good = parse_unknown(p, "The role's item", words, 3);
        if (!good)
            parse_recover(p);
    }
    return true;
}

/* ---- driver --------------------------------------------------------------------------------- */

/* { cancelable = FALSE; device = instance } */
static bool parse_given(struct parser *p, struct ast_given **tail)
{
    struct span opened = p->now.span;
    if (!parse_accept(p, "{"))
        return true;
    while (parse_block_more(p, opened, "list of attributes")) {
        struct ast_given *g = arena_new(&p->l->arena, struct ast_given);
        if (!parse_name(p, "an attribute's name", &g->attribute) || !parse_expect(p, "=", "cancelable = FALSE"))
            return false;
        g->expr = parse_expr(p);
        if (!g->expr)
            return false;
        *tail = g;
        tail = &g->next;
    }
    return true;
}

static bool parse_callback_param(struct parser *p, struct ast_callback_param *c)
{
    if (!parse_name(p, "a parameter's name", &c->name) ||
        (parse_accept(p, ":") && !parse_name(p, "the record that it points to", &c->record)))
        return false;
    if (!parse_accept(p, "="))
        return true;
    if (parse_accept(p, "foreign")) {
        c->kind = ARGUMENT_FOREIGN;
        if (!parse_name(p, "a kind of object", &c->object) || !parse_given(p, &c->given))
            return false;
        if (!parse_accept(p, "unless"))
            return true;
        c->expr = parse_expr(p);
        return c->expr != NULL;
    }
    if (parse_accept(p, "some")) {
        c->kind = ARGUMENT_SOME;
        return parse_name(p, "a kind of object", &c->object) && parse_given(p, &c->given);
    }
    if (parse_accept(p, "made")) {
        c->kind = ARGUMENT_MADE;
        return parse_name(p, "a kind of object", &c->object) && parse_expect(p, "by", "made wdf_timer by routine") &&
               parse_name(p, "the attribute that holds the function", &c->link) && parse_given(p, &c->given);
    }
    if (parse_accept(p, "returned")) {
        c->kind = ARGUMENT_RETURNED;
        return parse_name(p, "a kind of object", &c->object) &&
               parse_expect(p, "by", "returned nbl by NdisFSendNetBufferLists") &&
               parse_name(p, "the name of a DDI", &c->ddi) &&
               (!parse_accept(p, "chain") || parse_name(p, "the field that links the chain", &c->link));
    }
    c->kind = ARGUMENT_EXPR;
    c->expr = parse_expr(p);
    if (c->expr && c->expr->kind == AST_NAME && str_equal(c->expr->name, "instance"))
        c->kind = ARGUMENT_INSTANCE;
    return c->expr != NULL;
}

static bool parse_callback_outcome(struct parser *p, struct ast_callback *c, struct ast_callback_outcome ***tail)
{
    static const struct {
        const char *word;
        enum outcome_kind kind;
    } kinds[] = {
        {"success", OUTCOME_SUCCESS}, {"pending", OUTCOME_PENDING}, {"failure", OUTCOME_FAILURE}, {"any", OUTCOME_ANY}};
    static const char *const names[] = {"success", "pending", "failure", "any"};
    struct ast_callback_outcome *o = arena_new(&p->l->arena, struct ast_callback_outcome);
    o->kind = OUTCOME_ANY;
    if (!token_is(&p->lexer, &p->last, "otherwise")) {
        bool found = false;
        for (size_t i = 0; i < 4 && !found; i++)
            if (parse_accept(p, kinds[i].word)) {
                o->kind = kinds[i].kind;
                found = true;
            }
        if (!found)
            return parse_unknown(p, "The outcome", names, 4);
    }
    if (!parse_expect(p, "->", "on success -> Running") || !parse_name(p, "a state", &o->next_state))
        return false;
    for (const struct ast_callback_outcome *b = c->outcomes; b; b = b->next)
        if (b->kind == o->kind || b->kind == OUTCOME_ANY)
            load_error(p->l, o->next_state.span, NULL, "This outcome is covered by one before it.");
    **tail = o;
    *tail = &o->next;
    return true;
}

static bool parse_callback_item(struct parser *p, struct ast_callback *c, struct ast_callback_outcome ***tail)
{
    static const char *const words[] = {"source", "irql", "when", "from", "during", "on", "otherwise", "optional", "several"};
    if (parse_accept(p, "source"))
        return parse_path(p, &c->source);
    if (parse_accept(p, "irql")) {
        c->has_irql = true;
        return parse_irql(p, &c->irql_low, &c->irql_high);
    }
    if (parse_accept(p, "when")) {
        c->when = parse_expr(p);
        return c->when != NULL;
    }
    if (parse_accept(p, "from"))
        return parse_names(p, "a state", &c->from);
    if (parse_accept(p, "during"))
        return parse_name(p, "a state", &c->during);
    if (parse_accept(p, "optional"))
        return c->optional = true;
    if (parse_accept(p, "several"))
        return c->several = true;
    if (parse_accept(p, "on") || parse_accept(p, "otherwise"))
        return parse_callback_outcome(p, c, tail);
    return parse_unknown(p, "The callback's item", words, sizeof words / sizeof *words);
}

static bool parse_callback(struct parser *p, struct ast_driver *d, struct ast_callback ***callbacks)
{
    struct ast_callback *c = arena_new(&p->l->arena, struct ast_callback);
    struct ast_callback_param **params = &c->params;
    struct ast_callback_outcome **outcomes = &c->outcomes;
    c->irql_high = IRQL_HIGH;
    if (!parse_name(p, "the name of a callback", &c->name) || !parse_name(p, "the callback's typedef", &c->role) ||
        (p->now.kind == TOKEN_WORD && !parse_name(p, "a field", &c->field)))
        return false;
    if (c->field.text && parse_accept(p, ".")) {
        c->table = c->field;
        if (!parse_name(p, "a field", &c->field))
            return false;
    }
    if (c->field.text && p->now.kind == TOKEN_NUMBER) {
        c->has_element = true;
        c->element = (uint32_t)p->now.value;
        if (!parse_next(p))
            return false;
    }
    if (!parse_expect(p, "(", NULL))
        return false;
    if (!parse_accept(p, ")")) {
        do {
            *params = arena_new(&p->l->arena, struct ast_callback_param);
            if (!parse_callback_param(p, *params))
                return false;
            params = &(*params)->next;
        } while (parse_accept(p, ","));
        if (!parse_expect(p, ")", NULL))
            return false;
    }
    if (parse_accept(p, "->") && !parse_name(p, "a name for the result", &c->result))
        return false;
    struct span opened = p->now.span;
    if (!parse_block_open(p, "callback"))
        return false;
    **callbacks = c;
    *callbacks = &c->next;
    while (parse_block_more(p, opened, "callback"))
        if (!parse_callback_item(p, c, &outcomes)) {
            d->damaged = true;
            parse_recover(p);
        }
    return true;
}

static bool parse_driver_item(struct parser *p, struct ast_driver *d, struct ast_callback ***callbacks)
{
    static const char *const words[] = {"registered", "alone", "table", "instance", "entry", "states", "removal", "callback"};
    if (parse_accept(p, "registered"))
        return parse_expect(p, "by", "registered by NdisFRegisterFilterDriver") &&
               parse_names(p, "the name of a DDI", &d->registered_by);
    if (parse_accept(p, "alone"))
        return d->is_alone = true;
    if (parse_accept(p, "table"))
        return parse_name(p, "the record of the registration table", &d->table);
    if (parse_accept(p, "instance"))
        return parse_name(p, "a kind of object", &d->instance) && parse_given(p, &d->given);
    if (parse_accept(p, "entry"))
        return parse_name(p, "the entry function's name", &d->entry) &&
               parse_name(p, "the entry function's typedef", &d->entry_role);
    if (parse_accept(p, "states"))
        return parse_names(p, "a state", &d->states);
    if (parse_accept(p, "removal"))
        return parse_expect(p, "from", "removal from Released -> Removed") && parse_names(p, "a state", &d->removal_from) &&
               parse_expect(p, "->", "removal from Released -> Removed") && parse_name(p, "a state", &d->removal_to);
    if (parse_accept(p, "callback"))
        return parse_callback(p, d, callbacks);
    return parse_unknown(p, "The driver's item", words, sizeof words / sizeof *words);
}

bool parse_driver(struct parser *p)
{
    struct ast_driver *d = arena_new(&p->l->arena, struct ast_driver);
    struct ast_callback **callbacks = &d->callbacks;
    struct ast_name title = {0};
    if (!parse_name(p, "the name of a driver model", &d->name))
        return false;
    list_add(&p->l->drivers, d);
    if (p->now.kind == TOKEN_STRING && parse_string(p, "The title", &title))
        d->title = title.text;
    struct span opened = p->now.span;
    if (!parse_block_open(p, "driver")) {
        d->damaged = true;
        return false;
    }
    while (parse_block_more(p, opened, "driver")) {
        p->depth = 0;
        if (!parse_driver_item(p, d, &callbacks)) {
            d->damaged = true;
            parse_recover(p);
        }
    }
    return true;
}
