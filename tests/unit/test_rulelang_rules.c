/* The shipped rules: they load in silence, are complete, and print and read back to the same set. */
#include "rulelang_support.h"

START_TEST(loads)
{
    struct ruleset r;
    load_shipped(&r);
    ck_assert_uint_ge(r.ddis.count, 380);
    ck_assert_uint_ge(r.rules.count, 7);
    for (uint32_t i = 1; i < r.ddis.count; i++)
        ck_assert_str_lt(r.ddis.items[i - 1].name, r.ddis.items[i].name);
    for (uint32_t i = 1; i < r.rules.count; i++)
        ck_assert_str_lt(r.rules.items[i - 1].id, r.rules.items[i].id);
    ruleset_release(&r);
}
END_TEST

START_TEST(round_trip)
{
    struct ruleset r;
    load_shipped(&r);
    expect_round_trip(&r);
    ruleset_release(&r);
}
END_TEST

START_TEST(hash_is_of_the_texts)
{
    struct ruleset a, b;
    load_shipped(&a);
    load_shipped(&b);
    ck_assert_mem_eq(&a.hash, &b.hash, sizeof a.hash);
    ruleset_release(&b);
    load_good(&b, "const A = 1");
    ck_assert_mem_ne(&a.hash, &b.hash, sizeof a.hash);
    ruleset_release(&a);
    ruleset_release(&b);
}
END_TEST

static bool is_sentence(const struct words *w)
{
    if (!w || !w->count)
        return false;
    const struct piece *last = &w->pieces[w->count - 1];
    return last->kind == PIECE_TEXT && str_ends_with(last->text, ".");
}

static bool is_page(const char *path)
{
    return (str_starts_with(path, "windows-hardware/drivers/") || str_starts_with(path, "previous-versions/") ||
            str_starts_with(path, "cpp/") || str_starts_with(path, "windows/win32/")) &&
           !strchr(path, ' ') && !str_ends_with(path, "/");
}

static void expect_complete(const struct rule *rule)
{
    ck_assert_msg(rule->title && rule->title[0], "%s has no title", rule->id);
    ck_assert_msg(!str_ends_with(rule->title, "."), "the title of %s is no sentence", rule->id);
    ck_assert_msg(rule->text && strlen(rule->text) > 80, "%s does not explain itself", rule->id);
    ck_assert_msg(rule->help && str_ends_with(rule->help, "."), "%s does not say what to do", rule->id);
    ck_assert_msg(rule->bad && rule->good, "%s has no examples", rule->id);
    ck_assert_msg(rule->source_count, "%s has no source", rule->id);
    for (uint32_t i = 0; i < rule->source_count; i++)
        ck_assert_msg(is_page(rule->sources[i]), "%s: %s is no page", rule->id, rule->sources[i]);
    for (uint32_t i = 0; i < rule->check_count; i++)
        ck_assert_msg(is_sentence(rule->checks[i].message), "%s:%u: the message is no sentence",
                      rule->checks[i].place.file, rule->checks[i].place.line);
}

START_TEST(rules_are_complete)
{
    static const char *const expected[] = {"double-free",
                                           "mismatched-free",
                                           "ndis-combined-alloc-pool",
                                           "ndis-nb-freed-before-nbl",
                                           "ndis-pool-realloc-state",
                                           "resource-leak",
                                           "use-after-free"};
    struct ruleset r;
    load_shipped(&r);
    for (uint32_t i = 0; i < r.rules.count; i++)
        expect_complete(&r.rules.items[i]);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        ck_assert_msg(ruleset_rule(&r, expected[i]) != NULL, "%s is gone", expected[i]);
    ruleset_release(&r);
}
END_TEST

static void expect_steps(const char *ddi, const struct effect *e, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        ck_assert_msg(!e[i].step || is_sentence(e[i].step), "%s: a step is no sentence", ddi);
        expect_steps(ddi, e[i].inner, e[i].inner_count);
    }
}

