/*
 * cache: what was computed from files, kept on disk and found by what went into it.
 *
 * An entry has a kind ("ir", "prefix", "run", "summaries"), a key (the hash of everything that decides its content
 * besides the listed files), a list of files with the hash of their content, and a payload. It
 * counts only while all of the files are unchanged: a checkout that brings back old texts, with new
 * times, finds its old entries. List and payload stand in two files, so that looking costs little:
 *
 *     KIND/xx/KEY.files    "ddicache" u32:version u32:count { hash128 u32:length path } u64:hash-of-all-before
 *     KIND/xx/KEY          payload u64:hash-of-all-before
 *
 * Both are written whole or not at all, and one that cannot be read back is as good as none.
 * Safe to use by several processes over one folder, and by one thread in each.
 *
 * Hosts (analyzer/run/host.c) have a folder each, host/KEY, and a lock file beside it, host/KEY.lock, which whoever uses the host keeps
 * locked together with others, and whoever makes or removes it alone. A folder host/KEY.NUMBER is one that was, or is being, made.
 */
#ifndef DDICHECK_CACHE_H
#define DDICHECK_CACHE_H

#include "base/base.h"

#include <time.h>

struct cache;

/* Opens (and makes) the folder. NULL with errno where that is not possible. */
struct cache *cache_open(const char *folder);
void cache_close(struct cache *c);
const char *cache_folder(const struct cache *c);

/* The hash of a file's content; each file is read once in a run. False where it cannot be read. */
bool cache_file_hash(struct cache *c, const char *path, struct hash128 *out);

/* Whether there is an entry and all its files are as they were. *state is then a hash over what is in them. */
bool cache_find(struct cache *c, const char *kind, struct hash128 key, struct hash128 *state);
/* The payload of an entry, which the caller frees; NULL where there is none or it is damaged. */
char *cache_read(struct cache *c, const char *kind, struct hash128 key, size_t *size);

/* Keeps an entry, unless a file of the list cannot be read or changed after `started`. Returns whether it
   is kept. */
bool cache_keep(struct cache *c, const char *kind, struct hash128 key, const char *const *files, uint32_t count,
                struct timespec started, const void *payload, size_t size);

/* Removes the files, and the hosts that nobody uses now, that were not used for the longest time, until at most `bytes` are left. */
void cache_trim(struct cache *c, uint64_t bytes);
/* The same, but only where a quarter of that was written since it was last done, or a day has passed: looking at every file takes longer than
   many a run. So the folder stays below five quarters, and what one run writes beyond that. */
void cache_tend(struct cache *c, uint64_t bytes);
/* Counts a file in the folder, or a folder of files, that others than cache_keep have just written. All processes' writes add up in the file `written`. */
void cache_wrote(struct cache *c, const char *path);

#endif
