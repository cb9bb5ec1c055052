#!/usr/bin/env python3
"""What must not change the answer: order, jobs, the cache; and what missing text must not bring.

    run_relations.py --program build/ddicheck [--scale full|small] [--seed N] [--rounds N] order|incremental|deletions|missing...

    order        files in another order, and -j1, -j2 or -j8, give byte-identical output, and equal counters
    incremental  after each of a number of random edits, a run with the cache says what one without says, and counts the same
    deletions    lwf without its header, a define, a type or a prototype of it: no finding of an absence rule that was not there
    missing      the same for the right halves of fixtures/micro, without each part of micro.h in turn
"""
import argparse
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "bench"), str(ROOT / "tests" / "rewrites")]
import generate
import pairs
import run_rewrites
import rewrites

SAMPLES = ROOT / "driver-samples"
ABSENCE = {"resource-leak"}  # rules that speak of something that is not there
FORMATS = ("full", "sarif")


def run(o, arguments, cwd, *more):
    """(exit code, stdout)"""
    command = [o.program, "check", "-q", "--color=never", *more, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, cwd=cwd, timeout=300)
    if done.returncode not in (0, 1, 3):
        raise RuntimeError(f"{' '.join(command)}: exit code {done.returncode}\n{done.stderr.decode(errors='replace')[-2000:]}")
    return done.returncode, done.stdout


def counters(o, arguments, cwd, *more):
    """What -v says, without times."""
    command = [o.program, "check", "-v", "--color=never", "--no-progress", *more, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=cwd, timeout=300)
    return [re.sub(r"; [0-9.]+ s$", "", line) for line in done.stderr.splitlines() if not re.match(r" +[0-9.]+ s ", line)]


def copy_of(sample, folder):
    target = folder / sample
    shutil.copytree(SAMPLES / sample, target)
    return target


# ---- order ----------------------------------------------------------------------------------------

def order(o, folder):
    rng = random.Random(o.seed)
    faulty = copy_of("lwf-faulty", folder)
    made = folder / "generated"
    generate.driver(made, 6)
    # One with findings: the last part frees what it had handed on.
    last = made / "part0004.c"
    text = last.read_text().replace("        NdisFreeMemory(Copy, 0, 0);\n", "        NdisFreeMemory(Copy, 0, 0);\n        NdisFreeNetBufferListPool(Module->Pools[4]);\n"
                                    "        NdisFreeNetBufferListPool(Module->Pools[4]);\n")
    last.write_text(text)
    wrong = []
    for driver in (faulty, made):
        files = sorted(p.name for p in driver.glob("*.c"))
        for form in FORMATS:
            wanted = run(o, files, driver, "--no-cache", f"--output-format={form}", "-j1")
            if b"double-free" not in wanted[1] and b"ndis-" not in wanted[1]:
                wrong.append(f"{driver.name}: no finding, so that nothing is compared")
            for jobs in (1, 2, 8) if o.scale == "full" else (2,):
                shuffled = files[:]
                while shuffled == files:
                    rng.shuffle(shuffled)
                got = run(o, shuffled, driver, "--no-cache", f"--output-format={form}", f"-j{jobs}")
                if got != wanted:
                    at = next((i for i, (a, b) in enumerate(zip(got[1].splitlines(), wanted[1].splitlines())) if a != b), -1)
                    wrong.append(f"{driver.name}, {form}, -j{jobs}, {' '.join(shuffled)}: another output, from line {at + 1} on")
        lines = [counters(o, files, driver, "--no-cache", f"-j{jobs}") for jobs in ((1, 2, 8) if o.scale == "full" else (1, 8))]
        if not any("functions analysed" in line for line in lines[0]):
            wrong.append(f"{driver.name}: -v names no counter, so that nothing is compared")
        wrong += [f"{driver.name}: -v says something else with more jobs" for other in lines[1:] if other != lines[0]]
        print(f"order: {driver.name}: {len(files)} files, {len(lines[0])} lines of -v")
    return wrong


