/* Projects as units: configurations, kinds, items, WPP, broken and hostile files; solutions. */
#include "msbuild_support.h"
#include "runner.h"

#define SOURCE "<ItemGroup><ClCompile Include='a.c'/></ItemGroup>"

/* ---- configurations and kinds -------------------------------------------------------------------------- */

static void expect_configuration(const char *wanted, const char *platform, const char *chosen)
{
    struct fixture f;
    fixture_init(&f);
    f.o = (struct msbuild_options){.configuration = wanted, .platform = platform};
    bool good = load(&f, CONFIGURATIONS SOURCE);
    ck_assert(good == (chosen != NULL));
    if (chosen)
        ck_assert_str_eq(f.p.programs.items[0].configuration, chosen);
    else {
        ck_assert_uint_eq(f.d.errors, 1);
        ck_assert_str_eq(f.d.list.items[0].hint, "it has Release|x64, Debug|x64, Debug|ARM64");
    }
    fixture_release(&f);
}

START_TEST(configurations)
{
    expect_configuration(NULL, NULL, "Debug|x64");
    expect_configuration("release|X64", NULL, "Release|x64");
    expect_configuration("Release", NULL, "Release|x64");
    expect_configuration(NULL, "ARM64", "Debug|ARM64");
    expect_configuration("Debug", "ARM64", "Debug|ARM64");
    expect_configuration("Relase|x64", NULL, NULL);
    expect_configuration(NULL, "Win32", NULL);
}
END_TEST

START_TEST(first_configuration)
{
    struct fixture f;
    fixture_init(&f);
    ck_assert(load(&f, "<ItemGroup><ProjectConfiguration Include='Win7 Debug|Win32'/></ItemGroup>" SOURCE));
    ck_assert_str_eq(f.p.programs.items[0].configuration, "Win7 Debug|Win32");
    expect(&f, "-D_X86_=1");
    ck_assert_uint_eq(f.d.warnings, 1); /* sizes are those of x64 */
    fixture_release(&f);
}
END_TEST

static void expect_kind(const char *properties, enum project_kind kind, bool user_mode, const char *with,
                        const char *without)
{
    struct fixture f;
    fixture_init(&f);
    ck_assert(load(&f, arena_printf(&f.a, "<PropertyGroup>%s</PropertyGroup>" SOURCE, properties)));
    ck_assert_msg(f.p.units.items[0].kind == kind, "%s: %s", properties, project_kind_name(f.p.units.items[0].kind));
    ck_assert_int_eq(f.p.units.items[0].user_mode, user_mode);
    if (with)
        expect(&f, with);
    if (without)
        expect_not(&f, without);
    fixture_release(&f);
}

#define TOOLSET(x) "<PlatformToolset>" x "</PlatformToolset>"
#define TYPE(x) "<ConfigurationType>" x "</ConfigurationType>"
#define DRIVER(x) "<DriverType>" x "</DriverType>"

START_TEST(kinds)
{
    expect_kind(TOOLSET("WindowsKernelModeDriver10.0") TYPE("Driver") DRIVER("WDM"), PROJECT_KERNEL_DRIVER, false,
                "-D_KERNEL_MODE=1", "-DKMDF_VERSION_MAJOR=1");
    expect_kind(TOOLSET("WindowsKernelModeDriver10.0") TYPE("Driver") DRIVER("KMDF"), PROJECT_KERNEL_DRIVER, false,
                "-DKMDF_VERSION_MINOR=15", NULL);
    expect_kind(TOOLSET("WindowsKernelModeDriver10.0") TYPE("Driver")
                    DRIVER("KMDF") "<KMDF_VERSION_MINOR>33</KMDF_VERSION_MINOR>",
                PROJECT_KERNEL_DRIVER, false, "-DKMDF_VERSION_MINOR=33", "-DKMDF_VERSION_MINOR=15");
    expect_kind(TOOLSET("WindowsKernelModeDriver10.0") TYPE("StaticLibrary"), PROJECT_LIBRARY, false,
                "-D_KERNEL_MODE=1", NULL);
    expect_kind(TOOLSET("WindowsUserModeDriver10.0") TYPE("DynamicLibrary") DRIVER("UMDF"), PROJECT_USER_DRIVER, true,
                "-DUMDF_VERSION_MAJOR=2", "-D_KERNEL_MODE=1");
    expect_kind(TOOLSET("WindowsApplicationForDrivers10.0") TYPE("Application"), PROJECT_APPLICATION, true,
                "-DUNICODE=1", "-D_KERNEL_MODE=1");
    expect_kind(TOOLSET("v143") TYPE("DynamicLibrary"), PROJECT_LIBRARY, true, "-D_WIN64=1", "-DUNICODE=1");
    expect_kind(TOOLSET("WindowsKernelModeDriver10.0") TYPE("Driver") "<TargetVersion>Windows7</TargetVersion>",
                PROJECT_KERNEL_DRIVER, false, "-DNTDDI_VERSION=0x06010000", "-D_WIN32_WINNT=0x0A00");
    expect_kind(TOOLSET("WindowsKernelModeDriver10.0") TYPE("Driver") "<UseDebugLibraries>false</UseDebugLibraries>",
                PROJECT_KERNEL_DRIVER, false, NULL, "-DDBG=1");
}
END_TEST

