/* Command lines as words and flags: the first byte picks the splitter and the program. */
#include "project/internal.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a;
    struct words_list words = {0};
    struct flags_result flags = {0};
    arena_init(&a);
    unsigned mode = size ? data[0] : 0;
    char *text = arena_strndup(&a, (const char *)data + (size != 0), size - (size != 0));
    vec_push(&words.list, mode & 2 ? "cl.exe" : "gcc");
    if (mode & 1 || words_are_windows(text))
        words_split_windows(&a, text, &words);
    else
        words_split_posix(&a, text, &words);
    flags_translate(&a, "/folder", words.list.items, words.list.count, &flags);
    for (uint32_t i = 0; i < flags.args.count; i++)
        ensure(flags.args.items[i] != NULL);
    flags_result_release(&flags);
    vec_release(&words.list);
    arena_release(&a);
    return 0;
}
