/* Headers made from message texts, manifests and schemas. */
#include "frontend/generated.h"
#include "runner.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *made(void (*make)(const char *, struct str *), const char *text)
{
    struct str out = {0};
    make(text, &out);
    str_append(&out, "");
    return str_take(&out);
}

static void expect(void (*make)(const char *, struct str *), const char *text, const char *wanted)
{
    char *header = made(make, text);
    ck_assert_str_eq(header, wanted);
    free(header);
}

START_TEST(messages)
{
    expect(generated_from_messages,
           ";#ifndef LOG_H\r\n;#define LOG_H\r\n"
           "MessageIdTypedef=NTSTATUS\r\n"
           "SeverityNames=(Good=0x0:SEVERITY_GOOD\r\n   Bad = 0x3 : SEVERITY_BAD)\r\n"
           "FacilityNames=(System=0x0 Disk=0x5:FACILITY_DISK)\r\n"
           "LanguageNames=(German=0x407:MSG00407)\r\n"
           "MessageId=0x0001 Facility=Disk Severity=Bad SymbolicName=DISK_GONE\r\n"
           "Language=English\r\nSymbolicName=NOT_THIS is text.\r\n; nor is this\r\n.\r\n"
           "Language=German\r\nWeg.\r\n.\r\n\r\n"
           "MessageId= SymbolicName=DISK_NEXT\r\nLanguage=English\r\n.5 of it\r\n.\r\n"
           "MessageId=+3 Severity=Good Facility=System\r\nSymbolicName=LATER\r\nLanguage=English\r\nx\r\n.\r\n"
           "MessageIdTypedef=\r\nMessageId=16\r\nSeverity=Warning\r\nFacility=Application\r\nSymbolicName=PLAIN\r\nLanguage=English\r\ny\r\n.\r\n"
           ";#endif\r\n",
           "#ifndef LOG_H\r\n#define LOG_H\r\n"
           "#define SEVERITY_GOOD 0x0\n#define SEVERITY_BAD 0x3\n#define FACILITY_DISK 0x5\n"
           "#define DISK_GONE ((NTSTATUS)0xC0050001L)\n"
           "#define DISK_NEXT ((NTSTATUS)0xC0050002L)\n"
           "#define LATER ((NTSTATUS)0x00000005L)\n"
           "#define PLAIN 0x8FFF0010L\n"
           "#endif\r\n");
    expect(generated_from_messages, "MessageId=1\nSymbolicName=ONLY\nLanguage=English\nno end", "#define ONLY 0x00000001L\n");
    expect(generated_from_messages, "= ) (\nSeverityNames=(x\nFacilityNames=(A=:B", "");
}
END_TEST

START_TEST(manifests)
{
    expect(generated_from_manifest,
           "<?xml version='1.0'?><a:instrumentationManifest xmlns:a='x'>\n"
           "<!-- <event symbol='NotThis' value='9'/> -->\n"
           "<provider name=\"My-Driver x\" symbol = \"MY_GUID\" guid='{1}'>\n"
           "<keyword mask='0x10' symbol='KEY_A' name='>'/><opcode name='o' symbol='OP_B' value='11'/>"
           "<task value='3' symbol='bad symbol'/><event symbol='Start' value='7' template='t'/><event value='8'/></provider>"
           "<a:event symbol='Stop'",
           "#pragma once\n#include <guiddef.h>\nextern const GUID MY_GUID;\n"
           "#define EventRegisterMy_Driver_x(...) (0L)\n#define EventUnregisterMy_Driver_x(...) (0L)\n"
           "#define KEY_A 0x10\n#define OP_B 11\n"
           "#define EventEnabledStart(...) (0)\n#define EventWriteStart(...) (0L)\n#define EventWriteStart_AssumeEnabled(...) (0L)\n"
           "#define Start_value 7\n"
           "#define EventEnabledStop(...) (0)\n#define EventWriteStop(...) (0L)\n#define EventWriteStop_AssumeEnabled(...) (0L)\n");
}
END_TEST

START_TEST(schemas)
{
    expect(generated_from_schema,
           "#PRAGMA AUTORECOVER\n// class NotThis {}\n"
           "[Dynamic, Description(\"class [x] \\\" {\"), guid(\"{01234567-89ab-cdef-0123-456789abcdef}\")]\n"
           "class Lamp : Base {\n [key, read] string InstanceName; [read] boolean Active;\n"
           " [WmiDataId(1), read] boolean Lit;\n [WmiDataId(2)] uint32 Level[4]; [WmiDataId(3), MAX(7)] string Label;\n"
           " [WmiDataId(4)] uint8 Rest[]; [WmiDataId(5)] string A; [WmiDataId(6)] string B;\n};\n"
           "[guid(\"{01234567-89ab-cdef-0123-456789abcde0}\")] class Only { [WmiMethodId(1)] void Do([in] uint32 x); };\n",
           "#pragma once\n#include <guiddef.h>\n"
           "DEFINE_GUID(Lamp_GUID, 0x01234567, 0x89ab, 0xcdef, 0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef);\n"
           "#define LampGuid {0x01234567, 0x89ab, 0xcdef, {0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef}}\n"
           "typedef struct _Lamp {\n    BOOLEAN Lit;\n#define Lamp_Lit_SIZE (sizeof(BOOLEAN) * 1)\n#define Lamp_Lit_ID 1\n"
           "    ULONG Level[4];\n#define Lamp_Level_SIZE (sizeof(ULONG) * 4)\n#define Lamp_Level_ID 2\n"
           "    WCHAR Label[8];\n#define Lamp_Label_SIZE (sizeof(WCHAR) * 8)\n#define Lamp_Label_ID 3\n"
           "    UCHAR Rest[1];\n#define Lamp_Rest_SIZE (sizeof(UCHAR) * 1)\n#define Lamp_Rest_ID 4\n"
           "    CHAR VariableData[1];\n#define Lamp_A_ID 5\n#define Lamp_B_ID 6\n"
           "} Lamp, *PLamp;\n#define Lamp_SIZE (FIELD_OFFSET(Lamp, VariableData) + sizeof(((Lamp *)0)->VariableData))\n"
           "DEFINE_GUID(Only_GUID, 0x01234567, 0x89ab, 0xcdef, 0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xe0);\n"
           "#define OnlyGuid {0x01234567, 0x89ab, 0xcdef, {0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xe0}}\n");
    expect(generated_from_schema, "[guid(\"nonsense\")] class X { [WmiDataId(1) uint32 a", "#pragma once\n#include <guiddef.h>\n");
}
END_TEST

