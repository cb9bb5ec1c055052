#!/usr/bin/env python3
"""Wall time of `ddicheck check` against clang over the same files.

    bench.py --program build/ddicheck [--runs N] DRIVER...
    bench.py --program build/ddicheck --growth [--files 10,100,1000]

A driver is a folder of sources, one with a compile_commands.json, or a Visual Studio project. clang gets the very arguments that
ddicheck's front end uses (`--dump=arguments`), one file after another, as a build would do it.
Runs of all commands alternate in one session on one machine, each is the median of N, and only the
ratios mean anything elsewhere.

    empty    an empty cache
    headers  the cache knows the headers from another driver, but none of these files
    warm     nothing changed since the last run
    edited   a statement more in one function of one file (another file in each run); of folders only
    engine   the processor's time, not the wall's, on one thread: the front end's results are known, nothing of the engine's
    stock    clang with mingw-w64's own headers instead of ours (what a user has without ddicheck)

The growth is that of generated drivers (generate.py): time and memory with an empty cache.
"""
import argparse
import math
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import generate

# What is to be reached: ratio, from this number of files on.
BARS = {
    ("empty", "clang"): ((1, 1.5), (5, 0.7), (10, 0.4)),
    ("empty", "stock"): ((1, 0.4), (10, 0.15)),
    ("empty", "analyze"): ((10, 0.3),),
    ("headers", "clang"): ((1, 0.5), (10, 0.25)),
}
SECONDS_BARS = {"warm": 0.05, "edited": 0.3}
GROWTH_BAR = 1.1
MEMORY_BAR_MIB, MEMORY_BAR_LINES = 1024, 50_000 # at most, of drivers of at most so many lines
ENGINE_BAR = 1000 # lines a second of one processor, at least
WORDS = {
    "clang": "clang -fsyntax-only, our headers",
    "stock": "clang -fsyntax-only, stock mingw-w64 headers",
    "analyze": "clang --analyze, our headers",
    "empty": "ddicheck check, empty cache",
    "front": "  its front end alone",
    "headers": "ddicheck check, headers known",
    "warm": "ddicheck check, nothing changed",
    "edited": "ddicheck check, one file changed",
    "engine": "its engine alone, processor time",
}


def timed(command, **more):
    """(seconds, peak MiB of the largest process, completed process, seconds of the processor)"""
    start = time.perf_counter()
    run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **more)
    err = run.stderr.read()
    _, status, usage = os.wait4(run.pid, 0)
    run.returncode = os.waitstatus_to_exitcode(status)
    done = subprocess.CompletedProcess(command, run.returncode, "", err)
    return time.perf_counter() - start, usage.ru_maxrss / 1024, done, usage.ru_utime + usage.ru_stime


def named(driver):
    """The driver as arguments of `ddicheck check`."""
    return ["--project", driver] if driver.endswith((".vcxproj", ".sln", ".slnx")) else [driver]


def units_of(program, driver):
    """[(file, arguments)] as the front end sees them."""
    done = subprocess.run([program, "check", "--dump=arguments", *named(driver)], capture_output=True, text=True)
    units = [block.splitlines() for block in done.stdout.strip().split("\n\n") if block]
    if not units:
        sys.exit(f"{driver}: {done.stderr.strip()}")
    return [(u[0], u[1:]) for u in units]


def without_our_headers(args):
    """The arguments without the first of the -isystem folders at their end, which is ours."""
    folders = [i for i, a in enumerate(args) if a == "-isystem" and args[i + 1].endswith("/headers")]
    return args[:folders[-1]] + args[folders[-1] + 2:] if folders else args


def run_clang(clang, units, kind):
    total, failed = 0.0, 0
    with tempfile.TemporaryDirectory(prefix="ddicheck-bench-clang-") as folder:
        # Never the null device: clang deletes its output where a file has errors, and root may delete that, too.
        how = ["--analyze", "-o", os.path.join(folder, "report")] if kind == "analyze" else ["-fsyntax-only"]
        for file, args in units:
            seconds, _, done, _ = timed([clang, *how, *(without_our_headers(args) if kind == "stock" else args), file])
            total += seconds
            failed += done.returncode != 0
    return total, failed


