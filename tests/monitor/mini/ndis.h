/*
 * A host in one header, for the programs that agree.py makes: types and functions as ndis.h has them, each function a
 * call into the monitor and just enough of an effect. Nothing is ever really freed, so no address comes twice.
 * The first call that must not be done ends the script.
 */
#ifndef MINI_NDIS_H
#define MINI_NDIS_H

#include "../monitor_records.h"
#include "rt_monitor.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

typedef void VOID;
typedef void *PVOID, *NDIS_HANDLE;
typedef unsigned char BOOLEAN, KIRQL;
typedef uint32_t ULONG;
typedef NET_BUFFER *PNET_BUFFER;
typedef NET_BUFFER_LIST *PNET_BUFFER_LIST;
typedef struct { uint64_t saved; } NDIS_SPIN_LOCK;
typedef uint64_t KSPIN_LOCK;
typedef void KSTART_ROUTINE(PVOID context);

enum { FALSE, TRUE, PASSIVE_LEVEL = 0, APC_LEVEL = 1, DISPATCH_LEVEL = 2, NormalPoolPriority = 16, NDIS_DEFAULT_PORT_NUMBER = 0 };
enum { NDIS_OBJECT_TYPE_DEFAULT = 0x80, NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1 = 1, NET_BUFFER_POOL_PARAMETERS_REVISION_1 = 1 };
#define NDIS_SIZEOF_NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1 sizeof(NET_BUFFER_LIST_POOL_PARAMETERS)
#define NDIS_SIZEOF_NET_BUFFER_POOL_PARAMETERS_REVISION_1 sizeof(NET_BUFFER_POOL_PARAMETERS)
#define UNREFERENCED_PARAMETER(p) ((void)(p))
#define NET_BUFFER_LIST_FIRST_NB(l) ((l)->FirstNetBuffer)
#define NET_BUFFER_LIST_NEXT_NBL(l) ((l)->Next)
#define NET_BUFFER_NEXT_NB(b) ((b)->Next)
#define NdisZeroMemory(p, n) memset(p, 0, n)
#define KeBugCheck(code) abort()

struct mini {
    struct rt_monitor *monitor;
    jmp_buf end;
    const char *script;
    KIRQL irql;
};
extern struct mini mini;

/* A new piece of memory with the head of a pool: whether its lists come with a buffer. */
struct mini_pool { BOOLEAN combined; };

static inline void mini_begin(struct rt_call *c, const char *name, uint32_t line, const char *text, uint32_t count, const uint64_t *words)
{
    *c = (struct rt_call){.ddi = rt_monitor_ddi(name), .argument_count = count, .place = {.file = "script.c", .line = line, .function = mini.script, .arguments = text}};
    for (uint32_t i = 0; i < count; i++)
        c->arguments[i] = words[i];
    if (c->ddi == RT_DDI_UNKNOWN || !rt_monitor_before(mini.monitor, c))
        longjmp(mini.end, 1);
}

static inline void mini_end(struct rt_call *c, uint64_t result)
{
    c->result = result;
    rt_monitor_after(mini.monitor, c);
}

enum mini_effect { MINI_NONE, MINI_POOL, MINI_LIST, MINI_COMBINED, MINI_BUFFER, MINI_MEMORY };

static inline void *mini_call(enum mini_effect effect, const char *name, uint32_t line, const char *text, uint32_t count, const uint64_t *words)
{
    struct rt_call c;
    void *made = NULL;
    mini_begin(&c, name, line, text, count, words);
    if (effect != MINI_NONE)
        made = calloc(1, 256); /* lost on purpose: an address is used once */
    if (effect == MINI_POOL)
        ((struct mini_pool *)made)->combined = ((const NET_BUFFER_LIST_POOL_PARAMETERS *)(uintptr_t)words[1])->fAllocateNetBuffer;
    if (effect == MINI_COMBINED || (effect == MINI_LIST && ((const struct mini_pool *)(uintptr_t)words[0])->combined))
        ((NET_BUFFER_LIST *)made)->FirstNetBuffer = calloc(1, sizeof(NET_BUFFER));
    mini_end(&c, RT_WORD(made));
    return made;
}

