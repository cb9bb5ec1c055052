/*
 * includes.h: what a unit includes, found by reading text alone, before clang sees it.
 *
 *   scan.c    one file: its #include lines, the directives that it begins with, its WPP functions
 *   search.c  folders as lists of names, compared with and without case; where an include leads
 *   tree.c    headers that no folder of the search path has, in the tree around a folder that the user named
 *   walk.c    a unit from its main file through its own headers: which includes need help
 *   generated*.c  headers that a build makes from message texts, manifests and schemas (generated.h)
 *   prefix.c  the system headers that a unit begins with: the key of a precompiled header
 *
 * clang on Linux finds `ntddk.h` and not `NtDDK.h`, has no `.tmh` file (tracewpp writes them during
 * a build, as mc.exe and wmimofck write other headers), and does not look into the folders of all including files as cl.exe does. The walk finds
 * such includes, and answers with a list of `struct stand_in`: a path that clang will ask for, and
 * the text that it gets. A file with misspelt names is read by clang as a copy in which they are right;
 * slashes and case do not change a name's length, so every place in it stays what it was. That list, as
 * a virtual file system overlay, is all that clang sees of it.
 *
 * Conditions are not evaluated here: an include in an inactive branch is helped as well, which
 * changes nothing.
 */
#ifndef DDICHECK_FRONTEND_INCLUDES_H
#define DDICHECK_FRONTEND_INCLUDES_H

#include "frontend/frontend.h"

#include <uthash.h>

/* ---- one file (scan.c) ---------------------------------------------------------------------- */

struct include {
    const char *name; /* as it is spelled */
    bool angled;
};

enum lead_kind { LEAD_INCLUDE, LEAD_ANGLED, LEAD_DEFINE /* and #undef: `text` is the whole line */ };

struct lead {
    enum lead_kind kind;
    const char *text;
};

struct scan {
    VEC(struct include) includes;      /* all of the file, each spelling once */
    VEC(struct lead) leads;            /* directives before anything else; the guard's own are left out */
    VEC(const char *) trace_functions; /* FUNC names of `begin_wpp config` comments */
    bool leads_only;                   /* there is nothing else in the file */
    bool guarded;                      /* a second inclusion gives nothing */
};

/* Reads the whole text. Strings are memory of the arena. */
void scan_text(struct arena *a, const char *text, size_t size, struct scan *out);
void scan_release(struct scan *s);

/* ---- files and folders, each read once in a run (search.c) ------------------------------------- */

struct known_name {
    UT_hash_handle exact, folded;
    const char *name, *lower;
};

struct known_folder {
    UT_hash_handle hh;
    const char *path;
    struct known_name *names, *lower_names; /* two hashes over the same entries */
};

struct known_text {
    UT_hash_handle hh;
    const char *path;
    bool readable, is_utf16; /* clang reads UTF-8 only: it gets a copy */
    struct scan scan;
};

struct known_tree {
    UT_hash_handle hh;
    const char *path;
    VEC(const char *) headers; /* absolute, sorted */
};

struct search {
    struct arena arena;
    struct known_folder *folders;
    struct known_tree *trees;
    struct known_text *texts;
};

void search_init(struct search *s);
void search_release(struct search *s);
/* The folder's names; none where it cannot be read. */
const struct known_folder *search_folder(struct search *s, const char *path);
/* What the file holds; `readable` is false where it cannot be read. */
const struct known_text *search_text(struct search *s, const char *path);
/* The file `name` (either slash, any case, may hold "..") seen from `folder`: its real path, or NULL.
   *spelled, if wanted, is then the name as it has to be spelled: of the same length, `name` itself if that is right. */
const char *search_file(struct search *s, const char *folder, const char *name, const char **spelled);

/* The folder below `tree` in which `name` leads to a header, the one nearest to the file `from`: NULL where there is none, or
   several are as near. */
const char *search_tree(struct search *s, const char *tree, const char *from, const char *name);

/* ---- a unit (walk.c) ------------------------------------------------------------------------------- */

/* Where a unit's includes are looked for, in clang's order. */
struct include_folders {
    VEC(const char *) own;    /* -iquote and -I */
    VEC(const char *) system; /* -isystem and ours */
};

struct stand_in {
    const char *path; /* absolute, "." and ".." resolved */
    const char *text; /* what clang reads there; NULL: the stub for .tmh files */
    size_t size;
};

struct walk {
    VEC(struct stand_in) stand_ins;    /* sorted by path, each once */
    VEC(const char *) trace_functions; /* sorted, each once */
    VEC(const char *) forced;          /* files of -include, resolved */
    VEC(const char *) added;           /* folders of the unit's tree that were added to its own, in that order */
    VEC(const char *) made;            /* headers that a build would make: where clang finds their stand-ins */
};

/* Memory of the arena. `trace_host` is a folder of the search path that angled .tmh names are put into. Folders of the unit's
   tree that are needed become own folders. */
void walk_unit(struct search *s, struct arena *a, const struct unit *u, struct include_folders *folders,
               const char *trace_host, struct walk *out);
void walk_release(struct walk *w);

/* ---- the prefix (prefix.c) ----------------------------------------------------------------------------- */

/* The directives up to the last system header that the unit begins with, as a text of their own;
   "" where it begins with none. Memory of the arena. */
const char *prefix_text(struct search *s, struct arena *a, const struct unit *u, const struct include_folders *folders,
                        const struct walk *w);
/* Whether a name in the unit's own folders hides one of a system folder. Then the own folders decide
   what the prefix means. */
bool prefix_is_hidden(struct search *s, const struct include_folders *folders);

#endif