/* Each input cut at each place: no reader may run past the end. */
START_TEST(cut_short)
{
    static const char *const texts[] = {
        ";#if 1\nSeverityNames=(A=0x1:B)\nMessageId=+1 Severity=A SymbolicName=X\nLanguage=English\ntext\n.\n",
        "<provider name=\"p\" symbol='S' guid='{1}'><!-- x --><event symbol=\"E\" value='1'/></provider>",
        "/* x */[guid(\"{01234567-89ab-cdef-0123-456789abcdef}\"), Description(\"a\\\"b\")] class C { [WmiDataId(1)] string s[3]; };",
    };
    void (*const makers[])(const char *, struct str *) = {generated_from_messages, generated_from_manifest, generated_from_schema};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (size_t n = 0; n <= strlen(texts[i]); n++)
            for (size_t k = 0; k < sizeof makers / sizeof *makers; k++) {
                char *part = mem_zalloc(n + 1); /* exactly as long as it is, for the sanitizer */
                memcpy(part, texts[i], n);
                free(made(makers[k], part));
                free(part);
            }
}
END_TEST

/* ---- in a unit ---------------------------------------------------------------------------------- */

static const char *put(struct arena *a, const char *folder, const char *name, const char *text)
{
    const char *path = path_join(a, folder, name);
    ck_assert_int_eq(folder_make(path_folder(a, path)), 0);
    ck_assert_int_eq(file_write(path, text, strlen(text)), 0);
    return path;
}

START_TEST(in_a_unit)
{
    char folder[] = "/tmp/ddicheck-generated-XXXXXX";
    struct arena a;
    struct ir_module m;
    struct diags d;
    arena_init(&a);
    diags_init(&d);
    ck_assert_ptr_nonnull(mkdtemp(folder));
    put(&a, folder, "src/DevLog.mc", "MessageId=7 Severity=Error\nSymbolicName=DEV_GONE\nLanguage=English\nx\n.\n");
    put(&a, folder, "src/driver.man", "<provider name='Drv' symbol='DRV'/><event symbol='Start' value='1'/>");
    put(&a, folder, "etw/lamp.man", "<provider name='Lamp' symbol='LAMP'/><event symbol='Glow' value='1'/>");
    put(&a, folder, "inc/lamp.mof", "[guid(\"{01234567-89ab-cdef-0123-456789abcdef}\")] class Lamp { [WmiDataId(1)] boolean Lit; };");
    put(&a, folder, "inc/own.h", "#include <lampMof.h>\n");
    put(&a, folder, "src/made.mc", "MessageId=1\nSymbolicName=WRONG\nLanguage=English\nx\n.\n");
    put(&a, folder, "src/made.h", "#define RIGHT 1\n");
    const char *source = put(&a, folder, "src/a.c",
                             "typedef unsigned char BOOLEAN;\n#include \"devlog.h\"\n#include \"drvEvents.h\"\n#include \"own.h\"\n#include \"made.h\"\n#include \"LampETW.h\"\n"
                             "int made_there = RIGHT;\n"
                             "int f(Lamp *l) { EventWriteStart(l, 1); return l->Lit + EventRegisterDrv() + EventRegisterLamp() + (DEV_GONE == 0xC0000007L ? 3 : 4); }\n");
    const char *args[] = {arena_printf(&a, "-I%s/inc", folder), arena_printf(&a, "-I%s/etw", folder)};
    struct frontend_options o = {.headers = DDICHECK_SOURCE_DIR "/headers", .folder = path_join(&a, folder, "cache")};
    static const char *const folders[] = {"/usr/x86_64-w64-mingw32/include"};
    o.system_headers = folders;
    o.system_header_count = 1;
    struct unit u = {.path = source, .folder = path_join(&a, folder, "src"), .args = args, .arg_count = 2};
    struct frontend *f = frontend_new(&o);
    ck_assert(frontend_lower(f, frontend_prepare(f, &u), false, &m, &d));
    if (m.problems.count)
        ck_abort_msg("%s", ir_text(&m, m.problems.items[0].text));
    ir_module_release(&m);
    frontend_free(f);
    diags_release(&d);
    ck_assert_int_eq(system(arena_printf(&a, "rm -rf '%s'", folder)), 0);
    arena_release(&a);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("generated headers");
    TCase *c = tcase_create("all");
    tcase_set_timeout(c, 60);
    tcase_add_test(c, messages);
    tcase_add_test(c, manifests);
    tcase_add_test(c, schemas);
    tcase_add_test(c, cut_short);
    tcase_add_test(c, in_a_unit);
    suite_add_tcase(suite, c);
    return run_suite(suite);
}
