/*
 * msbuild: evaluates Visual C++ project files as MSBuild would, as far as compiling C goes.
 *
 *   table.c      names to values, case-insensitive
 *   expand.c     $(Property), property functions, %(Metadata), @(Items), %XX
 *   condition.c  Condition="..."
 *   evaluate.c   the passes over a project and its imports
 *   items.c      item lists: Include, Exclude, Remove, Update, wildcards
 *   kit.c        what the files of Visual Studio and the WDK would have added
 *   vcxproj.c    the result as units
 *   solution.c   .sln and .slnx
 *   paths.c      Windows paths on this file system
 *
 * Order of MSBuild: first all properties and imports from top to bottom, then item definitions,
 * then items, each with the final properties. Files below $(VCTargetsPath) and of the WDK are not
 * read: kit.c stands for them.
 *
 * What is unknown is never silently empty: it leaves a mark in the value (expand.c), and whoever
 * uses the value for something that matters (an include folder, a define, a condition, an import)
 * warns of the mark at the place where it arose. Values that nobody uses cost no warning.
 */
#ifndef DDICHECK_MSBUILD_H
#define DDICHECK_MSBUILD_H

#include "project/internal.h"
#include "project/xml.h"

/* Names to values; names compare without case. */
struct table_entry {
    const char *name, *value;
};
struct table {
    VEC(struct table_entry) list; /* in order of first definition */
    uint32_t *slots;              /* index + 1, or 0 */
    uint32_t slot_count;
};
void table_set(struct table *t, const char *name, const char *value); /* keeps both pointers */
const char *table_get(const struct table *t, const char *name);       /* or NULL */
void table_release(struct table *t);

/* The metadata of a source file that decide how it is read. */
#define MSBUILD_METADATA(X)                                                                                            \
    X(AdditionalIncludeDirectories)                                                                                    \
    X(PreprocessorDefinitions)                                                                                         \
    X(UndefinePreprocessorDefinitions)                                                                                 \
    X(UndefineAllPreprocessorDefinitions)                                                                              \
    X(ForcedIncludeFiles)                                                                                              \
    X(AdditionalOptions)                                                                                               \
    X(ExternalIncludeDirectories)                                                                                      \
    X(ExcludedFromBuild)                                                                                               \
    X(CompileAs)                                                                                                       \
    X(LanguageStandard_C)                                                                                              \
    X(StructMemberAlignment)                                                                                           \
    X(PrecompiledHeader)                                                                                               \
    X(PrecompiledHeaderFile)                                                                                           \
    X(WppEnabled)                                                                                                      \
    X(WppTraceFunction)                                                                                                \
    X(WppAdditionalOptions)                                                                                            \
    X(WppPreprocessorDefinitions)
enum metadata {
#define X(name) META_##name,
    MSBUILD_METADATA(X)
#undef X
        META_COUNT
};
enum metadata metadata_find(const char *name, size_t length); /* META_COUNT where it is another one */

struct document {
    const char *path, *folder; /* absolute; folder without a slash at its end */
    struct xml_element *root;
};

struct item {
    const char *type, *include; /* as written, expanded; backslashes may stand in it */
    const char *path;           /* absolute ("C:/..." where it is on a drive) */
    const char *meta[META_COUNT]; /* or NULL */
    const struct document *document;
    uint32_t line, column;
};

/* A group that a later pass looks at. */
struct pending {
    const struct document *document;
    const struct xml_element *element;
};

/* Where a value is expanded: for messages, MSBuildThisFile and %(X). */
struct scope {
    const struct document *document;
    uint32_t line, column;
    const struct item *item;    /* %(X) are its metadata; or NULL */
    const char *property;       /* being defined: $(X) of itself is its old value, unknown or not */
};

/* An unknown that left a mark. */
struct unknown {
    const char *text, *hint;
    const char *file;
    uint32_t line, column;
    bool told;
};

struct msbuild {
    struct arena *a;
    struct diags *d;
    const struct msbuild_options *options;
    const struct document *project;
    const char *solution_folder, *solution_path; /* or NULL */
    const char *configuration, *platform;
    struct table properties;
    VEC(const struct document *) documents; /* read already */
    VEC(const struct document *) open;      /* imports that are being evaluated */
    VEC(struct pending) definitions, groups;
    const char *defaults[META_COUNT]; /* ItemDefinitionGroup/ClCompile */
    VEC(struct item) items;
    VEC(struct unknown) unknowns;
    size_t budget; /* bytes that may still be made by expansion */
    uint32_t said;  /* messages so far */
    unsigned depth; /* of property functions in arguments of property functions */
    bool stopped;  /* the budget is used up: what is known so far counts */
};

