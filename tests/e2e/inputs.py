"""Bad input, projects of all kinds, and what real trees are like."""
import json
import re
import shutil

import sarif_schema
from case import FAULTY, CLEAN, BROKEN, first, Case


class BadInput(Case):
    def test_missing_file(self):
        good = first(FAULTY, "bad_")
        done = self.run_it("check", "none.c", code=2)
        self.assertIn("none.c: error: no such file or folder", done.stderr)
        done = self.run_it("check", "none.c", good, code=2)
        self.assertIn("error[double-free]", done.stdout, "what could be checked is lost")
        self.assertIn("exit code 2", done.stderr)

    def test_empty_folder_and_header(self):
        (self.folder / "empty").mkdir()
        self.assertIn("no C source", self.run_it("check", "empty", code=2).stderr)
        self.put("a.h", "")
        self.assertIn("no C source", self.run_it("check", "a.h", code=2).stderr)
        self.assertIn("nothing to check", self.run_it("check", code=2).stderr)

    def test_database_that_is_no_json(self):
        self.put("build/compile_commands.json", '[\n  {"directory": "/x",\n   "file" }\n]\n')
        self.put("a.c", CLEAN)
        done = self.run_it("check", "-p", "build", code=2)
        self.assertRegex(done.stderr, r"build/compile_commands\.json:3:\d+: error: is no JSON")
        self.assertIn('"file" }', done.stderr)
        self.assertIn("is no JSON", self.run_it("check", "a.c", code=2).stderr)
        self.assertIn("cannot be read", self.run_it("check", "-p", "nowhere", code=2).stderr)

    def test_database_with_bad_entries(self):
        source = self.put("a.c", CLEAN)
        entries = [{"file": "a.c", "command": "cc a.c"}, {"directory": 1, "file": "a.c", "command": "cc"}, "x", {"directory": ".", "file": "a.c"},
                   {"directory": ".", "file": "a.c", "arguments": [1]}, {"directory": ".", "file": str(source), "arguments": ["cc", "a.c"]}]
        self.put("compile_commands.json", json.dumps(entries, indent=1))
        done = self.run_it("check", code=2)
        self.assertEqual(done.stderr.count(": error: entry "), 5)
        self.assertIn("1 file analysed", done.stderr)

    def test_source_that_does_not_parse(self):
        self.put("broken.c", BROKEN)
        self.put("clean.c", CLEAN)
        done = self.run_it("check", ".", code=3)
        self.assertRegex(done.stderr, r"broken\.c:3:15: error: expected expression \(and 1 more error in this unit\)")
        self.assertIn("1 file analysed, 1 incomplete", done.stderr)
        self.assertIn("exit code 3: 1 file could not be fully analysed", done.stderr)
        self.assertIn("warning: expected expression", self.run_it("check", "--allow-incomplete", ".", code=0).stderr)
        self.assertIn("undeclared", self.run_it("check", "-v", ".", code=3).stderr)

    def test_costliest_functions_are_named(self):
        self.put("a.c", "int few(void) { return 1; }\n")
        self.put("b.c", "int many(int x) { return x ? x + 1 : x - 2; }\nint f0(void) { return 0; }\n" +
                 "".join(f"int f{i}(int x) {{ return x * {i} + x; }}\n" for i in range(1, 12)))
        said = self.run_it("check", "-v", ".", code=0).stderr.split("functions that took the most steps:\n")[1].splitlines()
        costs = [re.fullmatch(r" *(\d+) (\w+) \((\w+\.c)\)", line) for line in said[:8]]
        self.assertEqual((costs[0][2], costs[0][3]), ("many", "b.c"))
        self.assertEqual([m[2] for m in costs[1:]], sorted(f"f{i}" for i in range(1, 12))[:7])  # equal steps: by name
        self.assertEqual([int(m[1]) for m in costs], sorted((int(m[1]) for m in costs), reverse=True))
        self.assertTrue(said[8].startswith("ddicheck:"))

    def test_missing_header(self):
        self.put("a.c", '#include "gone.h"\n' + CLEAN)
        done = self.run_it("check", "a.c", code=3)
        self.assertRegex(done.stderr, r"a\.c:1:\d+: error: 'gone\.h' was not found")
        sarif = self.run_it("check", "--output-format=sarif", "a.c", code=3).stdout
        self.assertEqual(sarif_schema.faults(sarif), [])
        invocation = json.loads(sarif)["runs"][0]["invocations"][0]
        self.assertFalse(invocation["executionSuccessful"])
        self.assertEqual(invocation["exitCode"], 3)
        self.assertIn("gone.h", invocation["toolExecutionNotifications"][0]["message"]["text"])
        self.put("inc/gone.h", "")
        self.run_it("check", "a.c", "--", "-Iinc", code=0)
        self.run_it("check", "--extra-arg=-I" + str(self.folder / "inc"), "a.c", code=0)
        self.put("gone.h", "")
        self.run_it("check", "a.c", code=0)  # nothing of the failures above may come from the cache

    def test_cplusplus_is_named(self):
        self.put("compile_commands.json", json.dumps([{"directory": ".", "file": "a.cpp", "command": "c++ a.cpp"},
                                                      {"directory": ".", "file": "a.c", "command": "cc a.c"}]))
        self.put("a.c", CLEAN)
        self.put("a.cpp", "")
        done = self.run_it("check", code=0)
        self.assertNotIn("a.cpp", done.stderr)
        self.assertIn("1 file analysed, 0 incomplete, 1 skipped", done.stderr)
        self.assertIn("a.cpp: note: skipped: C++ source", self.run_it("check", "-v", code=0).stderr)

    def test_rule_file_with_five_errors(self):
        self.put("own/five.ddi", "# errors in lines 2 to 6\n"
                                 "ddi A(x) { frees no_such_kind(x) }\n"
                                 "ddi B(x) { irql <= LOFTY }\n"
                                 "ddi C(x { }\n"
                                 "rule bad-level catastrophe { title \"t\" }\n"
                                 "ddi D(x) { uses nbl_pol(x) }\n")
        done = self.run_it("check", "--rules", "own", self.put("a.c", CLEAN), code=2)
        lines = {line.split("five.ddi:")[1].split(":")[0] for line in done.stderr.splitlines() if "five.ddi:" in line and ": error: " in line}
        self.assertEqual(lines, {"2", "3", "4", "5", "6"}, done.stderr)
        self.assertIn("^", done.stderr)
        self.assertIn("rules that could not be read", done.stderr)
        self.assertIn("no such folder", self.run_it("check", "--rules", "nowhere", "a.c", code=2).stderr)

    def test_what_a_callback_is_promised_is_no_question(self):
        """The path of a finding is not doubtful because of what a callback's `when` says of its argument, as a range or as a value."""
        source = self.put("a.c", """#include <ndis.h>
typedef void OWN_RECEIVE(PNET_BUFFER_LIST List);
typedef struct OWN_TABLE { OWN_RECEIVE *Receive; } OWN_TABLE;
void OwnRegister(OWN_TABLE *Table);
static OWN_RECEIVE Receive;
static void Receive(PNET_BUFFER_LIST List)
{
    if (ASKED)
        NdisFreeNetBufferList(List);
}
NTSTATUS DriverEntry(PDRIVER_OBJECT Object, PUNICODE_STRING Path)
{
    OWN_TABLE table = {Receive};
    OwnRegister(&table);
    return 0;
}
""")
        for when in ("!= 3", "== 3"):
            self.put("own/own.ddi", """ddi OwnRegister(table: OWN_TABLE) { }
driver own-driver "driver of our own" {
  registered by OwnRegister
  table OWN_TABLE
  instance filter_module
  entry DriverEntry DRIVER_INITIALIZE
  states On
  callback OwnReceive OWN_RECEIVE Receive (nbl: NET_BUFFER_LIST = foreign nbl) {
    when nbl->Status WHEN
    from On
  }
}
rule own-foreign error {
  title "A list of somebody else is not freed"
  source docs/own
  for own-driver
  text "It is not ours."
  help "Leave it."
  bad "NdisFreeNetBufferList(list);"
  good "return;"
  before NdisFreeNetBufferList(nbl) { report if nbl.state == foreign "{nbl} is not ours." }
}
""".replace("WHEN", when))
            done = self.run_it("check", "--rules", "own", source, "--", "-DASKED=1", code=1)
            self.assertIn("a.c:9:9", done.stdout, when)
            self.run_it("check", "--rules", "own", source, "--", "-DASKED=List->Scratch", code=0)

    def test_output_that_cannot_be_written(self):
        source = first(FAULTY, "bad_")
        done = self.run_it("check", "-o", "sarif:no/such/folder/x", "-o", "concise:good.txt", source, code=2)
        self.assertIn("error[double-free]", done.stdout)
        self.assertIn("no/such/folder/x: error: cannot be written", done.stderr)
        self.assertIn("double-free", (self.folder / "good.txt").read_text(), "the other output is lost")
        with open("/dev/full", "w") as full:
            done = self.run_it("check", "-o", "concise:kept.txt", source, code=2, stdout=full)
        self.assertIn("stdout: error: cannot be written", done.stderr)
        self.assertIn("double-free", (self.folder / "kept.txt").read_text())
        self.assertIn("cannot be written", self.run_it("check", "-o", "concise:/dev/full", source, code=2).stderr)

    def test_unusable_cache(self):
        blocked = self.put("file", "")
        done = self.run_it("check", "--cache-dir", blocked / "x", self.put("a.c", CLEAN), code=0)
        self.assertIn("the cache cannot be used", done.stderr)


    def test_file_that_crashes_clang(self):
        self.put("deep.c", "int f(int x) { return " + "(int)" * 3_000_000 + "x; }\n")
        bad = shutil.copy(first(FAULTY, "bad_"), self.folder / "bad.c")
        done = self.run_it("check", "deep.c", bad, code=3)
        self.assertRegex(done.stderr, r"deep\.c: error: libclang crashed on this file")
        self.assertIn("1 file analysed, 1 incomplete", done.stderr)
        self.assertIn("error[double-free]", done.stdout, "the other file's findings are lost")

    def test_same_in_several_files(self):
        self.put("shared.h", '#include "made_by_build.h"\n')
        for name in "abc":
            self.put(name + ".c", '#include "shared.h"\n' + CLEAN)
        for _ in range(2): # the second time from the cache
            done = self.run_it("check", ".", code=3)
            self.assertEqual(re.findall(r"^shared\.h.*$", done.stderr, re.M), ["shared.h:1:10: error: 'made_by_build.h' was not found; and 2 more files"])
            self.assertIn("0 files analysed, 3 incomplete", done.stderr)

    def test_include_loop(self):
        self.put("a.h", '#include "b.h"\n')
        self.put("b.h", '#include "a.h"\n')
        done = self.run_it("check", self.put("a.c", '#include "a.h"\n' + CLEAN), code=3)
        self.assertRegex(done.stderr, r"[ab]\.h:1:10: error: #include nested too deeply")


