/*
 * ddicheck run: builds a driver for the host, runs the scenarios in child processes, and reports what the rules, the host
 * and the sanitizers saw, as `check` reports what it found.
 *
 *   collect ──▶ build host, driver ──▶ scenarios × faults ──▶ records ──▶ findings ──▶ session_report
 *
 * A fault run is the same run with one allocation site failing. The sites are those that the run without faults counted;
 * each failure may bring further ones into sight, which are tried, too, up to FAULTS_MAX.
 */
#include "run.h"

#include "commands.h"
#include "frontend/frontend.h"
#include "monitor/monitor.h"
#include "recording/recording.h"
#include "run/run.h"
#include "session.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FAULTS_MAX = 2000 };   /* of one scenario: a driver with more sites is not tried out to the end, and that is said */
enum { RUN_SECONDS = 600 };   /* real time for one run, besides --time */
enum { PATIENCE_SECONDS = 10 }; /* in which a driver that calls nothing counts as hanging */

/* One run of one scenario. */
struct one_run {
    const char *scenario, *path; /* name and file */
    uint32_t fault;
    const char *records, *log, *events, *frames; /* files; events, frames that left the driver: NULL where none are asked for */
    struct process process;
    struct run_answer answer;
};

struct runs {
    struct session *session;
    struct run_build build;
    struct frontend *frontend; /* while the driver is built */
    struct place_map *places;
    VEC(const char *) names, paths; /* scenarios */
    uint32_t run_count, fault_count, incomplete;
    uint64_t packets, calls;
    bool built;
    const char *progress;
    struct str recorded; /* of --record */
    struct str captured; /* of --pcap-out */
    const char *frames;  /* file: of --pcap-in, as a host reads them, or NULL */
    uint32_t frames_in, frames_out;
};

/* ---- scenarios ---------------------------------------------------------------------------------------------- */

static const char *const standard[] = {"basic", "restart", "traffic", "oids", "cycles", "idle", "shutdown"};

static bool find_scenarios(struct runs *r, struct diags *d)
{
    struct session *s = r->session;
    const struct texts *named = &s->options->scenarios;
    char *cwd = getcwd(NULL, 0);
    for (uint32_t i = 0; i < named->list.count; i++) {
        const char *name = named->list.items[i];
        const char *own = path_join(&s->arena, s->data.root, arena_printf(&s->arena, "runtime/scenarios/%s.scenario", name));
        if (strpbrk(name, "/.") || !file_exists(own))
            own = path_join(&s->arena, cwd ? cwd : "/", name);
        if (!file_exists(own)) {
            const char *near = str_nearest(name, standard, sizeof standard / sizeof *standard);
            struct diag *g = diags_add(d, SEVERITY_ERROR, NULL, 0, 0, "there is no scenario '%s', and no such file", name);
            g->hint = near ? arena_printf(&d->arena, "did you mean '%s'?", near) : "they are basic, restart, traffic, oids, cycles, idle and shutdown";
        } else
            scenario_check(own, d);
        vec_push(&r->names, name);
        vec_push(&r->paths, own);
    }
    free(cwd);
    for (size_t i = 0; !named->list.count && i < sizeof standard / sizeof *standard; i++) {
        vec_push(&r->names, standard[i]);
        vec_push(&r->paths, path_join(&s->arena, s->data.root, arena_printf(&s->arena, "runtime/scenarios/%s.scenario", standard[i])));
    }
    return d->errors == 0;
}

/* ---- building -------------------------------------------------------------------------------------------------- */

static const char *emit_rules(void *context, const char *const *ddis, uint32_t count, struct diags *d)
{
    static const char *const includes[] = {MONITOR_USUAL_INCLUDES};
    struct session *s = ((struct runs *)context)->session;
    struct monitor_options m = {.ddis = ddis, .ddi_count = count, .includes = includes, .include_count = sizeof includes / sizeof includes[0]};
    struct monitor_counts counts = {0};
    struct str text = {0};
    arena_init(&counts.arena);
    bool good = monitor_emit(&s->rules, &m, &text, &counts, d);
    const char *copy = good ? arena_strdup(&s->arena, str_text(&text)) : NULL;
    str_release(&text);
    monitor_counts_release(&counts);
    return copy;
}