START_TEST(arm64)
{
    struct fixture f;
    fixture_init(&f);
    f.o.platform = "ARM64";
    ck_assert(load(&f, CONFIGURATIONS KERNEL SOURCE));
    expect(&f, "-D_ARM64_=1");
    expect_not(&f, "-DAMD64=1");
    fixture_release(&f);
}
END_TEST

/* ---- items ------------------------------------------------------------------------------------------------ */

static void expect_units(const char *body, const char *names)
{
    struct fixture f;
    struct str got = {0};
    fixture_init(&f);
    put(&f, "d/b.C", "");
    put(&f, "d/sub/c.c", "");
    put(&f, "d/sub/deep/d.c", "");
    put(&f, "d/e.cpp", "");
    ck_assert(load(&f, body));
    for (uint32_t i = 0; i < f.p.units.count; i++)
        str_printf(&got, "%s ", path_relative(f.p.units.items[i].path, path_join(&f.a, f.folder, "d")));
    ck_assert_msg(str_equal(str_text(&got), names), "%s: '%s', not '%s'", body, str_text(&got), names);
    str_release(&got);
    fixture_release(&f);
}

START_TEST(items)
{
    expect_units("<ItemGroup><ClCompile Include='A.C; b.c ;;Sub\\C.c'/></ItemGroup>", "a.c b.C sub/c.c ");
    expect_units("<ItemGroup><ClCompile Include='*.c'/></ItemGroup>", "a.c b.C ");
    expect_units("<ItemGroup><ClCompile Include='**\\*.c' Exclude='sub\\deep\\**;b.*'/></ItemGroup>", "a.c sub/c.c ");
    expect_units("<ItemGroup><ClCompile Include='s?b\\**\\?.c'/></ItemGroup>", "sub/c.c sub/deep/d.c ");
    expect_units("<ItemGroup><ClCompile Include='**/*.c'/><ClCompile Remove='sub/**'/></ItemGroup>", "a.c b.C ");
    expect_units("<ItemGroup><Mine Include='a.c;b.c'/><ClCompile Include='@(Mine)' Exclude='a.c'/></ItemGroup>",
                 "b.C ");
    expect_units("<ItemGroup><ClCompile Include='a.c;b.c'/><ClCompile "
                 "Update='a.c'><ExcludedFromBuild>true</ExcludedFromBuild></ClCompile></ItemGroup>",
                 "b.C ");
    expect_units("<ItemGroup><ClCompile Include='a.c'><ExcludedFromBuild "
                 "Condition=\"'$(Platform)'=='Win32'\">true</ExcludedFromBuild></ClCompile></ItemGroup>",
                 "a.c ");
    expect_units("<ItemGroup><ClCompile Include='a.c' ExcludedFromBuild='true'/><ClCompile Include='b.c'/></ItemGroup>",
                 "b.C ");
    expect_units("<ItemGroup Condition=\"'1'=='2'\"><ClCompile Include='a.c'/></ItemGroup><ItemGroup><ClCompile "
                 "Include='b.c' Condition=\"'1'=='1'\"/></ItemGroup>",
                 "b.C ");
    expect_units("<ItemGroup><ClCompile Include='e.cpp'><CompileAs>CompileAsC</CompileAs></ClCompile><ClCompile "
                 "Include='a.c'><CompileAs>CompileAsCpp</CompileAs></ClCompile></ItemGroup>",
                 "e.cpp ");
    expect_units("<Target Name='t'><ItemGroup><ClCompile Include='a.c'/></ItemGroup></Target><ItemGroup><ClCompile "
                 "Include='b.c'/></ItemGroup>",
                 "b.C ");
}
END_TEST