# ---- incremental ----------------------------------------------------------------------------------

def edit(rng, text):
    """(what was done, the new text)"""
    lines = text.splitlines()
    kind = rng.choice(("comment", "blank line", "constant", "statement removed", "statement doubled"))
    if kind == "comment":
        return kind, text + f"/* {rng.randrange(10**6)} */\n"
    if kind == "blank line":
        lines.insert(rng.randrange(len(lines)), "")
    elif kind == "constant":
        places = [i for i, line in enumerate(lines) if re.search(r"\b\d+\b", line) and not line.lstrip().startswith(("#include", "*", "/*"))]
        if places:
            i = rng.choice(places)
            lines[i] = re.sub(r"\b\d+\b", lambda m: str(rng.choice((0, 1, 2, int(m.group(0)) + 1))), lines[i], count=1)
    else:
        places = [i for i, line in enumerate(lines) if re.match(r"^\s+[A-Za-z][\w>.\-\[\]]*(\(| = )[^{}]*;\s*$", line)]
        if places:
            i = rng.choice(places)
            lines[i:i + 1] = [] if kind == "statement removed" else [lines[i], lines[i]]
    return kind, "\n".join(lines) + "\n"


# A file whose summaries, tables, records and set of functions change from round to round.
PARTS = """{lines}#include <ndis.h>

struct parts {{ {fields} }};
typedef void END(struct parts *Parts);
struct ends {{ END *End; UINT Limit; }};

static void PartsClose(struct parts *Parts)
{{
{close}}}

static void PartsLeave(struct parts *Parts)
{{
    Parts->Count = {number};
}}

{more}static {const}struct ends PartsEnds = {{ {end}, {limit} }};
static const UINT PartsLimits[] = {{ 1, {limit}, 3 }};

static BOOLEAN PartsOdd(UINT N);
static BOOLEAN PartsEven(UINT N) {{ return N == 0 ? TRUE : PartsOdd(N - {step}); }}
static BOOLEAN PartsOdd(UINT N) {{ return N == 0 ? FALSE : PartsEven(N - 1); }}

static END *PartsPick(void) {{ return {pick}; }}

void PartsUse(NDIS_HANDLE Handle, NET_BUFFER_LIST_POOL_PARAMETERS *Parameters)
{{
    struct parts Parts;
    END *End = PartsPick();
    Parts.Count = 0;
    Parts.Pool = NdisAllocateNetBufferListPool(Handle, Parameters);
    if (Parts.Pool == NULL || (PartsLimits[1] > 1 && PartsEven(Parts.Count)))
        return;
    {call}(&Parts);
    if (Parts.Count {compare} {number})
        NdisFreeNetBufferListPool(Parts.Pool);
}}
"""
CLOSE = "    NdisFreeNetBufferListPool(Parts->Pool);\n"
CHOICES = {
    "lines": ("", "\n\n", "/* one */\n"),
    "fields": ("NDIS_HANDLE Pool; UINT Count;", "UINT Count; NDIS_HANDLE Pool;", "UINT Count, Spare; NDIS_HANDLE Pool;"),
    "close": (CLOSE, CLOSE + "    Parts->Count = 1;\n", "\n" + CLOSE, "    Parts->Count = 1;\n" + CLOSE, "    UINT Unused = 1;\n    (void)Unused;\n" + CLOSE, ""),
    "number": ("1", "2"),
    "more": ("", "static void PartsMore(struct parts *Parts) { PartsClose(Parts); PartsLeave(Parts); }\n\n"),
    "const": ("", "const "),
    "end": ("PartsClose", "PartsLeave"),
    "limit": ("1", "2"),
    "step": ("1", "2"),
    "pick": ("PartsClose", "PartsLeave", "PartsEnds.End"),
    "call": ("PartsClose", "PartsLeave", "PartsEnds.End", "End", "(&PartsEnds)->End"),
    "compare": ("==", "!=", "<"),
}


