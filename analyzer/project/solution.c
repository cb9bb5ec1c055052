/*
 * .sln and .slnx: which projects there are, and which configuration of each belongs to one of the
 * solution. Then what is linked with what.
 */
#include "project/msbuild.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#define SOLUTION_LIMIT ((size_t)8 << 20)
#define MEMBER_LIMIT 5000u

struct member {
    const char *path, *guid;
    uint32_t line;
    const char *configuration; /* for the chosen one of the solution, or NULL */
    bool built;                /* in that configuration */
};

struct solution {
    struct load *l;
    struct arena *a;
    const char *path, *folder;
    VEC(struct member) members;
    struct words_list configurations;
    const char *chosen;
    bool mapped; /* it says which configurations belong to which */
};

static bool is_cxx_project(const char *path)
{
    const char *dot = strrchr(path_base(path), '.');
    return dot && !strcasecmp(dot, ".vcxproj");
}

static void add_member(struct solution *s, const char *path, const char *guid, uint32_t line)
{
    path = path_windows(s->a, &s->l->options->maps, s->folder, path);
    if (!is_cxx_project(path)) /* .vcproj, .csproj, .wapproj, folders */
        return;
    if (s->members.count == MEMBER_LIMIT) {
        diags_add(s->l->d, SEVERITY_WARNING, s->path, line, 1, "more than %u projects; the rest is left out",
                  MEMBER_LIMIT);
        return;
    }
    vec_push(&s->members, (struct member){.path = path, .guid = guid, .line = line, .built = true});
}

static bool choose(struct solution *s)
{
    const struct msbuild_options *o = s->l->options;
    const char *platform = o->platform ? o->platform : "x64";
    const char *wanted = o->configuration ? o->configuration : arena_printf(s->a, "Debug|%s", platform);
    if (!strchr(wanted, '|'))
        wanted = arena_printf(s->a, "%s|%s", wanted, platform);
    for (uint32_t i = 0; i < s->configurations.list.count; i++)
        if (!strcasecmp(s->configurations.list.items[i], wanted))
            s->chosen = s->configurations.list.items[i];
    if (s->chosen || !s->configurations.list.count || !o->configuration)
        return true; /* without one, each project chooses for itself */
    struct diag *g =
        diags_add(s->l->d, SEVERITY_ERROR, s->path, 0, 0, "there is no configuration '%s'", o->configuration);
    struct str list = {0};
    for (uint32_t i = 0; i < s->configurations.list.count && i < 12; i++)
        str_printf(&list, "%s%s", i ? ", " : "", s->configurations.list.items[i]);
    g->hint = arena_printf(&s->l->d->arena, "it has %s", str_text(&list));
    str_release(&list);
    return false;
}

/* ---- .sln ---------------------------------------------------------------------------------------------- */

static const char *trimmed(struct arena *a, const char *p, size_t n)
{
    while (n && strchr(" \t\r\"", *p))
        p++, n--;
    while (n && strchr(" \t\r\"", p[n - 1]))
        n--;
    return arena_strndup(a, p, n);
}

/* Project("{type}") = "name", "path", "{guid}" */
static void project_line(struct solution *s, const char *line, size_t n, uint32_t number)
{
    const char *fields[3] = {NULL}, *end = line + n, *p = memchr(line, '=', n);
    for (uint32_t i = 0; p && i < 3; i++) {
        const char *open = memchr(p, '"', (size_t)(end - p)),
                   *close = open ? memchr(open + 1, '"', (size_t)(end - open - 1)) : NULL;
        if (!close)
            break;
        fields[i] = arena_strndup(s->a, open + 1, (size_t)(close - open - 1));
        p = close + 1;
    }
    if (fields[2])
        add_member(s, fields[1], fields[2], number);
    else
        diags_add(s->l->d, SEVERITY_WARNING, s->path, number, 1, "this line names no project; it is left out");
}

/* {guid}.Debug|x64.ActiveCfg = Debug|x64  and  {guid}.Debug|x64.Build.0 = Debug|x64 */
static void configuration_line(struct solution *s, const char *line, size_t n, bool active)
{
    const char *brace = memchr(line, '}', n), *equals = memchr(line, '=', n);
    if (!brace || !equals || brace > equals || brace[1] != '.' || !s->chosen)
        return;
    const char *guid = trimmed(s->a, line, (size_t)(brace + 1 - line));
    const char *key = trimmed(s->a, brace + 2, (size_t)(equals - brace - 2));
    const char *value = trimmed(s->a, equals + 1, (size_t)(line + n - equals - 1));
    size_t length = strlen(s->chosen);
    if (strncasecmp(key, s->chosen, length) != 0)
        return;
    for (uint32_t i = 0; i < s->members.count; i++)
        if (!strcasecmp(s->members.items[i].guid, guid)) {
            if (active && !strcasecmp(key + length, ".ActiveCfg")) {
                s->members.items[i].configuration = value;
                s->members.items[i].built = false; /* until a Build line says so */
            } else if (!active && !strcasecmp(key + length, ".Build.0"))
                s->members.items[i].built = true;
        }
}

