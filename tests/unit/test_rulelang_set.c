/* The resolved form of small texts, and what is printed of it. */
#include "rulelang_support.h"

static const char pools[] = "const FLAG = 4\n"
                            "object pool \"pool of things\" { attribute size \"Size\" must be freed is memory }\n"
                            "object thing \"thing\" record THING { attribute pool }\n"
                            "ddi PoolCreate(handle, parameters: PARAMETERS) -> pool {\n"
                            "  irql <= DISPATCH\n"
                            "  returns null\n"
                            "  returns new pool { size = parameters->Size step \"{pool} has {pool.size}.\" }\n"
                            "}\n"
                            "ddi PoolFree(pool) { irql < DISPATCH frees pool(pool) }\n"
                            "ddi ThingSend(thing: THING, flags) {\n"
                            "  if not flags & FLAG { lends thing(thing) chain Next }\n"
                            "}\n"
                            "driver a { registered by PoolCreate states Idle, Running }\n"
                            "driver b { registered by PoolFree states Running }\n";

static char *joined(const char *a, const char *b)
{
    struct str s = {0};
    str_append(&s, a);
    str_append(&s, b);
    return str_take(&s);
}

static void load_with_rule(struct ruleset *r, const char *checks)
{
    char *rule = joined("rule x error { title \"t\" source p/q\n", checks), *end = joined(rule, "}\n");
    char *text = joined(pools, end);
    load_good(r, text);
    free(text);
    free(end);
    free(rule);
}

/* The condition of a rule's only check, as text. */
static char *condition_printed(const char *condition)
{
    struct ruleset r;
    struct str s = {0}, out = {0};
    str_printf(&s, "before ThingSend(thing, flags) { report if %s \"x\" }", condition);
    load_with_rule(&r, str_text(&s));
    expr_print(&r, r.rules.items[0].checks[0].condition, &out);
    expect_round_trip(&r);
    ruleset_release(&r);
    str_release(&s);
    return str_take(&out);
}

static void expect_condition(const char *written, const char *printed)
{
    char *text = condition_printed(written);
    ck_assert_str_eq(text, printed);
    free(text);
}

START_TEST(locks)
{
    static const char text[] =
        "object spin_lock \"spin lock\" { lock; must be released }\n"
        "object counter { recursive lock }\n"
        "ddi Take(lock, old) { irql <= DISPATCH acquires spin_lock(lock) step \"{lock} is taken.\" *old = driver.irql driver.irql = DISPATCH }\n"
        "ddi Give(lock, irql) { releases spin_lock(lock) driver.irql = irql }\n"
        "ddi TryTake(x, wait) { returns value TRUE { acquires counter(x) shared } returns null if wait == FALSE }\n"
        "ddi TakeOne() { irql any acquires spin_lock }\n"
        "role CALLBACK { irql == APC; unbalanced }\n"
        "role WITH_LOCK { irql == DISPATCH; holds spin_lock }\n"
        "rule r error { title \"t\" source p/q\n"
        "  on irql too high of call { report \"{call} at {driver.irql}, not {call.irql}.\" }\n"
        "  on held lock of x { report \"{x} is held {at x}.\" } }\n";
    struct ruleset r;
    load_good(&r, text);
    const struct ddi *take = ruleset_ddi(&r, "Take"), *one = ruleset_ddi(&r, "TakeOne");
    ck_assert_int_eq(take->effects[0].kind, EFFECT_ACQUIRE);
    ck_assert_ptr_nonnull(take->effects[0].step);
    ck_assert_int_eq(take->effects[1].expr->kind, EXPR_IRQL);
    ck_assert_int_eq(take->effects[2].target->kind, EXPR_IRQL);
    ck_assert_int_eq(take->effects[2].expr->value, IRQL_DISPATCH);
    ck_assert_ptr_null(one->effects[0].expr);
    ck_assert(one->has_irql && one->irql_high == IRQL_HIGH);
    ck_assert(!ruleset_ddi(&r, "Give")->has_irql);
    const struct ddi *try = ruleset_ddi(&r, "TryTake");
    ck_assert(try->outcomes[0].effects[0].shared);
    ck_assert_int_eq(try->outcomes[1].condition->kind, EXPR_EQ);
    ck_assert(r.objects.items[0].is_lock && r.objects.items[0].must_release && !r.objects.items[0].is_recursive);
    ck_assert(r.objects.items[1].is_recursive && !r.objects.items[1].must_release);
    ck_assert(ruleset_role(&r, "CALLBACK")->unbalanced && ruleset_role(&r, "CALLBACK")->irql_low == IRQL_APC);
    ck_assert(!ruleset_role(&r, "CALLBACK")->holds && ruleset_role(&r, "WITH_LOCK")->holds == 1);
    ck_assert_int_eq(r.rules.items[0].checks[0].message->pieces[0].kind, PIECE_CALL);
    expect_round_trip(&r);
    ruleset_release(&r);
}
END_TEST