START_TEST(contracts_are_complete)
{
    struct ruleset r;
    load_shipped(&r);
    for (uint32_t i = 0; i < r.ddis.count; i++) {
        const struct ddi *d = &r.ddis.items[i];
        ck_assert_msg(d->source && is_page(d->source), "%s has no page", d->name);
        ck_assert_uint_le(d->irql_low, d->irql_high);
        expect_steps(d->name, d->effects, d->effect_count);
        for (uint32_t k = 0; k < d->outcome_count; k++) {
            expect_steps(d->name, d->outcomes[k].effects, d->outcomes[k].effect_count);
            if (d->outcomes[k].made)
                expect_steps(d->name, d->outcomes[k].made, 1);
        }
    }
    ruleset_release(&r);
}
END_TEST

/* The table is searched, never parsed as a whole: here every row is. */
START_TEST(irql_table)
{
    struct ruleset r;
    struct irql_fact fact;
    char name[160], before[160] = "";
    uint32_t rows = 0;
    load_shipped(&r);
    const char *at = r.irql_table.text, *end = at + r.irql_table.size;
    ck_assert_ptr_nonnull(at);
    while (at < end) {
        const char *line_end = memchr(at, '\n', (size_t)(end - at));
        ck_assert_ptr_nonnull(line_end);
        if (*at != '#') {
            int low, high, length = 0;
            ck_assert_int_eq(sscanf(at, "%150[A-Za-z0-9_]\t%d\t%d\t%n", name, &low, &high, &length), 3);
            ck_assert_msg(strcmp(before, name) < 0, "%s is not in order", name);
            ck_assert_msg(ruleset_irql(&r, name, &fact), "%s is not found", name);
            ck_assert_msg(fact.low == low && fact.high == high && low <= high && high <= IRQL_HIGH && (low > 0 || high < IRQL_HIGH), "%s", name);
            ck_assert_ptr_eq(fact.page, at + length);
            ck_assert_ptr_eq(fact.page + fact.page_length, line_end);
            memcpy(before, name, sizeof name);
            rows++;
        }
        at = line_end + 1;
    }
    ck_assert_uint_ge(rows, 2000);
    ck_assert(!ruleset_irql(&r, "AAAA", &fact) && !ruleset_irql(&r, "zzzz", &fact) && !ruleset_irql(&r, "ZwClos", &fact) && !ruleset_irql(&r, "ZwCloses", &fact));
    ck_assert(ruleset_irql(&r, "ZwClose", &fact) && fact.high == IRQL_PASSIVE);
    ruleset_release(&r);
}
END_TEST

static bool has_effect(const struct ruleset *r, enum effect_kind kind, uint32_t object)
{
    for (uint32_t i = 0; i < r->ddis.count; i++) {
        const struct ddi *d = &r->ddis.items[i];
        for (uint32_t k = 0; k < d->effect_count; k++)
            if (d->effects[k].kind == kind && d->effects[k].object == object + 1)
                return true;
        for (uint32_t o = 0; o < d->outcome_count; o++)
            for (uint32_t k = 0; k < d->outcomes[o].effect_count; k++)
                if (d->outcomes[o].effects[k].kind == kind && d->outcomes[o].effects[k].object == object + 1)
                    return true;
    }
    return false;
}

START_TEST(locks_are_pairs)
{
    struct ruleset r;
    load_shipped(&r);
    for (uint32_t i = 0; i < r.objects.count; i++)
        if (r.objects.items[i].is_lock) {
            ck_assert_msg(has_effect(&r, EFFECT_ACQUIRE, i), "nothing acquires a %s", r.objects.items[i].name);
            ck_assert_msg(r.objects.items[i].is_open || has_effect(&r, EFFECT_RELEASE, i), "nothing releases a %s", r.objects.items[i].name);
        }
    ruleset_release(&r);
}
END_TEST

static bool frees_object(const struct effect *e, uint32_t count, uint32_t object)
{
    for (uint32_t i = 0; i < count; i++)
        if (((e[i].kind == EFFECT_FREE || e[i].kind == EFFECT_DROP) && e[i].object == object + 1) ||
            frees_object(e[i].inner, e[i].inner_count, object))
            return true;
    return false;
}

/* What must be freed, and does not go with a parent, can be freed. */
START_TEST(objects_can_be_freed)
{
    struct ruleset r;
    load_shipped(&r);
    for (uint32_t o = 0; o < r.objects.count; o++) {
        bool freed = !r.objects.items[o].must_free || r.objects.items[o].is_parented;
        for (uint32_t i = 0; i < r.ddis.count && !freed; i++)
            freed = frees_object(r.ddis.items[i].effects, r.ddis.items[i].effect_count, o);
        ck_assert_msg(freed, "nothing frees %s", r.objects.items[o].name);
    }
    ruleset_release(&r);
}
END_TEST

