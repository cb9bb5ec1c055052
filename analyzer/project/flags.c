/*
 * Compiler flags, translated to the few that a reader of source needs, in clang's spelling.
 *
 * Both dialects are allow-lists: what is not listed is dropped and remembered, so that it can be
 * named at -v. (Passing unknown cl.exe flags on does not work: /analyze reads as a file name.)
 */
#include "project/msbuild.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum flag_action {
    FLAG_KEEP,     /* as it is, value and all */
    FLAG_PATH,     /* `to` + absolute path */
    FLAG_VALUE,    /* `to` + value */
    FLAG_FIXED,    /* `to` alone */
    FLAG_FORCED,   /* "-include", then the file: absolute where it exists beside the build */
    FLAG_LANGUAGE, /* -x LANGUAGE */
    FLAG_C,
    FLAG_CXX,    /* /TC /TP */
    FLAG_STD,    /* /std: */
    FLAG_PACK,   /* /Zp */
    FLAG_DROP,   /* not for us; takes its value along */
    FLAG_IGNORE, /* the same, not worth a note */
};

enum flag_value { VALUE_NONE, VALUE_JOINED, VALUE_SEPARATE, VALUE_EITHER };

struct flag {
    const char *name;
    enum flag_value value;
    enum flag_action action;
    const char *to;
};

/* The first entry that fits wins, so longer names come before their prefixes. */
static const struct flag gcc_flags[] = {
    {"-include-pch", VALUE_SEPARATE, FLAG_DROP, NULL},
    {"-include", VALUE_SEPARATE, FLAG_FORCED, NULL},
    {"-imacros", VALUE_SEPARATE, FLAG_PATH, "-imacros"},
    {"-isystem", VALUE_EITHER, FLAG_PATH, "-isystem"},
    {"-isysroot", VALUE_EITHER, FLAG_PATH, "-isysroot"},
    {"-iquote", VALUE_EITHER, FLAG_PATH, "-iquote"},
    {"-idirafter", VALUE_EITHER, FLAG_PATH, "-idirafter"},
    {"-ivfsoverlay", VALUE_EITHER, FLAG_PATH, "-ivfsoverlay"},
    {"-I", VALUE_EITHER, FLAG_PATH, "-I"},
    {"-D", VALUE_EITHER, FLAG_VALUE, "-D"},
    {"-U", VALUE_EITHER, FLAG_VALUE, "-U"},
    {"-std=", VALUE_JOINED, FLAG_KEEP, NULL},
    {"-ansi", VALUE_NONE, FLAG_KEEP, NULL},
    {"-x", VALUE_EITHER, FLAG_LANGUAGE, NULL},
    {"--target=", VALUE_JOINED, FLAG_KEEP, NULL},
    {"-target", VALUE_SEPARATE, FLAG_VALUE, "--target="},
    {"--sysroot=", VALUE_JOINED, FLAG_KEEP, NULL},
    {"-nostdinc", VALUE_NONE, FLAG_KEEP, NULL},
    {"-nostdlibinc", VALUE_NONE, FLAG_KEEP, NULL},
    {"-m32", VALUE_NONE, FLAG_KEEP, NULL},
    {"-m64", VALUE_NONE, FLAG_KEEP, NULL},
    {"-mms-bitfields", VALUE_NONE, FLAG_KEEP, NULL},
    {"-mno-ms-bitfields", VALUE_NONE, FLAG_KEEP, NULL},
    {"-fms-", VALUE_JOINED, FLAG_KEEP, NULL},
    {"-fno-ms-", VALUE_JOINED, FLAG_KEEP, NULL},
    {"-fpack-struct", VALUE_JOINED, FLAG_KEEP, NULL},
    {"-fshort-enums", VALUE_NONE, FLAG_KEEP, NULL},
    {"-fshort-wchar", VALUE_NONE, FLAG_KEEP, NULL},
    {"-fno-short-wchar", VALUE_NONE, FLAG_KEEP, NULL},
    {"-fsigned-char", VALUE_NONE, FLAG_KEEP, NULL},
    {"-funsigned-char", VALUE_NONE, FLAG_KEEP, NULL},
    {"-fblocks", VALUE_NONE, FLAG_KEEP, NULL},
    {"-fno-builtin", VALUE_JOINED, FLAG_KEEP, NULL},
    {"-ffreestanding", VALUE_NONE, FLAG_KEEP, NULL},
    {"-fdeclspec", VALUE_NONE, FLAG_KEEP, NULL},
    {"-c", VALUE_NONE, FLAG_IGNORE, NULL},
    {"-o", VALUE_EITHER, FLAG_IGNORE, NULL},
    {"-MF", VALUE_EITHER, FLAG_IGNORE, NULL},
    {"-MT", VALUE_EITHER, FLAG_IGNORE, NULL},
    {"-MQ", VALUE_EITHER, FLAG_IGNORE, NULL},
    {"-M", VALUE_JOINED, FLAG_IGNORE, NULL},
    {"-g", VALUE_JOINED, FLAG_IGNORE, NULL},
    {"-O", VALUE_JOINED, FLAG_IGNORE, NULL},
    {"-W", VALUE_JOINED, FLAG_IGNORE, NULL},
    {"-w", VALUE_NONE, FLAG_IGNORE, NULL},
    {"-Xclang", VALUE_SEPARATE, FLAG_DROP, NULL},
    {"-Xpreprocessor", VALUE_SEPARATE, FLAG_DROP, NULL},
    {"-Xassembler", VALUE_SEPARATE, FLAG_DROP, NULL},
    {"-Xlinker", VALUE_SEPARATE, FLAG_DROP, NULL},
    {"-arch", VALUE_SEPARATE, FLAG_DROP, NULL},
    {"--param", VALUE_EITHER, FLAG_DROP, NULL},
    {"-L", VALUE_EITHER, FLAG_IGNORE, NULL},
    {"-l", VALUE_EITHER, FLAG_IGNORE, NULL},
};

