/* Values of project files: properties, metadata, conditions, imports; and what is said of what cannot be evaluated. */
#include "msbuild_support.h"
#include "runner.h"

/* A define of one metadata value, after some properties. */
static void expect_value(const char *properties, const char *text, const char *value)
{
    struct fixture f;
    fixture_init(&f);
    ck_assert(load(&f, arena_printf(&f.a,
                                    "<PropertyGroup>%s</PropertyGroup><ItemGroup><ClCompile Include='a.c'>"
                                    "<PreprocessorDefinitions>V=%s</PreprocessorDefinitions></ClCompile></ItemGroup>",
                                    properties, text)));
    ck_assert_msg(has(&f, 0, arena_printf(&f.a, "-DV=%s", value)), "%s: '%s' lacks '-DV=%s'", text, args_of(&f, 0),
                  value);
    ck_assert_msg(f.d.list.count == 0, "%s: %s", text, f.d.list.count ? f.d.list.items[0].text : "");
    fixture_release(&f);
}

static void expect_condition(const char *properties, const char *condition, bool value)
{
    struct fixture f;
    fixture_init(&f);
    ck_assert(load(
        &f, arena_printf(&f.a,
                         "<PropertyGroup>%s</PropertyGroup><PropertyGroup Condition=\"%s\"><Y>yes</Y></PropertyGroup>"
                         "<ItemGroup><ClCompile Include='a.c'><PreprocessorDefinitions>V=$(Y)x"
                         "</PreprocessorDefinitions></ClCompile></ItemGroup>",
                         properties, condition)));
    ck_assert_msg(has(&f, 0, value ? "-DV=yesx" : "-DV=x"), "%s: '%s'", condition, args_of(&f, 0));
    ck_assert_msg(f.p.problems.count == 0, "%s: %s", condition, f.p.problems.count ? f.p.problems.items[0].text : "");
    fixture_release(&f);
}

/* ---- values --------------------------------------------------------------------------------------------- */

START_TEST(properties)
{
    expect_value("<A>1</A><B>$(A)2</B><A>3</A>", "$(B)$(a)", "123");
    expect_value("<A>x</A><A>$(A);y</A>", "$(A.Replace(';', '-'))", "x-y");
    expect_value("", "$(Configuration)_$(Platform)_$(PlatformTarget)", "Debug_x64_x64");
    expect_value("", "$(MSBuildProjectName)$(MSBuildProjectExtension)_$(ProjectName)$(ProjectExt)",
                 "x.vcxproj_x.vcxproj");
    expect_value("", "$(IntDir.Replace('\\','/'))", "x64/Debug/");
    expect_value("<Configuration>Other</Configuration>", "$(Configuration)", "Debug"); /* global: not to be set */
    expect_value("<S>$(S)tail</S>", "$(S)", "tail"); /* itself, before it is defined */
    expect_value("", "$(_NT_TARGET_VERSION)", "0xA00");
    expect_value("<TargetVersion>Windows7</TargetVersion>", "$(_NT_TARGET_VERSION)", "0x601");
}
END_TEST

START_TEST(property_functions)
{
    expect_value("<A> Win8 Debug </A>", "$(A.Trim().Replace(' ',''))", "Win8Debug");
    expect_value("<A>abc</A>", "$(A.ToUpper())$(A.Length)$(A.Substring(1))$(A.Substring(0,1))", "ABC3bca");
    expect_value("<A>abc</A>", "$(A.StartsWith('ab'))$(A.EndsWith('x'))$(A.Contains('b'))", "TrueFalseTrue");
    expect_value("", "$([MSBuild]::ValueOrDefault('', 'two'))", "two");
    expect_value("", "$([System.IO.Path]::GetFileNameWithoutExtension('c/d.e'))", "d");
    expect_value("<A>b</A>", "$([System.String]::IsNullOrEmpty($(A)))", "False");
    expect_value("", "$([MSBuild]::EnsureTrailingSlash('a/b'))", "a/b/");
}
END_TEST

START_TEST(files_above)
{
    struct fixture f;
    fixture_init(&f);
    put(&f, "top.props", "<Project><PropertyGroup><T>above</T></PropertyGroup></Project>");
    ck_assert(load(
        &f, "<Import Project=\"$([MSBuild]::GetPathOfFileAbove('top.props'))\"/>"
            "<PropertyGroup><D>$([MSBuild]::GetDirectoryNameOfFileAbove($(MSBuildThisFileDirectory), "
            "'top.props'))</D></PropertyGroup>"
            "<ItemGroup><ClCompile "
            "Include='a.c'><PreprocessorDefinitions>T=$(T);D=$(D)</PreprocessorDefinitions></ClCompile></ItemGroup>"));
    expect(&f, "-DT=above");
    expect(&f, "-DD=@");
    ck_assert_uint_eq(f.d.list.count, 0);
    fixture_release(&f);
}
END_TEST

