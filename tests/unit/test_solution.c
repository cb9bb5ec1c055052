/* Solutions, what is linked with what, the database that is written, and projects that are found. */
#include "msbuild_support.h"
#include "runner.h"

static void project_file(struct fixture *f, const char *name, const char *type, const char *body)
{
    put(f, name,
        arena_printf(&f->a,
                     "<Project>" CONFIGURATIONS
                     "<PropertyGroup><PlatformToolset>WindowsKernelModeDriver10.0</PlatformToolset>"
                     "<ConfigurationType>%s</ConfigurationType></PropertyGroup>%s</Project>",
                     type, body));
}

/* Two drivers that share a static library and a source; an application that is not built in Debug|x64. */
static void make_tree(struct fixture *f)
{
    put(f, "one/one.c", "");
    put(f, "two/two.c", "");
    put(f, "lib/lib.c", "");
    put(f, "shared/same.c", "");
    put(f, "shared/other.c", "");
    project_file(f, "one/one.vcxproj", "Driver",
                 "<ItemGroup><ClCompile "
                 "Include='one.c;..\\shared\\same.c;..\\shared\\other.c'><PreprocessorDefinitions>A;B</"
                 "PreprocessorDefinitions></ClCompile>"
                 "<ProjectReference Include='..\\LIB\\lib.vcxproj'/></ItemGroup>");
    project_file(
        f, "two/two.vcxproj", "Driver",
        "<ItemGroup><ClCompile "
        "Include='two.c;..\\shared\\same.c'><PreprocessorDefinitions>B;A;A</PreprocessorDefinitions></ClCompile>"
        "<ClCompile Include='..\\shared\\other.c'><PreprocessorDefinitions>A</PreprocessorDefinitions></ClCompile>"
        "<ProjectReference Include='..\\lib\\lib.vcxproj'/></ItemGroup>");
    project_file(f, "lib/lib.vcxproj", "StaticLibrary",
                 "<ItemGroup><ClCompile "
                 "Include='lib.c'><PreprocessorDefinitions>S=$(SolutionName);C=$(Configuration)</"
                 "PreprocessorDefinitions></ClCompile></ItemGroup>");
    project_file(f, "app/app.vcxproj", "Application", "<ItemGroup><ClCompile Include='..\\one\\one.c'/></ItemGroup>");
}

#define PROJECT(name, path, guid)                                                                                      \
    "Project(\"{8BC9CEB8-8B4A-11D0-8D11-00A0C91BC942}\") = \"" name "\", \"" path "\", \"" guid "\"\r\nEndProject\r\n"
#define MAP(guid, from, to) "\t\t" guid "." from ".ActiveCfg = " to "\r\n\t\t" guid "." from ".Build.0 = " to "\r\n"

static const char sln[] =
    "\xEF\xBB\xBF\r\nMicrosoft Visual Studio Solution File, Format Version 12.00\r\n# Visual Studio 17\r\n" PROJECT(
        "one", "one\\One.vcxproj", "{1}") PROJECT("two", "two\\two.vcxproj", "{2}")
        PROJECT("lib", "lib\\lib.vcxproj", "{3}") PROJECT("app", "app\\app.vcxproj", "{4}") PROJECT("Folder", "Folder",
                                                                                                    "{5}")
            PROJECT("cs", "cs\\cs.csproj",
                    "{6}") "Global\r\n\tGlobalSection(SolutionConfigurationPlatforms) = preSolution\r\n\t\tDebug|x64 = "
                           "Debug|x64\r\n\t\tChecked|x64 = Checked|x64\r\n\tEndGlobalSection\r\n"
                           "\tGlobalSection(ProjectConfigurationPlatforms) = postSolution\r\n" MAP(
                               "{1}", "Debug|x64", "Debug|x64") MAP("{2}", "Debug|x64", "Debug|x64")
                               MAP("{3}", "Debug|x64", "Release|x64") "\t\t{4}.Debug|x64.ActiveCfg = Debug|x64\r\n" MAP(
                                   "{1}", "Checked|x64",
                                   "Release|x64") "\tEndGlobalSection\r\n\tGlobalSection(NestedProjects) = "
                                                  "preSolution\r\n\t\t{1} = {5}\r\n\tEndGlobalSection\r\nEndGlobal\r\n";

static uint32_t count_named(const struct fixture *f, const char *name)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->p.units.count; i++)
        n += str_equal(path_base(f->p.units.items[i].path), name);
    return n;
}