START_TEST(left_out)
{
    struct fixture f;
    fixture_init(&f);
    put(&f, "d/b.cpp", "");
    put(&f, "d/c.c", "");
    ck_assert(load(&f, "\n<ItemGroup><ClCompile Include='a.c;b.cpp'/>\n<ClCompile Include='gone.c;C:\\gone\\x.c'/>"
                       "<ClCompile Include='c.c'><ExcludedFromBuild>True</ExcludedFromBuild></ClCompile></ItemGroup>"));
    ck_assert_uint_eq(f.p.units.count, 1);
    ck_assert_uint_eq(f.p.skipped.count, 2);
    ck_assert_str_eq(f.p.skipped.items[0].reason, "C++ source");
    ck_assert_str_eq(f.p.skipped.items[1].reason, "excluded from the build by x.vcxproj");
    ck_assert_uint_eq(f.p.problems.count, 2);
    ck_assert_uint_eq(f.p.problems.items[0].line, 4);
    ck_assert_ptr_nonnull(strstr(f.p.problems.items[0].text, "gone.c is not there"));
    ck_assert_str_eq(f.p.problems.items[1].unit, "C:/gone/x.c");
    ck_assert_ptr_nonnull(strstr(f.p.problems.items[1].hint, "--path-map 'C:\\=FOLDER'"));
    fixture_release(&f);
}
END_TEST

START_TEST(mapped_drive)
{
    struct fixture f;
    fixture_init(&f);
    put(&f, "tree/Src/x.c", "");
    struct path_mapping map = {"c:\\Work", path_join(&f.a, f.folder, "tree")};
    f.o.maps = (struct path_maps){&map, 1};
    ck_assert(load(
        &f, "<ItemGroup><ClCompile Include='C:\\work\\src\\X.c'><AdditionalIncludeDirectories>C:/WORK/src;C:\\Workplace"
            "</AdditionalIncludeDirectories></ClCompile></ItemGroup>"));
    ck_assert_uint_eq(f.p.units.count, 1);
    ck_assert_str_eq(f.p.units.items[0].path, path_join(&f.a, f.folder, "tree/Src/x.c"));
    expect(&f, "-I@/tree/Src");
    ck_assert_ptr_null(strstr(args_of(&f, 0), "Workplace"));
    fixture_release(&f);
}
END_TEST

START_TEST(precompiled_header)
{
    struct fixture f;
    fixture_init(&f);
    put(&f, "d/hw/Pre.h", "");
    put(&f, "d/hw/make.c", "");
    put(&f, "d/own.c", "#include <OWN.h>\n");
    put(&f, "d/own.h", "");
    ck_assert(load(&f, "<ItemGroup><ClCompile "
                       "Include='a.c'><PreCompiledHeader>Use</PreCompiledHeader><PreCompiledHeaderFile>pre.h</"
                       "PreCompiledHeaderFile></ClCompile>"
                       "<ClCompile "
                       "Include='hw\\make.c'><PreCompiledHeader>Create</"
                       "PreCompiledHeader><PreCompiledHeaderFile>pre.h</PreCompiledHeaderFile></ClCompile>"
                       "<ClCompile "
                       "Include='own.c'><PreCompiledHeader>Use</PreCompiledHeader><PreCompiledHeaderFile>own.h</"
                       "PreCompiledHeaderFile></ClCompile></ItemGroup>"));
    expect(&f, "-I@/d/hw");
    ck_assert(!has(&f, 1, "-I@/d/hw") && !has(&f, 2, "-I@/d/hw") && has(&f, 2, "-I@/d"));
    fixture_release(&f);
}
END_TEST

START_TEST(wpp)
{
    struct fixture f;
    fixture_init(&f);
    ck_assert(load(&f, "<ItemDefinitionGroup><ClCompile><WppEnabled>true</"
                       "WppEnabled><WppTraceFunction>TraceEvents(LEVEL,FLAGS,MSG,...);Dump((LEVEL,MSG,...));KdPrint(("
                       "MSG,...))</WppTraceFunction>"
                       "<WppAdditionalOptions>-km -func:Deep{FLAG=A}(LEVEL,(MSG,...)) -func:Last(MSG) "
                       "%(WppAdditionalOptions)</WppAdditionalOptions></ClCompile></ItemDefinitionGroup>" SOURCE));
    expect(&f, "-DTraceEvents(...)=((void)0)");
    expect(&f, "-DDump(...)=((void)0)");
    expect(&f, "-DDeep(...)=((void)0)");
    expect(&f, "-DLast(...)=((void)0)");
    expect_not(&f, "-DKdPrint(...)=((void)0)"); /* declared by the kit */
    fixture_release(&f);
    fixture_init(&f);
    ck_assert(load(&f, "<ItemDefinitionGroup><ClCompile><WppTraceFunction>TraceEvents(MSG,...)</WppTraceFunction></"
                       "ClCompile></ItemDefinitionGroup>" SOURCE));
    expect_not(&f, "-DTraceEvents(...)=((void)0)"); /* WPP is off */
    fixture_release(&f);
}
END_TEST

