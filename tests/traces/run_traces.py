#!/usr/bin/env python3
"""Checks that the path of every finding is one: connected in the IR, without contradiction, with what it is about.

    run_traces.py --program build/ddicheck FILE|FOLDER...

Each operand is one driver. See README.md.
"""
import argparse
import collections
import concurrent.futures
import pathlib
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
for folder in ("rewrites", "fixtures"):
    sys.path.insert(1, str(pathlib.Path(__file__).resolve().parents[1] / folder))

import ir_text
import pairs
import replay
import rewrites
import warm_cache

KNOWN = pathlib.Path(__file__).with_name("known.txt")
COUNTS = ("paths", "branches", "instructions", "cut")


def dump(program, what, driver, cache, more):
    command = [program, "check", cache, "-j1", "-q", f"--dump={what}", *more, driver]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    if done.returncode not in (0, 1):
        raise replay.Wrong(f"exit code {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def check_driver(program, driver, more, shared):
    """(lines that say what is wrong, counts)"""
    counts, wrong = collections.Counter(), []
    with tempfile.TemporaryDirectory(prefix="ddicheck-traces-") as own:
        cache = warm_cache.argument(shared) if shared else f"--cache-dir={own}"
        paths = replay.read_paths(dump(program, "traces", driver, cache, more))
        modules = ir_text.read(dump(program, "ir", driver, cache, more)) if paths else {}
    for path in paths:
        counts["paths"] += 1
        r = replay.Replay(modules)
        try:
            r.run(path)
            replay.check_story(path, r.happened, r.cut)
            counts["cut"] += r.cut
        except replay.Wrong as e:
            wrong.append(f"{pathlib.Path(path.file).name}:{path.line}: {path.rule}: {e}")
        counts["branches"] += r.branches
        counts["instructions"] += r.steps
    return wrong, counts


def spoilt(path_text):
    """The path with one thing wrong, in each way: (what, text)."""
    lines = path_text.splitlines()
    subject = re.search(r"issue (?:b\d+\.\d+|at the end) ([^,]+)", path_text).group(1)
    for n, line in enumerate(lines):
        m = re.match(r"(\s+branch b(\d+)\.\d+ -> b)(\d+)( .*)$", line)
        if m:
            yield "a branch less", lines[:n] + lines[n + 1:]
            yield "another target", lines[:n] + [f"{m.group(1)}{int(m.group(3)) + 1}{m.group(4)}"] + lines[n + 1:]
        elif line.endswith(f" {subject} freed") and re.match(r"finding (double-free|use-after-free)", lines[0]):
            yield "a free less", lines[:n] + lines[n + 1:]
        elif re.match(r"\s+leave$", line):
            yield "a return less", lines[:n] + lines[n + 1:]
        elif re.match(r"\s+step state ", line):
            yield "a step less", lines[:n] + lines[n + 1:]


def notices(program, driver):
    """Spoils the driver's paths, and says which spoilt ones are not found wrong."""
    with tempfile.TemporaryDirectory(prefix="ddicheck-traces-") as cache:
        text = dump(program, "traces", driver, f"--cache-dir={cache}", ())
        modules = ir_text.read(dump(program, "ir", driver, f"--cache-dir={cache}", ()))
    wrong, counts = [], collections.Counter()
    for one in ["finding " + t for t in text.split("finding ")[1:]]:
        for what, lines in spoilt(one):
            path, r = replay.read_paths("\n".join(lines))[0], replay.Replay(modules)
            counts[what] += 1
            try:
                r.run(path)
                replay.check_story(path, r.happened, r.cut)
                wrong.append(f"{pathlib.Path(driver).name}: {what}: not noticed in\n" + "\n".join(lines))
            except replay.Wrong:
                pass
    return wrong, counts


def fixtures(root):
    """The cases that have findings."""
    named = [p for p in sorted(root.rglob("*")) if re.match(r"(bad|fp)_|.*_(bad|fp)(\.c)?$", p.name) and (p.is_dir() or p.suffix == ".c")]
    return [str(p) for p in named if p.is_dir() or not re.match(r"(bad|fp)_|.*_(bad|fp)$", p.parent.name)]


def write_rewritten(folder, only):
    """Each rewrite of all wrong micro-cases, as one program in a folder of its own."""
    for rewrite in rewrites.ALL if not only else [r for r in rewrites.ALL if r.__name__ in only]:
        here = folder / rewrite.__name__
        here.mkdir()
        (here / "micro.h").write_text((pairs.MICRO / "micro.h").read_text())
        for pair in pairs.pairs():
            files = rewrite({n: pairs.variant(t, True).replace("../micro.h", "micro.h") for n, t in pair.files.items()})
            names = {name: f"{pair.name[:3]}_{name}" for name in rewrites.file_scope(files)} if files else {}
            for name, text in (files or {}).items():
                (here / f"{pair.name[:3]}_{name}").write_text(rewrites.substitute(text, names))
        yield str(here)


def write_random(folder, oracle, more, count):
    """Random programs of the oracle as one driver: names get the program's number."""
    done = subprocess.run([oracle, "--fixture", "--show", "--count", str(count), *more], capture_output=True, text=True, timeout=300)
    programs = ["#include <ndis.h>" + t for t in done.stdout.split("#include <ndis.h>")[1:]]
    here = folder / "random"
    here.mkdir()
    for n, text in enumerate(programs):
        text = text[:text.rindex("\n}\n") + 3]
        names = {m: f"{m}_{n}" for m in re.findall(r"^\w[\w *]*?\b(\w+)\(.*\)$", text, re.M)}
        (here / f"p{n}.c").write_text(re.sub(r"\b\w+\b", lambda m: names.get(m.group(), m.group()), text))
    return str(here)


def known_wrong():
    """What begins a line that says what is wrong, and its reason; the number of lines is committed at the file's head."""
    lines = [l for l in KNOWN.read_text().splitlines() if l and l[0] != "#"]
    limit = int(lines[0].split()[2])
    if len(lines) - 1 > limit:
        sys.exit(f"{KNOWN.name}: {len(lines) - 1} known wrong paths, but at most {limit}")
    return dict(l.split(" -- ", 1) for l in lines[1:])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--fixtures", type=pathlib.Path, help="the wrong cases below this folder")
    parser.add_argument("--all-known", action="store_true", help="all paths that are known to be wrong are among these drivers'")
    parser.add_argument("--cache", action="store_true", help="with what fixtures/warm_cache.py began for this program")
    parser.add_argument("--rewrites", nargs="*", help="the wrong micro-cases, after these rewrites (default: all)")
    parser.add_argument("--oracle", help="programs of this generator")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--oracle-args", default="")
    parser.add_argument("--notices", action="store_true", help="spoil the paths of the drivers: that must be noticed")
    parser.add_argument("drivers", nargs="*")
    o = parser.parse_args()
    if o.notices:
        results = [notices(o.program, d) for d in o.drivers]
        counts = sum((c for _, c in results), collections.Counter())
        wrong = [line for w, _ in results for line in w]
        print("\n".join(wrong[:3] + [", ".join(f"{n} times {what}" for what, n in sorted(counts.items())) + f"; {len(wrong)} not noticed"]))
        return bool(wrong) or not counts
    shared = warm_cache.folder_of(o.program) if o.cache else None
    known, total, bad, met = known_wrong(), collections.Counter(), [], set()
    with tempfile.TemporaryDirectory(prefix="ddicheck-traces-") as temporary, concurrent.futures.ThreadPoolExecutor(o.jobs) as pool:
        temporary = pathlib.Path(temporary)
        work = [(d, []) for d in o.drivers + (fixtures(o.fixtures) if o.fixtures else [])]
        if o.rewrites is not None:
            work += [(d, ["--rules", str(pairs.CONTRACTS)]) for d in write_rewritten(temporary, o.rewrites)]
        if o.oracle:
            work.append((write_random(temporary, o.oracle, o.oracle_args.split(), o.count), []))
        for wrong, counts in pool.map(lambda w: check_driver(o.program, *w, shared), work):
            total.update(counts)
            for line in wrong:
                reason = next((k for k in known if line.startswith(k)), None)
                met.add(reason)
                bad += [] if reason else [line]
    if o.all_known:
        bad += [f"{KNOWN.name}: '{k}' is right now; take it out" for k in known if k not in met]
    print("".join(line + "\n" for line in bad[:20]) + f"{len(work)} drivers: " + ", ".join(f"{total[k]} {k}" for k in COUNTS) +
          f"; {len(met - {None})} known to be wrong, {len(bad)} wrong")
    return bool(bad) or not total["paths"]


if __name__ == "__main__":
    sys.exit(main())
