/* Gives every file named on the command line, and every file of every folder named there, to the
   fuzz target that this is linked with: the ordinary tests replay each corpus through it. */
#include "base/base.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Returns how many inputs were run. */
static unsigned replay_file(const char *path)
{
    size_t size;
    char *text = file_read(path, &size);
    if (!text) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    uint8_t *exact = mem_alloc(size); /* exactly sized: a read past the end is seen */
    memcpy(exact, text, size);
    free(text);
    LLVMFuzzerTestOneInput(exact, size);
    free(exact);
    return 1;
}

static unsigned replay(const char *path)
{
    if (!folder_exists(path))
        return replay_file(path);
    struct dirent **names;
    struct arena a;
    unsigned inputs = 0;
    arena_init(&a);
    int count = scandir(path, &names, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        const char *file = path_join(&a, path, names[i]->d_name);
        if (names[i]->d_name[0] != '.' && !folder_exists(file))
            inputs += replay_file(file);
        free(names[i]);
    }
    if (count >= 0)
        free(names);
    arena_release(&a);
    return inputs;
}

int main(int argc, char **argv)
{
    unsigned inputs = 0;
    for (int i = 1; i < argc; i++)
        inputs += replay(argv[i]);
    printf("%u inputs\n", inputs);
    return inputs ? EXIT_SUCCESS : EXIT_FAILURE;
}