/* In a child, which libclang may crash. The overlay's name comes back through a file. */
static const char *repair_unit_of(void *context, const struct unit *u, const char **arguments, uint32_t count)
{
    struct runs *r = context;
    struct arena *a = &r->session->arena;
    const char *answer = path_join(a, r->build.scratch, "repaired.txt");
    int status = -1;
    remove(answer);
    pid_t child = fork();
    if (child == 0) {
        const char *overlay = frontend_repair(r->frontend, u, arguments, count);
        _exit(overlay && file_write(answer, overlay, strlen(overlay)) == 0 ? 0 : 1);
    }
    if (child > 0)
        waitpid(child, &status, 0);
    char *text = status == 0 ? file_read(answer, NULL) : NULL;
    const char *copy = text ? arena_strdup(a, text) : NULL;
    free(text);
    return copy;
}

static bool is_shared_object(const struct options *o) { return o->paths.list.count == 1 && str_ends_with(o->paths.list.items[0], ".so"); }

static void say_missing(struct runs *r)
{
    const struct options *o = r->session->options;
    for (uint32_t i = 0; i < r->build.missing.count && !o->quiet; i++)
        fprintf(r->session->err, "ddicheck: note: %s is not simulated; its use ends the run\n", r->build.missing.items[i]);
}

static void tell(const struct runs *r, const char *text)
{
    const struct options *o = r->session->options;
    if (o->progress && !o->quiet && isatty(fileno(r->session->err)))
        fprintf(r->session->err, "\r\033[K%s", text);
}

/* What the front end stands in for, it stands in for here as well: names of headers in another case, .tmh files, what a
   build makes of message texts. */
static bool build_driver(struct runs *r, struct diags *d)
{
    struct session *s = r->session;
    uint32_t count = s->project.units.count;
    const char **overlays = arena_array(&s->arena, const char *, count + 1);
    struct frontend_options o = {.headers = s->data.headers,
                                 .system_headers = s->data.system_headers,
                                 .system_header_count = s->data.system_header_count,
                                 .folder = r->build.scratch};
    r->frontend = frontend_new(&o);
    for (uint32_t i = 0; i < count; i++)
        overlays[i] = frontend_prepare(r->frontend, &s->project.units.items[i])->overlay;
    bool good = run_build_driver(&r->build, s->project.units.items, overlays, count, d);
    frontend_free(r->frontend);
    r->frontend = NULL;
    return good;
}

static bool build(struct runs *r, struct diags *d)
{
    struct session *s = r->session;
    struct run_build *b = &r->build;
    *b = (struct run_build){.arena = &s->arena,
                            .root = s->data.root,
                            .system_headers = s->data.system_headers,
                            .cache = s->options->use_cache ? options_cache_folder(s->options, &s->arena) : NULL,
                            .scratch = interrupt_scratch(s->interrupt),
                            .emit_rules = emit_rules,
                            .repair = repair_unit_of,
                            .context = r,
                            .rules_hash = s->rules.hash,
                            .program = s->data.program,
                            .sanitizer = s->options->sanitizer,
                            .lock = -1,
                            .jobs = session_jobs(s),
                            .verbose = s->options->verbose};
    if (!s->data.system_header_count)
        diags_add(d, SEVERITY_ERROR, NULL, 0, 0, "the mingw-w64 DDK headers (ddk/ntddk.h) are not installed")->hint = "apt-get install mingw-w64-x86-64-dev";
    if (!b->scratch)
        diags_add(d, SEVERITY_ERROR, NULL, 0, 0, "no folder for temporary files can be made");
    if (d->errors || !run_tools(b, d))
        return false;
    tell(r, "ddicheck: building the host (once)");
    if (!run_build_host(b, d))
        return false;
    if (!b->host_was_kept && session_cache(s))
        cache_wrote(session_cache(s), path_folder(b->arena, b->host));
    tell(r, "ddicheck: building the driver");
    bool good = is_shared_object(s->options) ? run_use_driver(b, s->options->paths.list.items[0], d) : build_driver(r, d);
    tell(r, "");
    return good;
}

/* ---- running ------------------------------------------------------------------------------------------------------ */

