#!/usr/bin/env python3
"""Runs ddicheck on each pair of fixtures/micro, with contracts of the fixtures' own.

    run_micro.py --program build/ddicheck [PAIR...]
"""
import argparse
import pathlib
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True

import pairs


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True, type=lambda p: pathlib.Path(p).resolve())
    parser.add_argument("names", nargs="*")
    o = parser.parse_args()
    all_pairs = [p for p in pairs.pairs() if not o.names or p.name in o.names]
    if not all_pairs or (not o.names and len(all_pairs) != 27):
        sys.exit(f"{len(all_pairs)} pairs, but there are 27")
    failed, kinds = 0, {"expect": 0, "miss": 0, "false": 0}
    with tempfile.TemporaryDirectory(prefix="ddicheck-micro-") as folder:
        # A copy: beside the sources there may be a compile_commands.json, which is not what is tested here.
        folder = pathlib.Path(folder) / "micro"
        shutil.copytree(pairs.MICRO, folder)
        for pair in all_pairs:
            here = folder / pair.path.name
            for bad in (True, False):
                wanted = pairs.marks(pair.files, bad)
                for kind in kinds:
                    kinds[kind] += len(wanted[kind])
                try:
                    findings = pairs.check(o.program, [here], "BAD" if bad else "GOOD")
                except (RuntimeError, ValueError) as e:
                    wrong = [str(e)]
                else:
                    wrong = pairs.compare({(f.rule, f.file.name, f.line) for f in findings}, wanted)
                if bad and not wanted["expect"] | wanted["miss"]:
                    wrong.append("no expect or miss mark")
                failed += bool(wrong)
                for line in wrong:
                    print(f"{pair.name} -D{'BAD' if bad else 'GOOD'}: {line}")
    print(f"{len(all_pairs)} pairs: {kinds['expect']} defects to be found, {kinds['miss']} known to be missed, "
          f"{kinds['false']} known false alarms; {failed} runs not as expected")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