/* ---- encodings, broken and hostile files --------------------------------------------------------------------- */

START_TEST(encodings)
{
    for (int kind = 0; kind < 4; kind++) {
        struct fixture f;
        struct str bytes = {0};
        fixture_init(&f);
        put(&f, "d/a.c", "");
        const char *text = kind == 3 ? "<?xml version='1.0' encoding='windows-1252'?><Project><!-- \xE9 -->" SOURCE
                                       "</Project>"
                                     : "<Project>" SOURCE "</Project>";
        if (kind == 0)
            str_append(&bytes, "\xEF\xBB\xBF");
        else if (kind < 3)
            str_append(&bytes, kind == 1 ? "\xFF\xFE" : "\xFE\xFF");
        for (const char *p = text; *p; p++) {
            if (kind == 2)
                str_append_char(&bytes, '\0');
            str_append_char(&bytes, *p);
            if (kind == 1)
                str_append_char(&bytes, '\0');
        }
        const char *path = put_bytes(&f, "d/x.vcxproj", bytes.text, bytes.length);
        ck_assert_msg(project_add_msbuild(&f.p, path, &f.o, NULL, 0, &f.d), "kind %d", kind);
        ck_assert_uint_eq(f.p.units.count, 1);
        str_release(&bytes);
        fixture_release(&f);
    }
}
END_TEST

static void expect_unreadable(const char *bytes, size_t size, uint32_t line, uint32_t column, const char *text)
{
    struct fixture f;
    fixture_init(&f);
    const char *path = put_bytes(&f, "d/x.vcxproj", bytes, size);
    ck_assert(!project_add_msbuild(&f.p, path, &f.o, NULL, 0, &f.d));
    ck_assert_uint_eq(f.d.errors, 1);
    ck_assert_msg(strstr(f.d.list.items[0].text, text) != NULL, "'%s' lacks '%s'", f.d.list.items[0].text, text);
    ck_assert_uint_eq(f.d.list.items[0].line, line);
    if (column)
        ck_assert_uint_eq(f.d.list.items[0].column, column);
    fixture_release(&f);
}

#define UNREADABLE(bytes, line, column, text) expect_unreadable(bytes, sizeof(bytes) - 1, line, column, text)

START_TEST(broken_files)
{
    UNREADABLE("", 1, 1, "holds no element");
    UNREADABLE("no markup", 1, 1, "is no XML");
    UNREADABLE("<Project>\n  <A></B>\n</Project>", 2, 8, "mismatched tag");
    UNREADABLE("<Project>\n<A b=c/></Project>", 2, 6, "not well-formed");
    UNREADABLE("<Project>", 1, 0, "ends inside of <Project>");
    UNREADABLE("\n<Solution/>", 2, 1, "outermost element is <Solution>");
    UNREADABLE("<Project>\0</Project>", 1, 0, "not well-formed");
    UNREADABLE("<?xml version='1.0' encoding='klingon'?><Project/>", 1, 0, "unknown encoding");
    UNREADABLE("<!DOCTYPE Project [\n <!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><Project>&b;</Project>", 2, 0,
               "declares the entity 'a'");
    UNREADABLE("<!DOCTYPE Project [<!ENTITY % p SYSTEM 'file:///etc/passwd'> %p;]><Project/>", 1, 0,
               "declares the entity 'p'");
    UNREADABLE("\xFF\xFE<", 1, 0, "is no XML");
}
END_TEST

START_TEST(deep_nesting)
{
    struct str text = {0};
    str_append(&text, "<Project>");
    for (int i = 0; i < 100000; i++)
        str_append(&text, "<A>");
    expect_unreadable(text.text, text.length, 1, 0, "nested deeper than 100");
    str_release(&text);
}
END_TEST

START_TEST(large_file)
{
    struct fixture f;
    fixture_init(&f);
    const char *path = put(&f, "d/x.vcxproj", "<Project>");
    ck_assert_int_eq(truncate(path, (off_t)100 << 20), 0);
    ck_assert(!project_add_msbuild(&f.p, path, &f.o, NULL, 0, &f.d));
    ck_assert_ptr_nonnull(strstr(f.d.list.items[0].text, "has 100 MiB; files of this kind are read up to 16 MiB"));
    fixture_release(&f);
}
END_TEST

