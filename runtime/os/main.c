/* The host's program: reads its arguments, which `ddicheck run` writes (docs/runtime.md), and runs one scenario. */
#include "../scenario/scenario.h"
#include "os.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *read_text(const char *path)
{
    FILE *f = fopen(path, "rb");
    char *text = calloc(1, 1 << 20);
    if (f && text)
        text[fread(text, 1, (1 << 20) - 1, f)] = '\0';
    if (f)
        fclose(f);
    return f ? text : NULL;
}

int main(int argc, char **argv)
{
    struct rt_run run = {.entry = "DriverEntry", .seed = 1, .mean = 12, .monitors = true, .patience = 20, .records = 1};
    for (int i = 1; i + 1 < argc; i += 2) {
        const char *name = argv[i], *value = argv[i + 1];
        unsigned long number = strtoul(value, NULL, 0);
        if (!strcmp(name, "--driver")) run.driver = value;
        else if (!strcmp(name, "--entry")) run.entry = value;
        else if (!strcmp(name, "--scenario")) run.scenario = read_text(value);
        else if (!strcmp(name, "--seed")) run.seed = number;
        else if (!strcmp(name, "--mean")) run.mean = (uint32_t)number;
        else if (!strcmp(name, "--fault")) run.fault = (uint32_t)number;
        else if (!strcmp(name, "--count-sites")) run.count_sites = number != 0;
        else if (!strcmp(name, "--monitors")) run.monitors = number != 0;
        else if (!strcmp(name, "--time")) run.seconds = (uint32_t)number;
        else if (!strcmp(name, "--trace")) run.trace = value;
        else if (!strcmp(name, "--frames")) run.frames = value;
        else if (!strcmp(name, "--frames-out")) run.frames_out = value;
        else if (!strcmp(name, "--patience")) run.patience = (uint32_t)number;
        else if (!strcmp(name, "--records")) run.records = (int)number;
    }
    if (!run.driver || !run.scenario) {
        fputs("host: --driver FILE --scenario FILE [--seed N] [--fault N] [--records FD] ...\n", stderr);
        return 2;
    }
    int code = rt_run(&run);
    rt_stop(code);
}
