#!/usr/bin/env python3
"""Generated programs that press on the engine's bounds (programs.py).

    run_stress.py --program build/ddicheck [--scale full|small] [--keep FOLDER] [NAME...]

Each must end with an answer, in less than 1 GiB; the defect at its end must be found, or what was dropped must be
counted. known.txt lists what is wrong today; what is listed there and right again fails, too.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True

import programs

ROOT = pathlib.Path(__file__).resolve().parents[2]
MICRO = ROOT / "fixtures" / "micro"
SECONDS = {"full": 120, "small": 120}
MEMORY_MIB = 1024
# Of the counters (analyzer/engine/engine.h) those that say that something was not looked at to its end.
DROPPED = ("dropped", "out_of_steps", "cases_dropped", "latent_dropped", "recursion_cut", "aliased_calls", "harness_dropped", "cells_given_up")


def known_wrong():
    """{name: what is known to be wrong with it}; their number is committed at the file's head."""
    known, limit = {}, None
    for line in pathlib.Path(__file__).with_name("known.txt").read_text().splitlines():
        if line.startswith("at most "):
            limit = int(line.split()[2])
        elif line and line[0] != "#":
            name, text = line.split(None, 1)
            known[name] = text
    if limit is None or len(known) > limit:
        sys.exit(f"known.txt: {len(known)} programs, but at most {limit}")
    return known


def run(program, path, seconds, what="--output-format=sarif"):
    """(seconds, peak MiB, exit code, stdout, stderr)"""
    command = [program, "check", "--no-cache", "-q", "-j1", what, "--rules", str(MICRO / "contracts"), str(path)]
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        child = subprocess.Popen(command, stdout=out, stderr=err)
        while True:
            pid, status, usage = os.wait4(child.pid, os.WNOHANG)
            if pid:
                break
            if time.perf_counter() - start > seconds:
                child.kill()
                _, status, usage = os.wait4(child.pid, 0)
                return time.perf_counter() - start, usage.ru_maxrss / 1024, None, "", ""
            time.sleep(0.01)
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        return time.perf_counter() - start, usage.ru_maxrss / 1024, child.returncode, out.read(), err.read()


def judge(text, sure, result, memory_limit, seconds_limit):
    """(what is wrong as lines, found, {counter: number})"""
    seconds, memory, code, out, err = result
    if code is None:
        return [f"no answer within {seconds_limit} s"], False, {}
    if code not in (0, 1):
        return [f"exit code {code}: {err.strip()[-600:]}"], False, {}
    sarif = json.loads(out)["runs"][0]
    counts = sarif["properties"]
    missing = [name for name in DROPPED if name not in counts]
    dropped = {name: counts[name] for name in DROPPED if counts.get(name)}
    line = 1 + next(i for i, l in enumerate(text.splitlines()) if "// defect" in l)
    places = [(r["ruleId"], r["locations"][0]["physicalLocation"]["region"]["startLine"]) for r in sarif["results"]]
    found, wrong = ("double-free", line) in places, []
    if missing:
        wrong.append(f"the SARIF output counts no {', '.join(missing)}")
    if not found and sure:
        wrong.append("the defect is not found")
    if not found and not dropped:
        wrong.append("the defect is not found, and nothing is said to have been dropped")
    wrong += [f"unexpected: {rule} in line {where}" for rule, where in places if (rule, where) != ("double-free", line)]
    if memory > memory_limit:
        wrong.append(f"{memory:.0f} MiB, and {memory_limit} are allowed")
    return wrong, found, dropped


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True, type=lambda p: str(pathlib.Path(p).resolve()))
    parser.add_argument("--scale", choices=("full", "small"), default="full")
    parser.add_argument("--keep", type=pathlib.Path)
    parser.add_argument("names", nargs="*")
    o = parser.parse_args()
    failed, known = 0, known_wrong()
    begin = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="ddicheck-stress-") as temporary:
        folder = o.keep or pathlib.Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "micro.h").write_text((MICRO / "micro.h").read_text())
        for generator, full, small in programs.ALL:
            name = generator.__name__
            if o.names and name not in o.names:
                continue
            size = full if o.scale == "full" else small
            text, sure = generator(size)
            path = folder / f"{name}.c"
            path.write_text(text)
            result = run(o.program, path, SECONDS[o.scale])
            wrong, found, dropped = judge(text, sure, result, MEMORY_MIB, SECONDS[o.scale])
            if generator in programs.PRINTED and run(o.program, path, SECONDS[o.scale], "--dump=summary")[2] != 0:
                wrong.append("its summaries are not printed")
            expected = [k for k in (known.get(name),) if k]
            if expected and wrong and all(any(line.startswith(k) for k in expected) for line in wrong):
                wrong = []
                print(f"    known: {expected[0]}")
            elif expected and not wrong:
                wrong = ["right now: take it out of known.txt"]
            failed += bool(wrong)
            said = ", ".join(f"{k} {v}" for k, v in dropped.items()) or "nothing dropped"
            print(f"{name:24} {size:6} {result[0]:7.2f} s {result[1]:6.0f} MiB  {'found' if found else 'not found'}; {said}", flush=True)
            for line in wrong:
                print(f"    WRONG: {line}")
    print(f"{time.perf_counter() - begin:.1f} s; {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
