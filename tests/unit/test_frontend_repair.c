/*
 * Casts as lvalues, which cl.exe takes: read as what they mean, and every place is where it is in the file.
 * What cannot be read that way stays the error that it was.
 */
#include "frontend/frontend.h"
#include "runner.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct world {
    struct arena arena;
    const char *folder;
    struct frontend *f;
    struct ir_module m;
    struct diags d;
};

static void put(struct world *w, const char *name, const char *text)
{
    ck_assert_int_eq(file_write(path_join(&w->arena, w->folder, name), text, strlen(text)), 0);
}

static void world_init(struct world *w)
{
    char folder[] = "/tmp/ddicheck-repair-XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(folder));
    *w = (struct world){0};
    arena_init(&w->arena);
    w->folder = arena_strdup(&w->arena, folder);
}

/* Lowers a.c of the folder. Stand-ins are written into it. */
static void lower(struct world *w)
{
    struct frontend_options o = {.folder = w->folder, .tool = "test"};
    struct unit u = {.path = path_join(&w->arena, w->folder, "a.c"), .folder = w->folder};
    diags_init(&w->d);
    w->f = frontend_new(&o);
    ck_assert(frontend_lower(w->f, frontend_prepare(w->f, &u), false, &w->m, &w->d));
    struct diags d;
    diags_init(&d);
    ck_assert(ir_validate(&w->m, &d));
    diags_release(&d);
}

static void world_release(struct world *w)
{
    frontend_free(w->f);
    ir_module_release(&w->m);
    diags_release(&w->d);
    ck_assert_int_eq(system(arena_printf(&w->arena, "rm -rf '%s'", w->folder)), 0);
    arena_release(&w->arena);
}

static const char *text_of_problem(const struct ir_module *m, uint32_t i) { return ir_text(m, m->problems.items[i].text); }

/* The only call of `name`. */
static const struct ir_loc *place_of_call(const struct ir_module *m, const char *name)
{
    const struct ir_loc *found = NULL;
    for (uint32_t i = 0; i < m->insns.count; i++) {
        const struct ir_insn *n = &m->insns.items[i];
        if (n->op != IR_CALL || ir_operands(m, n)->kind != IR_FUNC ||
            !str_equal(ir_text(m, m->functions.items[ir_operands(m, n)->value].name), name))
            continue;
        ck_assert_ptr_null(found);
        found = &m->locs.items[n->loc];
    }
    ck_assert_ptr_nonnull(found);
    return found;
}

static void expect_place(const struct ir_loc *l, uint32_t line, uint32_t column, uint32_t end_column)
{
    ck_assert_uint_eq(l->line, line);
    ck_assert_uint_eq(l->column, column);
    ck_assert_uint_eq(l->end_line, line);
    ck_assert_uint_eq(l->end_column, end_column);
}

static uint32_t count_stores(const struct ir_module *m)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->insns.count; i++)
        n += m->insns.items[i].op == IR_STORE;
    return n;
}

START_TEST(places_stay)
{
    struct world w;
    world_init(&w);
    put(&w, "a.c",
        "void before(void); void behind(void); void within(int); void next(void);\n"
        "struct s { void *p; long long n; };\n"
        "char *f(struct s *s, int k)\n"
        "{\n"
        "    before(); (char *)s->p += 4; ((short *)s->p)++; behind();\n"
        "    next();\n"
        "    (int)s /* a ) */ ->n = (within(k), 3);\n"
        "    return s->p;\n"
        "}\n");
    lower(&w);
    ck_assert_uint_eq(w.m.problems.count, 0);
    ck_assert_uint_eq(count_stores(&w.m), 3);
    expect_place(place_of_call(&w.m, "before"), 5, 5, 13);
    expect_place(place_of_call(&w.m, "behind"), 5, 53, 61);
    expect_place(place_of_call(&w.m, "next"), 6, 5, 11);
    expect_place(place_of_call(&w.m, "within"), 7, 29, 38);
    world_release(&w);
}
END_TEST