SLN = """Microsoft Visual Studio Solution File, Format Version 12.00
Project("{8BC9CEB8-8B4A-11D0-8D11-00A0C91BC942}") = "a", "a\\a.vcxproj", "{1}"
EndProject
Project("{8BC9CEB8-8B4A-11D0-8D11-00A0C91BC942}") = "b", "b\\b.vcxproj", "{2}"
EndProject
"""


class Projects(Case):
    def project(self, name, sources, more="", toolset="WindowsKernelModeDriver10.0", kind="Driver"):
        self.put(name, f"""<Project>
  <PropertyGroup><PlatformToolset>{toolset}</PlatformToolset><ConfigurationType>{kind}</ConfigurationType></PropertyGroup>
  <ItemDefinitionGroup><ClCompile><PreprocessorDefinitions>%(PreprocessorDefinitions);VALUE=1{more}</PreprocessorDefinitions></ClCompile></ItemDefinitionGroup>
  <ItemGroup><ClCompile Include="{sources}"/></ItemGroup>
</Project>
""")

    def test_project(self):
        self.project("drv/x.vcxproj", "A.C;b.cpp")
        self.put("drv/a.c", "int f(void) { return VALUE + DBG; }\n")
        self.put("drv/b.cpp", "")
        done = self.run_it("check", "--project", "drv/x.vcxproj", code=0)
        self.assertIn("1 file analysed, 0 incomplete, 1 skipped", done.stderr)
        done = self.run_it("check", "drv", code=0)  # the one project there is
        self.assertIn("--project drv/x.vcxproj is used", done.stderr)
        self.assertIn("1 file analysed, 0 incomplete, 1 skipped", done.stderr)
        self.assertIn("b.cpp: note: skipped: C++ source", self.run_it("check", "-v", "--project", "drv/x.vcxproj", code=0).stderr)
        self.assertIn("is used", self.run_it("check", cwd=self.folder / "drv", code=0).stderr)
        done = self.run_it("check", "--project", "drv/x.vcxproj", "drv/c.c", code=2)
        self.assertIn("drv/c.c: error: no such file or folder", done.stderr)

    def test_import(self):
        self.project("drv/x.vcxproj", "a.c")
        source = self.put("drv/a.c", "int f(void) { return VALUE; }\n")
        done = self.run_it("import", "drv/x.vcxproj", code=0)
        self.assertIn("1 project, 1 file, 0 left out; written to compile_commands.json", done.stderr)
        entry, = json.loads((self.folder / "compile_commands.json").read_text())
        self.assertEqual(entry["file"], str(source))
        self.assertIn("-DVALUE=1", entry["arguments"])
        self.run_it("check", code=0)
        self.assertEqual(json.loads(self.run_it("import", "drv/x.vcxproj", "-o", "-", code=0).stdout), [entry])
        self.assertIn("cannot be written", self.run_it("import", "drv/x.vcxproj", "-o", "no/such/x", code=2).stderr)
        self.assertIn("import wants", self.run_it("import", code=2).stderr)
        self.assertIn("compile_commands.json", self.run_it("import", "--help", code=0).stdout)

    def test_two_projects_need_a_choice(self):
        for name in "ab":
            self.project(f"{name}/{name}.vcxproj", f"{name}.c")
            self.put(f"{name}/{name}.c", "int f(void) { return VALUE; }\n")
        done = self.run_it("check", ".", code=2)
        self.assertIn("ddicheck check --project 'a/a.vcxproj'", done.stderr)
        self.assertIn("ddicheck import 'a/a.vcxproj' -o compile_commands.json", done.stderr)
        self.assertIn("Here are 2 Visual Studio projects", self.run_it(code=2).stderr)
        self.put("all.sln", SLN)
        self.assertIn("ddicheck import", self.run_it(code=2).stderr)
        self.assertIn("2 files analysed", self.run_it("check", ".", code=0).stderr)
        # DriverEntry of one is not that of the other: each project is a program
        done = self.run_it("check", "--project", "all.sln", "--coverage", code=0)
        self.assertIn("a.vcxproj: Debug|x64, kernel driver, 1 file", done.stderr)

    def test_the_driver_among_programs(self):
        # of several projects the one that makes a driver is meant, and of a solution the drivers are analysed
        self.project("a/a.vcxproj", "a.c")
        self.project("b/b.vcxproj", "b.c", toolset="v143", kind="Application")
        self.put("a/a.c", "int f(void) { return VALUE; }\n")
        self.put("b/b.c", "int main(void) { return VALUE; }\n")
        self.assertIn("--project a/a.vcxproj is used", self.run_it("check", ".", code=0).stderr)
        self.put("all.sln", SLN)
        done = self.run_it("check", "-v", ".", code=0)
        self.assertIn("1 file analysed, 0 incomplete, 1 skipped", done.stderr)
        self.assertIn("b/b.c: note: skipped: of a program that is no driver", done.stderr)
        self.assertIn("1 file analysed", self.run_it("check", "--project", "all.sln", "b/b.c", code=0).stderr)

    def test_solution_of_old_projects(self):
        # what cannot be read is not taken for what is meant
        self.put("old.sln", SLN.replace(".vcxproj", ".vcproj"))
        self.put("src/a.c", CLEAN)
        self.assertIn("1 file analysed", self.run_it("check", ".", code=0).stderr)

    def test_missing_parts(self):
        self.project("x.vcxproj", "a.c;gone.c", ";$(Nowhere)")
        self.put("a.c", "int f(void) { return VALUE; }\n")
        for _ in range(2):  # the second run comes from the cache
            done = self.run_it("check", "--project", "x.vcxproj", code=3)
            self.assertRegex(done.stderr, r"x\.vcxproj:4:14: error: the source .*gone\.c is not there")
            self.assertEqual(done.stderr.count("gone.c"), 1)
            self.assertRegex(done.stderr, r"x\.vcxproj:3:\d+: warning: the property \$\(Nowhere\) is not known")
            self.assertIn("1 file analysed, 1 incomplete", done.stderr)
            self.assertIn("exit code 3: 1 file could not be fully analysed", done.stderr)
        self.run_it("check", "--project", "x.vcxproj", "--allow-incomplete", code=0)
        self.assertNotIn("Nowhere", self.run_it("check", "--project", "x.vcxproj", "--property", "Nowhere=Y=1", code=3).stderr)
        done = self.run_it("import", "x.vcxproj", code=3)
        self.assertIn("a part of the input is missing", done.stderr)
        sarif = json.loads(self.run_it("check", "--project", "x.vcxproj", "--output-format=sarif", code=3).stdout)
        self.assertIn("gone.c", sarif["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"])

    def test_unreadable_project(self):
        self.put("x.vcxproj", "<Project>\n  <A></B>\n</Project>")
        for command in (("check", "--project"), ("import",)):
            done = self.run_it(*command, "x.vcxproj", code=2)
            self.assertRegex(done.stderr, r"x\.vcxproj:2:8: error: is no XML: mismatched tag")
        self.assertIn("there is no such project", self.run_it("check", "--project", "none.vcxproj", code=2).stderr)
        self.project("y.vcxproj", "a.c")
        self.put("a.c", "int a;\n")
        done = self.run_it("check", "--project", "y.vcxproj", "--project-configuration=Relase|x64", code=0)  # it lists none: taken as it is
        done = self.run_it("check", "--project", "y.vcxproj", "--target", "arm64", "--dump=arguments", code=0)
        self.assertIn("-D_ARM64_=1", done.stdout)
        done = self.run_it("check", "--target", "x86", "a.c", code=0)
        self.assertIn("sizes of x64", done.stderr)

    def test_drive_letters(self):
        self.put("src/a.c", CLEAN)
        self.put("b.c", CLEAN)
        self.put("compile_commands.json", json.dumps([{"directory": "C:\\w", "file": "C:\\w\\src\\a.c", "command": "cl.exe a.c"},
                                                      {"directory": ".", "file": "b.c", "command": "cl.exe b.c"}]))
        done = self.run_it("check", code=3)
        self.assertIn("1 file analysed, 1 incomplete", done.stderr)
        suggested = re.search(r"--path-map '([^']*)'", done.stderr).group(1)
        self.assertEqual(suggested, f"C:\\w={self.folder}")
        self.assertIn("2 files analysed, 0 incomplete", self.run_it("check", "--path-map", suggested, code=0).stderr)

    def test_coverage(self):
        self.put("a.c", "void nobody(void);\nint f(void) { nobody(); nobody(); return 0; }\n")
        self.put("b.c", BROKEN)
        done = self.run_it("check", "--coverage", "a.c", "b.c", code=3)
        self.assertEqual(done.stdout, "")
        self.assertRegex(done.stderr, r"functions called without a body or a contract: \d+, in \d+ calls")
        self.assertRegex(done.stderr, r"\n +2  nobody\n")
        self.assertRegex(done.stderr, r"b\.c: 0 missing headers, [12] errors?\n")

    def test_doctor(self):
        self.project("x.vcxproj", "a.c")
        self.put("a.c", CLEAN)
        out = self.run_it("doctor", code=0).stdout
        for text in ("front end:", "clang version 19", "headers:", "rule set:", "contracts", "cache:", "kernel driver, kernel mode, 1 C files"):
            self.assertIn(text, out)
        self.run_it("import", "x.vcxproj", code=0)
        self.assertIn("compile_commands.json: 1 C files", self.run_it("doctor", ".", code=0).stdout)
        self.assertIn("NOT THERE", self.run_it("doctor", "nowhere.c", code=0).stdout)

    def test_wdk(self):
        self.put("kit/Include/10.0.1.0/km/ntddk.h", "#define FROM_THE_KIT 1\n")
        self.put("kit/Include/10.0.2.0/km/ntddk.h", "#define FROM_THE_KIT 2\n")
        self.put("a.c", "#include <ntddk.h>\nint a[FROM_THE_KIT == 2 ? 1 : -1];\n")
        self.run_it("check", "--wdk", "kit", "a.c", code=0)
        self.assertIn("no folder km", self.run_it("check", "--wdk", self.folder, "a.c", code=2).stderr)


