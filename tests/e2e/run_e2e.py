#!/usr/bin/env python3
"""The program as a user calls it: streams, exit codes, formats, bad input, installation.

    run_e2e.py --program build/ddicheck --build build [-k NAME]
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import sarif_schema

ROOT = pathlib.Path(__file__).resolve().parents[2]
FAULTY = ROOT / "fixtures/generic/double-free"
ENGINE = ROOT / "fixtures/engine"
OPTIONS = argparse.Namespace()

CLEAN = "int add(int a, int b)\n{\n    return a + b;\n}\n"
BROKEN = "int f(void)\n{\n    return 1 +;\n}\nint g(void) { return undeclared; }\n"


def first(folder, prefix):
    """The first that includes no header of other fixtures, so that it can be copied."""
    return next(f for f in sorted(folder.glob(prefix + "*.c")) if '#include "' not in f.read_text())


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="ddicheck-e2e-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def put(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def run_it(self, *args, code=None, env=None, program=None, cwd=None, stdout=subprocess.PIPE):
        whole = {**os.environ, "XDG_CACHE_HOME": str(self.folder / "cache-home"), **(env or {})}
        for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "DDICHECK_DATADIR"):
            if name not in (env or {}):
                whole.pop(name, None)
        done = subprocess.run([str(program or OPTIONS.program), *map(str, args)], stdout=stdout, stderr=subprocess.PIPE, text=True, env=whole,
                              cwd=cwd or self.folder, timeout=300)
        done.stdout = done.stdout or ""
        if code is not None:
            self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        self.assertNotIn("Sanitizer", done.stderr)
        return done


class Commands(Case):
    def test_version(self):
        out = self.run_it("--version", code=0).stdout
        self.assertRegex(out, r"^ddicheck \d+\.\d+\.\d+\nfront end: .*clang version 19")
        self.assertRegex(out, r"rule set:  [0-9a-f]{32} \(\d+ rules")

    def test_help(self):
        self.assertIn("Commands:", self.run_it("help", code=0).stdout)
        self.assertIn("--output-format", self.run_it("check", "--help", code=0).stdout)
        self.assertEqual(self.run_it("help", "check", code=0).stdout, self.run_it("check", "-h", code=0).stdout)

    def test_guide(self):
        done = self.run_it(code=2)
        self.assertEqual(done.stdout, "")
        self.assertIn("ddicheck check", done.stderr)

    def test_rules_and_explain(self):
        self.assertIn("double-free", self.run_it("rules", code=0).stdout)
        one = self.run_it("rules", "--select=double-free", code=0).stdout
        self.assertEqual(len(one.splitlines()), 1)
        text = self.run_it("explain", "double-free", code=0).stdout
        self.assertIn("Why it is a bug", text)
        self.assertIn("https://learn.microsoft.com/", text)
        # what the host of a run reports by itself stands among the rules
        self.assertIn("run-crash", self.run_it("rules", "--select=run", code=0).stdout)
        self.assertIn("AddressSanitizer", self.run_it("explain", "run-memory", code=0).stdout)
        done = self.run_it("explain", "duoble-free", code=2)
        self.assertIn("did you mean 'double-free'", done.stderr)

    def test_published_rules(self):
        lines = self.run_it("rules", "--coverage", code=0).stdout.splitlines()
        rows = [line.split(None, 2) for line in lines if not line.startswith("total")]
        self.assertEqual(len(rows), 496)
        covered = {(kind, name): rules for kind, name, rules in rows if rules != "-"}
        self.assertEqual(covered[("ndis", "DoubleComplete")], "ndis-oid-completion")
        self.assertIn("resource-leak", covered[("ndis", "NdisAllocateMdl")])
        self.assertEqual(covered[("kmdf", "DoubleCompletion")], "wdf-double-completion") # a name of two kinds
        self.assertEqual(covered[("wdm", "DoubleCompletion")], "wdm-double-completion")
        totals = dict((words[1], (int(words[2]), int(words[4]))) for words in (line.split() for line in lines if line.startswith("total")))
        self.assertEqual(totals["all"], (len(covered), len(rows)))
        for kind in {row[0] for row in rows}:
            self.assertEqual(totals[kind], (sum(k == kind for k, _ in covered), sum(row[0] == kind for row in rows)))
        names = {name for _, name, _ in rows}
        for line in self.run_it("rules", "--contracts", code=0).stdout.splitlines():
            for alias in re.findall(r'"(?:sdv|ca) ([^"]+)"', line):
                self.assertIn(alias.split()[-1], names)
        self.run_it("rules", "--select=NdisAllocateMdl", code=0)

    def test_wrong_command_lines(self):
        for args, text in ((["chekc"], "did you mean 'check'"), (["check", "--selct=x"], "did you mean --select"),
                           (["check", "-o", "x"], "FORMAT:FILE"), (["check", "--dump=irr", "a.c"], "did you mean 'ir'")):
            done = self.run_it(*args, code=2)
            self.assertIn(text, done.stderr)
            self.assertEqual(done.stdout, "")


class Findings(Case):
    def test_clean(self):
        done = self.run_it("check", self.put("a.c", CLEAN), code=0)
        self.assertEqual(done.stdout, "")
        self.assertIn("1 file analysed, 0 incomplete, 0 skipped; no findings", done.stderr)
        self.assertEqual(self.run_it("check", "-q", self.folder / "a.c", code=0).stderr, "")

    def test_finding(self):
        source = first(FAULTY, "bad_")
        done = self.run_it(source, code=1)
        self.assertIn("error[double-free]: ", done.stdout)
        self.assertIn(" --> ", done.stdout)
        self.assertIn("^^^", done.stdout)
        self.assertIn("  path in ", done.stdout)
        self.assertIn("= see: https://learn.microsoft.com/", done.stdout)
        self.assertIn("exit code 1: 1 finding of level note or above", done.stderr)
        self.assertNotIn("\033", done.stdout)
        self.assertIn("\033[1;31m", self.run_it("check", "--color=always", source, code=1).stdout)
        self.assertIn("\033[1;31m", self.run_it("check", source, code=1, env={"FORCE_COLOR": "1"}).stdout)
        self.assertNotIn("\033", self.run_it("check", source, code=1, env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).stdout)

    def test_concise_and_relative_paths(self):
        source = shutil.copy(first(FAULTY, "bad_"), self.folder / "bad.c")
        line = self.run_it("check", "--output-format=concise", source, code=1).stdout
        self.assertRegex(line, r"^bad\.c:\d+:\d+: error: .*\. \[double-free\]\n$")

    def test_select_ignore_fail_on(self):
        source = first(FAULTY, "bad_")
        self.run_it("check", "--ignore=double-free", source, code=0)
        self.run_it("check", "--select=resource-leak,use-after-free", source, code=0)
        self.run_it("check", "--select=double", source, code=1)
        self.run_it("check", "--fail-on=error", source, code=1)
        done = self.run_it("check", "--select=duoble-free", source, code=2)
        self.assertIn("did you mean 'double-free'", done.stderr)

    def test_inline_function_of_a_system_header(self):
        """What goes wrong in it is reported at the driver's call; the function is one in all units."""
        (self.folder / "sys").mkdir()
        self.put("sys/touch.h", "static __inline void Touch(NET_BUFFER_LIST *n) { n->Status = 0; }\n")
        text = """#include <ndis.h>
#include <touch.h>
void NAME(NDIS_HANDLE pool)
{
    NET_BUFFER_LIST *list = NdisAllocateNetBufferList(pool, 0, 0);
    if (!list) return;
    NdisFreeNetBufferList(list);
    Touch(list);
}
"""
        units = [self.put(f"{name}.c", text.replace("NAME", name)) for name in ("first", "second")]
        system = ["--", "-isystem", self.folder / "sys"]
        out = self.run_it("check", "--output-format=concise", *units, *system, code=1).stdout.splitlines()
        self.assertEqual([line.split(" ")[0] for line in out], ["first.c:8:5:", "second.c:8:5:"])
        self.assertNotIn("touch.h", self.run_it("check", *units, *system, code=1).stdout)
        program = self.run_it("check", "--dump=program", *units, *system, code=0).stdout
        self.assertEqual(program.count("function Touch:"), 1)
        self.assertRegex(program, r"function Touch: component \d+, 2 callers")

    def test_several_outputs_at_once(self):
        source = first(FAULTY, "bad_")
        done = self.run_it("check", "-o", "sarif:out.sarif", "-o", "concise:out.txt", source, code=1)
        self.assertIn("error[double-free]", done.stdout)
        self.assertIn("[double-free]", (self.folder / "out.txt").read_text())
        self.assertEqual(sarif_schema.faults((self.folder / "out.sarif").read_text()), [])
        self.assertEqual([p.name for p in self.folder.glob("out.*.*")], [], "temporary files are left")

    def test_sarif_is_reproducible(self):
        sample = ROOT / "driver-samples/lwf-faulty"
        one = self.run_it("check", "--output-format=sarif", "--no-cache", "-j1", sample).stdout
        two = self.run_it("check", "--output-format=sarif", "-j2", sample).stdout
        three = self.run_it("check", "--output-format=sarif", sample).stdout
        self.assertEqual(one, two)
        self.assertEqual(two, three, "the cache changes the result")
        self.assertEqual(sarif_schema.faults(one), [])

    def test_life_cycle_of_a_sample_is_gone_through(self):
        said = self.run_it("check", "-v", ROOT / "driver-samples/kmdf-memory", code=0).stderr
        self.assertNotIn("life-cycle states dropped", said)

    def test_dumps(self):
        source = first(FAULTY, "bad_")
        self.assertIn("-isystem", self.run_it("check", "--dump=arguments", source, code=0).stdout)
        self.assertIn("NdisFree", self.run_it("check", "--dump=ir", source, code=0).stdout)
        for what in ("program", "summary", "traces", "states", "fates"):
            done = self.run_it("check", f"--dump={what}", source, code=0)
            self.assertTrue(done.stdout)
            self.assertNotIn("error[", done.stdout)
        alone = self.run_it("check", "--dump=states", "--function", "Renew", ENGINE / "good_probes.c", code=0).stdout
        self.assertTrue(alone.startswith("states of Renew\n"))
        self.assertEqual(alone.count("states of "), 1)

    def test_fates(self):
        source = ENGINE / "good_fates.c"
        out = self.run_it("check", "--dump=fates", source, code=0).stdout
        self.assertEqual(out, self.run_it("check", "--dump=fates", "-j1", "--no-cache", source, code=0).stdout)
        told = {}
        for line in out.splitlines():
            if not line.startswith(" "):
                told[at := int(re.search(r"good_fates\.c:(\d+) ", line)[1])] = [line.rsplit(": ", 1)[1]]
            elif line.startswith("  lost"):
                told[at].append(line.split(" ", 4)[4])
        wanted = {number: mark[1].split(": ") for number, line in enumerate(source.read_text().splitlines(), 1)
                  if (mark := re.search(r"; /\* (\w[\w :]*) \*/$", line))}
        self.assertEqual(told, wanted)

    def test_states_of_steps(self):
        sarif = self.run_it("check", "-q", "--output-format=sarif", FAULTY / "bad_across_callbacks.c", code=1).stdout
        self.assertEqual(sarif_schema.faults(sarif), [])
        steps = json.loads(sarif)["runs"][0]["results"][0]["codeFlows"][0]["threadFlows"][0]["locations"]
        states = [(name, s["text"]) for step in steps for name, s in step.get("state", {}).items()]
        self.assertEqual(states, [("driver", "Restarting"), ("NET_BUFFER_LIST", "live"), ("driver", "Pausing"), ("NET_BUFFER_LIST", "freed"),
                                  ("driver", "Paused")])

    def test_probes(self):
        source = ENGINE / "good_probes.c"
        first_run = self.run_it("check", source, code=0)
        self.assertIn("good_probes.c:31:9: note: 'list' is null.", first_run.stderr)
        self.assertEqual(first_run.stdout, "")
        cached = self.run_it("check", source, code=0)
        self.assertIn("all from the cache", cached.stderr)
        notes = [[line for line in run.stderr.splitlines() if ": note: " in line] for run in (first_run, cached)]
        self.assertEqual(notes[0], notes[1], "the cache changes what is believed")
        sarif = self.run_it("check", "-q", "--output-format=sarif", source, code=0).stdout
        self.assertEqual(sarif_schema.faults(sarif), [])
        run = json.loads(sarif)["runs"][0]
        self.assertEqual(run["results"], [])
        self.assertEqual(len(run["invocations"][0]["toolExecutionNotifications"]), len(notes[0]))