static const char **host_arguments(struct runs *r, const struct one_run *one)
{
    const struct options *o = r->session->options;
    struct arena *a = &r->session->arena;
    VEC(const char *) w = {0};
    const char *const optional[][2] = {{"--trace", one->events}, {"--frames", r->frames}, {"--frames-out", one->frames}};
    const char *const pairs[][2] = {
        {"--driver", r->build.driver},
        {"--scenario", one->path},
        {"--seed", arena_printf(a, "%llu", (unsigned long long)o->seed)},
        {"--fault", arena_printf(a, "%u", one->fault)},
        {"--count-sites", o->faults == FAULTS_NONE ? "0" : "1"}, /* with one, too: how many there are is said where there is no such */
        {"--monitors", o->monitors ? "1" : "0"},
        {"--time", arena_printf(a, "%u", o->run_seconds)},
        {"--patience", arena_printf(a, "%d", PATIENCE_SECONDS)},
    };
    vec_push(&w, r->build.host);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        vec_push(&w, pairs[i][0]);
        vec_push(&w, pairs[i][1]);
    }
    for (size_t i = 0; i < sizeof optional / sizeof *optional; i++)
        if (optional[i][1]) {
            vec_push(&w, optional[i][0]);
            vec_push(&w, optional[i][1]);
        }
    vec_push(&w, NULL);
    const char **copy = arena_array(a, const char *, w.count);
    memcpy(copy, w.items, w.count * sizeof *copy);
    vec_release(&w);
    return copy;
}

static void prepare(struct runs *r, struct one_run *one, uint32_t index)
{
    struct arena *a = &r->session->arena;
    const char *const variables[] = {
        arena_printf(a, "ASAN_OPTIONS=symbolize=0:detect_leaks=0:handle_segv=0:handle_sigbus=0:handle_abort=0:handle_sigfpe=0:handle_sigill=0:exitcode=87:quarantine_size_mb=64:log_path=%s/san", r->build.scratch),
        "UBSAN_OPTIONS=symbolize=0:print_stacktrace=0",
        arena_printf(a, "TSAN_OPTIONS=symbolize=0:handle_segv=0:exitcode=0:report_signal_unsafe=0:log_path=%s/san", r->build.scratch), NULL};
    const char **copy = arena_array(a, const char *, 4);
    memcpy(copy, variables, sizeof variables);
    one->records = arena_printf(a, "%s/records-%u", r->build.scratch, index);
    one->log = arena_printf(a, "%s/stderr-%u", r->build.scratch, index);
    one->frames = r->session->options->pcap_out ? arena_printf(a, "%s/frames-%u", r->build.scratch, index) : NULL;
    one->events = r->session->options->record ? arena_printf(a, "%s/events-%u", r->build.scratch, index) : NULL;
    one->process = (struct process){.arguments = host_arguments(r, one),
                                    .variables = copy,
                                    .out = one->records,
                                    .err = one->log,
                                    .seconds = RUN_SECONDS + r->session->options->run_seconds};
    one->answer = (struct run_answer){.arena = a};
}

static const char *replay(const struct runs *r, const struct one_run *one)
{
    const struct options *o = r->session->options;
    struct str text = {0};
    str_printf(&text, "ddicheck run --scenario %s --seed %llu", one->scenario, (unsigned long long)o->seed);
    if (one->fault)
        str_printf(&text, " --faults %u", one->fault);
    if (o->sanitizer != RUN_ADDRESS)
        str_printf(&text, " --sanitize %s", o->sanitizer == RUN_THREAD ? "thread" : "none");
    for (uint32_t i = 0; i < o->projects.list.count; i++)
        str_printf(&text, " --project %s", o->projects.list.items[i]);
    if (o->database)
        str_printf(&text, " -p %s", o->database);
    for (uint32_t i = 0; i < o->paths.list.count; i++)
        str_printf(&text, " %s", o->paths.list.items[i]);
    const char *copy = arena_strdup(&r->session->arena, str_text(&text));
    str_release(&text);
    return copy;
}

