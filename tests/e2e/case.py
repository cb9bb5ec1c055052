"""What every end-to-end test starts from: a folder of its own, and the program run in it."""
import argparse
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

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