def incremental(o, folder):
    rng = random.Random(o.seed)
    if o.scale == "full":
        driver = copy_of("lwf-faulty", folder)
    else:
        driver = folder / "generated"
        generate.driver(driver, 3)
    files = sorted(p for p in driver.iterdir() if p.suffix in (".c", ".h"))
    original = {f: f.read_text() for f in files}
    parts, chosen = driver / "parts.c", {name: options[0] for name, options in CHOICES.items()}
    parts.write_text(PARTS.format(**chosen))
    sources = [f.name for f in files if f.suffix == ".c"] + [parts.name]
    cache = f"--cache-dir={folder / 'cache'}"
    wrong, before, different, kinds = [], None, 0, {}
    for number in range(o.rounds or (30 if o.scale == "full" else 20)):
        file = rng.choice(files)
        if o.keep:
            shutil.copytree(driver, o.keep / "before", dirs_exist_ok=True)
        if rng.random() < 0.6:
            file = parts
            for name in rng.sample(sorted(CHOICES), rng.choice((1, 1, 2))):
                chosen[name] = rng.choice([c for c in CHOICES[name] if c != chosen[name]])
                kind = f"part {name}"
                kinds[kind] = kinds.get(kind, 0) + 1
            text = PARTS.format(**chosen)
        else:
            kind, text = ("restored", original[file]) if rng.random() < 0.3 else edit(rng, file.read_text())
            kinds[kind] = kinds.get(kind, 0) + 1
        file.write_text(text)
        cold = run(o, sources, driver, "--output-format=sarif", "--no-cache")
        warm = run(o, sources, driver, "--output-format=sarif", cache)
        again = run(o, sources, driver, "--output-format=sarif", cache)
        different += before is not None and cold != before
        before = cold
        for name, got in (("with the cache", warm), ("with the cache, once more", again)):
            if got != cold:
                wrong.append(f"round {number}, seed {o.seed}, {kind} in {file.name}: another answer {name} (exit codes {got[0]} and {cold[0]})")
                if o.keep:
                    shutil.copytree(driver, o.keep / f"round{number}", dirs_exist_ok=True)
                    (o.keep / f"round{number}.cold").write_bytes(cold[1])
                    (o.keep / f"round{number}.warm").write_bytes(got[1])
        if number % 3 == 0:
            lines = [[line for line in counters(o, sources, driver, how) if "files analysed" not in line] for how in ("--no-cache", cache)]
            if lines[0] != lines[1]:
                wrong.append(f"round {number}, seed {o.seed}, {kind} in {file.name}: -v counts something else with the cache")
                if o.keep:
                    (o.keep / f"round{number}.counters").write_text("\n".join(lines[0] + ["-- with the cache"] + lines[1]))
    print(f"incremental: {sum(kinds.values())} edits ({', '.join(f'{n} {k}' for k, n in sorted(kinds.items()))}), {different} changed the answer")
    if not different:
        wrong.append("no edit changed the answer, so that nothing is compared")
    return wrong


# ---- text that is missing ----------------------------------------------------------------------------

def parts_of(text):
    """Line ranges of a header that can be taken out one at a time: defines, includes, types, declarations, inline functions."""
    lines, parts, i = text.splitlines(), [], 0
    while i < len(lines):
        line, end = lines[i], i
        if line.startswith("#define") or line.startswith("#include"):
            while lines[end].endswith("\\"):
                end += 1
            parts.append((i, end + 1))
        elif re.match(r"[A-Za-z]", line) and not line.startswith("extern \"C\""):
            depth = lines[end].count("{") - lines[end].count("}")
            while depth or not (lines[end].rstrip().endswith((";", "}")) or ";" in lines[end]):
                end += 1
                depth += lines[end].count("{") - lines[end].count("}")
            parts.append((i, end + 1))
        i = end + 1
    return parts


def without(text, part):
    lines = text.splitlines()
    return "\n".join(lines[:part[0]] + [""] * (part[1] - part[0]) + lines[part[1]:]) + "\n"