START_TEST(metadata)
{
    struct fixture f;
    fixture_init(&f);
    ck_assert(load(&f, "<ItemDefinitionGroup><ClCompile><PreprocessorDefinitions>A;%(PreprocessorDefinitions)</"
                       "PreprocessorDefinitions>"
                       "<PreprocessorDefinitions>%(PreprocessorDefinitions);B=\"q\"</PreprocessorDefinitions></"
                       "ClCompile></ItemDefinitionGroup>"
                       "<ItemGroup><ClCompile "
                       "Include='a.c'><PreprocessorDefinitions>C=%(Filename);%(ClCompile.PreprocessorDefinitions);S="
                       "\\\"t\\\";P=1%3b2;/wd4996</PreprocessorDefinitions>"
                       "<PreprocessorDefinitions Condition=\"'%(Extension)'=='.h'\">NEVER</PreprocessorDefinitions>"
                       "<ForcedIncludeFiles>none.h</ForcedIncludeFiles><AdditionalOptions>/DX /analyze /Zp4 "
                       "%(AdditionalOptions)</AdditionalOptions>"
                       "<UndefinePreprocessorDefinitions>U</UndefinePreprocessorDefinitions></ClCompile></ItemGroup>"));
    const char *args = args_of(&f, 0);
    ck_assert_msg(strstr(args, " -DC=a -DA -DB=\"q\" -DS=\"t\" -DP=1;2 -UU -include none.h -DX -fpack-struct=4 ") !=
                      NULL,
                  "%s", args);
    expect_not(&f, "-DNEVER");
    ck_assert_uint_eq(f.d.warnings, 0);
    fixture_release(&f);
}
END_TEST

START_TEST(conditions)
{
    expect_condition("", "'$(Configuration)|$(Platform)'=='debug|X64'", true);
    expect_condition("", "'$(Configuration)|$(Platform)'=='Release|x64'", false);
    expect_condition("", "'a'!='b' And ('x'=='y' Or !('x'=='y'))", true);
    expect_condition("", "'a'=='b' And 'a'=='a' Or 'c'=='c'", true);
    expect_condition("", "'a'=='a' Or 'a'=='a' And 'a'=='b'", true);
    expect_condition("", "0x10 == 16", true);
    expect_condition("", "$(_NT_TARGET_VERSION)&lt;$(_NT_TARGET_VERSION_WIN8)", false);
    expect_condition("<TargetVersion>Win7</TargetVersion>", "$(_NT_TARGET_VERSION)&lt;$(_NT_TARGET_VERSION_WIN8)",
                     true);
    expect_condition("", "2 &gt; 10 or 1.5 &lt;= 1.50", true);
    expect_condition("", "exists('A.C') and !exists('b.c')", true);
    expect_condition("", "Exists($(ProjectDir)) And HasTrailingSlash('$(ProjectDir)') And !HasTrailingSlash('a')",
                     true);
    expect_condition("<T>True</T>", "$(T)", true);
    expect_condition("<T>off</T>", "$(T) or false", false);
    expect_condition("", "'$(Nothing)'==''", true);
    expect_condition("", "", true);
}
END_TEST

START_TEST(faulty_conditions)
{
    static const char *const wrong[] = {"'a'==",  "'a'=='b",   "('a'=='a'", "'a' 'b'",      "perhaps", "'a'&lt;'b'",
                                        "f('x')", "and 'a'==", "!",         "'a'=='a' xor", "==",      "''"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct fixture f;
        fixture_init(&f);
        ck_assert(
            load(&f, arena_printf(&f.a,
                                  "<PropertyGroup>\n  <A Condition=\"%s\">1</A></PropertyGroup><ItemGroup><ClCompile "
                                  "Include='a.c'/></ItemGroup>",
                                  wrong[i])));
        ck_assert_msg(f.p.problems.count == 1, "%s: %u", wrong[i], f.p.problems.count);
        ck_assert_msg(strstr(f.p.problems.items[0].text, "cannot be evaluated") != NULL, "%s",
                      f.p.problems.items[0].text);
        ck_assert_uint_eq(f.p.problems.items[0].line, 3);
        ck_assert_uint_eq(f.p.problems.items[0].column, 3);
        ck_assert_uint_eq(f.p.units.count, 1);
        fixture_release(&f);
    }
}
END_TEST

