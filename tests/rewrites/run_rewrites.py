#!/usr/bin/env python3
"""Rewrites every pair of fixtures/micro mechanically (rewrites.py) and requires the same verdicts.

    run_rewrites.py --program build/ddicheck [--keep FOLDER] [REWRITE...]

All pairs of one rewrite are checked as one program: their file-scope names get the pair's own prefix.
known.txt lists where a rewrite changes the verdict; what is listed there and right again fails, too.
"""
import argparse
import pathlib
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True

import pairs
import rewrites

KNOWN = pathlib.Path(__file__).with_name("known.txt")


def known_wrong(path):
    """{(rewrite, pair, half): reason}; the number of lines is committed at the file's head."""
    known, limit = {}, None
    for line in path.read_text().splitlines():
        if line.startswith("at most "):
            limit = int(line.split()[2])
        elif line and line[0] != "#":
            rewrite, pair, half, reason = line.split(None, 3)
            known[rewrite, pair, half] = reason
    if limit is None or len(known) > limit:
        sys.exit(f"{path.name}: {len(known)} known changes of a verdict, but at most {limit}")
    return known


def prefixed(files, prefix):
    names = {name: f"{prefix}_{name}" for name in rewrites.file_scope(files)}
    return {f"{prefix}_{name}": rewrites.substitute(text, names) for name, text in files.items()}


def write(folder, rewrite, all_pairs):
    """{(pair, half): files} of the pairs that `rewrite` applies to, written into `folder`."""
    written = {}
    for pair in all_pairs:
        for half in ("bad", "good"):
            files = rewrite({n: pairs.variant(t, half == "bad").replace("../micro.h", "micro.h") for n, t in pair.files.items()})
            if files is None:
                continue
            files = prefixed(files, pair.name[:3] + half[0])
            written[pair.name, half] = files
            for name, text in files.items():
                (folder / name).write_text(text)
    (folder / "micro.h").write_text((pairs.MICRO / "micro.h").read_text())
    return written


def run(program, rewrite, all_pairs, known, folder):
    """(number of halves, lines that say what is wrong, known entries that still hold)"""
    folder.mkdir(parents=True)
    written = write(folder, rewrite, all_pairs)
    if not written:
        return 0, [f"{rewrite.__name__}: applies to no pair"], set()
    # A rewrite that leaves no valid C would be found "silent" nowhere and everywhere: an error ends the run.
    try:
        findings = pairs.check(program, sorted(folder.glob("*.c")))
    except (RuntimeError, ValueError, subprocess.TimeoutExpired) as e:
        return len(written), [f"{rewrite.__name__}: {e}"], set()
    wrong, still = [], set()
    for (name, half), files in written.items():
        found = {(f.rule, f.file.name, f.line) for f in findings if f.file.name in files}
        wanted = pairs.marks(files, half == "bad")
        if half == "bad" and not wanted["expect"] | wanted["miss"]:
            wrong.append(f"{rewrite.__name__} {name}: its mark is lost")
        differs = pairs.compare(found, wanted)
        key = (rewrite.__name__, name, half)
        if differs and key in known:
            still.add(key)
        elif differs:
            wrong += [f"{rewrite.__name__} {name} {half}: {line}" for line in differs]
        elif key in known:
            wrong.append(f"{rewrite.__name__} {name} {half}: right now; take it out of {KNOWN.name}")
    return len(written), wrong, still


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True, type=lambda p: pathlib.Path(p).resolve())
    parser.add_argument("--keep", type=pathlib.Path, help="write the rewritten programs here, and leave them")
    parser.add_argument("names", nargs="*")
    o = parser.parse_args()
    known, all_pairs = known_wrong(KNOWN), pairs.pairs()
    chosen = [r for r in rewrites.ALL if not o.names or r.__name__ in o.names]
    if not chosen:
        sys.exit(f"there are {', '.join(r.__name__ for r in rewrites.ALL)}")
    total, wrong, still = 0, [], set()
    with tempfile.TemporaryDirectory(prefix="ddicheck-rewrites-") as temporary:
        for rewrite in chosen:
            count, lines, here = run(o.program, rewrite, all_pairs, known, (o.keep or pathlib.Path(temporary)) / rewrite.__name__)
            print(f"{rewrite.__name__:22} {count:3} programs, {len(here)} known to differ, {len(lines)} wrong")
            total += count
            wrong += lines
            still |= here
    unknown = {k for k in known if not o.names and k not in still}
    wrong += [f"{KNOWN.name}: {' '.join(k)} does not apply" for k in unknown if not any(" ".join(k) in w for w in wrong)]
    print("\n".join(wrong))
    print(f"{total} programs of {len(chosen)} rewrites, {len(still)} known to differ, {len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
