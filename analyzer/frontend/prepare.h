/* prepare.h: units before clang sees them (arguments.c, prepare.c). Only files of this folder include it. */
#ifndef DDICHECK_FRONTEND_PREPARE_H
#define DDICHECK_FRONTEND_PREPARE_H

#include "frontend/includes.h"

struct frontend {
    struct frontend_options options;
    struct arena arena;
    struct search search;
    VEC(struct frontend_prefix) prefixes;
};

/* The unit's complete arguments without overlay, and the folders in them, whose lists the caller releases. */
const char **arguments_of(const struct frontend_options *o, const struct unit *u, struct arena *a,
                          struct include_folders *folders, uint32_t *count);
/* The arguments under which a unit's prefix is compiled. Its own folders are left out where they have no
   say in it, so that drivers share the result. */
const char **arguments_of_prefix(const struct frontend_unit *u, bool with_own_folders, struct arena *a,
                                 uint32_t *count);
/* Path of a virtual file system overlay with the walk's stand-ins; NULL where none is needed. */
const char *arguments_overlay(const struct frontend_options *o, struct arena *a, const struct walk *w);


struct overlay_file {
    const char *path, *text;
    size_t size;
};
/* Writes an overlay with other texts for these files. Its path (memory of the arena), or NULL where it cannot be written. */
const char *overlay_write(const struct frontend_options *o, struct arena *a, const struct overlay_file *files, uint32_t count);

#endif