START_TEST(contracts)
{
    struct ruleset r;
    load_good(&r, pools);
    const struct ddi *create = ruleset_ddi(&r, "PoolCreate");
    ck_assert_ptr_nonnull(create);
    ck_assert_uint_eq(create->param_count, 2);
    ck_assert_str_eq(create->params[1].record, "PARAMETERS");
    ck_assert_str_eq(create->result_name, "pool");
    ck_assert_uint_eq(create->irql_low, IRQL_PASSIVE);
    ck_assert_uint_eq(create->irql_high, IRQL_DISPATCH);
    ck_assert_uint_eq(create->outcome_count, 2);
    ck_assert_int_eq(create->outcomes[0].kind, OUTCOME_NULL);
    ck_assert_int_eq(create->outcomes[1].kind, OUTCOME_NEW);
    const struct effect *made = create->outcomes[1].made;
    ck_assert_int_eq(made->kind, EFFECT_NEW);
    ck_assert_ptr_null(made->target);
    ck_assert_uint_eq(made->object, ruleset_object(&r, "pool") + 1);
    ck_assert_uint_eq(made->inner_count, 1);
    const struct effect *size = &made->inner[0];
    ck_assert_int_eq(size->kind, EFFECT_SET);
    ck_assert_int_eq(size->target->kind, EXPR_ATTR);
    ck_assert_uint_eq(size->target->index, ruleset_attribute(&r, ruleset_object(&r, "pool"), "size"));
    ck_assert_int_eq(size->target->a->kind, EXPR_VAR);
    ck_assert_uint_eq(size->target->a->index, made->var);
    ck_assert_int_eq(size->expr->kind, EXPR_FIELD);
    ck_assert_str_eq(size->expr->name, "Size");
    ck_assert_str_eq(size->expr->record, "PARAMETERS");
    ck_assert_int_eq(size->expr->a->kind, EXPR_PARAM);
    ck_assert_uint_eq(size->expr->a->index, 1);
    ck_assert_uint_eq(made->step->count, 4);
    ck_assert_int_eq(made->step->pieces[0].expr->kind, EXPR_RESULT);
    ck_assert_uint_eq(ruleset_ddi(&r, "PoolFree")->irql_high, IRQL_APC);
    ck_assert_uint_eq(ruleset_ddi(&r, "PoolFree")->params[0].object, ruleset_object(&r, "pool") + 1);
    ck_assert_ptr_null(ruleset_ddi(&r, "Pool"));
    ruleset_release(&r);
}
END_TEST

START_TEST(condition_printing)
{
    expect_condition("flags==1 or flags==2 and not(flags==3)", "flags == 1 or flags == 2 and not flags == 3");
    expect_condition("(flags==1 or flags==2) and flags==3", "(flags == 1 or flags == 2) and flags == 3");
    expect_condition("not (flags == 1 and flags == 2)", "not (flags == 1 and flags == 2)");
    expect_condition("flags + 2 * (3 + 4) < -1", "flags + 2 * (3 + 4) < -1");
    expect_condition("flags & FLAG and thing is thing", "flags & FLAG and thing is thing");
    expect_condition("*thing->Next->Data == (*thing)->x", "*thing->Next->Data == (*thing)->x");
    expect_condition("(any t in chain(thing, Next) with t == null) or flags == 1",
                     "(any t in chain(thing, Next) with t == null) or flags == 1");
    expect_condition("any t: THING in chain(thing, Next) with t == null or flags == 1",
                     "any t: THING in chain(thing, Next) with t == null or flags == 1");
    expect_condition("thing.state in (live, 7)", "thing.state in (live, 7)");
}
END_TEST

/* A bare state is that state of every driver model that the rule is for. */
START_TEST(states)
{
    expect_condition("driver.state == Running", "driver.state in (a.Running, b.Running)");
    expect_condition("driver.state != Running", "not driver.state in (a.Running, b.Running)");
    expect_condition("driver.state == Idle", "driver.state == a.Idle");
    expect_condition("driver.state != b.Running", "driver.state != b.Running");
    expect_condition("driver.state in (Idle, b.Running)", "driver.state in (a.Idle, b.Running)");
    struct ruleset r;
    load_with_rule(&r, "for b before PoolFree(pool) { report if driver.state == Running \"{driver.state}\" }");
    const struct expr *e = r.rules.items[0].checks[0].condition;
    ck_assert_int_eq(e->kind, EXPR_EQ);
    ck_assert_int_eq(e->a->kind, EXPR_PHASE);
    ck_assert_int_eq(e->b->kind, EXPR_STATE);
    ck_assert_str_eq(r.drivers.items[e->b->index].name, "b");
    ck_assert_int_eq(e->b->value, 0);
    ruleset_release(&r);
}
END_TEST