def absences(stdout):
    return {(r["ruleId"], r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].rsplit("/", 1)[-1],
             r["locations"][0]["physicalLocation"]["region"]["startLine"]) for r in json.loads(stdout)["runs"][0]["results"]
            if r["ruleId"] in ABSENCE}


def deletions(o, folder):
    driver = copy_of("lwf", folder)
    sources = [f.name for f in sorted(driver.glob("*.c"))]
    header = driver / "lwf.h"
    text = header.read_text()
    cases = [("the whole header", None)]
    cases += [(text.splitlines()[p[0]], without(text, p)) for p in parts_of(text)]
    cases += [(f"{f}: {line}", (driver / f, line)) for f in sources for line in (driver / f).read_text().splitlines() if line.startswith("#define")]
    if not o.rounds or o.rounds < len(cases):
        rng = random.Random(o.seed)
        cases = cases[:1] + rng.sample(cases[1:], (o.rounds or (10 if o.scale == "full" else 2)) - 1)
    before = absences(run(o, sources, driver, "--no-cache", "--output-format=sarif")[1])
    wrong, incomplete = [], 0
    for what, changed in cases:
        kept = None
        if changed is None:
            header.unlink()
        elif isinstance(changed, str):
            header.write_text(changed)
        else:
            kept = changed[0].read_text()
            changed[0].write_text(kept.replace(changed[1], "", 1))
        code, out = run(o, sources, driver, "--no-cache", "--output-format=sarif")
        incomplete += code == 3
        for rule, file, line in sorted(absences(out) - before):
            wrong.append(f"without '{what}': {file}:{line}: {rule}")
        header.write_text(text)
        if kept is not None:
            changed[0].write_text(kept)
    print(f"deletions: {len(cases)} from lwf, {incomplete} leave files that do not parse")
    if not incomplete:
        wrong.append("everything parses, so that nothing is tested")
    return wrong


def missing(o, folder):
    """All right halves as one program, as run_rewrites.py does it."""
    written = run_rewrites.write(folder, rewrites.plain, pairs.pairs())
    for key, files in list(written.items()):
        if key[1] == "bad":
            for name in files:
                (folder / name).unlink()
    header = folder / "micro.h"
    text = header.read_text()
    sources = sorted(p.name for p in folder.glob("*.c"))
    more = ("--no-cache", "--output-format=sarif", "--rules", str(pairs.CONTRACTS))
    if absences(run(o, sources, folder, *more)[1]):
        return ["an absence finding in a right half"]
    parts = [p for p in parts_of(text) if "MICRO_H" not in text.splitlines()[p[0]]]
    if o.scale != "full":
        parts = random.Random(o.seed).sample(parts, 8)
    wrong, incomplete, others = [], 0, 0
    for part in parts:
        header.write_text(without(text, part))
        code, out = run(o, sources, folder, *more)
        incomplete += code == 3
        here = absences(out)
        others += len(json.loads(out)["runs"][0]["results"]) - len(here)
        wrong += [f"without '{text.splitlines()[part[0]]}': {file}:{line}: {rule}" for rule, file, line in sorted(here)]
    print(f"missing: {len(parts)} parts of micro.h, {incomplete} leave files that do not parse, {others} findings of other rules")
    if not incomplete:
        wrong.append("everything parses, so that nothing is tested")
    return wrong


TESTS = {f.__name__: f for f in (order, incremental, deletions, missing)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True, type=lambda p: str(pathlib.Path(p).resolve()))
    parser.add_argument("--scale", choices=("full", "small"), default="full")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=0)
    parser.add_argument("--keep", type=lambda p: pathlib.Path(p).resolve())
    parser.add_argument("tests", nargs="*", choices=[[], *TESTS], default=[])
    o = parser.parse_args()
    failed = 0
    for name in o.tests or TESTS:
        with tempfile.TemporaryDirectory(prefix=f"ddicheck-{name}-") as folder:
            wrong = TESTS[name](o, pathlib.Path(folder))
        failed += len(wrong)
        for line in wrong:
            print(f"{name}: {line}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