/* A driver that takes the process down without a word. */
static void add_end(struct runs *r, struct one_run *one)
{
    struct run_answer *a = &one->answer;
    const struct process *p = &one->process;
    struct run_finding f = {.level = SEVERITY_ERROR};
    if (p->timed_out) {
        f.rule = "run-hang";
        f.message = arena_printf(&r->session->arena, "The scenario '%s' does not come to its end in %u seconds.", one->scenario, p->seconds);
    } else if (p->signal) {
        f.rule = "run-crash";
        f.message = arena_printf(&r->session->arena, "The scenario '%s' is ended by signal %d.", one->scenario, p->signal);
    } else
        return;
    f.place.file = r->session->project.units.count ? r->session->project.units.items[0].path : r->build.driver;
    f.place.line = f.place.column = f.place.end_line = 1;
    f.place.end_column = 2;
    vec_push(&a->findings, f);
}

static void read_back(struct runs *r, struct one_run *one, int process)
{
    struct arena *a = &r->session->arena;
    const char *report = arena_printf(a, "%s/san.%d", r->build.scratch, process);
    run_read_records(&one->answer, one->records, r->places);
    if (file_exists(report))
        run_read_sanitizer(&one->answer, report, r->build.driver, r->places);
    if (!one->answer.findings.count)
        add_end(r, one);
    if (one->events)
        run_want_recorded(one->events, one->answer.base, r->places);
    remove(report);
    remove(one->records);
    r->run_count++;
    r->packets += run_counted(&one->answer, "packetsSent") + run_counted(&one->answer, "packetsReceived");
    r->calls += run_counted(&one->answer, "calls");
    r->fault_count += (uint32_t)run_counted(&one->answer, "faults");
    bool failed = one->process.code == 2 || one->process.code == 127;
    if (failed) {
        struct diags d;
        diags_init(&d);
        diags_add(&d, SEVERITY_ERROR, NULL, 0, 0, "the scenario '%s' could not be run: %s", one->scenario,
                  one->answer.errors.count ? one->answer.errors.items[0] : "the host failed");
        session_say(r->session, &d, "a scenario that could not be run");
        diags_release(&d);
    }
    if (r->session->options->verbose) {
        char *said = file_read(one->log, NULL);
        fputs(said ? said : "", r->session->err);
        free(said);
    }
    remove(one->log);
}

struct ticking {
    struct runs *runs;
    const char *what;
    uint32_t count;
};

static void tick(void *context, uint32_t done)
{
    const struct ticking *t = context;
    struct arena *a = &t->runs->session->arena;
    struct arena_mark mark = arena_mark(a);
    tell(t->runs, arena_printf(a, "ddicheck: %s, %u of %u runs, %.0f s", t->what, done, t->count, session_seconds(t->runs->session)));
    arena_rewind(a, mark);
}

/* What --record and --pcap-out keep of a run. */
static void record(struct runs *r, const struct one_run *one)
{
    if (one->frames) {
        r->frames_out += pcap_add(&r->captured, one->frames);
        remove(one->frames);
    }
    if (!one->events)
        return;
    const char *head = arena_printf(&r->session->arena, "run\t%s\t%llu\t%u\n", one->scenario, (unsigned long long)r->session->options->seed, one->fault);
    run_put_recorded(one->events, one->answer.base, r->places, head, one->answer.complete, &r->recorded);
    remove(one->events);
}

static void write_recorded(struct runs *r)
{
    struct session *s = r->session;
    struct diags d;
    diags_init(&d);
    if (s->options->record && file_write(s->options->record, str_text(&r->recorded), r->recorded.length) != 0)
        diags_add(&d, SEVERITY_ERROR, s->options->record, 0, 0, "cannot be written");
    if (s->options->pcap_out && file_write(s->options->pcap_out, str_text(&r->captured), r->captured.length) != 0)
        diags_add(&d, SEVERITY_ERROR, s->options->pcap_out, 0, 0, "cannot be written");
    session_say(s, &d, "a file that cannot be written");
}

/* Runs a batch; each finding goes to the session. The file names of sanitizers end with the process's number. */
static void run_batch(struct runs *r, struct one_run *list, uint32_t count)
{
    struct process *p = mem_zalloc((count + 1) * sizeof *p);
    struct ticking t = {r, list->scenario, count};
    for (uint32_t i = 0; i < count; i++) {
        prepare(r, &list[i], i);
        p[i] = list[i].process;
    }
    processes_run(p, count, session_jobs(r->session), tick, &t);
    for (uint32_t i = 0; i < count; i++) {
        int number = p[i].number;
        list[i].process = p[i];
        read_back(r, &list[i], number);
    }
    place_map_look_up(r->places);
    for (uint32_t i = 0; i < count; i++)
        record(r, &list[i]);
    for (uint32_t i = 0; i < count; i++)
        run_add_findings(r->session, &list[i].answer, r->places, replay(r, &list[i]));
    free(p);
    tell(r, "");
}

