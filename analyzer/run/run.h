/*
 * run: a driver is built for the host and run in child processes; what they say comes back as records.
 *
 *   process.c    programs in child processes, several at a time, with a limit of time
 *   compile.c    the tools, with flags, for the next two
 *   host.c       the host, kept in the cache
 *   driver.c     the driver, stand-ins for what the host does not have
 *   places.c     addresses to source places, by the debug information (addr2line)
 *   scenario.c   whether a file is a scenario
 *   pcap.c       frames from and into capture files
 *   recorded.c   a host's events as a recording
 *   records.c    the lines that a host writes, and the reports of the sanitizers, as one form
 *
 * Nothing here knows of sessions and options; analyzer/run.c puts it together.
 */
#ifndef DDICHECK_RUN_RUN_H
#define DDICHECK_RUN_RUN_H

#include "findings/findings.h"
#include "project/project.h"

/* ---- processes ---------------------------------------------------------------------------------------- */

struct process {
    const char *const *arguments; /* NULL at the end; the first is looked up in PATH */
    const char *const *variables; /* "NAME=value" added to the environment, NULL at the end; or NULL */
    const char *folder;           /* working folder, or NULL */
    const char *out, *err;        /* files that stdout and stderr go to; NULL: nowhere */
    unsigned seconds;             /* real time after which it is killed; 0 never */
    int code;                     /* exit code, or -1 */
    int signal;                   /* that ended it, or 0 */
    bool timed_out;
    int id;     /* while it runs */
    int number; /* its process's, also afterwards */
};

/* Runs all, `jobs` at a time; `tick` (or NULL) is called about ten times a second and when one ends. */
void processes_run(struct process *p, uint32_t count, unsigned jobs, void (*tick)(void *context, uint32_t done), void *context);
/* The path of a program in PATH; NULL where there is none. */
const char *program_find(struct arena *a, const char *const *names);

/* ---- building ------------------------------------------------------------------------------------------- */

enum run_sanitizer { RUN_ADDRESS, RUN_THREAD, RUN_NONE };

struct run_build {
    struct arena *arena;
    const char *root;        /* with runtime/ and headers/ */
    const char *const *system_headers; /* mingw-w64's DDK, then CRT */
    const char *cache;       /* folder for the host, or NULL */
    const char *scratch;     /* folder for this run's files */
    /* The rules as C for a host that has these functions (sorted); memory of the arena. NULL with errors in d. */
    const char *(*emit_rules)(void *context, const char *const *ddis, uint32_t count, struct diags *d);
    /* For a unit that the compiler refused with these arguments: one more file for -ivfsoverlay, or NULL; memory of the arena. */
    const char *(*repair)(void *context, const struct unit *unit, const char **arguments, uint32_t count);
    void *context;
    struct hash128 rules_hash;
    const char *program; /* this one's path, whose change makes other C of the same rules; or NULL */
    enum run_sanitizer sanitizer;
    unsigned jobs;
    bool verbose;
    /* results */
    const char *compiler, *host, *driver;
    bool host_was_kept;
    int lock; /* of the host, while it is used; or -1 */
    VEC(const char *) missing; /* functions that the driver calls and the host does not have */
    struct hash128 hash;
};

/* The tools; false with errors that name the packages. */
bool run_tools(struct run_build *b, struct diags *d);
/* Makes the host, or finds it in the cache; there it stays until run_leave_host. */
bool run_build_host(struct run_build *b, struct diags *d);
void run_leave_host(struct run_build *b);
/* Compiles and links the units. `overlays` has for each a file for -ivfsoverlay, or NULL. False with the compiler's errors in d. */
bool run_build_driver(struct run_build *b, const struct unit *units, const char *const *overlays, uint32_t count, struct diags *d);
/* An already built one: says what it misses. */
bool run_use_driver(struct run_build *b, const char *path, struct diags *d);

/* ---- places ------------------------------------------------------------------------------------------------ */

/* Source places of one driver's addresses. Addresses are relative to where its file begins. */
struct place_map;
struct place_map *place_map_new(struct arena *a, const char *driver);
/* Notes an address that will be asked for. */
void place_map_want(struct place_map *p, uint64_t address);
/* Looks up all that are wanted and not known. */
void place_map_look_up(struct place_map *p);
/* The place of a return address or function; false where it is not known. The column is that of `name` in the line where
   that is not NULL and stands there. */
bool place_map_find(const struct place_map *p, uint64_t address, const char *name, struct place *out);
void place_map_free(struct place_map *p);

/* ---- scenarios ------------------------------------------------------------------------------------------------------ */

/* Whether the file is one; false with errors in d, each with its place. */
bool scenario_check(const char *path, struct diags *d);

/* ---- capture files ------------------------------------------------------------------------------------------------ */

/* Appends the frames of a pcap file in the form that a host reads; *count is their number. False with errors in d, each with the
   number of the frame and its place in the file. */
bool pcap_read(const char *path, struct str *out, uint32_t *count, struct diags *d);
/* The same from bytes. */
bool pcap_parse(const char *path, const void *data, size_t size, struct str *out, uint32_t *count, struct diags *d);
/* The head of a pcap file; and the frames that a host wrote to a file. Returns their number. */
void pcap_begin(struct str *out);
uint32_t pcap_add(struct str *out, const char *frames);

/* ---- recordings -------------------------------------------------------------------------------------------------- */

/* Wants the places that a host's file of events names. `base`: where the driver was loaded to. */
void run_want_recorded(const char *events, uint64_t base, struct place_map *places);
/* Appends one run: `head` (the line that begins it), the events with their places, the line that ends it. */
void run_put_recorded(const char *events, uint64_t base, const struct place_map *places, const char *head, bool complete, struct str *out);

/* ---- records ------------------------------------------------------------------------------------------------- */

struct run_step {
    enum step_kind kind;
    uint64_t address; /* 0: file and line */
    struct place place;
    const char *text, *object, *state;
};

/* What a rule, the host or a sanitizer found. Addresses are relative. */
struct run_finding {
    const char *rule, *message, *driver;
    enum severity level;
    uint64_t address;
    struct place place; /* where there is no address */
    struct run_step *steps;
    uint32_t step_count;
    bool left; /* an account that is not even: said only where no rule says it */
};

struct run_count {
    const char *name;
    uint64_t value, peak, left;
};

struct run_answer {
    struct arena *arena;
    uint64_t base;
    bool complete;
    VEC(struct run_finding) findings;
    VEC(struct run_count) counts;         /* by name */
    VEC(struct run_count) accounts;       /* made, peak, left */
    VEC(struct run_count) not_simulated;
    VEC(const char *) notes, debug, errors;
};

void run_answer_release(struct run_answer *a);
/* Reads what a host wrote; wants all places. */
void run_read_records(struct run_answer *a, const char *path, struct place_map *places);
/* Reads a sanitizer's report; `driver` is the file whose frames count. */
void run_read_sanitizer(struct run_answer *a, const char *path, const char *driver, struct place_map *places);
uint64_t run_counted(const struct run_answer *a, const char *name);

#endif