/* One pass over the lines. Sections: 0 projects and configurations, 1 ActiveCfg, 2 Build. */
static void scan_lines(struct solution *s, const char *text, unsigned pass)
{
    enum { OUTSIDE, CONFIGURATIONS, MAPPING, OTHER } section = OUTSIDE;
    uint32_t number = 0;
    for (const char *p = text; *p;) {
        size_t n = strcspn(p, "\n"), blanks = strspn(p, " \t");
        const char *line = p + (blanks < n ? blanks : n);
        size_t length = (size_t)(p + n - line);
        number++;
        if (str_starts_with(line, "Project(") && pass == 0)
            project_line(s, line, length, number);
        else if (str_starts_with(line, "GlobalSection("))
            section = str_starts_with(line + 14, "SolutionConfigurationPlatforms")  ? CONFIGURATIONS
                      : str_starts_with(line + 14, "ProjectConfigurationPlatforms") ? MAPPING
                                                                                    : OTHER;
        else if (str_starts_with(line, "EndGlobalSection"))
            section = OUTSIDE;
        else if (section == CONFIGURATIONS && pass == 0 && memchr(line, '=', length))
            vec_push(&s->configurations.list, trimmed(s->a, line, strcspn(line, "=")));
        else if (section == MAPPING && pass > 0)
            configuration_line(s, line, length, pass == 1);
        p += n + (p[n] == '\n');
    }
}

static bool read_sln(struct solution *s, const char *text)
{
    if (!strstr(text, "Microsoft Visual Studio Solution File")) {
        diags_add(s->l->d, SEVERITY_ERROR, s->path, 1, 1, "is no solution: its first line is not that of one");
        return false;
    }
    scan_lines(s, text, 0);
    if (!choose(s))
        return false;
    scan_lines(s, text, 1);
    scan_lines(s, text, 2);
    return true;
}

/* ---- .slnx ----------------------------------------------------------------------------------------------- */

/* Whether "Debug|*" fits "Debug|x64"; an absent pattern fits all. */
static bool pattern_fits(const char *pattern, const char *configuration)
{
    if (!pattern || str_equal(pattern, "*"))
        return true;
    const char *bar = strchr(pattern, '|'), *at = strchr(configuration, '|');
    if (!bar || !at)
        return !strcasecmp(pattern, configuration);
    size_t n = (size_t)(bar - pattern), length = (size_t)(at - configuration);
    bool left = (n == 1 && *pattern == '*') || (n == length && !strncasecmp(pattern, configuration, n));
    return left && (str_equal(bar + 1, "*") || !strcasecmp(bar + 1, at + 1));
}

static void slnx_member(struct solution *s, const struct xml_element *e)
{
    const char *path = xml_attribute(e, "Path");
    uint32_t before = s->members.count;
    if (!path)
        diags_add(s->l->d, SEVERITY_WARNING, s->path, e->line, e->column, "a Project without Path");
    else
        add_member(s, path, "", e->line);
    if (s->members.count == before || !s->chosen)
        return;
    const char *bar = strchr(s->chosen, '|');
    const char *type = arena_strndup(s->a, s->chosen, (size_t)(bar - s->chosen)), *platform = bar + 1;
    struct member *m = &s->members.items[before];
    for (const struct xml_element *rule = e->first; rule; rule = rule->next) {
        const char *value = xml_attribute(rule, "Project");
        if (!value || !pattern_fits(xml_attribute(rule, "Solution"), s->chosen))
            continue;
        if (xml_is(rule, "BuildType"))
            type = value;
        else if (xml_is(rule, "Platform"))
            platform = value;
        else if (xml_is(rule, "Build"))
            m->built = strcasecmp(value, "false") != 0;
        else if (xml_is(rule, "Configuration") && strchr(value, '|')) {
            type = arena_strndup(s->a, value, (size_t)(strchr(value, '|') - value));
            platform = strchr(value, '|') + 1;
        }
    }
    m->configuration = arena_printf(s->a, "%s|%s", type, platform);
}

