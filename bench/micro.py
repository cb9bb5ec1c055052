#!/usr/bin/env python3
"""The pairs of fixtures/micro: ddicheck, clang's analyser and gcc's side by side.

    micro.py --program build/ddicheck

A pair is right when the defect is reported on its line and nothing is reported on the right half. fixtures/micro/micro.h tells
clang and gcc by attributes what allocates and what frees, so that all three know the same of that. A leak may be reported by
clang and gcc on any line, since they choose another one for it. Four pairs (m10, m19, m20, m25) ask for more than attributes can say,
m14 for two files at once, and gcc has no __try (m21): not to be held against either.
"""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tests" / "rewrites"))
import pairs

CLANG = ["--analyze", "-target", "x86_64-pc-windows-msvc", "-fms-extensions", "-w", "-Xclang", "-analyzer-checker=core,unix", "-Xclang",
         "-analyzer-config", "-Xclang", "unix.DynamicMemoryModeling:Optimistic=true", "-Xclang", "-analyzer-output=text", "-o", "/dev/null"]
GCC = ["-fanalyzer", "-c", "-o", "/dev/null"]
WARNING = re.compile(r"^(\S+?):(\d+):\d+: warning: .*\[(?:CWE[^]]*\] \[)?(-Wanalyzer-[\w-]+|core[\w.]*|unix[\w.]*)\]$", re.M)
LEAK = re.compile(r"-Wanalyzer-(malloc-)?leak|unix\.Malloc")
BEYOND = {"m10": "lent", "m14": "two files", "m19": "attribute", "m20": "order", "m25": "deferred"}


def compiler(command, files, define):
    """{(kind, file name, line)} of the warnings, or None where the compiler does not take the text."""
    found = set()
    for file in files:
        done = subprocess.run([*command, f"-D{define}", str(file)], capture_output=True, text=True, timeout=120)
        if done.returncode != 0 or re.search(r": (fatal )?error: ", done.stderr):
            return None
        found |= {(kind, pathlib.Path(name).name, int(line)) for name, line, kind in WARNING.findall(done.stderr)}
    return found


def ask_compiler(command):
    def ask(pair, files):
        bad, good = compiler(command, files, "BAD"), compiler(command, files, "GOOD")
        if bad is None or good is None:
            return None
        wanted = pairs.marks(pair.files, True)
        defects = wanted["expect"] | wanted["miss"]
        leak = any(rule == "resource-leak" for rule, _, _ in defects)
        at_line = any((name, line) == (file, where) for _, file, where in defects for _, name, line in bad)
        return at_line or (leak and any(LEAK.match(kind) for kind, _, _ in bad)), bool(bad), not good
    return ask


def ask_ddicheck(program):
    def ask(pair, files):
        wanted = pairs.marks(pair.files, True)
        defects = wanted["expect"] | wanted["miss"]
        paths = [files[0].parent] if len(files) > 1 else files
        bad = {(f.rule, f.file.name, f.line) for f in pairs.check(program, paths, "BAD")}
        return defects <= bad, bool(bad), not pairs.check(program, paths, "GOOD")
    return ask


def cell(answer):
    if answer is None:
        return "does not compile"
    at_line, anything, silent = answer
    found = "found" if at_line else "elsewhere" if anything else "missed"
    return f"{found}, {'silent' if silent else 'ALARM'}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True, type=lambda p: pathlib.Path(p).resolve())
    parser.add_argument("--clang", default="clang-19")
    parser.add_argument("--gcc", default="gcc")
    o = parser.parse_args()
    tools = {"ddicheck": ask_ddicheck(o.program)}
    if shutil.which(o.clang):
        tools["clang --analyze"] = ask_compiler([o.clang, *CLANG])
    if shutil.which(o.gcc):
        tools["gcc -fanalyzer"] = ask_compiler([o.gcc, *GCC])
    totals = {name: [0, 0, 0, 0] for name in tools}
    print(f"{'wrong half, right half':34}" + "".join(f"{name:20}" for name in tools))
    with tempfile.TemporaryDirectory(prefix="ddicheck-micro-") as folder:
        folder = pathlib.Path(folder) / "micro"
        shutil.copytree(pairs.MICRO, folder)
        everything = pairs.pairs()
        for pair in everything:
            here = folder / pair.path.name
            files = sorted(here.glob("*.c")) if here.is_dir() else [here]
            answers = {name: ask(pair, files) for name, ask in tools.items()}
            for name, a in answers.items():
                if a is not None:
                    for i, true in enumerate((a[0], a[1], a[2], a[0] and a[2])):
                        totals[name][i] += true
            note = f"   ({BEYOND[pair.name[:3]]})" if pair.name[:3] in BEYOND else ""
            print(f"{pair.name:34}" + "".join(f"{cell(a):20}" for a in answers.values()) + note)
    words = ("found on its line", "anything reported on it", "right half silent", "pair right")
    for i, text in enumerate(words):
        print(f"{text:34}" + "".join(f"{f'{t[i]} of {len(everything)}':20}" for t in totals.values()))


if __name__ == "__main__":
    main()
