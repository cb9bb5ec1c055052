/* Command lines as lists of words, by the rules of POSIX shells and of Windows. */
#include "project/internal.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static void word_end(struct arena *a, struct str *word, struct words_list *out)
{
    vec_push(&out->list, arena_strdup(a, str_text(word)));
    str_clear(word);
}

void words_split_posix(struct arena *a, const char *text, struct words_list *out)
{
    struct str word = {0};
    bool in_word = false;
    char quote = '\0';
    for (const char *p = text; *p; p++) {
        if (quote == '\'') {
            if (*p == '\'')
                quote = '\0';
            else
                str_append_char(&word, *p);
        } else if (quote == '"') {
            if (*p == '"')
                quote = '\0';
            else if (*p == '\\' && p[1] && strchr("\"\\$`", p[1]))
                str_append_char(&word, *++p);
            else
                str_append_char(&word, *p);
        } else if (*p == '\'' || *p == '"') {
            quote = *p;
            in_word = true;
        } else if (*p == '\\' && p[1]) {
            if (*++p != '\n')
                str_append_char(&word, *p);
            in_word = true;
        } else if (isspace((unsigned char)*p)) {
            if (in_word)
                word_end(a, &word, out);
            in_word = false;
        } else {
            str_append_char(&word, *p);
            in_word = true;
        }
    }
    if (in_word)
        word_end(a, &word, out);
    str_release(&word);
}

void words_split_windows(struct arena *a, const char *text, struct words_list *out)
{
    struct str word = {0};
    bool in_word = false, quoted = false;
    for (const char *p = text; *p;) {
        if (!quoted && isspace((unsigned char)*p)) {
            if (in_word)
                word_end(a, &word, out);
            in_word = false;
            p++;
            continue;
        }
        in_word = true;
        size_t slashes = strspn(p, "\\");
        p += slashes;
        if (*p != '"') { /* backslashes stand for themselves */
            while (slashes--)
                str_append_char(&word, '\\');
            if (*p && !(isspace((unsigned char)*p) && !quoted))
                str_append_char(&word, *p++);
            continue;
        }
        for (size_t i = 0; i < slashes / 2; i++)
            str_append_char(&word, '\\');
        p++;
        if (slashes % 2) /* \" is a quote character */
            str_append_char(&word, '"');
        else if (quoted && *p == '"') { /* "" inside quotes, too */
            str_append_char(&word, '"');
            p++;
        } else
            quoted = !quoted;
    }
    if (in_word)
        word_end(a, &word, out);
    str_release(&word);
}

char *words_program(struct arena *a, const char *path)
{
    const char *base = path;
    for (const char *p = path; *p; p++)
        if (*p == '/' || *p == '\\')
            base = p + 1;
    char *name = arena_strdup(a, base);
    for (char *p = name; *p; p++)
        *p = (char)tolower((unsigned char)*p);
    if (str_ends_with(name, ".exe"))
        name[strlen(name) - 4] = '\0';
    return name;
}

static bool has_drive_letter(const char *text)
{
    for (const char *p = text; *p; p++)
        if (isalpha((unsigned char)p[0]) && p[1] == ':' && (p[2] == '\\' || p[2] == '/') && p[3] != '/' &&
            (p == text || strchr(" \t\"'=", p[-1]) || (p >= text + 2 && strchr("/-", p[-2]))))
            return true;
    return false;
}

bool words_are_windows(const char *text)
{
    struct arena a;
    arena_init(&a);
    while (isspace((unsigned char)*text))
        text++;
    size_t n = *text == '"' ? strcspn(text + 1, "\"") : strcspn(text, " \t");
    char *program = words_program(&a, arena_strndup(&a, text + (*text == '"'), n));
    bool result = str_equal(program, "cl") || str_starts_with(program, "clang-cl") || has_drive_letter(text);
    arena_release(&a);
    return result;
}
