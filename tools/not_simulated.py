#!/usr/bin/env python3
"""Which DDIs the fixtures, the tests' drivers and the reference drivers use and the host does not simulate.

    tools/not_simulated.py --program build/ddicheck [--cache DIR] [--none]

Those of headers/ddi.tsv that stand before a parenthesis in a C file of fixtures/, driver-samples/ or tests/run/drivers are asked of the
host: a driver with a call of each of them is built, and what it lacks is printed, with the files that use it. Of an inline function that
is what it calls. Macros are not asked for.

With --none there must be none: the exit code is 1 where there is one.
"""
import argparse
import collections
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDERS = ("fixtures", "driver-samples", "tests/run/drivers")
HEADERS = ("ntifs.h", "fltkernel.h", "ndis.h", "wdmsec.h", "ntstrsafe.h", "usb.h", "wdf.h", "wdfusb.h", "wdfwmi.h", "fwpsk.h", "fwpmk.h")


def table():
    """Name -> types of the parameters, of all functions."""
    rows = [line.split("\t") for line in (ROOT / "headers" / "ddi.tsv").read_text().splitlines()]
    return {r[0]: [] if r[5].upper() in ("", "VOID") else r[5].split("; ") for r in rows if r[1:2] == ["function"]}


def used(known):
    """Name -> files, of these functions."""
    files = collections.defaultdict(set)
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.[ch]")):
            text = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text(errors="replace"), flags=re.S)
            for name in set(re.findall(r"\b(\w+)\s*\(", text)) & known.keys():
                files[name].add(str(path.relative_to(ROOT)))
    return files


def driver_of(types, named):
    """The text of a driver with a call of each function; those in `named` are not called, their address is taken."""
    lines = [f"#include <{h}>" for h in HEADERS] + ["NTSTATUS DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING Path) { return STATUS_UNSUCCESSFUL; }"]
    for name in sorted(types):
        values = ", ".join("0" if t in ("?", "...") else f"({t.removesuffix('[]') + ' *' * t.endswith('[]')}){{0}}" for t in types[name])
        use = f"void *volatile at_{name} = (void *){name};" if name in named else f"void use_{name}(void) {{ {name}({values}); }}"
        lines += [f"#ifndef {name}", use, "#endif"]
    return "\n".join(lines) + "\n"


def missing(program, types, cache):
    """Those that a driver which calls them all does not find in the host."""
    with tempfile.TemporaryDirectory() as folder:
        driver, named = pathlib.Path(folder) / "names.c", set()
        command = [program, "run", "--scenario", "idle", "--sanitize", "none", "--no-progress", str(driver)] + (["--cache-dir", cache] if cache else [])
        while True:
            text = driver_of(types, named)
            driver.write_text(text)
            done = subprocess.run(command, capture_output=True, text=True)
            wrong = {text.splitlines()[int(n) - 1] for n in re.findall(r"names\.c:(\d+):\d+: error", done.stderr)}
            refused = {line.split("use_")[1].split("(")[0] for line in wrong if "use_" in line} # the table does not know a parameter's type
            if done.returncode in (0, 1):
                return set(re.findall(r"note: (\w+) is not simulated", done.stderr))
            if not refused:
                sys.exit(f"{' '.join(command)}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
            named |= refused


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--cache")
    parser.add_argument("--none", action="store_true")
    o = parser.parse_args()
    types = table()
    files = used(types)
    lacks = missing(str(pathlib.Path(o.program).resolve()), {n: types[n] for n in files}, o.cache)
    for name in sorted(lacks):
        more = sorted(files.get(name, ()))
        print(f"{name}\t" + (more[0] if more else "called by an inline function") + (f" and {len(more) - 1} more" if len(more) > 1 else ""))
    print(f"{len(files)} DDIs are used, {len(lacks)} are not simulated", file=sys.stderr)
    return 1 if o.none and lacks else 0


if __name__ == "__main__":
    sys.exit(main())
