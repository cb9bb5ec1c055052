/*
 * project: which translation units there are, and how each is compiled.
 *
 * Sources: files named by the user, compile_commands.json (found by -p DIR, or upward from the
 * first file and in build/ beside it, as clangd does), or Visual Studio projects and solutions
 * (msbuild.h). Command lines of cl.exe, clang-cl, gcc and clang become one neutral form, struct
 * unit: what the front end needs and nothing else. Flags that mean nothing to a reader of source
 * are dropped and noted at -v.
 */
#ifndef DDICHECK_PROJECT_H
#define DDICHECK_PROJECT_H

#include "base/base.h"

/* What a Visual Studio project makes. Units of other sources are PROJECT_UNKNOWN. */
enum project_kind {
    PROJECT_UNKNOWN,
    PROJECT_KERNEL_DRIVER,
    PROJECT_USER_DRIVER, /* UMDF */
    PROJECT_APPLICATION,
    PROJECT_LIBRARY, /* static or dynamic; its units say by user_mode what it is for */
    PROJECT_OTHER,   /* packages, utilities: nothing to compile */
};
const char *project_kind_name(enum project_kind k); /* "kernel driver" ... */

struct unit {
    const char *path;   /* absolute */
    const char *folder; /* absolute: where relative paths of the arguments are resolved */
    const char **args;  /* -I -isystem -D -U -include -std= and kin, clang's spelling */
    uint32_t arg_count;
    enum project_kind kind; /* of the first project that lists it */
    const char *tree;       /* of a unit that only a folder or file was named for: where its headers may be besides; or NULL */
    uint32_t id;            /* for the lists of programs: its index, once project_settle was called */
    bool user_mode;         /* UMDF driver, application or user-mode library: wants the SDK's headers before the DDK's */
};

/* A source that is not analysed, and why. */
struct skipped_file {
    const char *path, *reason;
};

/* A part of the input that is missing: a listed source that is not there (its unit counts as
   incomplete), an import that cannot be found. The rest is analysed; the exit code says 3. */
struct project_problem {
    const char *unit; /* path of the source, as far as it is known: may be on a drive; NULL where it is no source */
    const char *file; /* where the fault is */
    uint32_t line, column;
    const char *text, *hint; /* hint may be NULL */
};

/* One driver, application or library of a solution: what is linked together and analysed together. */
struct project_program {
    const char *name, *path; /* of the project file */
    const char *configuration; /* "Debug|x64" */
    enum project_kind kind;
    bool user_mode;
    VEC(uint32_t) units;     /* indices, ascending; with those of static libraries that it references */
    VEC(const char *) references; /* project files that it refers to, absolute */
    bool is_static, is_used;      /* a static library; one that another program contains */
};

struct path_mapping {
    const char *from, *to; /* 'C:\src' -> '/repo' (absolute) */
};
struct path_maps {
    const struct path_mapping *list;
    uint32_t count;
};

/* What the command line says about projects. Borrowed until project_release. */
struct msbuild_options {
    const char *configuration; /* "Release|x64", or NULL */
    const char *platform;      /* --target as a platform: "x64", "ARM64", "Win32"; or NULL */
    struct path_maps maps;
    const char *const *properties; /* "NAME=VALUE", as msbuild -p: */
    uint32_t property_count;
    bool drivers_only; /* of a solution that makes drivers, what else it makes is skipped */
};

/* Paths, each once. */
struct path_set {
    const char **slots;
    uint32_t count, slot_count;
};

struct project {
    struct arena arena;
    VEC(struct unit) units;            /* sorted by path; a path may stand twice with arguments that differ in meaning */
    VEC(struct skipped_file) skipped;  /* sources that are not C, excluded files: named, not analysed */
    VEC(struct project_problem) problems; /* what is missing, in the order in which it was met */
    VEC(struct project_program) programs;      /* empty unless projects were read */
    VEC(const char *) project_files;   /* .vcxproj that were read */
    const char *database; /* path of the compile_commands.json that was read, or NULL */
    const char *root;     /* common folder of all units: paths are shown relative to the working folder */
    struct path_set listed, passed_over; /* paths of units, of skipped files */
    struct path_maps maps; /* --path-map, for databases; set by the caller */
};

void project_init(struct project *p);
void project_release(struct project *p);

/* Adds every unit of the database `path` (a file, or a folder that holds compile_commands.json).
   Where `only` is not empty, just those files. Located errors go to d. Returns success. */
bool project_add_database(struct project *p, const char *path, const char *const *only, uint32_t only_count,
                          struct diags *d);
/* Adds the units of a .vcxproj, .sln or .slnx. Where `only` is not empty, just those files. Returns
   false with an error in d where it cannot be read at all; where a part is missing, the rest counts
   and p->problems has the fault. */
bool project_add_msbuild(struct project *p, const char *path, const struct msbuild_options *o, const char *const *only,
                         uint32_t only_count, struct diags *d);
/* Adds one file with default arguments (and its own folder as -I). A folder adds its *.c files, recursively. */
bool project_add_path(struct project *p, const char *path, const char *const *extra_args, uint32_t extra_count,
                      struct diags *d);
/* Adds arguments to every unit, behind its own: as they are, but relative paths in them are taken from the working
 * folder. */
void project_add_arguments(struct project *p, const char *const *args, uint32_t count);
/* Puts the header folders of the WDK in `wdk` behind the arguments of every unit. False with an error in d
   where it holds none. */
bool project_add_wdk(struct project *p, const char *wdk, struct diags *d);
/* Puts the arguments of a processor ("x64", "ARM64", "Win32"; NULL for none) before those of every unit that
   no project file made: those have them already. A platform of 32 bits gets a warning. */
void project_set_target(struct project *p, const char *platform, struct diags *d);
/* The database for a file as clangd finds it: upward from its folder, there and in build/. NULL where there is none. */
char *project_find_database(struct arena *a, const char *path);

/* Visual Studio projects (*.vcxproj), those of them that say that they make a driver, and solutions (*.sln, *.slnx) with
   such projects, in a folder and below it, sorted, at most `limit` of each; memory of the arena. */
struct found_projects {
    VEC(const char *) projects, drivers, solutions;
};
void project_find_msbuild(struct arena *a, const char *folder, uint32_t limit, struct found_projects *out);
void found_projects_release(struct found_projects *f);

/* The units as the text of a compile_commands.json. */
void project_write_database(const struct project *p, struct str *out);

/* Whether a path starts with a drive letter. */
bool path_is_on_drive(const char *path);
/* The path behind --path-map: the longest `from` that fits is replaced; the path itself where none does. */
const char *path_map(struct arena *a, const struct path_maps *maps, const char *path);

/* Text of a file as UTF-8: without a BOM, from UTF-16 where it has one; NUL bytes become blanks. The caller frees. */
char *text_to_utf8(const char *text, size_t size);
bool text_is_utf16(const char *text, size_t size);

#endif