START_TEST(choose)
{
    expect_value("</PropertyGroup><Choose><When Condition=\"'a'=='b'\"><PropertyGroup><C>1</C></PropertyGroup></When>"
                 "<When Condition=\"'a'=='a'\"><PropertyGroup><C>2</C></PropertyGroup></When>"
                 "<Otherwise><PropertyGroup><C>3</C></PropertyGroup></Otherwise></Choose><PropertyGroup>",
                 "$(C)", "2");
}
END_TEST

/* ---- unknowns ---------------------------------------------------------------------------------------------- */

START_TEST(unknown_property)
{
    struct fixture f;
    fixture_init(&f);
    ck_assert(load(
        &f,
        "<PropertyGroup>\n<Harmless>$(NobodyUsesThis)</Harmless>\n   <Where>$(MyRoot)\\inc</Where></PropertyGroup>\n"
        "<ItemGroup><ClCompile "
        "Include='a.c'><AdditionalIncludeDirectories>$(Where)</AdditionalIncludeDirectories></ClCompile></ItemGroup>"));
    ck_assert_uint_eq(f.d.warnings, 1);
    ck_assert_int_eq(f.d.list.items[0].severity, SEVERITY_WARNING);
    ck_assert_str_eq(f.d.list.items[0].text,
                     "the property $(MyRoot) is not known: an include folder is read as if it were empty");
    ck_assert_str_eq(f.d.list.items[0].hint, "--property MyRoot=VALUE gives it a value");
    ck_assert_str_eq(path_base(f.d.list.items[0].file), "x.vcxproj");
    ck_assert_uint_eq(f.d.list.items[0].line, 4);
    ck_assert_uint_eq(f.d.list.items[0].column, 4);
    fixture_release(&f);
}
END_TEST

START_TEST(given_property)
{
    struct fixture f;
    fixture_init(&f);
    put(&f, "other/inc/h.h", "");
    const char *given[] = {arena_printf(&f.a, "myroot=%s/other", f.folder)};
    f.o = (struct msbuild_options){.properties = given, .property_count = 1};
    ck_assert(load(&f, "<PropertyGroup><MyRoot>overridden</MyRoot></PropertyGroup><ItemGroup><ClCompile Include='a.c'>"
                       "<AdditionalIncludeDirectories>$(MyRoot)\\INC;$(DDK_INC_PATH)\\x;nowhere</"
                       "AdditionalIncludeDirectories></ClCompile></ItemGroup>"));
    expect(&f, "-I@/other/inc"); /* the case on disk; the kit's folder and the absent one are dropped */
    ck_assert_ptr_null(strstr(args_of(&f, 0), "nowhere"));
    ck_assert_ptr_null(strstr(args_of(&f, 0), "<kit>"));
    ck_assert_uint_eq(f.d.warnings, 0);
    fixture_release(&f);
}
END_TEST

START_TEST(unsupported_functions)
{
    static const char *const texts[] = {"$([System.Guid]::NewGuid())",
                                        "$(A.PadLeft(3))",
                                        "$(Registry:HKEY_X@Y)",
                                        "$([MSBuild]::Add(1",
                                        "$(A",
                                        "$(A..Trim())",
                                        "$()",
                                        "$(A.Substring(99))",
                                        "%(NoSuchMetadata)"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct fixture f;
        fixture_init(&f);
        ck_assert(
            load(&f, arena_printf(&f.a,
                                  "<PropertyGroup><A>a</A></PropertyGroup><ItemGroup><ClCompile Include='a.c'>\n"
                                  "<PreprocessorDefinitions>V=%s</PreprocessorDefinitions></ClCompile></ItemGroup>",
                                  texts[i])));
        ck_assert_msg(f.d.warnings == 1, "%s: %u warnings", texts[i], f.d.warnings);
        ck_assert_uint_eq(f.d.list.items[0].line, 3);
        ck_assert_uint_eq(f.p.units.count, 1);
        fixture_release(&f);
    }
}
END_TEST

/* ---- imports --------------------------------------------------------------------------------------------------- */

