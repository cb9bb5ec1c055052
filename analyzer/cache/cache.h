/*
 * cache: lowered units on disk, found by what went into them.
 *
 * An entry's name is its key: the hash of the program's version, the IR's format, the complete
 * arguments and the main file's text. The entry lists every file that was read with the hash of its
 * content; it counts only while all of them are unchanged. Entries are written whole or not at all,
 * and one that cannot be read back is as good as none.
 *
 *     "ddicache" u32:version u32:count { hash128 u32:length path } u64:size image u64:hash-of-all-before
 *
 * A unit that misses a header is not kept: the header may appear without any listed file changing.
 * Safe to use from several threads, and by several processes over one folder.
 */
#ifndef DDICHECK_CACHE_H
#define DDICHECK_CACHE_H

#include "ir/ir.h"

#include <time.h>

struct cache;

/* Opens (and makes) the folder. NULL with errno where that is not possible. */
struct cache *cache_open(const char *folder);
void cache_close(struct cache *c);

/* The key of a unit; `tool` names everything that decides how a text becomes IR. False where the
   main file cannot be read. */
bool cache_key(const char *tool, const char *const *args, uint32_t count, const char *main_file, struct hash128 *key);

/* The module under `key`, initialised by the call if true is returned, untouched if not. */
bool cache_load(struct cache *c, struct hash128 key, struct ir_module *m);

/* Keeps m under `key`, unless one of its files changed after `started`. Returns whether it is kept. */
bool cache_store(struct cache *c, struct hash128 key, const struct ir_module *m, struct timespec started);

#endif