static void check_tree(struct fixture *f)
{
    ck_assert_msg(f->p.problems.count == 0, "%s", f->p.problems.count ? f->p.problems.items[0].text : "");
    ck_assert_uint_eq(count_named(f, "same.c"), 1);  /* A;B and B;A;A mean the same */
    ck_assert_uint_eq(count_named(f, "other.c"), 2); /* A;B and A do not */
    ck_assert_uint_eq(f->p.units.count, 6);
    ck_assert_uint_eq(f->p.programs.count, 2); /* the library belongs to both */
    for (uint32_t i = 0; i < 2; i++) {
        const struct project_program *g = &f->p.programs.items[i];
        ck_assert_int_eq(g->kind, PROJECT_KERNEL_DRIVER);
        ck_assert_uint_eq(g->units.count, 4);
        struct str names = {0};
        for (uint32_t k = 0; k < 4; k++) {
            ck_assert(k == 0 || g->units.items[k] > g->units.items[k - 1]);
            str_printf(&names, "%s ", path_base(f->p.units.items[g->units.items[k]].path));
        }
        ck_assert_str_eq(str_text(&names), i == 0 ? "lib.c one.c other.c same.c " : "lib.c other.c same.c two.c ");
        str_release(&names);
    }
    ck_assert(has(f, 0, "-DC=Release"));
    ck_assert(has(f, 0, "-DS=all"));
}

START_TEST(classic)
{
    struct fixture f;
    fixture_init(&f);
    make_tree(&f);
    ck_assert(project_add_msbuild(&f.p, put(&f, "all.sln", sln), &f.o, NULL, 0, &f.d));
    check_tree(&f);
    ck_assert_uint_eq(f.d.warnings + f.d.errors, 0);
    fixture_release(&f);
    fixture_init(&f);
    make_tree(&f);
    f.o.configuration = "Checked|x64";
    ck_assert(project_add_msbuild(&f.p, put(&f, "all.sln", sln), &f.o, NULL, 0, &f.d));
    ck_assert_str_eq(f.p.programs.items[0].configuration, "Release|x64");
    fixture_release(&f);
    fixture_init(&f);
    f.o.configuration = "Chekced|x64";
    ck_assert(!project_add_msbuild(&f.p, put(&f, "all.sln", sln), &f.o, NULL, 0, &f.d));
    ck_assert_str_eq(f.d.list.items[0].hint, "it has Debug|x64, Checked|x64");
    fixture_release(&f);
}
END_TEST

START_TEST(modern)
{
    struct fixture f;
    fixture_init(&f);
    make_tree(&f);
    const char *path =
        put(&f, "all.slnx",
            "<Solution><Configurations><BuildType Name='Debug'/><Platform Name='x64'/><Platform "
            "Name='ARM64'/></Configurations>"
            "<Folder Name='/drivers/'><Project Path='one/one.vcxproj'/><Project Path='two\\two.vcxproj'><Platform "
            "Solution='*|ARM64' Project='x64'/></Project></Folder>"
            "<Project Path='lib/lib.vcxproj'><BuildType Solution='Debug|*' Project='Release'/></Project>"
            "<Project Path='app/app.vcxproj'><Build Solution='*|x64' Project='false'/></Project></Solution>");
    ck_assert(project_add_msbuild(&f.p, path, &f.o, NULL, 0, &f.d));
    check_tree(&f);
    fixture_release(&f);
}
END_TEST

START_TEST(missing_members)
{
    struct fixture f;
    fixture_init(&f);
    make_tree(&f);
    put(&f, "two/two.vcxproj", "<Project>\n<broken</Project>");
    ck_assert_int_eq(unlink(path_join(&f.a, f.folder, "lib/lib.vcxproj")), 0);
    ck_assert(project_add_msbuild(&f.p, put(&f, "all.sln", sln), &f.o, NULL, 0, &f.d));
    ck_assert_uint_eq(f.p.units.count, 3);
    ck_assert_uint_eq(f.p.problems.count, 2);
    ck_assert_ptr_nonnull(strstr(f.p.problems.items[0].text, "is no XML"));
    ck_assert_str_eq(path_base(f.p.problems.items[0].file), "two.vcxproj");
    ck_assert_uint_eq(f.p.problems.items[0].line, 2);
    ck_assert_ptr_nonnull(strstr(f.p.problems.items[1].text, "lib.vcxproj is not there"));
    ck_assert_str_eq(path_base(f.p.problems.items[1].file), "all.sln");
    ck_assert_uint_eq(f.p.problems.items[1].line, 8);
    fixture_release(&f);
}
END_TEST