START_TEST(no_project)
{
    struct fixture f;
    fixture_init(&f);
    ck_assert(!project_add_msbuild(&f.p, "/none/x.vcxproj", &f.o, NULL, 0, &f.d));
    ck_assert_str_eq(f.d.list.items[0].text, "there is no such project");
    ck_assert(!project_add_msbuild(&f.p, f.folder, &f.o, NULL, 0, &f.d));
    ck_assert_str_eq(f.d.list.items[1].text, "is a folder, not a project");
    ck_assert(!project_add_msbuild(&f.p, put(&f, "x.txt", "x"), &f.o, NULL, 0, &f.d));
    ck_assert_str_eq(f.d.list.items[2].text, "is no project by its name");
    fixture_release(&f);
}
END_TEST

/* Values that double: 2^60 bytes if nobody stopped them. */
START_TEST(growing_values)
{
    struct fixture f;
    struct str text = {0};
    fixture_init(&f);
    str_append(&text, "<PropertyGroup><A>0123456789</A>\n");
    for (int i = 0; i < 60; i++)
        str_append(&text, "<A>$(A)$(A)</A>\n");
    str_append(&text, "</PropertyGroup>");
    ck_assert(load(&f, str_text(&text)));
    ck_assert_uint_eq(f.p.problems.count, 1);
    ck_assert_ptr_nonnull(strstr(f.p.problems.items[0].text, "grow beyond all bounds"));
    ck_assert_uint_lt(f.p.problems.items[0].line, 30);
    ck_assert_uint_lt(f.p.arena.total, (size_t)200 << 20);
    str_release(&text);
    fixture_release(&f);
}
END_TEST

START_TEST(deep_values)
{
    struct fixture f;
    struct str text = {0};
    fixture_init(&f);
    str_append(&text, "<PropertyGroup><A>a</A><B>");
    for (int i = 0; i < 20000; i++)
        str_append(&text, "$(A.Replace($(");
    str_append(&text, "</B><C Condition=\"");
    for (int i = 0; i < 100000; i++)
        str_append(&text, "!(");
    str_append(&text, "'a'=='a'\">1</C></PropertyGroup>" SOURCE);
    ck_assert(load(&f, str_text(&text)));
    ck_assert_uint_eq(f.p.units.count, 1);
    ck_assert_ptr_nonnull(strstr(f.p.problems.items[0].text, "nested too deeply"));
    str_release(&text);
    fixture_release(&f);
}
END_TEST

START_TEST(many_messages)
{
    struct fixture f;
    struct str text = {0};
    fixture_init(&f);
    str_append(&text, "<ItemGroup>");
    for (int i = 0; i < 3000; i++)
        str_printf(
            &text,
            "<ClCompile Include='a.c'><PreprocessorDefinitions>$(Unknown%d)</PreprocessorDefinitions></ClCompile>\n",
            i);
    str_append(&text, "</ItemGroup>");
    ck_assert(load(&f, str_text(&text)));
    ck_assert_uint_le(f.d.list.count, MSBUILD_MESSAGE_LIMIT);
    ck_assert_ptr_nonnull(strstr(f.d.list.items[f.d.list.count - 1].text, "more messages"));
    str_release(&text);
    fixture_release(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("vcxproj");
    TCase *units = tcase_create("units"), *hostile = tcase_create("hostile");
    tcase_add_test(units, configurations);
    tcase_add_test(units, first_configuration);
    tcase_add_test(units, kinds);
    tcase_add_test(units, arm64);
    tcase_add_test(units, items);
    tcase_add_test(units, left_out);
    tcase_add_test(units, mapped_drive);
    tcase_add_test(units, precompiled_header);
    tcase_add_test(units, wpp);
    tcase_add_test(hostile, encodings);
    tcase_add_test(hostile, broken_files);
    tcase_add_test(hostile, deep_nesting);
    tcase_add_test(hostile, large_file);
    tcase_add_test(hostile, no_project);
    tcase_add_test(hostile, growing_values);
    tcase_add_test(hostile, deep_values);
    tcase_add_test(hostile, many_messages);
    tcase_set_timeout(hostile, 60);
    suite_add_tcase(suite, units);
    suite_add_tcase(suite, hostile);
    return run_suite(suite);
}
