"""Commands, what is found, how it is written, and fixes."""
import json
import os
import re
import shutil
import subprocess

import sarif_schema
from case import ROOT, FAULTY, ENGINE, OPTIONS, CLEAN, BROKEN, first, Case


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

    def test_way_is_told(self):
        # what a debug message asks decides nothing, and a call in which nothing happens is not shown for its branches
        source = self.put("a.c", """\
            #include <ntddk.h>
            ULONG Level;
            #define Say(text) do { if (Level > 2) DbgPrint(text); } while (0)
            static BOOLEAN IsWanted(PUNICODE_STRING Name)
            {
                if (Name->Length == 0)
                    return FALSE;
                return Name->Buffer[0] == L'W';
            }
            NTSTATUS Read(PUNICODE_STRING Name, POBJECT_ATTRIBUTES Path, PVOID Value, ULONG Size, PULONG Length)
            {
                HANDLE key;
                NTSTATUS status = ZwOpenKey(&key, KEY_READ, Path);
                if (!NT_SUCCESS(status))
                    return status;
                Say("open");
                if (IsWanted(Name)) {
                    status = ZwQueryValueKey(key, Name, KeyValuePartialInformation, Value, Size, Length);
                    if (!NT_SUCCESS(status))
                        goto Leave;
                }
                ZwClose(key);
            Leave:
                return status;
            }
            """)
        path = re.findall(r"^ +\d+\. (.*)$", self.run_it("check", source, code=1).stdout, re.M)
        self.assertEqual(path, ["ZwOpenKey opens 'key'", "'NT_SUCCESS(status)' is true", "'IsWanted(Name)' is true", "'NT_SUCCESS(status)' is false", "here"])

    def test_many_are_summed_up(self):
        body = "".join(f"PVOID P{i}(VOID) {{ return ExAllocatePoolWithTag(NonPagedPoolNx, 8, 'tseT'); }}\n" for i in range(10))
        leak = "VOID L(VOID) { PVOID p = ExAllocatePool2(POOL_FLAG_PAGED, 8, 'kaeL'); UNREFERENCED_PARAMETER(p); }\n"
        few = self.run_it("check", self.put("few.c", "#include <ntddk.h>\n" + body), code=1)
        self.assertNotIn("10 pool-deprecated-api", few.stderr)
        many = self.run_it("check", self.put("many.c", "#include <ntddk.h>\n" + body + leak), code=1)
        self.assertIn("ddicheck: 10 pool-deprecated-api, 1 resource-leak\n", many.stderr)

    def test_advice_once(self):
        out = self.run_it("check", "--select=pool-deprecated-api", self.put("a.c", """\
            #include <ntddk.h>
            PVOID First(VOID) { return ExAllocatePoolWithTag(NonPagedPoolNx, 8, 'tsrF'); }
            PVOID Second(VOID) { return ExAllocatePoolWithTag(NonPagedPoolNx, 8, 'dnoS'); }
            """), code=1).stdout
        self.assertEqual(out.count("warning[pool-deprecated-api]"), 2)
        self.assertEqual(out.count("= help:"), 1)
        self.assertEqual(out.count("= see: "), len(set(re.findall("= see: .*", out))))
        self.assertEqual(out.count("= fix:"), 2)

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


class NeverEntered(Case):
    """A driver that never starts is looked at by its functions only, and the last line says so."""

    def said_of(self, result):
        text = (ROOT / "fixtures/wdf/wdf-control-device-finish/good_never_started.c").read_text()
        self.assertEqual(text.count("STATUS_NOT_SUPPORTED"), 1)
        return self.run_it("check", self.put("a.c", text.replace("STATUS_NOT_SUPPORTED", result)), code=0).stderr

    def test_entry_that_fails(self):
        self.assertIn("; 1 callback never entered (-v);", self.said_of("STATUS_NOT_SUPPORTED"))

    def test_entry_that_succeeds(self):
        self.assertNotIn("never entered", self.said_of("STATUS_SUCCESS"))


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