static void slnx_members(struct solution *s, const struct xml_element *e)
{
    for (; e; e = e->next)
        if (xml_is(e, "Project"))
            slnx_member(s, e);
        else if (xml_is(e, "Folder")) /* folders do not nest in the file */
            for (const struct xml_element *child = e->first; child; child = child->next)
                if (xml_is(child, "Project"))
                    slnx_member(s, child);
}

static bool read_slnx(struct solution *s)
{
    struct xml_element *root = xml_read(s->a, s->path, s->l->d);
    if (!root)
        return false;
    if (!xml_is(root, "Solution")) {
        diags_add(s->l->d, SEVERITY_ERROR, s->path, root->line, root->column,
                  "is no solution: its outermost element is <%.40s>", root->name);
        return false;
    }
    struct words_list types = {0}, platforms = {0};
    for (const struct xml_element *e = root->first; e; e = e->next)
        for (const struct xml_element *c = xml_is(e, "Configurations") ? e->first : NULL; c; c = c->next)
            if (xml_attribute(c, "Name"))
                vec_push(xml_is(c, "Platform") ? &platforms.list : &types.list, xml_attribute(c, "Name"));
    if (!types.list.count) { /* the defaults of the format */
        vec_push(&types.list, "Debug");
        vec_push(&types.list, "Release");
    }
    if (!platforms.list.count)
        vec_push(&platforms.list, "x64");
    for (uint32_t i = 0; i < types.list.count && i < 100; i++)
        for (uint32_t k = 0; k < platforms.list.count && k < 100; k++)
            vec_push(&s->configurations.list,
                     arena_printf(s->a, "%s|%s", types.list.items[i], platforms.list.items[k]));
    vec_release(&types.list);
    vec_release(&platforms.list);
    if (!choose(s))
        return false;
    slnx_members(s, root->first);
    return true;
}

/* ---- both --------------------------------------------------------------------------------------------------- */

/* A member that cannot be read loses a part of the solution. */
static void load_member(struct solution *s, const struct member *m)
{
    struct load inner = *s->l;
    struct diags d;
    diags_init(&d);
    inner.d = &d;
    bool good = false;
    const char *text = NULL, *hint = NULL;
    if (!m->built) {
        diags_add(s->l->d, SEVERITY_NOTE, s->path, m->line, 1, "%s is not built in %s", path_base(m->path), s->chosen);
        good = true;
    } else if (!file_exists(m->path)) {
        text = arena_printf(s->a, "the project %s is not there", m->path);
        hint = path_is_on_drive(m->path) ? "--path-map says where a drive is here" : NULL;
    } else
        good = vcxproj_load(&inner, m->path, m->configuration, s->path);
    if (text)
        vec_push(&s->l->p->problems,
                 (struct project_problem){.file = s->path, .line = m->line, .column = 1, .text = text, .hint = hint});
    for (uint32_t i = 0; i < d.list.count; i++) {
        const struct diag *g = &d.list.items[i];
        if (g->severity == SEVERITY_ERROR)
            vec_push(&s->l->p->problems,
                     (struct project_problem){.file = g->file ? arena_strdup(s->a, g->file) : m->path,
                                              .line = g->line,
                                              .column = g->column,
                                              .text = arena_strdup(s->a, g->text),
                                              .hint = g->hint ? arena_strdup(s->a, g->hint) : NULL});
        else {
            struct diag *copy = diags_add(s->l->d, g->severity, g->file, g->line, g->column, "%s", g->text);
            copy->hint = g->hint ? arena_strdup(&s->l->d->arena, g->hint) : NULL;
        }
    }
    (void)good;
    diags_release(&d);
}

static bool load_solution(struct load *l, const char *path)
{
    struct solution s = {.l = l, .a = &l->p->arena, .path = path, .folder = path_folder(&l->p->arena, path)};
    const char *dot = strrchr(path_base(path), '.');
    bool good;
    if (!strcasecmp(dot, ".slnx"))
        good = read_slnx(&s);
    else {
        size_t size;
        char *text = xml_file(path, SOLUTION_LIMIT, &size, l->d);
        char *utf8 = text ? text_to_utf8(text, size) : NULL;
        good = utf8 && read_sln(&s, utf8);
        free(utf8);
        free(text);
    }
    if (good && !s.members.count) {
        diags_add(l->d, SEVERITY_ERROR, path, 0, 0, "names no C or C++ project (*.vcxproj)");
        good = false;
    }
    for (uint32_t i = 0; good && i < s.members.count; i++)
        load_member(&s, &s.members.items[i]);
    vec_release(&s.members);
    vec_release(&s.configurations.list);
    return good;
}