START_TEST(addresses)
{
    struct world w;
    world_init(&w);
    put(&w, "a.c",
        "void take(void *p); void behind(void);\n"
        "struct s { int n[2]; };\n"
        "void f(struct s *s)\n"
        "{\n"
        "    take(&(long)s->n[1]); behind();\n"
        "}\n"
        "void g(struct s *s)\n"
        "{\n"
        "    void f2(void *p);\n"
        "    f2(&((void *)(s)));\n"
        "}\n");
    lower(&w);
    ck_assert_uint_eq(w.m.problems.count, 0);
    expect_place(place_of_call(&w.m, "take"), 5, 5, 25);
    expect_place(place_of_call(&w.m, "behind"), 5, 27, 35);
    world_release(&w);
}
END_TEST

/* Casts that are spelled in a macro's body, in a header of which clang reads a copy, in an argument. */
START_TEST(macros_and_headers)
{
    struct world w;
    world_init(&w);
    put(&w, "Types.h", "typedef char *PCHAR; void behind(void); void third(void); void release(void *p);\n");
    put(&w, "macros.h",
        "#include \"types.h\"\n"
        "#define ADVANCE(p, n) (PCHAR)p += n\n"
        "#define SET(f, b) ((f) |= (b))\n"
        "#define FREE(p) release(p)\n"
        "#define FREE_CONTEXT(c) FREE( &(c) )\n"
        "static void inner(void **p) { (PCHAR)*p = 0; third(); }\n");
    put(&w, "a.c",
        "#include \"macros.h\"\n"
        "void f(void *p)\n"
        "{\n"
        "    ADVANCE(p, 3); ADVANCE(p, 4); SET((long long) p, 3); behind();\n"
        "    FREE_CONTEXT( (PCHAR) p );\n"
        "    inner(&p);\n"
        "}\n");
    lower(&w);
    for (uint32_t i = 0; i < w.m.problems.count; i++)
        ck_abort_msg("%s", text_of_problem(&w.m, i));
    expect_place(place_of_call(&w.m, "behind"), 4, 58, 66);
    expect_place(place_of_call(&w.m, "third"), 6, 46, 53);
    ck_assert(strstr(ir_text(&w.m, w.m.files.items[place_of_call(&w.m, "third")->file].path), "macros.h") != NULL);
    world_release(&w);
}
END_TEST

/* A macro that is an lvalue cast here and a cast of a value there; an operand that is no lvalue; other errors. */
START_TEST(what_stays_wrong)
{
    struct world w;
    world_init(&w);
    put(&w, "a.c",
        "#define AS_CHAR(x) ((char *)(x))\n"
        "char *f(void *p, void *q)\n"
        "{\n"
        "    AS_CHAR(p) += 1;\n"
        "    return AS_CHAR((long long)p + 1) + (AS_CHAR((long long)q + 1) - (char *)0);\n"
        "}\n"
        "int *g(int n) { return &(int)(n + 1); }\n"
        "int h(int n) { (short)n = 1; return undeclared; }\n");
    lower(&w);
    ck_assert_uint_gt(w.m.problems.count, 0);
    bool assignment = false, column = false;
    for (uint32_t i = 0; i < w.m.problems.count; i++) {
        assignment |= str_starts_with(text_of_problem(&w.m, i), "assignment to cast");
        if (strstr(text_of_problem(&w.m, i), "undeclared identifier"))
            column = w.m.locs.items[w.m.problems.items[i].loc].column == 37;
    }
    ck_assert(assignment); /* the round was taken back */
    ck_assert(column);
    world_release(&w);
}
END_TEST