class Fixes(Case):
    """check --fix and --diff."""

    POOL = """/* Deprecated allocators. */
#include <ntddk.h>

PVOID One(SIZE_T Size)
{
    return ExAllocatePoolWithTag(PagedPool, Size, 'lxiF'); /* gr\u00f6\u00dfe */
}

PVOID Two(SIZE_T Size)
{
    return ExAllocatePoolWithTag(
        (POOL_TYPE)(NonPagedPoolNx | POOL_RAISE_IF_ALLOCATION_FAILURE), // of which kind
        Size + sizeof(",)"), /* and a comma */
        'lxiF');
}

PVOID Three(SIZE_T Size)
{
    return ExAllocatePoolWithQuotaTag(NonPagedPoolExecute | POOL_COLD_ALLOCATION, Size, 'lxiF');
}

PVOID Four(SIZE_T Size)
{
    return ExAllocatePoolWithQuotaTag(PagedPool | POOL_QUOTA_FAIL_INSTEAD_OF_RAISE, Size, 'lxiF');
}

PVOID Five(SIZE_T Size, EX_POOL_PRIORITY Priority)
{
    return ExAllocatePoolWithTagPriority(PagedPoolCacheAligned, Size, 'lxiF', Priority);
}
"""
    FIXED = {"One": "ExAllocatePool2(POOL_FLAG_PAGED | POOL_FLAG_UNINITIALIZED, Size, 'lxiF'); /* gr\u00f6\u00dfe */",
             "Two": "ExAllocatePool2(\n        POOL_FLAG_NON_PAGED | POOL_FLAG_RAISE_ON_FAILURE | POOL_FLAG_UNINITIALIZED, // of which kind\n"
                    "        Size + sizeof(\",)\"), /* and a comma */\n        'lxiF');",
             "Three": "ExAllocatePool2(POOL_FLAG_NON_PAGED_EXECUTE | POOL_FLAG_UNINITIALIZED | POOL_FLAG_USE_QUOTA | POOL_FLAG_RAISE_ON_FAILURE, Size, 'lxiF');",
             "Four": "ExAllocatePool2(POOL_FLAG_PAGED | POOL_FLAG_UNINITIALIZED | POOL_FLAG_USE_QUOTA, Size, 'lxiF');",
             "Five": "ExAllocatePool3(POOL_FLAG_PAGED | POOL_FLAG_CACHE_ALIGNED | POOL_FLAG_UNINITIALIZED, Size, 'lxiF', "
                     "&(POOL_EXTENDED_PARAMETER){.Type = PoolExtendedParameterPriority, .Priority = Priority}, 1);"}
    RULE = "--select=pool-deprecated-api"

    def test_pool(self):
        source = self.put("pool.c", self.POOL)
        done = self.run_it("check", self.RULE, source, code=1)
        self.assertIn("= fix: Call ExAllocatePool3", done.stdout)
        self.assertIn("5 warnings, 0 notes; 5 can be fixed (--fix, --diff)", done.stderr)
        done = self.run_it("check", self.RULE, "--fix", source, code=0)
        self.assertEqual(done.stdout, "")
        self.assertEqual(len(re.findall(r"^pool\.c:\d+:\d+: fixed \[pool-deprecated-api\]: Call ExAllocatePool", done.stderr, re.M)), 5)
        self.assertIn("ddicheck: 5 findings fixed in 1 file\n", done.stderr)
        self.assertIn("1 file analysed, 0 incomplete, 0 skipped; no findings", done.stderr)
        text = source.read_text()
        for name, call in self.FIXED.items():
            self.assertIn("return " + call, text[text.index("PVOID " + name):])
        self.run_it("check", source, code=0)
        again = self.run_it("check", "--fix", source, code=0)
        self.assertNotIn("fixed", again.stderr)
        self.assertEqual(source.read_text(), text)

    def test_line_ends_mark_and_bytes_stay(self):
        """CR LF, a byte order mark, bytes that are no UTF-8, no line end at the end; the permissions; a link stays one."""
        text = ("\ufeff" + self.POOL.replace("gr\u00f6\u00dfe", "gr?e")).encode().replace(b"gr?e", b"gr\xf6\xdfe").replace(b"\n", b"\r\n").rstrip(b"\r\n")
        source = self.put("real/pool.c", text)
        source.chmod(0o640)
        (self.folder / "pool.c").symlink_to(source)
        self.run_it("check", self.RULE, "--fix", "pool.c", code=0)
        fixed = source.read_bytes()
        self.assertTrue(fixed.startswith(b"\xef\xbb\xbf/*") and fixed.endswith(b"}"))
        self.assertEqual(fixed.count(b"\r\n"), text.count(b"\r\n"))
        self.assertEqual(fixed.count(b"\n"), fixed.count(b"\r\n"))
        self.assertIn(b"return ExAllocatePool2(POOL_FLAG_PAGED | POOL_FLAG_UNINITIALIZED, Size, 'lxiF'); /* gr\xf6\xdfe */\r\n", fixed)
        self.assertTrue((self.folder / "pool.c").is_symlink())
        self.assertEqual(source.stat().st_mode & 0o777, 0o640)

    def test_only_where_it_is_right(self):
        """In macros, with flags that are not names of the system, without a tag, in a driver's own function: nothing is changed."""
        text = """#include <ntddk.h>
#define KIND PagedPool
#define GIVE(n) ExAllocatePoolWithTag(PagedPool, n, 'lxiF')
#define FLAGS | POOL_RAISE_IF_ALLOCATION_FAILURE
PVOID One(SIZE_T n) { return GIVE(n); }
PVOID Two(SIZE_T n) { return ExAllocatePoolWithTag(KIND, n, 'lxiF'); }
PVOID Three(SIZE_T n, POOL_TYPE kind) { return ExAllocatePoolWithTag(kind, n, 'lxiF'); }
PVOID Four(SIZE_T n) { return ExAllocatePoolWithTag(PagedPool, n, 0); }
PVOID Five(SIZE_T n) { return ExAllocatePoolWithTag(n > 10 ? PagedPool : NonPagedPoolNx, n, 'lxiF'); }
PVOID Six(SIZE_T n) { return ExAllocatePoolWithTag(PagedPool FLAGS, n, 'lxiF'); }
PVOID Seven(SIZE_T n, ULONG tag) { return ExAllocatePoolWithTag(PagedPool, n, tag); }
PVOID Eight(SIZE_T n) { return ExAllocatePool(PagedPool, n); }
PVOID Nine(SIZE_T n)
{
    return ExAllocatePoolWithTag(
#ifdef SMALL
        PagedPool,
#else
        NonPagedPoolNx,
#endif
        n, 'lxiF');
}
"""
        source = self.put("a.c", text)
        done = self.run_it("check", self.RULE, "--fix", source, code=1)
        self.assertEqual(source.read_text(), text)
        self.assertEqual(done.stdout.count("warning[pool-deprecated-api]"), 9)
        self.assertNotIn("= fix:", done.stdout)
        self.assertNotIn("can be fixed", done.stderr)
        self.assertEqual(self.run_it("check", self.RULE, "--diff", source, code=0).stdout, "")

    RELEASE = """#include <ndis.h>
static VOID Release(PVOID Memory) { NdisFreeMemory(Memory, 0, 0); }
static VOID ReleaseAny(PVOID Memory) { NdisFreeMemory(Memory, 0, 0); }
VOID FreeOne(SIZE_T Size)
{
    PVOID memory = ExAllocatePool2(POOL_FLAG_PAGED, Size, 'lxiF');
    if (memory != NULL)
        Release(memory);
}
VOID FreeTwo(SIZE_T Size, NDIS_HANDLE Handle)
{
    PVOID first = ExAllocatePool2(POOL_FLAG_PAGED, Size, 'lxiF');
    PVOID second = NdisAllocateMemoryWithTagPriority(Handle, 10, 'lxiF', NormalPoolPriority);
    if (first != NULL)
        ReleaseAny(first);
    if (second != NULL)
        ReleaseAny(second);
}
VOID FreeThree(NDIS_HANDLE Handle)
{
    PVOID memory = NdisAllocateMemoryWithTagPriority(Handle, 10, 'lxiF', NormalPoolPriority);
    if (memory != NULL)
        ExFreePoolWithTag(memory, 'lxiF');
}
VOID FreeFour(NET_BUFFER_LIST *Original, NDIS_HANDLE Lists, NDIS_HANDLE Buffers)
{
    NET_BUFFER_LIST *clone = NdisAllocateCloneNetBufferList(Original, Lists, Buffers, NDIS_CLONE_FLAGS_USE_ORIGINAL_MDLS);
    if (clone != NULL)
        NdisFreeNetBufferList(clone);
}
VOID FreeFive(NET_BUFFER_LIST *Original, NDIS_HANDLE Lists, NDIS_HANDLE Buffers, ULONG Flags)
{
    NET_BUFFER_LIST *clone = NdisAllocateCloneNetBufferList(Original, Lists, Buffers, Flags);
    if (clone != NULL)
        NdisFreeNetBufferList(clone);
}
VOID FreeSix(SIZE_T Size, PVOID *Out)
{
    PVOID memory = ExAllocatePool2(POOL_FLAG_PAGED, Size, 'lxiF');
    if (Size > 100 && memory == NULL)
        memory = *Out;
    else if (memory != NULL)
        NdisFreeMemory(memory, 0, 0);
}
"""

    def test_release(self):
        """The release that belongs to the one call that made it: in the function, and in a helper; not where another may come,
        nor where its arguments are not known."""
        source = self.put("release.c", self.RELEASE)
        done = self.run_it("check", "--select=mismatched-free", "--fix", source, code=1)
        self.assertEqual(done.stderr.count(": fixed [mismatched-free]"), 3)
        text = source.read_text()
        self.assertIn("static VOID Release(PVOID Memory) { ExFreePoolWithTag(Memory, 'lxiF'); }", text)
        self.assertIn("static VOID ReleaseAny(PVOID Memory) { NdisFreeMemory(Memory, 0, 0); }", text)
        self.assertIn("        NdisFreeMemory(memory, 0, 0);\n}\nVOID FreeFour", text)
        self.assertIn("        NdisFreeCloneNetBufferList(clone, NDIS_CLONE_FLAGS_USE_ORIGINAL_MDLS);", text)
        self.assertIn("        NdisFreeNetBufferList(clone);\n}\nVOID FreeSix", text)
        self.assertIn("    else if (memory != NULL)\n        NdisFreeMemory(memory, 0, 0);", text)
        left = self.run_it("check", "--output-format=concise", "--select=mismatched-free", source, code=1).stdout
        self.assertEqual(len(left.splitlines()), 3)

    def test_diff(self):
        """It changes nothing, git and patch take it, and what they make of it is what --fix makes."""
        files = {"pool.c": self.POOL.encode(), "sub/a file.c": self.RELEASE.encode().replace(b"\n", b"\r\n"), "short.c": self.POOL.replace("PVOID ", "PVOID Short").encode().rstrip(b"}\n") + b"}"}
        for name, text in files.items():
            self.put("one/" + name, text)
            self.put("two/" + name, text)
            self.put("three/" + name, text)
        done = self.run_it("check", "--diff", ".", code=1, cwd=self.folder / "one")
        self.assertIn("exit code 1: 13 findings can be fixed", done.stderr)
        self.assertIn("--- a/pool.c\n+++ b/pool.c\n@@ -", done.stdout)
        self.assertNotIn("warning[", done.stdout)
        for name, text in files.items():
            self.assertEqual((self.folder / "one" / name).read_bytes(), text)
        raw = self.put("fixes.diff", subprocess.run([str(OPTIONS.program), "check", "--diff", "."], cwd=self.folder / "one", stdout=subprocess.PIPE,
                                                    stderr=subprocess.DEVNULL, env={**os.environ, "XDG_CACHE_HOME": str(self.folder / "cache-home")}).stdout)
        subprocess.run(["git", "init", "-q", "."], cwd=self.folder / "one", check=True)
        subprocess.run(["git", "apply", str(raw)], cwd=self.folder / "one", check=True)
        if shutil.which("patch"):
            subprocess.run(["patch", "-s", "-p1", "--binary", "-i", str(raw)], cwd=self.folder / "two", check=True)
        else:
            self.run_it("check", "--fix", ".", cwd=self.folder / "two")
        self.run_it("check", "--fix", ".", cwd=self.folder / "three")
        for name, text in files.items():
            fixed = (self.folder / "three" / name).read_bytes()
            self.assertNotEqual(fixed, text)
            self.assertEqual((self.folder / "one" / name).read_bytes(), fixed)
            self.assertEqual((self.folder / "two" / name).read_bytes(), fixed)

    def test_selected_rules_only(self):
        source = self.put("both.c", self.RELEASE + self.POOL.replace("#include <ntddk.h>", ""))
        self.run_it("check", "--fix", "--ignore=mismatched-free", source, code=0)
        self.assertIn("ExFreePoolWithTag(memory, 'lxiF');\n}\nVOID FreeFour", source.read_text())
        self.assertNotIn("WithTag(PagedPool", source.read_text())

    def test_sarif(self):
        source = self.put("pool.c", "/* \U0001d11e */ " + self.POOL)
        self.run_it("check", self.RULE, "-o", "sarif:out.sarif", source, code=1)
        log = json.loads((self.folder / "out.sarif").read_text())
        self.assertEqual(sarif_schema.faults((self.folder / "out.sarif").read_text()), [])
        fixes = [fix for result in log["runs"][0]["results"] for fix in result["fixes"]]
        self.assertEqual(len(fixes), 5)
        lines = source.read_text().split("\n")
        for fix in fixes:
            for change in fix["artifactChanges"]:
                self.assertEqual(change["artifactLocation"]["uri"], "pool.c")
                for one in reversed(change["replacements"]):
                    region = one["deletedRegion"]
                    self.assertEqual(region["startLine"], region["endLine"])
                    line = lines[region["startLine"] - 1]
                    lines[region["startLine"] - 1] = line[:region["startColumn"] - 1] + one["insertedContent"]["text"] + line[region["endColumn"] - 1:]
        self.run_it("check", "--fix", self.RULE, source, code=0)
        self.assertEqual(source.read_text().split("\n"), lines)

    def test_exit_codes(self):
        source = self.put("a.c", self.POOL)
        self.assertIn("exclude each other", self.run_it("check", "--fix", "--diff", source, code=2).stderr)
        self.assertIn("--dump", self.run_it("check", "--fix", "--dump=ir", source, code=2).stderr)
        broken = self.put("broken.c", BROKEN)
        self.run_it("check", "--diff", source, broken, code=3)
        self.run_it("check", "--fix", source, broken, code=3)
        self.assertNotIn("WithTag(", source.read_text())
        self.run_it("check", "--diff", source, code=0)
        if os.geteuid() != 0:
            locked = self.put("locked.c", self.POOL)
            locked.chmod(0o444)
            self.assertIn("cannot be fixed", self.run_it("check", "--fix", locked, code=2).stderr)


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
    def project(self, name, sources, more=""):
        self.put(name, f"""<Project>
  <PropertyGroup><PlatformToolset>WindowsKernelModeDriver10.0</PlatformToolset><ConfigurationType>Driver</ConfigurationType></PropertyGroup>
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

    def test_windows_names_and_trace_files(self):
        self.put("Inc/Shared.H", "// begin_wpp config\n// FUNC TraceIt(LEVEL, MSG, ...);\n// end_wpp\n#define N 1\n")
        self.put("src/a.c", '#include <NtDDK.h>\n#include "..\\inc\\shared.h"\n#include "a.tmh"\n'
                            'int f(void) { TraceIt(N, "%d", not_declared); return N; }\n')
        self.run_it("check", "src/a.c", code=0)
        self.run_it("check", "--no-cache", "src/a.c", code=0)
        self.put("src/b.c", '#include <ntddk.h>\n\n#include "..\\inc\\SHARED.h"\nint g(void) { return undeclared; }\n')
        done = self.run_it("check", "src/b.c", code=3)
        self.assertRegex(done.stderr, r"src/b\.c:4:22: error: use of undeclared", "places stay those of the file")


class Cache(Case):
    def test_whole_run(self):
        bad = shutil.copy(first(FAULTY, "bad_"), self.folder / "bad.c")
        clean = self.put("clean.c", CLEAN)
        time.sleep(0.02)
        cold = self.run_it("check", bad, clean, code=1)
        warm = self.run_it("check", bad, clean, code=1)
        self.assertIn("all from the cache", warm.stderr)
        self.assertEqual(cold.stdout, warm.stdout)
        os.utime(clean)  # a checkout brings back old texts with new times
        self.assertIn("all from the cache", self.run_it("check", bad, clean, code=1).stderr)
        sarif = [self.run_it("check", "--output-format=sarif", *more, bad, clean, code=1).stdout for more in ((), ("--no-cache",))]
        self.assertEqual(*sarif)
        self.assertEqual(self.run_it("check", "--ignore=double-free", bad, clean, code=0).stdout, "")
        self.put("own/more.ddi", "ddi SomethingElse(x) { }\n")
        done = self.run_it("check", "--rules", "own", bad, clean, code=1)
        self.assertIn("error[double-free]", done.stdout)

    def test_libclang_is_known_without_loading_it(self):
        """Which one it is stands in the cache: a run that has everything there does not load it."""
        source, cache = self.put("a.c", CLEAN), self.folder / "cache"
        again = ("check", "--cache-dir", cache, source)
        self.run_it(*again, code=0)
        record = cache / "libclang"
        good = record.read_text()
        self.assertIn("clang version 19", good)
        self.assertIn("(all from the cache)", self.run_it(*again, code=0).stderr)
        record.write_text("/nowhere\n")  # damaged: loaded and written again
        self.assertIn("(all from the cache)", self.run_it(*again, code=0).stderr)
        self.assertEqual(record.read_text(), good)

    def test_libclang_that_cannot_be_loaded(self):
        name = next(line for line in self.libclang_record().splitlines() if line.startswith("libclang"))
        self.put(f"lib/{name}", "no library")
        done = self.run_it("check", self.put("a.c", CLEAN), code=3, env={"LD_LIBRARY_PATH": str(self.folder / "lib")})
        self.assertRegex(done.stderr, r"a\.c: error: .*" + re.escape(name))

    def libclang_record(self):
        self.run_it("check", "--cache-dir", self.folder / "cache", self.put("b.c", CLEAN), code=0)
        return (self.folder / "cache" / "libclang").read_text()

    def test_shared_headers(self):
        for name in "abcd":
            self.put(f"{name}.c", f"#include <ntddk.h>\nint {name}(void) {{ return 1; }}\n")
        plain = [self.run_it("check", "--no-cache", "--dump=ir", f"{name}.c", code=0).stdout for name in "abcd"]
        shared = self.run_it("check", "--dump=ir", *(f"{name}.c" for name in "abcd"), code=0).stdout
        self.assertEqual("".join(plain), shared, "the precompiled header changes what is read")
        compiled = list((self.folder / "cache-home/ddicheck/prefix").glob("*.pch"))
        self.assertEqual(len(compiled), 1)
        compiled[0].write_bytes(compiled[0].read_bytes()[:100000])  # a disk that was full
        self.put("e.c", "#include <ntddk.h>\nint e(void) { return 1; }\n")
        self.run_it("check", "e.c", code=0)

    def test_cache_follows_changes(self):
        self.put("h.h", "#define N 1\n")
        source = self.put("a.c", '#include "h.h"\nint f(void) { return N; }\n')
        time.sleep(0.02)
        self.run_it("check", source, code=0)
        self.assertIn("all from the cache", self.run_it("check", source, code=0).stderr)
        self.put("h.h", "#define N undeclared\n")
        self.run_it("check", source, code=3)
        self.put("h.h", "#define N 1\n")
        self.assertNotIn("from the cache", self.run_it("check", "--no-cache", source, code=0).stderr)
        for entry in (self.folder / "cache-home/ddicheck/ir").rglob("*"):
            if entry.is_file():
                entry.write_bytes(entry.read_bytes()[:-20] + b"x" * 20)
        done = self.run_it("check", source, code=0)
        self.assertNotIn("from the cache", done.stderr)


class Installation(Case):
    def test_installed_tree_can_be_moved(self):
        subprocess.run(["cmake", "--install", OPTIONS.build, "--prefix", str(self.folder / "one")], check=True, stdout=subprocess.DEVNULL)
        (self.folder / "one").rename(self.folder / "two")
        program = self.folder / "two/bin/ddicheck"
        copy = shutil.copy(first(FAULTY, "bad_"), self.folder / "bad.c")
        done = self.run_it("check", "--no-cache", copy, code=1, program=program)
        self.assertIn("error[double-free]", done.stdout)
        arguments = self.run_it("check", "--dump=arguments", copy, code=0, program=program).stdout
        self.assertIn(str(self.folder / "two/share/ddicheck/headers"), arguments)
        self.assertNotIn(str(ROOT / "headers"), arguments)
        shutil.rmtree(self.folder / "two/share")
        done = self.run_it("check", copy, code=2, program=program)
        self.assertIn("DDICHECK_DATADIR", done.stderr)
        self.run_it("check", copy, code=1, program=program, env={"DDICHECK_DATADIR": str(ROOT)})
        self.run_it("check", copy, code=2, program=program, env={"DDICHECK_DATADIR": str(self.folder)})


class Signals(Case):
    def test_interrupt(self):
        # A pipe that nobody fills: the front end waits for its text, so the signal comes in time.
        os.mkfifo(self.folder / "a.h")
        source = self.put("a.c", '#include "a.h"\n')
        for number in (signal.SIGINT, signal.SIGTERM):
            run = subprocess.Popen([OPTIONS.program, "check", "--no-cache", source], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=self.folder)
            time.sleep(0.7)
            run.send_signal(number)
            _, err = run.communicate(timeout=20)
            self.assertEqual(run.returncode, 128 + number, err)
            self.assertIn(b"interrupted", err)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True, type=lambda p: str(pathlib.Path(p).resolve()))
    parser.add_argument("--build", required=True, type=lambda p: str(pathlib.Path(p).resolve()))
    parsed, rest = parser.parse_known_args(namespace=OPTIONS)
    unittest.main(argv=[sys.argv[0], *rest])


if __name__ == "__main__":
    main()
