#!/usr/bin/env python3
"""Wall time of `ddicheck check` against `clang -fsyntax-only` over the same files.

    bench.py --program build/ddicheck [--runs N] DRIVER...

A driver is a folder of sources, or one with a compile_commands.json. clang gets the very arguments that
ddicheck's front end uses (`--dump=arguments`), one file after another, as a build would do it.
Runs of all commands alternate in one session on one machine, each is the median of N, and only the
ratios mean anything elsewhere.

    cold    no cache at all
    headers the cache knows the headers from another driver, but none of these files
    warm    nothing changed since the last run
"""
import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

# What is to be reached: ratio to clang, from this number of files on.
BARS = {"cold": ((1, 1.5), (5, 0.7), (10, 0.4)), "headers": ((1, 0.5), (10, 0.25))}
WARM_BAR_SECONDS = 0.05


def timed(command, **more):
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **more)
    return time.perf_counter() - start, done


def units_of(program, driver):
    """[(file, arguments)] as the front end sees them."""
    done = subprocess.run([program, "check", "--dump=arguments", driver], capture_output=True, text=True)
    units = [block.splitlines() for block in done.stdout.strip().split("\n\n") if block]
    if not units:
        sys.exit(f"{driver}: {done.stderr.strip()}")
    return [(u[0], u[1:]) for u in units]


def clang_commands(clang, units):
    for file, args in units:
        yield [clang, "-fsyntax-only", *[a for a in args if a not in (file, "-fsyntax-only")], file]


def run_clang(clang, units):
    total, failed = 0.0, 0
    for command in clang_commands(clang, units):
        seconds, done = timed(command)
        total += seconds
        failed += done.returncode != 0
    return total, failed


def other_driver(folder, units):
    """A driver of one file that includes what the first unit includes: it fills a cache of headers."""
    first = pathlib.Path(units[0][0])
    includes = [l for l in first.read_text(errors="replace").splitlines() if l.lstrip().startswith("#include <")]
    path = folder / "other" / "other.c"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(includes or ["#include <ndis.h>"]) + "\nint other;\n")
    return path


def check(program, driver, *more):
    seconds, done = timed([program, "check", "-q", "--allow-incomplete", *more, driver])
    if done.returncode not in (0, 1):
        sys.exit(f"{driver}: exit code {done.returncode}\n{done.stderr}")
    return seconds


def bar(kind, files):
    fits = [limit for count, limit in BARS[kind] if files >= count]
    return fits[-1] if fits else None


def measure(program, clang, driver, runs):
    units = units_of(program, driver)
    lines = sum(pathlib.Path(f).read_text(errors="replace").count("\n") for f, _ in units)
    times = {"clang": [], "cold": [], "headers": [], "warm": []}
    failed = 0
    with tempfile.TemporaryDirectory(prefix="ddicheck-bench-") as folder:
        folder = pathlib.Path(folder)
        other = other_driver(folder, units)
        warm = ("--cache-dir", str(folder / "warm"))
        check(program, driver, *warm)  # also warms the system's own file cache for everybody
        for i in range(runs):
            headers = folder / f"headers{i}"
            check(program, str(other), "--cache-dir", str(headers))
            seconds, failed = run_clang(clang, units)
            times["clang"].append(seconds)
            times["cold"].append(check(program, driver, "--no-cache"))
            times["headers"].append(check(program, driver, "--cache-dir", str(headers)))
            times["warm"].append(check(program, driver, *warm))
            shutil.rmtree(headers, ignore_errors=True)
    middle = {k: statistics.median(v) for k, v in times.items()}
    print(f"{os.path.relpath(driver)}: {len(units)} files, {lines} lines, median of {runs} runs, {os.cpu_count()} processors")
    print(f"  {'clang -fsyntax-only, one after another':42} {middle['clang'] * 1000:8.0f} ms" + (f"   ({failed} files with errors)" if failed else ""))
    for kind, words in (("cold", "ddicheck check, no cache"), ("headers", "ddicheck check, headers known"), ("warm", "ddicheck check, nothing changed")):
        ratio, limit = middle[kind] / middle["clang"], bar(kind, len(units)) if kind in BARS else None
        note = f"   bar {limit}: {'met' if ratio <= limit else 'NOT met'}" if limit else ""
        if kind == "warm":
            note = f"   bar {WARM_BAR_SECONDS * 1000:.0f} ms: {'met' if middle[kind] <= WARM_BAR_SECONDS else 'NOT met'}"
        print(f"  {words:42} {middle[kind] * 1000:8.0f} ms   {ratio:6.2f} of clang's{note}")
    print()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True, type=lambda p: str(pathlib.Path(p).resolve()))
    parser.add_argument("--clang", default="clang-19")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("drivers", nargs="+")
    o = parser.parse_args()
    if not shutil.which(o.clang):
        sys.exit(f"bench: {o.clang} is not installed (make setup)")
    for driver in o.drivers:
        measure(o.program, o.clang, driver, o.runs)


if __name__ == "__main__":
    main()