/* Deeper chains of imports are a mistake. */
#define MSBUILD_IMPORT_LIMIT 64u
/* All expansions of one project: real ones take under 10 MiB. */
#define MSBUILD_BUDGET ((size_t)128 << 20)
#define MSBUILD_MESSAGE_LIMIT 40u
#define MSBUILD_ITEM_LIMIT 100000u

/* A located message, unless there were too many already. An error says that a part of the project is
   lost (exit code 3), not that all of it is. */
struct diag *msbuild_say(struct msbuild *m, enum severity severity, const struct scope *s, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* Takes `work` off the budget; where that is used up, one error, and m->stopped. */
void msbuild_spend(struct msbuild *m, const struct scope *s, size_t work);

/* ---- expand.c */
/* The expanded text; memory of the arena. May hold marks. Never NULL. */
const char *expand(struct msbuild *m, const struct scope *s, const char *text);
const char *property_get(struct msbuild *m, const struct scope *s, const char *name); /* "" where unknown, with a mark */
bool has_marks(const char *text);
/* Warns of all marks in `text` and returns it without them. `use` says what it is used for. */
const char *settle(struct msbuild *m, const char *text, const char *use);
/* %XX to characters. */
const char *unescape(struct arena *a, const char *text);
/* Splits at ';', trims, drops empty parts. Marks stay, %XX becomes what it means. */
void split_list(struct arena *a, const char *text, struct words_list *out);

/* ---- condition.c */
/* The value of the element's Condition; true without one. A faulty one is false with an error. */
bool condition_holds(struct msbuild *m, const struct scope *s, const struct xml_element *e);

/* ---- evaluate.c, items.c */
/* All passes over m->project. */
void evaluate(struct msbuild *m);
/* The later passes: item definitions, then items. */
void evaluate_items(struct msbuild *m);
/* The files that `pattern` names (absolute, wildcards * ? **), sorted; a pattern without wildcards is itself. */
void glob_files(struct msbuild *m, const struct scope *s, const char *pattern, struct words_list *out);
bool has_wildcard(const char *text);

/* ---- kit.c */
/* The value that Visual Studio's or the WDK's files give a property, or NULL. */
const char *kit_property(struct msbuild *m, const struct scope *s, const char *name);
/* A property that may be unset without a word. */
bool kit_is_optional(const char *name);
/* Whether an import is one of those files, by its name. */
bool kit_owns_import(const char *path);
#define KIT_FOLDER "<kit>\\" /* stands for every folder of the kits; no Windows path can hold it */
enum project_kind kit_kind(struct msbuild *m);
/* The arguments that the toolset adds to every source file. */
void kit_arguments(struct msbuild *m, struct words_list *out);
/* The property after all passes, without marks; "" where it is unset. Asking is no use that is warned of. */
const char *kit_ask(struct msbuild *m, const char *name);
bool kit_is_user_mode(struct msbuild *m);

bool target_is_32_bit(const char *platform);
/* What --target adds to every unit. */
void target_arguments(const char *platform, struct words_list *out);

/* ---- vcxproj.c, solution.c */
struct load {
    struct project *p;
    const struct msbuild_options *options;
    const char *const *only; /* absolute; files and folders */
    uint32_t only_count;
    struct diags *d;
};
/* Adds the units of one project and the program that they make. `configuration` may be NULL, `solution`
   is the path of the one that names it, or NULL. False with an error in l->d where it cannot be read. */
bool vcxproj_load(struct load *l, const char *path, const char *configuration, const char *solution);
/* The solution in `folder` that mentions the file name, or NULL. */
const char *solution_naming(struct arena *a, const char *folder, const char *project);

/* ---- paths.c */
/* A Windows path as seen from `folder`, absolute, each part matched without case where it is not
   there as written. Drive letters go through --path-map; a path that stays on a drive is returned
   with its drive letter first ("C:/src/x"). */
const char *path_windows(struct arena *a, const struct path_maps *maps, const char *folder, const char *path);
/* An absolute path whose parts are matched without case; what does not exist stays as written. */
const char *path_match(struct arena *a, const char *path);

#endif