static const struct callback *callback_of(const struct driver_model *m, const char *name)
{
    for (uint32_t i = 0; i < m->callback_count; i++)
        if (str_equal(m->callbacks[i].name, name))
            return &m->callbacks[i];
    ck_abort_msg("%s is gone", name);
    return NULL;
}

/* The table of network/filter-module-states-and-operations. */
START_TEST(filter_life_cycle)
{
    enum { DETACHED, ATTACHING, PAUSED, RESTARTING, RUNNING, PAUSING };
    static const char *const states[] = {"Detached", "Attaching", "Paused", "Restarting", "Running", "Pausing"};
    struct ruleset r;
    const struct driver_model *m = NULL;
    load_shipped(&r);
    for (uint32_t i = 0; i < r.drivers.count; i++)
        if (str_equal(r.drivers.items[i].name, "ndis-filter"))
            m = &r.drivers.items[i];
    ck_assert_ptr_nonnull(m);
    ck_assert_uint_eq(m->state_count, 6);
    for (int i = 0; i < 6; i++)
        ck_assert_str_eq(m->states[i], states[i]);
    const struct callback *attach = callback_of(m, "FilterAttach");
    ck_assert_uint_eq(attach->from, 1u << DETACHED);
    ck_assert_uint_eq(attach->during, ATTACHING);
    ck_assert_int_eq(attach->params[0].kind, ARGUMENT_INSTANCE);
    ck_assert_uint_eq(attach->outcomes[0].next, PAUSED);
    ck_assert_uint_eq(attach->outcomes[1].next, DETACHED);
    const struct callback *restart = callback_of(m, "FilterRestart");
    ck_assert_uint_eq(restart->from, 1u << PAUSED);
    ck_assert_uint_eq(restart->during, RESTARTING);
    ck_assert_uint_eq(restart->outcome_count, 3);
    ck_assert_uint_eq(restart->outcomes[0].next, RUNNING);
    ck_assert_uint_eq(restart->outcomes[1].next, RESTARTING);
    ck_assert_uint_eq(restart->outcomes[2].next, PAUSED);
    const struct callback *pause = callback_of(m, "FilterPause");
    ck_assert_uint_eq(pause->from, 1u << RUNNING);
    ck_assert_uint_eq(pause->during, PAUSING);
    ck_assert_uint_eq(pause->outcomes[0].next, PAUSING);
    ck_assert_uint_eq(callback_of(m, "FilterDriverUnload")->outcomes[0].next, STATE_END);
    const struct callback *detach = callback_of(m, "FilterDetach");
    ck_assert_uint_eq(detach->from, 1u << PAUSED);
    ck_assert_uint_eq(detach->outcomes[0].next, STATE_END);
    const struct callback *sent = callback_of(m, "FilterSendNetBufferListsComplete");
    ck_assert_uint_eq(sent->from, 1u << RUNNING | 1u << PAUSING);
    ck_assert_int_eq(sent->params[1].kind, ARGUMENT_RETURNED);
    ck_assert_uint_eq(sent->params[1].object, ruleset_object(&r, "nbl"));
    ck_assert_str_eq(r.ddis.items[sent->params[1].ddi].name, "NdisFSendNetBufferLists");
    ck_assert_str_eq(sent->params[1].link, "Next");
    const struct callback *oid = callback_of(m, "FilterOidRequest");
    ck_assert_uint_eq(oid->from, 1u << PAUSED | 1u << RESTARTING | 1u << RUNNING | 1u << PAUSING);
    ruleset_release(&r);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("rules");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, loads);
    tcase_add_test(t, round_trip);
    tcase_add_test(t, hash_is_of_the_texts);
    tcase_add_test(t, rules_are_complete);
    tcase_add_test(t, contracts_are_complete);
    tcase_add_test(t, irql_table);
    tcase_add_test(t, locks_are_pairs);
    tcase_add_test(t, objects_can_be_freed);
    tcase_add_test(t, filter_life_cycle);
    return run_tests("rulelang rules", t);
}