/* Names without their leading '/' or '-'. */
static const struct flag cl_flags[] = {
    {"D", VALUE_EITHER, FLAG_VALUE, "-D"},
    {"U", VALUE_EITHER, FLAG_VALUE, "-U"},
    {"imsvc", VALUE_EITHER, FLAG_PATH, "-isystem"},
    {"external:I", VALUE_EITHER, FLAG_PATH, "-isystem"},
    {"FI", VALUE_EITHER, FLAG_FORCED, NULL},
    {"I", VALUE_EITHER, FLAG_PATH, "-I"},
    {"std:", VALUE_JOINED, FLAG_STD, NULL},
    {"Zc:", VALUE_JOINED, FLAG_IGNORE, NULL}, /* C++ conformance, but for trigraphs: no driver has those */
    {"Zp", VALUE_JOINED, FLAG_PACK, NULL},
    {"J", VALUE_NONE, FLAG_FIXED, "-funsigned-char"},
    {"kernel", VALUE_NONE, FLAG_FIXED, "-D_KERNEL_MODE=1"},
    {"X", VALUE_NONE, FLAG_FIXED, "-nostdlibinc"},
    {"TC", VALUE_NONE, FLAG_C, NULL},
    {"TP", VALUE_NONE, FLAG_CXX, NULL},
    {"Tc", VALUE_EITHER, FLAG_C, NULL},
    {"Tp", VALUE_EITHER, FLAG_CXX, NULL},
    {"-target=", VALUE_JOINED, FLAG_VALUE, "--target="},
    {"Gz", VALUE_NONE, FLAG_IGNORE, NULL}, /* calling conventions: no difference in 64-bit code, */
    {"Gd", VALUE_NONE, FLAG_IGNORE, NULL}, /* and none to a reader */
    {"c", VALUE_NONE, FLAG_IGNORE, NULL},
    {"nologo", VALUE_NONE, FLAG_IGNORE, NULL},
    {"Yu", VALUE_JOINED, FLAG_IGNORE, NULL}, /* the header is included by the source anyway */
    {"Yc", VALUE_JOINED, FLAG_IGNORE, NULL},
    {"Fp", VALUE_JOINED, FLAG_IGNORE, NULL},
    {"Fo", VALUE_JOINED, FLAG_IGNORE, NULL},
    {"Fd", VALUE_JOINED, FLAG_IGNORE, NULL},
    {"o", VALUE_SEPARATE, FLAG_IGNORE, NULL},
    {"Xclang", VALUE_SEPARATE, FLAG_DROP, NULL},
};

struct translation {
    struct arena *a;
    const char *folder;
    struct flags_result *out;
};

char *flags_path(struct arena *a, const char *path)
{
    char *copy = arena_strdup(a, path);
    for (char *p = copy; *p; p++)
        if (*p == '\\')
            *p = '/';
    return copy;
}

static void add(struct translation *t, const char *arg) { vec_push(&t->out->args, arg); }

static const char *absolute(struct translation *t, const char *path)
{
    const char *mapped = path_map(t->a, t->out->maps, path);
    if (path_is_on_drive(mapped))
        t->out->on_drive = true;
    return mapped == path ? path_join(t->a, t->folder, flags_path(t->a, path)) : path_match(t->a, mapped);
}

static void add_standard(struct translation *t, const char *flag, const char *value)
{
    if (str_starts_with(value, "c++"))
        t->out->language = LANGUAGE_OTHER;
    else if (str_equal(value, "clatest"))
        add(t, "-std=c23");
    else if (str_equal(value, "c11") || str_equal(value, "c17"))
        add(t, arena_printf(t->a, "-std=%s", value));
    else
        vec_push(&t->out->dropped, flag);
}