/* `report unless` is `report if not`, and the sentence may name what `any` found. */
START_TEST(checks)
{
    struct ruleset r;
    load_with_rule(&r, "before ThingSend(thing, ...) {\n"
                       "  report unless thing.pool != null \"{thing}\"\n"
                       "  report if any t: THING in chain(thing->Next, Next) with t.state == live \"{at t}\"\n"
                       "}\n");
    const struct rule *rule = ruleset_rule(&r, "x");
    ck_assert_uint_eq(rule->check_count, 2);
    ck_assert_int_eq(rule->checks[0].condition->kind, EXPR_NOT);
    ck_assert_uint_eq(rule->checks[0].param_count, 1);
    ck_assert_int_eq(rule->checks[1].condition->kind, EXPR_ANY);
    ck_assert_str_eq(rule->checks[1].condition->name, "Next");
    ck_assert_str_eq(rule->checks[1].condition->variable, "t");
    ck_assert_uint_eq(rule->checks[1].message->count, 1);
    ck_assert_int_eq(rule->checks[1].message->pieces[0].kind, PIECE_AT);
    ck_assert_int_eq(rule->checks[1].message->pieces[0].expr->kind, EXPR_VAR);
    ck_assert_uint_eq(rule->checks[1].message->pieces[0].expr->index, 0);
    expect_round_trip(&r);
    ruleset_release(&r);
}
END_TEST

START_TEST(aliases)
{
    struct ruleset r;
    load_with_rule(&r, "alias \"sdv NdisAllocateMdl\", \"c28100\" on leak of it { report \"{it}\" }");
    ck_assert_ptr_eq(ruleset_rule(&r, "NdisAllocateMdl"), ruleset_rule(&r, "x"));
    ck_assert_ptr_eq(ruleset_rule(&r, "sdv NdisAllocateMdl"), ruleset_rule(&r, "x"));
    ck_assert_ptr_eq(ruleset_rule(&r, "c28100"), ruleset_rule(&r, "x"));
    ck_assert_ptr_null(ruleset_rule(&r, "sdv"));
    ruleset_release(&r);
}
END_TEST

/* Texts keep their lines, and lose the indentation that they share. */
START_TEST(texts)
{
    struct ruleset r;
    load_with_rule(&r, "text \"\"\"\n      One,\n        two.\n\n      Three.\n      \"\"\"\n"
                       "help \"a\\tb\\n\" \"c\\\\d\"\nbad \"\"\"x\n\n   y\"\"\" good \"  \\n  \"\n"
                       "on leak of it { report \"{{{it}}}\" }");
    const struct rule *rule = ruleset_rule(&r, "x");
    ck_assert_str_eq(rule->text, "One,\n  two.\n\nThree.");
    ck_assert_str_eq(rule->help, "a\tb\nc\\d");
    ck_assert_str_eq(rule->bad, "x\n\ny");
    ck_assert_str_eq(rule->good, "  \n  ");
    ck_assert_uint_eq(rule->checks[0].message->count, 3);
    ck_assert_str_eq(rule->checks[0].message->pieces[0].text, "{");
    expect_round_trip(&r);
    ruleset_release(&r);
}
END_TEST

START_TEST(every_construct_round_trips)
{
    struct ruleset r;
    size_t size;
    go_to_source();
    char *text = file_read("fixtures/rulelang/good_everything.ddi", &size);
    ck_assert_ptr_nonnull(text);
    load_good(&r, text);
    expect_round_trip(&r);
    ck_assert_int_eq(r.constants.items[1].value, -7);
    ck_assert_int_eq(r.constants.items[2].value, -1);
    ruleset_release(&r);
    free(text);
}
END_TEST

START_TEST(lookups)
{
    struct ruleset r;
    load_good(&r, pools);
    ck_assert_uint_eq(ruleset_object(&r, "none"), UINT32_MAX);
    ck_assert_uint_eq(ruleset_attribute(&r, ruleset_object(&r, "thing"), "size"), UINT32_MAX);
    ck_assert_uint_eq(ruleset_attribute(&r, ruleset_object(&r, "thing"), "holder"), ATTRIBUTE_HOLDER);
    ck_assert_str_eq(object_state_name(OBJECT_LIVE), "live");
    ck_assert_str_eq(object_state_name(OBJECT_FOREIGN), "foreign");
    ck_assert_str_eq(r.objects.items[0].words, "pool of things");
    ck_assert(r.objects.items[0].must_free && !r.objects.items[1].must_free);
    ck_assert(r.objects.items[0].is_memory && !r.objects.items[1].is_memory);
    ck_assert_str_eq(r.objects.items[1].place.file, "test.ddi");
    ck_assert_uint_eq(r.objects.items[1].place.line, 3);
    ruleset_release(&r);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("set");
    tcase_add_test(t, locks);
    tcase_add_test(t, contracts);
    tcase_add_test(t, condition_printing);
    tcase_add_test(t, states);
    tcase_add_test(t, checks);
    tcase_add_test(t, aliases);
    tcase_add_test(t, texts);
    tcase_add_test(t, every_construct_round_trips);
    tcase_add_test(t, lookups);
    return run_tests("rulelang set", t);
}