def other_driver(folder, units):
    """A driver of three files that include what the first unit includes: it fills a cache of headers."""
    first = pathlib.Path(units[0][0])
    includes = [l for l in first.read_text(errors="replace").splitlines() if l.lstrip().startswith("#include <")]
    for name in "abc":
        path = folder / "other" / f"{name}.c"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(includes or ["#include <ndis.h>"]) + f"\nint {name};\n")
    return path.parent


def check(program, driver, *more):
    """(seconds, MiB, seconds of the front end as `-v` says them, seconds of the processor)"""
    seconds, memory, done, processor = timed([program, "check", "--allow-incomplete", *more, *named(driver)])
    if done.returncode not in (0, 1):
        sys.exit(f"{driver}: exit code {done.returncode}\n{done.stderr}")
    front = [float(l.split()[0]) for l in done.stderr.splitlines() if l.strip().endswith("s front end")]
    return seconds, memory, front[0] if front else 0.0, processor


def engine_seconds(program, driver, cache):
    """Seconds of the processor with a cache that knows what the front end makes of the driver, and nothing of what the engine does."""
    for kind in ("summaries", "run"):
        shutil.rmtree(pathlib.Path(cache) / kind, ignore_errors=True)
    return check(program, driver, "-q", "-j1", "--cache-dir", cache)[3]