static void apply(struct translation *t, const struct flag *f, const char *word, const char *value)
{
    switch (f->action) {
    case FLAG_KEEP: add(t, arena_strdup(t->a, word)); break;
    case FLAG_PATH: add(t, arena_printf(t->a, "%s%s", f->to, absolute(t, value))); break;
    case FLAG_VALUE: add(t, arena_printf(t->a, "%s%s", f->to, value)); break;
    case FLAG_FIXED: add(t, f->to); break;
    case FLAG_FORCED: { /* a compiler looks beside the build first, then along the include path */
        const char *path = absolute(t, value);
        add(t, "-include");
        add(t, file_exists(path) ? path : flags_path(t->a, value));
        break;
    }
    case FLAG_LANGUAGE:
        if (!str_equal(value, "none"))
            t->out->language = str_equal(value, "c") ? LANGUAGE_C : LANGUAGE_OTHER;
        break;
    case FLAG_C: t->out->language = LANGUAGE_C; break;
    case FLAG_CXX: t->out->language = LANGUAGE_OTHER; break;
    case FLAG_STD: add_standard(t, word, value); break;
    case FLAG_PACK: add(t, arena_printf(t->a, "-fpack-struct=%s", *value ? value : "1")); break;
    case FLAG_DROP: vec_push(&t->out->dropped, word); break;
    case FLAG_IGNORE: break;
    }
}

/* Finds the flag of `name`; `joined` becomes the rest of the word, NULL where the value is the next word. */
static const struct flag *find(const struct flag *table, size_t count, const char *name, const char **joined)
{
    for (size_t i = 0; i < count; i++) {
        const struct flag *f = &table[i];
        if (!str_starts_with(name, f->name))
            continue;
        const char *rest = name + strlen(f->name);
        bool whole = *rest == '\0';
        if ((f->value == VALUE_NONE || f->value == VALUE_SEPARATE) && !whole)
            continue;
        *joined = whole && (f->value == VALUE_SEPARATE || f->value == VALUE_EITHER) ? NULL : rest;
        return f;
    }
    return NULL;
}

bool flags_are_cl(struct arena *a, const char *const *words, uint32_t count)
{
    const char *program = words_program(a, words[0]);
    bool cl = str_equal(program, "cl") || str_starts_with(program, "clang-cl");
    for (uint32_t i = 1; i < count; i++)
        if (str_starts_with(words[i], "--driver-mode="))
            cl = str_equal(words[i], "--driver-mode=cl");
    return cl;
}

/* A '/' word of cl is an option unless it is an existing path: clang-cl on Linux gets /home/me/x.c. */
static bool is_input(bool cl, const char *word)
{
    if (word[0] == '-')
        return word[1] == '\0';
    return !cl || word[0] != '/' || file_exists(word);
}

void flags_translate(struct arena *a, const char *folder, const char *const *words, uint32_t count,
                     struct flags_result *out)
{
    struct translation t = {.a = a, .folder = folder, .out = out};
    if (count == 0)
        return;
    bool cl = flags_are_cl(a, words, count);
    for (uint32_t i = 1; i < count; i++) {
        const char *word = words[i], *value = NULL;
        if (str_equal(word, "--")) /* only inputs follow */
            break;
        if (word[0] == '\0' || word[0] == '@' || is_input(cl, word))
            continue;
        if (cl && str_starts_with(word + 1, "clang:")) { /* clang-cl hands the rest to clang as it is */
            const char *inner[] = {"clang", word + 7};
            flags_translate(a, folder, inner, 2, out);
            continue;
        }
        const struct flag *f = cl ? find(cl_flags, sizeof cl_flags / sizeof *cl_flags, word + 1, &value)
                                  : find(gcc_flags, sizeof gcc_flags / sizeof *gcc_flags, word, &value);
        if (!f || (!value && i + 1 == count)) {
            if (!str_starts_with(word, "--driver-mode="))
                vec_push(&out->dropped, word);
            continue;
        }
        if (!value)
            value = words[++i];
        apply(&t, f, word, value);
    }
}

void project_add_arguments(struct project *p, const char *const *args, uint32_t count)
{
    if (count == 0)
        return;
    struct arena *a = &p->arena;
    char *cwd = getcwd(NULL, 0);
    struct flags_result whole = {0};
    struct translation t = {.a = a, .folder = cwd ? cwd : "/", .out = &whole};
    for (uint32_t i = 0; i < count; i++) {
        const char *value = NULL;
        const struct flag *f = find(gcc_flags, sizeof gcc_flags / sizeof *gcc_flags, args[i], &value);
        if (f && (f->action == FLAG_PATH || f->action == FLAG_FORCED) && (value || i + 1 < count)) {
            if (!value)
                value = args[++i];
            apply(&t, f, args[i], value);
        } else
            add(&t, arena_strdup(a, args[i]));
    }
    free(cwd);
    for (uint32_t u = 0; u < p->units.count; u++) {
        struct unit *unit = &p->units.items[u];
        const char **all = arena_array(a, const char *, unit->arg_count + whole.args.count + 1);
        for (uint32_t i = 0; i < unit->arg_count; i++)
            all[i] = unit->args[i];
        for (uint32_t i = 0; i < whole.args.count; i++)
            all[unit->arg_count + i] = whole.args.items[i];
        unit->args = all;
        unit->arg_count += whole.args.count;
    }
    flags_result_release(&whole);
}

void flags_result_release(struct flags_result *r)
{
    vec_release(&r->args);
    vec_release(&r->dropped);
}
