"""The cache, the installed program, and signals."""
import os
import re
import shutil
import signal
import subprocess
import time

from case import ROOT, FAULTY, OPTIONS, CLEAN, first, Case


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

    def test_growth_is_counted(self):
        """What a run writes into the cache is counted, headers that are compiled too: by that it is known when it is to be trimmed."""
        folder = self.folder / "cache"
        size = lambda: sum(f.stat().st_size for kind in ("ir", "prefix", "summaries", "run") for f in (folder / kind).rglob("*.*") if f.is_file())
        self.run_it("check", "--cache-dir", folder, self.put("a.c", CLEAN), code=0)
        self.assertFalse((folder / "written").exists())  # it was just looked at
        before = size()
        for name in "bcde":
            self.put(f"{name}.c", f"#include <ntddk.h>\n#include <ntstrsafe.h>\nint {name}(void) {{ return 1; }}\n")
        self.run_it("check", "--cache-dir", folder, *(f"{name}.c" for name in "bcde"), code=0)
        self.assertGreater(size(), before + (1 << 20))
        self.assertGreaterEqual((folder / "written").stat().st_size * 4096, size() - before)

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