START_TEST(qualifiers)
{
    struct world w;
    world_init(&w);
    put(&w, "a.c",
        "typedef struct m *PM;\n"
        "extern volatile PM Kept;\n"
        "PM Kept = 0;\n"
        "void f(PM m) { Kept = m; }\n");
    lower(&w);
    ck_assert_uint_eq(w.m.problems.count, 0);
    ck_assert_uint_eq(count_stores(&w.m), 1);
    world_release(&w);
    world_init(&w);
    put(&w, "a.c", "extern volatile int *Kept;\nlong *Kept = 0;\n");
    lower(&w);
    ck_assert_uint_eq(w.m.problems.count, 1);
    world_release(&w);
}
END_TEST

/* What a compiler gets to read instead of a text; NULL where nothing helps. */
static char *repaired(struct world *w, const char *text)
{
    static const char *none[] = {"-std=gnu17"};
    struct frontend_options o = {.folder = w->folder, .tool = "test"};
    struct unit u = {.path = path_join(&w->arena, w->folder, "a.c"), .folder = w->folder};
    char *result = NULL;
    put(w, "a.c", text);
    struct frontend *f = frontend_new(&o);
    const char *overlay = frontend_repair(f, &u, none, 1);
    char *list = overlay ? file_read(overlay, NULL) : NULL;
    char *name = list ? strstr(list, "external-contents\": \"") : NULL;
    if (name) {
        name += strlen("external-contents\": \"");
        *strchr(name, '"') = '\0';
        result = file_read(name, NULL);
    }
    free(list);
    frontend_free(f);
    return result;
}

/* A definition with other parameter types than its declaration: the body sees its own, and no line is moved. */
START_TEST(definitions)
{
    struct world w;
    world_init(&w);
    char *text = repaired(&w, "struct m { int x; };\n"
                              "int f(void *Context, int n);\n"
                              "int\n"
                              "f(\n"
                              "    struct m *Context,\n"
                              "    int n)\n"
                              "{ return Context->x + n; }\n");
    ck_assert_str_eq(text, "struct m { int x; };\n"
                           "int f(void *Context, int n);\n"
                           "int\n"
                           "f( __typeof__(void *) DdiDeclared0 /*\n"
                           "    struct m *Context*/,\n"
                           "    int n)\n"
                           "{      struct m *Context = (__typeof__(Context))DdiDeclared0; return Context->x + n; }\n");
    free(text);
    /* Nothing to mend: another result, another number, a list that is no plain one. */
    ck_assert_ptr_null(repaired(&w, "void *f(int n);\nint f(int n) { return n; }\n"));
    ck_assert_ptr_null(repaired(&w, "int f(int n, int m);\nint f(int n) { return n; }\n"));
    ck_assert_ptr_null(repaired(&w, "int f(void *p);\nint f(int *p /* p */) { return *p; }\n"));
    /* __leave of the inner and of the outer body; a brace in a string is none. */
    text = repaired(&w, "#define __try if (1)\n#define __leave __leave_here\nint g(void);\n"
                        "int f(void) { __try { if (g()) __leave; __try { g(); \"}\"; __leave; } if (g()) __leave; } return 1; }\n");
    ck_assert_ptr_nonnull(text);
    char *line = strstr(text, "int f(");
    ck_assert_str_eq(line, "int f(void) { __try { if (g()) goto DdiLeave150 /*__leave*/; __try { g(); \"}\"; goto DdiLeave130 /*__leave*/; "
                           " DdiLeave130:;} if (g()) goto DdiLeave150 /*__leave*/;  DdiLeave150:;} return 1; }\n");
    free(text);
    world_release(&w);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("repair");
    TCase *c = tcase_create("repair");
    tcase_set_timeout(c, 60);
    tcase_add_test(c, places_stay);
    tcase_add_test(c, addresses);
    tcase_add_test(c, macros_and_headers);
    tcase_add_test(c, what_stays_wrong);
    tcase_add_test(c, qualifiers);
    tcase_add_test(c, definitions);
    suite_add_tcase(suite, c);
    return run_suite(suite);
}
