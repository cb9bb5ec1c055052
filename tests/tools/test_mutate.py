#!/usr/bin/env python3
"""Checks tools/mutate and tools/exam themselves, on a small driver: that mutants are made where they should be, keep the
file's lines, are judged by what is new, and that the driver is left as it was."""
import importlib.machinery
import importlib.util
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
from mutation import operators, places, text  # noqa: E402

PROGRAM = str(ROOT / "build/ddicheck")
DRIVER = ROOT / "fixtures/generic/resource-leak/good_unload.c"


def load_exam():
    loader = importlib.machinery.SourceFileLoader("exam", str(ROOT / "tools/exam"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("exam", loader))
    loader.exec_module(module)
    return module


class Edits(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="ddicheck-test-")
        self.path = pathlib.Path(self.folder.name) / "a.c"
        self.path.write_text("void f(void)\n{\n    Free(a,\n         b);\n    Close(c);\n    return;\n}\n")

    def tearDown(self):
        self.folder.cleanup()

    def apply(self, *edits):
        return text.apply(list(edits), lambda f: text.Source(self.path))[str(self.path)].decode()

    def loc(self, line, column, end_line, end_column):
        return places.Loc(str(self.path), line, column, end_line, end_column)

    def test_dropped_calls_keep_the_lines(self):
        new = self.apply(operators.Edit(self.loc(3, 5, 4, 12), "((void)0)"))
        self.assertEqual(new, "void f(void)\n{\n    ((void)0)\n;\n    Close(c);\n    return;\n}\n")

    def test_doubled_calls_stand_on_one_line(self):
        new = self.apply(operators.Edit(self.loc(3, 5, 4, 12), "({0}, {0})"))
        self.assertIn("    (Free(a, b), Free(a, b))\n;\n    Close(c);", new)

    def test_swapped_calls(self):
        free, close = self.loc(3, 5, 4, 12), self.loc(5, 5, 5, 13)
        new = self.apply(operators.Edit(free, ("swap", close)), operators.Edit(close, ("swap", free)))
        self.assertEqual(new, "void f(void)\n{\n    Close(c)\n;\n    Free(a, b);\n    return;\n}\n")

    def test_moved_calls(self):
        new = self.apply(operators.Edit(self.loc(5, 5, 5, 13), "((void)0)"), operators.Edit(self.loc(6, 5, 6, 11), ("before", self.loc(5, 5, 5, 13))))
        self.assertIn("    ((void)0);\n    { Close(c); return; };\n", new)
        self.assertEqual(text.before(b"Close(c)", b"}"), b"Close(c); }")


class Dump(unittest.TestCase):
    def test_places(self):
        module, = places.read_modules('module "/d/a.c"\nfile 1 "/d/a.c" main\nfile 2 "/h/x.h" system\n'
                                      "function F(P: ptr _R @3:4-5) -> s32 static role FILTER_ATTACH @3:1-2 end @9:1 {\n  local x: ptr void @4:3-4\nb0:  # a.c:5\n"
                                      "  %1 = load local.P@12-17 : ptr _R  @5:12-17\n  %2 = field %1@12-17, _R.Mdl  @5:12-21\n"
                                      "  %3 = call Free@3-7(%2@2/8:1-9!M, 0x6C46774C@5:9-10) : s32  @5:3-6:4\n  branch %3@5:3-9, b1, b2  @5:3-9\nb1:\n  return %3 : s32  @7:3-9\n}\n")
        f, = module.functions
        self.assertEqual((f.name, f.role, f.params, f.locals), ("F", "FILTER_ATTACH", [("P", "ptr _R")], [("x", "ptr void")]))
        load, field, call, branch = f.blocks["b0"]
        self.assertEqual((field.record, field.member), ("R", "Mdl"))
        self.assertEqual((call.loc.line, call.loc.column, call.loc.end_line, call.loc.end_column), (5, 3, 6, 4))
        self.assertEqual((call.operands[1].loc.file, call.operands[1].loc.line, call.operands[1].loc.macro), ("/h/x.h", 8, "M"))
        self.assertEqual(call.operands[2].value, 0x6C46774C)
        self.assertEqual(branch.blocks, ["b1", "b2"])
        self.assertEqual(load.operands[0].loc.line, 5)


class Run(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="ddicheck-test-")
        self.driver = pathlib.Path(self.folder.name) / "driver"
        self.driver.mkdir()
        shutil.copy(DRIVER, self.driver / "driver.c")

    def tearDown(self):
        self.folder.cleanup()

    def mutate(self, *words, driver=None):
        return subprocess.run([sys.executable, str(ROOT / "tools/mutate"), "--program", PROGRAM, "--jobs", "1", *words, str(driver or self.driver)],
                              capture_output=True, text=True)

    def test_whole(self):
        out = pathlib.Path(self.folder.name) / "out.json"
        done = self.mutate("--operator", "free-dropped", "--operator", "free-doubled", "--function", "Unload", "--json", str(out), "--bar", "100")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        mutants = json.loads(out.read_text())
        self.assertEqual([(m["operator"], m["call"], m["outcome"], m["rules"]) for m in mutants],
                         [("free-doubled", "NdisFDeregisterFilterDriver", "killed", ["double-free"]),
                          ("free-dropped", "NdisFDeregisterFilterDriver", "killed", ["resource-leak"]),
                          ("free-doubled", "ExFreePoolWithTag", "killed", ["double-free"]),
                          ("free-dropped", "ExFreePoolWithTag", "killed", ["resource-leak"])])
        self.assertEqual((self.driver / "driver.c").read_bytes(), DRIVER.read_bytes())
        self.assertIn("4 mutants, 4 killed, 100 %", done.stdout)

    def test_sample_and_list(self):
        every = self.mutate("--list").stdout.splitlines()
        self.assertGreater(len(every), 10)
        some = self.mutate("--list", "--limit", "4", "--seed", "7").stdout.splitlines()
        self.assertEqual(len(some), 4)
        self.assertEqual(some, [line for line in every if line in some])
        self.assertEqual(some, self.mutate("--list", "--limit", "4", "--seed", "7").stdout.splitlines())

    def test_exit_codes(self):
        self.assertEqual(self.mutate(driver=self.driver / "none").returncode, 2)
        self.assertEqual(self.mutate("--function", "NoSuchFunction").returncode, 2)
        low = self.mutate("--function", "DriverEntry", "--operator", "check-skipped", "--bar", "100.1")
        self.assertEqual(low.returncode, 1, low.stdout)

    def test_known(self):
        known = pathlib.Path(self.folder.name) / "known.txt"
        known.write_text("# reasons\nfree-dropped driver.c Unload ExFreePoolWithTag it is said to be fine\n")
        done = self.mutate("--operator", "free-dropped", "--function", "Unload", "--known", str(known))
        self.assertEqual(done.returncode, 1)  # it is killed, so the line is out of date
        self.assertIn("known.txt:2: no mutant survives there", done.stdout)


class Equivalent(unittest.TestCase):
    SOURCE = """#include <ntddk.h>
#include <wdf.h>
NTSTATUS Told(WDFDEVICE Device, PCUNICODE_STRING Name)
{
    NTSTATUS status = WdfDeviceCreateSymbolicLink(Device, Name);
    if (!NT_SUCCESS(status))
        DbgPrint("no link");
    return status;
}
NTSTATUS Handled(WDFDEVICE Device, PCUNICODE_STRING Name)
{
    NTSTATUS status = WdfDeviceCreateSymbolicLink(Device, Name);
    if (!NT_SUCCESS(status))
        WdfDeviceSetFailed(Device, WdfDeviceFailedNoRestart);
    return status;
}
NTSTATUS Renamed(WDFDEVICE Device, PCUNICODE_STRING Name)
{
    NTSTATUS status = WdfDeviceCreateSymbolicLink(Device, Name);
    if (!NT_SUCCESS(status))
        return STATUS_UNSUCCESSFUL;
    return status;
}
VOID Never(WDFREQUEST Request)
{
    NTSTATUS status = STATUS_SUCCESS;
    if (!NT_SUCCESS(status))
        WdfRequestComplete(Request, status);
}
VOID Kept(PCUNICODE_STRING Name)
{
    WDFSTRING string;
    if (NT_SUCCESS(WdfStringCreate(Name, WDF_NO_OBJECT_ATTRIBUTES, &string)))
        WdfObjectDelete(string);
}
"""

    def test_equivalent(self):
        with tempfile.TemporaryDirectory(prefix="ddicheck-test-") as folder:
            driver, out = pathlib.Path(folder) / "driver", pathlib.Path(folder) / "out.json"
            driver.mkdir()
            (driver / "driver.c").write_text(self.SOURCE)
            done = subprocess.run([sys.executable, str(ROOT / "tools/mutate"), "--program", PROGRAM, "--jobs", "1", "--operator", "check-skipped",
                                   "--operator", "free-dropped", "--json", str(out), str(driver)], capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            outcomes = {(m["operator"], m["function"]): m["outcome"] for m in json.loads(out.read_text())}
        self.assertEqual(outcomes[("check-skipped", "Told")], "equivalent")
        self.assertEqual(outcomes[("check-skipped", "Handled")], "silent")
        self.assertEqual(outcomes[("check-skipped", "Renamed")], "silent")
        self.assertEqual(outcomes[("free-dropped", "Kept")], "equivalent")
        self.assertNotIn(("free-dropped", "Never"), outcomes)


class Exam(unittest.TestCase):
    def test_comments(self):
        exam = load_exam()
        with tempfile.TemporaryDirectory(prefix="ddicheck-test-") as folder:
            path = pathlib.Path(folder) / "d.c"
            path.write_text("/* Abstract: a bug violating the\n   RuleA rule is injected in the\n   Late callback. */\nvoid Early(void)\n{\n    // -----\n"
                            "    // X - Injected Defect - Rule: RuleB\n    // Note: more words\n    Call(0);\n}\nvoid Late(void)\n{\n    /* This defect is injected\n"
                            "       for the \"RuleC\" rule. */\n    Call(1);\n}\n")
            found = exam.defects_of("d", [path], {"d.c": [(4, "Early"), (11, "Late")]})
        self.assertEqual([(d.rule, d.line, d.function) for d in found], [("RuleA", 11, "Late"), ("RuleB", 9, "Early"), ("RuleC", 15, "Late")])


if __name__ == "__main__":
    if "--program" in sys.argv:
        at = sys.argv.index("--program")
        PROGRAM = sys.argv[at + 1]
        del sys.argv[at:at + 2]
    unittest.main()