/* ---- what is said -------------------------------------------------------------------------------------------------- */

static void print_run(struct runs *r, const struct one_run *one)
{
    FILE *err = r->session->err;
    const struct run_answer *a = &one->answer;
    uint64_t left = 0;
    if (r->session->options->quiet)
        return;
    for (uint32_t i = 0; i < a->accounts.count; i++)
        left += a->accounts.items[i].left;
    fprintf(err, "%s: ", one->scenario);
    if (run_counted(a, "operations"))
        fprintf(err, "%llu file operations; ", (unsigned long long)run_counted(a, "operations"));
    else if (run_counted(a, "requests"))
        fprintf(err, "%llu requests, %llu cancelled, %llu sent on by the driver; ", (unsigned long long)run_counted(a, "requests"),
                (unsigned long long)run_counted(a, "requestsCancelled"), (unsigned long long)run_counted(a, "requestsSent"));
    else
        fprintf(err, "%llu packets down, %llu up, %llu of the driver's own; ", (unsigned long long)run_counted(a, "packetsSent"),
                (unsigned long long)run_counted(a, "packetsReceived"), (unsigned long long)run_counted(a, "packetsOfTheDriver"));
    fprintf(err, "%llu calls, %llu callbacks; %.1f s of virtual time; ", (unsigned long long)run_counted(a, "calls"),
            (unsigned long long)run_counted(a, "callbacks"), (double)run_counted(a, "virtualMilliseconds") / 1000);
    if (!a->complete)
        fputs("it was not finished\n", err);
    else if (run_counted(a, "switchedOff"))
        fputs("the system was switched off\n", err);
    else if (left)
        fprintf(err, "%llu things left\n", (unsigned long long)left);
    else
        fputs("nothing left\n", err);
    for (uint32_t i = 0; r->session->options->verbose && i < a->accounts.count; i++)
        fprintf(err, "%10llu %s made, %llu at most at a time\n", (unsigned long long)a->accounts.items[i].value, a->accounts.items[i].name,
                (unsigned long long)a->accounts.items[i].peak);
    for (uint32_t i = 0; i < a->not_simulated.count; i++)
        fprintf(err, "%10llu times not simulated: %s\n", (unsigned long long)a->not_simulated.items[i].value, a->not_simulated.items[i].name);
    for (uint32_t i = 0; r->session->options->verbose && i < a->notes.count; i++)
        fprintf(err, "  note: %s\n", a->notes.items[i]);
    for (uint32_t i = 0; r->session->options->verbose && i < a->debug.count; i++)
        fprintf(err, "  debug: %s%s", a->debug.items[i], str_ends_with(a->debug.items[i], "\n") ? "" : "\n");
}

static void run_scenario(struct runs *r, uint32_t index)
{
    const struct options *o = r->session->options;
    struct one_run first = {.scenario = r->names.items[index], .path = r->paths.items[index], .fault = o->faults == FAULTS_ONE ? o->fault : 0};
    run_batch(r, &first, 1);
    print_run(r, &first);
    r->incomplete += !first.answer.complete;
    uint32_t sites = (uint32_t)run_counted(&first.answer, "sites");
    if (o->faults == FAULTS_ONE && first.answer.complete && !run_counted(&first.answer, "faults") && !o->quiet)
        fprintf(r->session->err, "ddicheck: note: %s: there is no allocation site %u; it has %u\n", first.scenario, o->fault, sites);
    run_answer_release(&first.answer);
    if (o->faults != FAULTS_EACH)
        return;
    uint32_t tried = 0;
    while (tried < sites && tried < FAULTS_MAX) { /* a failure may lead to new sites */
        uint32_t count = sites - tried < 256 ? sites - tried : 256;
        struct one_run *list = mem_zalloc(count * sizeof *list);
        for (uint32_t i = 0; i < count; i++)
            list[i] = (struct one_run){.scenario = first.scenario, .path = first.path, .fault = ++tried};
        run_batch(r, list, count);
        for (uint32_t i = 0; i < count; i++)
            run_answer_release(&list[i].answer);
        free(list);
    }
    if (!o->quiet)
        fprintf(r->session->err, "%s: %u allocation sites, each failed once%s\n", first.scenario, tried, tried < sites ? "; there are more" : "");
}