START_TEST(imports)
{
    struct fixture f;
    fixture_init(&f);
    put(&f, "Sheets/one.props",
        "<Project><Import Project='..\\sheets\\TWO.props'/><ItemDefinitionGroup><ClCompile>"
        "<PreprocessorDefinitions>ONE=$(MSBuildThisFileName);%(PreprocessorDefinitions)</PreprocessorDefinitions>"
        "</ClCompile></ItemDefinitionGroup></Project>");
    put(&f, "Sheets/Two.props", "<Project><PropertyGroup><Two>2</Two></PropertyGroup></Project>");
    put(&f, "shared/s.vcxitems",
        "<Project><ItemGroup><ClCompile Include='$(MSBuildThisFileDirectory)s.c'/></ItemGroup></Project>");
    put(&f, "shared/s.c", "");
    put(&f, "Directory.Build.props", "<Project><PropertyGroup><Up>up</Up></PropertyGroup></Project>");
    put(&f, "directory.build.targets", "<Project><PropertyGroup><Up>$(Up)down</Up></PropertyGroup></Project>");
    ck_assert(load(&f, "<Import Project='$(VCTargetsPath)\\Microsoft.Cpp.Default.props'/>\n"
                       "<ImportGroup Label='PropertySheets'><Import Project='..\\Sheets\\One.props'/>"
                       "<Import Project='$(UserRootDir)\\Microsoft.Cpp.$(Platform).user.props' "
                       "Condition=\"exists('$(UserRootDir)\\Microsoft.Cpp.$(Platform).user.props')\"/></ImportGroup>\n"
                       "<Import Project='..\\shared\\s.vcxitems' Label='Shared'/>"
                       "<ItemGroup><ClCompile "
                       "Include='a.c'><PreprocessorDefinitions>%(PreprocessorDefinitions);T=$(Two);UP=$(Up)</"
                       "PreprocessorDefinitions></ClCompile></ItemGroup>"
                       "<Import Project='$(VCTargetsPath)\\Microsoft.Cpp.targets'/>"));
    ck_assert_uint_eq(f.p.units.count, 2);
    expect(&f, "-DONE=one");
    expect(&f, "-DT=2");
    expect(&f, "-DUP=updown");
    ck_assert_str_eq(path_base(f.p.units.items[1].path), "s.c");
    ck_assert_uint_eq(f.d.list.count + f.p.problems.count, 0);
    fixture_release(&f);
}
END_TEST

static void expect_problem(const char *body, uint32_t line, const char *text)
{
    struct fixture f;
    fixture_init(&f);
    put(&f, "cycle.props", "<Project>\n<Import Project='d/x.vcxproj'/></Project>");
    put(&f, "own.props", "<Project>\n\n<Import Project='own.props'/></Project>");
    put(&f, "broken.props", "<Project>\n<Property</Project>");
    ck_assert(load(&f, arena_printf(&f.a, "%s<ItemGroup><ClCompile Include='a.c'/></ItemGroup>", body)));
    ck_assert_msg(f.p.problems.count > 0, "%s", body);
    ck_assert_msg(strstr(f.p.problems.items[0].text, text) != NULL, "%s: '%s' lacks '%s'", body,
                  f.p.problems.items[0].text, text);
    ck_assert_uint_eq(f.p.problems.items[0].line, line);
    ck_assert_uint_eq(f.p.units.count, 1); /* the rest counts */
    fixture_release(&f);
}

START_TEST(faulty_imports)
{
    expect_problem("\n<Import Project='none.props'/>", 3, "was not found");
    expect_problem("<Import Project='C:\\abs\\none.props'/>", 2, "was not found: C:/abs/none.props");
    expect_problem("<Import Project='..\\cycle.props'/>", 2, "circle");
    expect_problem("<Import Project='..\\own.props'/>", 3, "circle");
    expect_problem("<Import Project='..\\broken.props'/>", 2, "is no XML");
    expect_problem("<Import/>", 2, "without Project");
}
END_TEST

START_TEST(deep_imports)
{
    struct fixture f;
    fixture_init(&f);
    for (int i = 0; i < 100; i++)
        put(&f, arena_printf(&f.a, "d/p%d.props", i),
            arena_printf(&f.a, "<Project><Import Project='p%d.props'/></Project>", i + 1));
    ck_assert(load(&f, "<Import Project='p0.props'/><ItemGroup><ClCompile Include='a.c'/></ItemGroup>"));
    ck_assert_uint_eq(f.p.problems.count, 1);
    ck_assert_ptr_nonnull(strstr(f.p.problems.items[0].text, "nested deeper than 64"));
    ck_assert_uint_eq(f.p.units.count, 1);
    fixture_release(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("msbuild");
    TCase *values = tcase_create("values"), *files = tcase_create("files");
    tcase_add_test(values, properties);
    tcase_add_test(values, property_functions);
    tcase_add_test(values, files_above);
    tcase_add_test(values, metadata);
    tcase_add_test(values, conditions);
    tcase_add_test(values, faulty_conditions);
    tcase_add_test(values, choose);
    tcase_add_test(values, unknown_property);
    tcase_add_test(values, given_property);
    tcase_add_test(values, unsupported_functions);
    tcase_add_test(files, imports);
    tcase_add_test(files, faulty_imports);
    tcase_add_test(files, deep_imports);
    suite_add_tcase(suite, values);
    suite_add_tcase(suite, files);
    return run_suite(suite);
}