class RealWorld(Case):
    """What drivers bring with them: names in another case, backslashes, trace files that no build has made."""

    def test_headers_of_the_tree(self):
        # who names a folder of sources has not said where the headers are: they are found in the tree around it
        self.put("README.md", "")
        self.put("inc/Public.h", "#define PUBLIC 1\n")
        self.put("src/error.h", "#define MINE 1\n")
        self.put("src/sys/a.c", '#include <ntddk.h>\n#include "public.h"\n#include "error.h"\nint f(void) { return PUBLIC + MINE; }\n')
        done = self.run_it("check", "src/sys", code=0)
        self.assertIn("headers are found with -Iinc -Isrc\n", done.stderr)
        self.assertNotIn("-Iinc", self.run_it("check", "-q", "src/sys", code=0).stderr)
        self.put("other/public.h", "#define PUBLIC 2\n") # two are as near: neither is taken
        self.assertIn("'public.h' was not found", self.run_it("check", "src/sys", code=3).stderr)
        self.run_it("check", "src/sys", "--", f"-I{self.folder}/inc", code=0)

    def test_sources_of_older_kits(self):
        self.put("src/deep/Inc/value.h", "#define OF_HEADER 1\n")
        self.put("src/sys/SOURCES", "TARGETTYPE=DRIVER\n!IF 1\nC_DEFINES=$(C_DEFINES) -DVALUE=3 \\\n   /DOTHER # no more\n!ENDIF\n"
                                    "INCLUDES=$(DDK_INC_PATH);..\\deep\\inc;..\\gone\n")
        self.put("src/sys/a.c", "#include <value.h>\n#if VALUE != 3 || !defined(OTHER)\n#error not told\n#endif\nint f(void) { return OF_HEADER; }\n")
        self.run_it("check", "src/sys", code=0)
        self.run_it("check", "src/sys/a.c", code=0)

    def test_names_of_the_compilers_headers(self):
        # a driver's own header of the name of one that ours ask for, names that only hosted headers define, and what kits declare nowhere
        self.put("inc/cpuid.h", "typedef struct _LEAF { KIRQL Level; } LEAF;\n")
        self.put("inc/serial.h", "typedef struct _PNP_I2C_SERIAL_BUS_DESCRIPTOR { PNP_SERIAL_BUS_DESCRIPTOR Common; ULONG Speed; } PNP_I2C_SERIAL_BUS_DESCRIPTOR;\n"
                                 "typedef struct _OBJECT_BASIC_INFORMATION { ULONG Attributes; } OBJECT_BASIC_INFORMATION;\n")
        self.put("a.c", '#include <ntifs.h>\n#include <reshub.h>\n#include "cpuid.h"\n#include "serial.h"\n#ifndef WINNT\n#error not a kernel driver\n#endif\n'
                        "static ULONG __min(ULONG a, ULONG b) { return a < b ? a : b; }\n"
                        "ULONG f(volatile ULONG *r, LEAF *l, PCWCHAR s, PSE_SIGNING_LEVEL v)\n"
                        "{ __nop(); return __min(READ_REGISTER_NOFENCE_ULONG(r), l->Level) + s[0] + *v; }\n")
        self.run_it("check", "a.c", "--", f"-I{self.folder}/inc", code=0)

    def test_utf16_header(self):
        self.put("wide.h", "#define WIDE 1\r\n".encode("utf-16"))
        self.put("a.c", '#include "wide.h"\nint f(void) { return WIDE; }\nint g(void) { return undeclared; }\n')
        self.assertRegex(self.run_it("check", "a.c", code=3).stderr, r"a\.c:3:22: error: use of undeclared identifier 'undeclared'\n")

    def test_windows_names_and_trace_files(self):
        self.put("Inc/Shared.H", "// begin_wpp config\n// FUNC TraceIt(LEVEL, MSG, ...);\n// end_wpp\n#define N 1\n")
        self.put("src/a.c", '#include <NtDDK.h>\n#include "..\\inc\\shared.h"\n#include "a.tmh"\n'
                            'int f(void) { TraceIt(N, "%d", not_declared); return N; }\n')
        self.run_it("check", "src/a.c", code=0)
        self.run_it("check", "--no-cache", "src/a.c", code=0)
        self.put("src/b.c", '#include <ntddk.h>\n\n#include "..\\inc\\SHARED.h"\nint g(void) { return undeclared; }\n')
        done = self.run_it("check", "src/b.c", code=3)
        self.assertRegex(done.stderr, r"src/b\.c:4:22: error: use of undeclared", "places stay those of the file")
        self.run_it("check", self.put("src/marked.c", b"\xEF\xBB\xBF#include <NtDdk.h>\nNTSTATUS f(void) { return STATUS_SUCCESS; }\n"), code=0)
