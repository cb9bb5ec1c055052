#!/usr/bin/env python3
"""Whole random filter drivers, checked and run: what the engine claims, some run must show.

    drivers.py --program build/ddicheck --work DIR [--seed N] [--count N]

Each driver is fixtures/run/filter.h with random statements in its attach, restart, pause and detach handlers, which make,
use, free and forget what the module keeps. `ddicheck run --faults each` fails each of its allocations once. Compared by
rule and line, leaks by the line of the allocation:

    shown     the engine reports it, and a run does
    claimed   the engine reports it, and no run does: a false alarm, or a path that these runs do not take
    missed    a run reports it, and the engine does not

`claimed` fails; `missed` is counted. Of several objects that are lost at one place each names one; of an object that
was used or freed wrongly a run says nothing further.
"""
import argparse
import json
import pathlib
import random
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SCENARIO = "attach\nrestart\ntraffic packets=4 senders=1 receivers=1 delay=0\n" + "pause\nrestart\n" * 3 + "pause\ndetach\nunload\n"
SLOTS = {
    "List": ("NdisAllocateNetBufferList(Filter->PlainPool, 0, 0)", "NdisFreeNetBufferList(Filter->List)",
             "Filter->Count += NdisGetPoolFromNetBufferList(Filter->List) == Filter->Pool"),
    "Memory": ("NdisAllocateMemoryWithTagPriority(Filter->Handle, DATA_SIZE, FILTER_TAG, NormalPoolPriority)", "NdisFreeMemory(Filter->Memory, 0, 0)", None),
    "OtherPool": ("NdisAllocateNetBufferPool(Filter->Handle, &parameters)", "NdisFreeNetBufferPool(Filter->OtherPool)", None),
}
ABOUT_ONE = {"double-free", "use-after-free"}
HOOKS = (("Attached", "NDIS_STATUS", "ON_ATTACH"), ("Restarted", "NDIS_STATUS", "ON_RESTART"), ("Pausing", "VOID", "ON_PAUSE"), ("Detaching", "VOID", "ON_DETACH"))


def statement(rnd, hook):
    slot = rnd.choice(("List", "List", "Memory"))
    make, free, use = SLOTS[slot]
    kind = rnd.choices(("make", "over", "free", "stale", "use", "lock", "sleep", "held"),
                       (4, 1, 4, 1, 1, 1, 1, 0.3) if hook in ("Attached", "Restarted") else (0.5, 0.2, 6, 0.7, 1, 1, 1, 0.3))[0]
    if kind == "make":
        return [f"    if (Filter->{slot} == NULL)", f"        Filter->{slot} = {make};"]
    if kind == "over":
        return [f"    Filter->{slot} = {make};"]
    if kind == "free":
        return [f"    if (Filter->{slot} != NULL)", "    {", f"        {free};", f"        Filter->{slot} = NULL;", "    }"]
    if kind == "stale":
        return [f"    if (Filter->{slot} != NULL)", f"        {free};"]
    if kind == "use" and use:
        return [f"    if (Filter->{slot} != NULL)", f"        {use};"]
    if kind == "lock":
        return ["    NdisAcquireSpinLock(&Filter->Lock);", "    Filter->Count++;", "    NdisReleaseSpinLock(&Filter->Lock);"]
    if kind == "held":
        return ["    NdisAcquireSpinLock(&Filter->Lock);", "    NdisMSleep(10);", "    NdisReleaseSpinLock(&Filter->Lock);"]
    return ["    NdisMSleep(10);"]


def make_driver(seed):
    rnd = random.Random(seed)
    lines = [f'#include "{ROOT}/fixtures/run/filter.h"', ""]
    for name, kind, macro in HOOKS:
        lines += [f"static {kind} {name}(PFILTER Filter)", "{"]
        for _ in range(rnd.randint(1, 3)):
            lines += statement(rnd, name)
        if kind != "VOID":
            lines.append("    return NDIS_STATUS_SUCCESS;")
        lines += ["}", f"#define {macro} {name}", ""]
    lines.append(f'#include "{ROOT}/fixtures/run/filter_driver.h"')
    return "\n".join(lines) + "\n"


def findings(command, out):
    out.unlink(missing_ok=True)
    done = subprocess.run([str(c) for c in command + ["-o", f"sarif:{out}"]], capture_output=True, text=True)
    if done.returncode not in (0, 1) or not out.exists():
        sys.exit(f"{' '.join(map(str, command))}: exit code {done.returncode}\n{done.stderr}")
    found = {}
    for run in json.loads(out.read_text())["runs"]:
        for r in run.get("results", []):
            rule, text = r["ruleId"], r["message"]["text"]
            line = r["locations"][0]["physicalLocation"]["region"]["startLine"]
            made = re.search(r"was allocated at ([\w.]+:\d+)", text)
            if not rule.startswith("run-") and r.get("level") != "note":
                found[(rule, made.group(1) if made and rule == "resource-leak" else line)] = text
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=10)
    o = parser.parse_args()
    work = pathlib.Path(o.work).resolve()
    work.mkdir(parents=True, exist_ok=True)
    scenario, report = work / "life.scenario", work / "report.sarif"
    scenario.write_text(SCENARIO)
    shown = claimed = missed = 0
    for seed in range(o.seed, o.seed + o.count):
        driver = work / f"driver_{seed}.c"
        driver.write_text(make_driver(seed))
        static = findings([o.program, "check", "--quiet", "--no-cache", driver], report)
        run = findings([o.program, "run", "--quiet", "--no-progress", "--sanitize", "none", "--faults", "each", "--scenario", scenario, driver], report)
        shown += len(set(static) & set(run))
        ran = {rule for rule, _ in run}
        for k in sorted(set(static) - set(run), key=str):
            if (k[0] == "resource-leak" and k[0] in ran) or (k[0] in ABOUT_ONE and ran & ABOUT_ONE):
                continue
            claimed += 1
            print(f"seed {seed}: claimed: {driver.name}:{k[1]}: {k[0]}: {static[k]}")
        said = {rule for rule, _ in static}
        for k in sorted(set(run) - set(static), key=str):
            if k[0] in said:
                continue
            missed += 1
            print(f"seed {seed}: missed: {driver.name}:{k[1]}: {k[0]}: {run[k]}")
    print(f"{o.count} drivers: {shown} shown, {claimed} claimed, {missed} missed")
    return 1 if claimed or not shown else 0


if __name__ == "__main__":
    sys.exit(main())
