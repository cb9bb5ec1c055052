/* step: what a step of a scenario says (scenario.h). */
#ifndef RT_STEP_H
#define RT_STEP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The number behind " name=", or `otherwise`. */
static inline uint32_t setting(const char *step, const char *name, uint32_t otherwise)
{
    size_t n = __builtin_strlen(name);
    for (const char *p = step; *p; p++)
        if (*p == ' ' && __builtin_strncmp(p + 1, name, n) == 0 && p[1 + n] == '=') {
            uint32_t value = 0;
            for (p += n + 2; *p >= '0' && *p <= '9'; p++)
                value = value * 10 + (uint32_t)(*p - '0');
            return value;
        }
    return otherwise;
}

static inline bool is_step(const char *step, const char *name)
{
    size_t n = __builtin_strlen(name);
    return __builtin_strncmp(step, name, n) == 0 && (step[n] == '\0' || step[n] == ' ');
}

#endif