/* ---- what is linked with what -------------------------------------------------------------------------------- */

static struct project_program *find_program(struct project *p, const char *path)
{
    for (uint32_t i = 0; i < p->programs.count; i++)
        if (str_equal(p->programs.items[i].path, path))
            return &p->programs.items[i];
    return NULL;
}

static void add_units(struct project_program *to, const struct project_program *from)
{
    for (uint32_t i = 0; i < from->units.count; i++) {
        bool there = false;
        for (uint32_t k = 0; k < to->units.count && !there; k++)
            there = to->units.items[k] == from->units.items[i];
        if (!there)
            vec_push(&to->units, from->units.items[i]);
    }
}

/* Static libraries belong to whoever refers to them, through other static libraries, too; and then they
   are no program of their own. */
static void link_programs(struct project *p)
{
    for (uint32_t i = 0; i < p->programs.count; i++) {
        VEC(struct project_program *) queue = {0};
        struct project_program *user = &p->programs.items[i];
        vec_push(&queue, user);
        for (uint32_t at = 0; at < queue.count; at++)
            for (uint32_t r = 0; r < queue.items[at]->references.count; r++) {
                struct project_program *library = find_program(p, queue.items[at]->references.items[r]);
                bool known = !library || !library->is_static;
                for (uint32_t k = 0; k < queue.count && !known; k++)
                    known = queue.items[k] == library;
                if (known)
                    continue;
                library->is_used = true;
                add_units(user, library);
                vec_push(&queue, library);
            }
        vec_release(&queue);
    }
    uint32_t kept = 0;
    for (uint32_t i = 0; i < p->programs.count; i++) {
        struct project_program *g = &p->programs.items[i];
        if (g->units.count && !(g->is_static && g->is_used))
            p->programs.items[kept++] = *g;
        else {
            vec_release(&g->units);
            vec_release(&g->references);
        }
    }
    p->programs.count = kept;
}

static bool is_driver(const struct project_program *g) { return g->kind == PROJECT_KERNEL_DRIVER || g->kind == PROJECT_USER_DRIVER; }

/* Whether a driver's solution has it only for the user's side: nothing in it calls what the rules are about. */
static bool is_beside(const struct project_program *g) { return g->user_mode && !is_driver(g); }

/* Takes the units out that no program has; ids and the programs' lists follow. */
static void drop_units(struct project *p, const uint8_t *kept)
{
    uint32_t *moved = mem_zalloc(sizeof *moved * (p->units.count + 1)), count = 0;
    for (uint32_t i = 0; i < p->units.count; i++) {
        struct unit *u = &p->units.items[i];
        if (!kept[u->id]) {
            project_add_skipped(p, u->path, "of a program that is no driver: name its project with --project");
            continue;
        }
        moved[u->id] = count;
        u->id = count;
        p->units.items[count++] = *u;
    }
    p->units.count = count;
    for (uint32_t i = 0; i < p->programs.count; i++)
        for (uint32_t k = 0; k < p->programs.items[i].units.count; k++)
            p->programs.items[i].units.items[k] = moved[p->programs.items[i].units.items[k]];
    free(moved);
}

/* Where a solution makes drivers, what else it makes is left out. */
static void leave_out_others(struct project *p)
{
    uint32_t drivers = 0, left = 0;
    uint8_t *kept = mem_zalloc(p->units.count + 1);
    for (uint32_t i = 0; i < p->programs.count; i++)
        drivers += is_driver(&p->programs.items[i]);
    for (uint32_t i = 0; i < p->programs.count && drivers; i++) {
        struct project_program *g = &p->programs.items[i];
        if (is_beside(g)) {
            vec_release(&g->units);
            vec_release(&g->references);
            continue;
        }
        for (uint32_t k = 0; k < g->units.count; k++)
            kept[g->units.items[k]] = 1;
        p->programs.items[left++] = *g;
    }
    if (drivers && left < p->programs.count) {
        p->programs.count = left;
        drop_units(p, kept);
    }
    free(kept);
}