START_TEST(broken_solutions)
{
    static const struct {
        const char *name, *text, *error;
    } cases[] = {{"a.sln", "nothing", "is no solution"},
                 {"b.sln", "Microsoft Visual Studio Solution File\n", "names no C or C++ project"},
                 {"c.slnx", "<Solution>", "is no XML"},
                 {"d.slnx", "<Project/>", "is no solution"},
                 {"e.sln", "Microsoft Visual Studio Solution File\nProject(\"x\") = \"only\nGlobalSection(\n",
                  "names no C or C++ project"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture f;
        fixture_init(&f);
        ck_assert(!project_add_msbuild(&f.p, put(&f, cases[i].name, cases[i].text), &f.o, NULL, 0, &f.d));
        ck_assert_msg(strstr(f.d.list.items[f.d.list.count - 1].text, cases[i].error) != NULL, "%s: %s", cases[i].name,
                      f.d.list.items[0].text);
        fixture_release(&f);
    }
}
END_TEST

/* A project on its own belongs to the solution above that names it: $(SolutionDir). */
START_TEST(lone_project)
{
    struct fixture f;
    fixture_init(&f);
    make_tree(&f);
    put(&f, "all.sln", sln);
    ck_assert(project_add_msbuild(&f.p, path_join(&f.a, f.folder, "lib/lib.vcxproj"), &f.o, NULL, 0, &f.d));
    ck_assert(has(&f, 0, "-DS=all"));
    ck_assert_uint_eq(f.p.programs.count, 1);
    fixture_release(&f);
}
END_TEST

START_TEST(only_some_files)
{
    struct fixture f;
    fixture_init(&f);
    make_tree(&f);
    const char *only[] = {path_join(&f.a, f.folder, "shared"), path_join(&f.a, f.folder, "one/one.c")};
    ck_assert(project_add_msbuild(&f.p, put(&f, "all.sln", sln), &f.o, only, 2, &f.d));
    ck_assert_uint_eq(f.p.units.count, 4);
    fixture_release(&f);
}
END_TEST

/* What import writes reads back to the same units. */
START_TEST(written_database)
{
    struct fixture f;
    struct project again;
    struct str text = {0};
    fixture_init(&f);
    put(&f, "d/it\"s \\ \xC3\xA4.c", "");
    f.o.platform = "x64";
    ck_assert(load(
        &f, "<PropertyGroup><ConfigurationType>Application</ConfigurationType></PropertyGroup><ItemGroup><ClCompile "
            "Include='*.c'>"
            "<PreprocessorDefinitions>A=\"x "
            "y\";B</PreprocessorDefinitions><ForcedIncludeFiles>pre.h</ForcedIncludeFiles></ClCompile></ItemGroup>"));
    ck_assert_uint_eq(f.p.units.count, 2);
    project_write_database(&f.p, &text);
    project_init(&again);
    ck_assert(project_add_database(&again, put(&f, "compile_commands.json", str_text(&text)), NULL, 0, &f.d));
    ck_assert_uint_eq(again.units.count, 2);
    for (uint32_t i = 0; i < 2; i++) {
        const struct unit *u = &f.p.units.items[i], *v = &again.units.items[i];
        ck_assert_str_eq(u->path, v->path);
        ck_assert(u->user_mode && v->user_mode);
        ck_assert_uint_eq(u->arg_count, v->arg_count);
        for (uint32_t k = 0; k < u->arg_count; k++)
            ck_assert_str_eq(u->args[k], v->args[k]);
    }
    project_release(&again);
    str_release(&text);
    fixture_release(&f);
}
END_TEST

START_TEST(found_projects)
{
    struct fixture f;
    struct found_projects found = {0};
    fixture_init(&f);
    make_tree(&f);
    put(&f, "all.sln", sln);
    put(&f, ".git/hidden.vcxproj", "");
    project_find_msbuild(&f.a, f.folder, 100, &found);
    ck_assert_uint_eq(found.projects.count, 4);
    ck_assert_uint_eq(found.solutions.count, 1);
    ck_assert_str_eq(path_base(found.projects.items[0]), "app.vcxproj");
    found_projects_release(&found);
    fixture_release(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("solution");
    TCase *all = tcase_create("solutions");
    tcase_add_test(all, classic);
    tcase_add_test(all, modern);
    tcase_add_test(all, missing_members);
    tcase_add_test(all, broken_solutions);
    tcase_add_test(all, lone_project);
    tcase_add_test(all, only_some_files);
    tcase_add_test(all, written_database);
    tcase_add_test(all, found_projects);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