def edited(path, number):
    """Puts a statement at the head of the middle one of the file's functions (a brace of its own line behind the parameters). False where
    there is none."""
    text = path.read_text(errors="surrogateescape")
    heads = list(re.finditer(r"\)[ \t]*\r?\n\{[^\n]*\n", text))
    if not heads:
        return False
    at = heads[len(heads) // 2].end()
    path.write_text(f"{text[:at]}    unsigned Edited{number} = {number}; (void)Edited{number};\n{text[at:]}", errors="surrogateescape")
    return True


def bar(kind, against, files):
    fits = [limit for count, limit in BARS.get((kind, against), ()) if files >= count]
    return fits[-1] if fits else None


def verdict(met):
    return "met" if met else "NOT met"


def memory_words(memory, lines):
    words = f"{memory:.0f} MiB at most"
    if lines <= MEMORY_BAR_LINES:
        words += f" (bar {MEMORY_BAR_MIB} MiB: {verdict(memory <= MEMORY_BAR_MIB)})"
    return words


def print_row(kind, middle, files, failed, lines):
    line = f"  {WORDS[kind]:46} {middle[kind] * 1000:8.0f} ms"
    if kind in ("clang", "stock", "analyze"):
        print(line + (f"   ({failed[kind]} of {files} files with errors)" if failed[kind] else ""))
        return
    if kind in SECONDS_BARS:
        limit = SECONDS_BARS[kind]
        print(f"{line}   bar {limit * 1000:.0f} ms: {verdict(middle[kind] <= limit)}")
        return
    if kind == "engine":
        rate = lines / middle[kind]
        print(f"{line}   {rate:.0f} lines a second; bar {ENGINE_BAR}: {verdict(rate >= ENGINE_BAR)}")
        return
    print(line)
    for against in ("clang", "stock", "analyze"):
        ratio, limit = middle[kind] / middle[against], bar(kind, against, files)
        note = f"   bar {limit}: {verdict(ratio <= limit)}" if limit else ""
        if limit or against == "clang":
            print(f"      {ratio:6.2f} of {WORDS[against]}{note}")


def measure(program, clang, driver, runs):
    units = units_of(program, driver)
    lines = sum(pathlib.Path(f).read_text(errors="replace").count("\n") for f, _ in units)
    times = {kind: [] for kind in WORDS}
    failed = {}
    with tempfile.TemporaryDirectory(prefix="ddicheck-bench-") as folder:
        folder = pathlib.Path(folder)
        other = other_driver(folder, units)
        warm = ("--cache-dir", str(folder / "warm"))
        check(program, driver, *warm)  # also warms the system's own file cache for everybody
        copy, changed, sources = folder / "edited", ("--cache-dir", str(folder / "changed")), []
        if pathlib.Path(driver).is_dir():
            shutil.copytree(driver, copy, symlinks=True)
            check(program, str(copy), *changed)
            sources = [path for path in (pathlib.Path(f) for f, _ in units_of(program, str(copy))) if copy in path.parents]
        for i in range(runs):
            headers, empty = str(folder / f"headers{i}"), str(folder / f"empty{i}")
            check(program, str(other), "--cache-dir", headers)
            for kind in ("clang", "stock", "analyze"):
                seconds, failed[kind] = run_clang(clang, units, kind)
                times[kind].append(seconds)
            seconds, memory, front, _ = check(program, driver, "-v", "--cache-dir", empty)
            times["empty"].append(seconds)
            times["front"].append(front)
            times["headers"].append(check(program, driver, "-q", "--cache-dir", headers)[0])
            times["warm"].append(check(program, driver, "-q", *warm)[0])
            if sources and edited(sources[i % len(sources)], i + 1):
                times["edited"].append(check(program, str(copy), "-q", *changed)[0])
            times["engine"].append(engine_seconds(program, driver, empty))
            shutil.rmtree(headers, ignore_errors=True)
            shutil.rmtree(empty, ignore_errors=True)
    middle = {k: statistics.median(v) for k, v in times.items() if v}
    print(f"{os.path.relpath(driver)}: {len(units)} files, {lines} lines, median of {runs} runs, {os.cpu_count()} processors, "
          f"{memory_words(memory, lines)}")
    for kind in middle:
        print_row(kind, middle, len(units), failed, lines)
    print()


def exponent(points):
    """Slope of the least-squares line through the logarithms."""
    xs, ys = [math.log(x) for x, _ in points], [math.log(y) for _, y in points]
    mx, my = statistics.mean(xs), statistics.mean(ys)
    return sum((x - mx) * (y - my) for x, y in zip(xs, ys)) / sum((x - mx) ** 2 for x in xs)


def growth(program, sizes):
    print("generated drivers, empty cache:")
    seconds, fronts, memories = [], [], []
    with tempfile.TemporaryDirectory(prefix="ddicheck-growth-") as folder:
        for size in sizes:
            driver = pathlib.Path(folder) / str(size)
            lines = generate.driver(driver, size)
            used, memory, front, _ = check(program, str(driver), "-v", "--cache-dir", f"{folder}/cache{size}")
            print(f"  {size:5} files {lines:8} lines {used:8.2f} s ({front:.2f} s front end) {memory:8.0f} MiB at most")
            seconds.append((size, used))
            fronts.append((size, front))
            memories.append((size, memory))
            if lines <= MEMORY_BAR_LINES or size == sizes[0]:
                peak = memory
    for words, points in (("time", seconds), ("front end", fronts), ("memory", memories)):
        if len(points) > 1:
            slope = exponent(points[-2:])
            print(f"  {words} grows with exponent {slope:.2f} at the end   bar {GROWTH_BAR}: {verdict(slope <= GROWTH_BAR)}")
    print(f"  {peak:.0f} MiB for the largest of at most {MEMORY_BAR_LINES:,} lines   bar {MEMORY_BAR_MIB} MiB: {verdict(peak <= MEMORY_BAR_MIB)}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True, type=lambda p: str(pathlib.Path(p).resolve()))
    parser.add_argument("--clang", default="clang-19")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--files", default="10,100,1000", help="numbers of files for --growth")
    parser.add_argument("drivers", nargs="*")
    o = parser.parse_args()
    if not shutil.which(o.clang):
        sys.exit(f"bench: {o.clang} is not installed (make setup)")
    for driver in o.drivers:
        measure(o.program, o.clang, driver, o.runs)
    if o.growth:
        growth(o.program, [int(n) for n in o.files.split(",")])


if __name__ == "__main__":
    main()