bool project_add_msbuild(struct project *p, const char *path, const struct msbuild_options *o, const char *const *only,
                         uint32_t only_count, struct diags *d)
{
    struct arena *a = &p->arena;
    char *cwd = getcwd(NULL, 0);
    const char *whole = path_match(a, path_join(a, cwd ? cwd : "/", path));
    const char **wanted = arena_array(a, const char *, only_count + 1);
    for (uint32_t i = 0; i < only_count; i++)
        wanted[i] = path_join(a, cwd ? cwd : "/", only[i]);
    free(cwd);
    bool is_solution = false;
    struct load l = {.p = p, .options = o, .only = wanted, .only_count = only_count, .d = d};
    const char *dot = strrchr(path_base(whole), '.');
    bool good = false;
    if (!file_exists(whole))
        diags_add(d, SEVERITY_ERROR, path, 0, 0,
                  folder_exists(whole) ? "is a folder, not a project" : "there is no such project");
    else if (dot && (!strcasecmp(dot, ".sln") || !strcasecmp(dot, ".slnx")))
        good = is_solution = load_solution(&l, whole);
    else if (dot && !strcasecmp(dot, ".vcxproj"))
        good = vcxproj_load(&l, whole, o->configuration, NULL);
    else {
        struct diag *g = diags_add(d, SEVERITY_ERROR, path, 0, 0, "is no project by its name");
        g->hint = "projects end with .vcxproj, solutions with .sln or .slnx";
    }
    link_programs(p);
    if (is_solution && o->drivers_only && only_count == 0)
        leave_out_others(p);
    project_settle(p);
    return good;
}

/* ---- finding ------------------------------------------------------------------------------------------------- */

/* Whether the file's text has the word, in whatever case. */
static bool file_has(const char *path, const char *word)
{
    struct diags ignored;
    diags_init(&ignored);
    size_t size;
    char *text = xml_file(path, SOLUTION_LIMIT, &size, &ignored), *utf8 = text ? text_to_utf8(text, size) : NULL;
    bool has = utf8 && strcasestr(utf8, word);
    free(utf8);
    free(text);
    diags_release(&ignored);
    return has;
}

const char *solution_naming(struct arena *a, const char *folder, const char *project)
{
    DIR *dir = opendir(folder);
    const char *best = NULL;
    for (struct dirent *e; dir && (e = readdir(dir));) {
        if (!str_ends_with(e->d_name, ".sln") && !str_ends_with(e->d_name, ".slnx"))
            continue;
        const char *path = path_join(a, folder, e->d_name);
        if ((!best || strcmp(path, best) < 0) && file_has(path, project))
            best = path;
    }
    if (dir)
        closedir(dir);
    return best;
}

#define FIND_DEPTH 12u
#define FIND_VISITS 100000u

static void find_below(struct arena *a, const char *folder, unsigned depth, uint32_t limit, uint32_t *visits,
                       struct found_projects *out)
{
    DIR *dir = depth < FIND_DEPTH ? opendir(folder) : NULL;
    for (struct dirent *e; dir && ++*visits < FIND_VISITS && (e = readdir(dir));) {
        if (e->d_name[0] == '.')
            continue;
        const char *path = path_join(a, folder, e->d_name), *dot = strrchr(e->d_name, '.');
        bool project = dot && !strcasecmp(dot, ".vcxproj"),
             solution = dot && (!strcasecmp(dot, ".sln") || !strcasecmp(dot, ".slnx"));
        if (e->d_type == DT_DIR)
            find_below(a, path, depth + 1, limit, visits, out);
        else if (project && out->projects.count < limit)
            vec_push(&out->projects, path);
        else if (solution && out->solutions.count < limit && file_has(path, ".vcxproj")) /* older ones name what is not read */
            vec_push(&out->solutions, path);
    }
    if (dir)
        closedir(dir);
}

static int text_order(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

void project_find_msbuild(struct arena *a, const char *folder, uint32_t limit, struct found_projects *out)
{
    uint32_t visits = 0;
    char *cwd = getcwd(NULL, 0);
    find_below(a, path_join(a, cwd ? cwd : "/", folder), 0, limit, &visits, out);
    free(cwd);
    if (out->projects.count)
        qsort(out->projects.items, out->projects.count, sizeof *out->projects.items, text_order);
    for (uint32_t i = 0; i < out->projects.count; i++)
        if (file_has(out->projects.items[i], "WindowsKernelModeDriver") || file_has(out->projects.items[i], "<DriverType>"))
            vec_push(&out->drivers, out->projects.items[i]);
    if (out->solutions.count)
        qsort(out->solutions.items, out->solutions.count, sizeof *out->solutions.items, text_order);
}

void found_projects_release(struct found_projects *f)
{
    vec_release(&f->projects);
    vec_release(&f->drivers);
    vec_release(&f->solutions);
}