#define MINI_NTH(a, b, c, d, e, f, n, ...) n
#define MINI_COUNT(...) MINI_NTH(__VA_ARGS__, 6, 5, 4, 3, 2, 1)
#define MINI_WORDS_1(a) (const uint64_t[]){RT_WORD(a)}
#define MINI_WORDS_2(a, b) (const uint64_t[]){RT_WORD(a), RT_WORD(b)}
#define MINI_WORDS_3(a, b, c) (const uint64_t[]){RT_WORD(a), RT_WORD(b), RT_WORD(c)}
#define MINI_WORDS_4(a, b, c, d) (const uint64_t[]){RT_WORD(a), RT_WORD(b), RT_WORD(c), RT_WORD(d)}
#define MINI_WORDS_6(a, b, c, d, e, f) (const uint64_t[]){RT_WORD(a), RT_WORD(b), RT_WORD(c), RT_WORD(d), RT_WORD(e), RT_WORD(f)}
#define MINI_PASTE_(a, b) a##b
#define MINI_PASTE(a, b) MINI_PASTE_(a, b)
#define MINI_WORDS(...) MINI_PASTE(MINI_WORDS_, MINI_COUNT(__VA_ARGS__))(__VA_ARGS__)
#define MINI(effect, name, ...) mini_call(effect, name, __LINE__, #__VA_ARGS__, MINI_COUNT(__VA_ARGS__), MINI_WORDS(__VA_ARGS__))

#define NdisAllocateNetBufferListPool(...) MINI(MINI_POOL, "NdisAllocateNetBufferListPool", __VA_ARGS__)
#define NdisAllocateNetBufferPool(...) MINI(MINI_MEMORY, "NdisAllocateNetBufferPool", __VA_ARGS__)
#define NdisFreeNetBufferListPool(...) MINI(MINI_NONE, "NdisFreeNetBufferListPool", __VA_ARGS__)
#define NdisFreeNetBufferPool(...) MINI(MINI_NONE, "NdisFreeNetBufferPool", __VA_ARGS__)
#define NdisAllocateNetBufferList(...) MINI(MINI_LIST, "NdisAllocateNetBufferList", __VA_ARGS__)
#define NdisAllocateNetBufferAndNetBufferList(...) MINI(MINI_COMBINED, "NdisAllocateNetBufferAndNetBufferList", __VA_ARGS__)
#define NdisAllocateNetBuffer(...) MINI(MINI_BUFFER, "NdisAllocateNetBuffer", __VA_ARGS__)
#define NdisAllocateCloneNetBufferList(...) MINI(MINI_BUFFER, "NdisAllocateCloneNetBufferList", __VA_ARGS__)
#define NdisFreeNetBufferList(...) MINI(MINI_NONE, "NdisFreeNetBufferList", __VA_ARGS__)
#define NdisFreeCloneNetBufferList(...) MINI(MINI_NONE, "NdisFreeCloneNetBufferList", __VA_ARGS__)
#define NdisFreeNetBuffer(...) MINI(MINI_NONE, "NdisFreeNetBuffer", __VA_ARGS__)
#define NdisAllocateMemoryWithTagPriority(...) MINI(MINI_MEMORY, "NdisAllocateMemoryWithTagPriority", __VA_ARGS__)
#define NdisFreeMemory(...) MINI(MINI_NONE, "NdisFreeMemory", __VA_ARGS__)
#define ExFreePoolWithTag(...) MINI(MINI_NONE, "ExFreePoolWithTag", __VA_ARGS__)
#define ExAllocatePool2(...) MINI(MINI_MEMORY, "ExAllocatePool2", __VA_ARGS__)
#define NdisFSendNetBufferLists(...) MINI(MINI_NONE, "NdisFSendNetBufferLists", __VA_ARGS__)
#define KeInitializeSpinLock(lock) ((void)(*(lock) = 0))
#define NdisAcquireSpinLock(p) (MINI(MINI_NONE, "NdisAcquireSpinLock", p), (p)->saved = mini.irql, mini.irql = DISPATCH_LEVEL)
#define NdisReleaseSpinLock(p) (MINI(MINI_NONE, "NdisReleaseSpinLock", p), mini.irql = (KIRQL)(p)->saved)
#define NdisDprAcquireSpinLock(...) MINI(MINI_NONE, "NdisDprAcquireSpinLock", __VA_ARGS__)
#define NdisDprReleaseSpinLock(...) MINI(MINI_NONE, "NdisDprReleaseSpinLock", __VA_ARGS__)
#define NdisMSleep(...) MINI(MINI_NONE, "NdisMSleep", __VA_ARGS__)
#define KeLowerIrql(level) (mini.irql = (level), MINI(MINI_NONE, "KeLowerIrql", level))
#define KeRaiseIrql(level, old) (*(old) = mini.irql, mini.irql = (level), MINI(MINI_NONE, "KeRaiseIrql", level, old))

/* One script after the other, each with a monitor of its own; findings go to stdout. */
struct mini_script {
    const char *name;
    KSTART_ROUTINE *routine;
};
int mini_main(const struct mini_script *scripts, size_t count);

#endif
