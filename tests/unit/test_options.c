/* The command line: what is understood, what is refused with which suggestion. */
#include "options.h"
#include "runner.h"

#include <stdlib.h>
#include <string.h>

#define ARGV(...) ((char *[]){"ddicheck", __VA_ARGS__, NULL})

static bool parse(struct options *o, char **argv, struct diags *d)
{
    int argc = 0;
    while (argv[argc])
        argc++;
    diags_init(d);
    return options_parse(o, argc, argv, d);
}

START_TEST(check_command)
{
    struct options o;
    struct diags d;
    ck_assert(parse(&o,
                    ARGV("check", "a.c", "--select=x, y,", "-p", "build", "b.c", "-osarif:f", "-o", "concise:g:h",
                         "--fail-on", "error", "-j3", "--no-cache", "--dump=ir", "--color=never", "-qv",
                         "--extra-arg=-DA", "--", "-DB", "--", "-p"),
                    &d));
    ck_assert_int_eq(o.command, COMMAND_CHECK);
    ck_assert_uint_eq(o.paths.list.count, 2);
    ck_assert_str_eq(o.paths.list.items[1], "b.c");
    ck_assert_uint_eq(o.select.list.count, 2);
    ck_assert_str_eq(o.select.list.items[1], "y");
    ck_assert_str_eq(o.database, "build");
    ck_assert_uint_eq(o.outputs.count, 2);
    ck_assert_int_eq(o.outputs.items[0].format, REPORT_SARIF);
    ck_assert_str_eq(o.outputs.items[1].path, "g:h");
    ck_assert_int_eq(o.fail_on, SEVERITY_ERROR);
    ck_assert_uint_eq(o.jobs, 3);
    ck_assert(!o.use_cache && o.quiet && o.verbose);
    ck_assert_int_eq(o.dump, DUMP_IR);
    ck_assert_int_eq(o.color, COLOR_NEVER);
    ck_assert_uint_eq(o.clang_args.list.count, 4);
    ck_assert_str_eq(o.clang_args.list.items[0], "-DA");
    ck_assert_str_eq(o.clang_args.list.items[3], "-p");
    options_release(&o);
    diags_release(&d);
}
END_TEST

START_TEST(short_forms)
{
    static const struct {
        char *word;
        enum command command;
    } cases[] = {{"driver.c", COMMAND_CHECK},    {"./folder", COMMAND_CHECK},  {"rules", COMMAND_RULES},
                 {"--version", COMMAND_VERSION}, {"version", COMMAND_VERSION}, {"--help", COMMAND_HELP},
                 {"-h", COMMAND_HELP},           {"help", COMMAND_HELP},       {"-v", COMMAND_CHECK},
                 {"--", COMMAND_CHECK}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct options o;
        struct diags d;
        ck_assert(parse(&o, ARGV(cases[i].word), &d));
        ck_assert_int_eq(o.command, cases[i].command);
        options_release(&o);
        diags_release(&d);
    }
    struct options o;
    struct diags d;
    ck_assert(options_parse(&o, 1, ARGV("x"), &d));
    ck_assert_int_eq(o.command, COMMAND_GUIDE);
    options_release(&o);
    ck_assert(parse(&o, ARGV("check", "--help"), &d));
    ck_assert_int_eq(o.command, COMMAND_HELP);
    ck_assert_int_eq(o.help_for, COMMAND_CHECK);
    options_release(&o);
    ck_assert(parse(&o, ARGV("help", "explain"), &d));
    ck_assert_int_eq(o.help_for, COMMAND_EXPLAIN);
    options_release(&o);
}
END_TEST

static void expect_refusal(char **argv, const char *text, const char *hint)
{
    struct options o;
    struct diags d;
    ck_assert(!parse(&o, argv, &d));
    const struct diag *g = &d.list.items[0];
    ck_assert_msg(strstr(g->text, text) != NULL, "'%s' lacks '%s'", g->text, text);
    if (hint)
        ck_assert_msg(g->hint && strstr(g->hint, hint), "hint '%s' lacks '%s'", g->hint ? g->hint : "", hint);
    options_release(&o);
    diags_release(&d);
}

