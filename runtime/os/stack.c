/*
 * The driver's file and the driver's part of a call stack. Everything is compiled with frame pointers, so a stack is a
 * chain of (next, return address) that is followed as long as it stays in the thread's stack and goes upward.
 */
#include "state.h"

#include <dlfcn.h>
#include <link.h>
#include <string.h>
#include <sys/mman.h>

enum { FRAMES_MAX = 200 }; /* a kernel stack has 24 KiB: no sane driver is deeper */

static int find_ranges(struct dl_phdr_info *info, size_t size, void *path)
{
    struct rt_os *os = rt_os();
    (void)size;
    if (!info->dlpi_name || strcmp(info->dlpi_name, path) != 0)
        return 0;
    os->base = (const char *)info->dlpi_addr;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *h = &info->dlpi_phdr[i];
        const char *low = (const char *)info->dlpi_addr + h->p_vaddr, *high = low + h->p_memsz;
        if (h->p_type != PT_LOAD)
            continue;
        if (h->p_flags & PF_X) {
            os->code_low = low;
            os->code_high = high;
        } else if (h->p_flags & PF_W) {
            os->data_low = low;
            os->data_high = high;
        }
    }
    return 1;
}

void *rt_driver_load(const char *path, const char *entry, const char **why)
{
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        *why = dlerror();
        return NULL;
    }
    dl_iterate_phdr(find_ranges, (void *)(uintptr_t)path);
    rt_os()->stand_ins = dlsym(library, "rt_stand_ins");
    for (const struct rt_stand_in *s = rt_os()->stand_ins; s && s->name; s++)
        if (mprotect(s->at, RT_STAND_IN, PROT_NONE) != 0) {
            *why = "what stands for a variable that the host does not have cannot be guarded";
            return NULL;
        }
    void *found = dlsym(library, entry);
    if (!found)
        *why = "it has no such function";
    return found;
}

bool rt_in_driver(const void *address)
{
    struct rt_os *os = rt_os();
    return (const char *)address >= os->code_low && (const char *)address < os->code_high;
}

const void *rt_driver_code(size_t *size)
{
    struct rt_os *os = rt_os();
    *size = (size_t)(os->code_high - os->code_low);
    return os->code_low;
}

bool rt_is_variable(uint64_t address)
{
    struct rt_os *os = rt_os();
    const char *at = (const char *)(uintptr_t)address;
    return (at >= os->data_low && at < os->data_high) || rt_is_on_stack(address);
}

/* AddressSanitizer keeps variables whose address is taken beside the stack, to find those that are used after the return. */
void *__asan_get_current_fake_stack(void) __attribute__((weak));
void *__asan_addr_is_in_fake_stack(void *stack, void *address, void **low, void **high) __attribute__((weak));

bool rt_is_on_stack(uint64_t address)
{
    struct rt_os *os = rt_os();
    const char *at = (const char *)(uintptr_t)address;
    void *beside = __asan_get_current_fake_stack ? __asan_get_current_fake_stack() : NULL;
    if (beside && __asan_addr_is_in_fake_stack(beside, (void *)(uintptr_t)address, NULL, NULL))
        return true;
    for (uint32_t i = 1; i <= os->thread_count; i++)
        if (os->threads[i].name && at >= os->threads[i].stack_low && at < os->threads[i].stack_high)
            return true;
    return false;
}

uint32_t rt_stack(const void *frame, const void **addresses, uint32_t max)
{
    struct rt_thread *t = rt_os()->current;
    const char *at = frame;
    uint32_t count = 0;
    for (uint32_t i = 0; i < FRAMES_MAX && count < max; i++) {
        if (at < t->stack_low || at + 16 > t->stack_high || ((uintptr_t)at & 7))
            break;
        const char *next = ((const char *const *)(const void *)at)[0];
        const void *address = ((const void *const *)(const void *)at)[1];
        if (rt_in_driver(address))
            addresses[count++] = address;
        if (next <= at)
            break;
        at = next;
    }
    return count;
}

uint64_t rt_stack_hash(const void *const *addresses, uint32_t count)
{
    uint64_t h = UINT64_C(0xCBF29CE484222325);
    for (uint32_t i = 0; i < count; i++) {
        h ^= (uint64_t)((const char *)addresses[i] - rt_os()->base);
        h *= UINT64_C(0x100000001B3);
        h ^= h >> 29;
    }
    return h;
}