/* ---- the command ------------------------------------------------------------------------------------------------------ */

/* --pcap-in: the frames, in a file of this run. */
static bool take_frames(struct runs *r, struct diags *d)
{
    struct session *s = r->session;
    struct str frames = {0};
    bool good = !s->options->pcap_in || pcap_read(s->options->pcap_in, &frames, &r->frames_in, d);
    const char *folder = interrupt_scratch(s->interrupt);
    if (good && s->options->pcap_in && folder) {
        r->frames = path_join(&s->arena, folder, "frames");
        good = file_write(r->frames, str_text(&frames), frames.length) == 0;
        if (!good)
            diags_add(d, SEVERITY_ERROR, r->frames, 0, 0, "cannot be written");
    }
    str_release(&frames);
    return good;
}

static bool begin(struct runs *r)
{
    struct session *s = r->session;
    struct diags d;
    diags_init(&d);
    bool good = session_rules(s) && session_select(s) && find_scenarios(r, &d) && take_frames(r, &d);
    if (good && s->options->confirm && is_shared_object(s->options)) {
        diags_add(&d, SEVERITY_ERROR, s->options->paths.list.items[0], 0, 0, "--confirm: what is to be checked is the driver's source, not its shared object");
        good = false;
    }
    if (!good)
        session_say(s, &d, "a run that cannot be made");
    else if (!is_shared_object(s->options) && !session_collect(s))
        good = false;
    if (good && !build(r, &d)) {
        session_say(s, &d, "a driver that could not be built for the host");
        good = false;
    }
    diags_release(&d);
    return good;
}

/* --confirm: the sources are checked as well. */
static const char *confirm(struct session *s)
{
    struct findings ran = s->findings;
    findings_init(&s->findings);
    session_analyse(s);
    uint32_t claims = s->findings.list.count, shown = run_confirm(s, &ran);
    findings_release(&ran);
    return arena_printf(&s->arena, "%u of %u finding%s of the sources shown by a run; ", shown, claims, claims == 1 ? "" : "s");
}

int command_run(const struct options *o, struct interrupt *interrupt, FILE *out, FILE *err)
{
    struct session s = {.options = o, .interrupt = interrupt, .out = out, .err = err};
    struct runs r = {.session = &s, .build.lock = -1};
    session_init(&s);
    if (begin(&r)) {
        r.built = true;
        say_missing(&r);
        r.places = place_map_new(&s.arena, r.build.driver);
        pcap_begin(&r.captured);
        str_printf(&r.recorded, "%s %u\n", RECORDING_MAGIC, RECORDING_VERSION);
        for (uint32_t i = 0; i < r.names.count; i++)
            run_scenario(&r, i);
        write_recorded(&r);
        place_map_free(r.places);
    }
    findings_finish(&s.findings);
    const char *shown = o->confirm && r.built ? confirm(&s) : "";
    s.summary = arena_printf(&s.arena, "%s%u scenario%s, %u run%s, %u fault%s injected, %llu packets, %llu calls", shown, r.names.count, r.names.count == 1 ? "" : "s", r.run_count,
                             r.run_count == 1 ? "" : "s", r.fault_count, r.fault_count == 1 ? "" : "s", (unsigned long long)r.packets, (unsigned long long)r.calls);
    if (o->pcap_in || o->pcap_out)
        s.summary = arena_printf(&s.arena, "%s; %u frame%s read, %u written", s.summary, r.frames_in, r.frames_in == 1 ? "" : "s", r.frames_out);
    int code = session_report(&s);
    run_leave_host(&r.build);
    session_tend_cache(&s);
    str_release(&r.recorded);
    str_release(&r.captured);
    vec_release(&r.names);
    vec_release(&r.paths);
    vec_release(&r.build.missing);
    session_release(&s);
    return code;
}