START_TEST(refusals)
{
    expect_refusal(ARGV("chekc"), "'chekc' is neither", "'check'");
    expect_refusal(ARGV("check", "--selct=x"), "there is no option --selct", "--select");
    expect_refusal(ARGV("check", "a.c", "-Z"), "there is no option -Z", NULL);
    expect_refusal(ARGV("rules", "-p", "x"), "there is no option -p", NULL);
    expect_refusal(ARGV("check", "--output-format=sariff"), "there is no 'sariff'", "'sarif'");
    expect_refusal(ARGV("check", "-o", "out.sarif"), "FORMAT:FILE", "sarif:out.sarif");
    expect_refusal(ARGV("check", "-o", "sarfi:x"), "there is no 'sarfi'", "'sarif'");
    expect_refusal(ARGV("check", "-j", "0"), "-j 0", NULL);
    expect_refusal(ARGV("check", "-j", "many"), "-j many", NULL);
    expect_refusal(ARGV("check", "--fail-on=warnings"), "'warnings'", "'warning'");
    expect_refusal(ARGV("check", "-p"), "wants a value", NULL);
    expect_refusal(ARGV("check", "--rules"), "--rules wants a value", NULL);
    expect_refusal(ARGV("check", "--no-cache=yes"), "--no-cache", NULL);
    expect_refusal(ARGV("explain"), "explain wants one rule", NULL);
    expect_refusal(ARGV("help", "chekc"), "'chekc'", "'check'");
    expect_refusal(ARGV("rules", "double-free"), "ddicheck explain double-free", NULL);
}
END_TEST

START_TEST(project_options)
{
    struct options o;
    struct diags d;
    ck_assert(parse(&o,
                    ARGV("check", "--project", "a.sln", "--project=b.vcxproj", "--project-configuration=Release|x64",
                         "--target=arm64", "--property", "A=b=c", "--path-map=C:\\a=b=/to", "--path-map", "D:\\=rel",
                         "--coverage", "--wdk=/"),
                    &d));
    ck_assert_uint_eq(o.projects.list.count, 2);
    ck_assert_str_eq(o.platform, "ARM64");
    ck_assert_str_eq(o.wdk, "/");
    ck_assert(o.coverage);
    ck_assert_uint_eq(o.path_maps.count, 2);
    ck_assert_str_eq(o.path_maps.items[0].from, "C:\\a=b");
    ck_assert_str_eq(o.path_maps.items[0].to, "/to");
    ck_assert_int_eq(o.path_maps.items[1].to[0], '/');
    struct msbuild_options m = options_msbuild(&o);
    ck_assert_str_eq(m.configuration, "Release|x64");
    ck_assert_uint_eq(m.property_count, 1);
    ck_assert_uint_eq(m.maps.count, 2);
    options_release(&o);
    ck_assert(parse(&o, ARGV("import", "a.vcxproj", "-o", "db.json", "--target", "x86"), &d));
    ck_assert_int_eq(o.command, COMMAND_IMPORT);
    ck_assert_str_eq(o.import_output, "db.json"); /* not FORMAT:FILE, as of check */
    ck_assert_str_eq(o.platform, "Win32");
    options_release(&o);
    ck_assert(parse(&o, ARGV("doctor"), &d));
    ck_assert_int_eq(o.command, COMMAND_DOCTOR);
    options_release(&o);
    diags_release(&d);
    expect_refusal(ARGV("import"), "import wants a project", "ddicheck import");
    expect_refusal(ARGV("imprt"), "'imprt'", "'import'");
    expect_refusal(ARGV("check", "--target=amd64"), "there is no 'amd64'", "'arm64'");
    expect_refusal(ARGV("check", "--path-map=C:"), "FROM=TO", "/repo");
    expect_refusal(ARGV("check", "--property", "A"), "NAME=VALUE", NULL);
    expect_refusal(ARGV("check", "--wdk=/none/such"), "no such folder", NULL);
    expect_refusal(ARGV("check", "-p", "x", "--project", "y"), "exclude each other", NULL);
    expect_refusal(ARGV("doctor", "a", "b"), "one file or folder", NULL);
}
END_TEST

START_TEST(help_names_every_option)
{
    struct str text = {0};
    options_help(COMMAND_CHECK, &text);
    static const char *const names[] = {"-p DIR",
                                        "--output-format",
                                        "-o, --output",
                                        "--rules",
                                        "--select",
                                        "--ignore",
                                        "--fail-on",
                                        "--no-cache",
                                        "--cache-dir",
                                        "--allow-incomplete",
                                        "-j, --jobs",
                                        "--dump",
                                        "--function",
                                        "--color",
                                        "--no-progress",
                                        "-q, --quiet",
                                        "-v, --verbose",
                                        "--extra-arg",
                                        "--help",
                                        "Exit code",
                                        "--project=",
                                        "--project-configuration",
                                        "--property",
                                        "--target",
                                        "--wdk",
                                        "--coverage",
                                        "--path-map"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        ck_assert_msg(strstr(str_text(&text), names[i]) != NULL, "help lacks %s", names[i]);
    str_clear(&text);
    options_help(COMMAND_RULES, &text);
    ck_assert_ptr_null(strstr(str_text(&text), "--cache-dir"));
    str_release(&text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("options");
    TCase *c = tcase_create("all");
    tcase_add_test(c, check_command);
    tcase_add_test(c, short_forms);
    tcase_add_test(c, refusals);
    tcase_add_test(c, project_options);
    tcase_add_test(c, help_names_every_option);
    suite_add_tcase(suite, c);
    return run_suite(suite);
}
