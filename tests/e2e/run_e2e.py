#!/usr/bin/env python3
"""The program as a user calls it: streams, exit codes, formats, bad input, installation.

    run_e2e.py --program build/ddicheck --build build [-k NAME]
"""
import argparse
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from case import OPTIONS
from findings import Commands, Findings, Fixes, NeverEntered
from inputs import BadInput, Projects, RealWorld
from surroundings import Cache, Installation, Signals

# Run by name: tests/CMakeLists.txt has a test for each.
GROUPS = (Commands, Findings, NeverEntered, Fixes, BadInput, Projects, RealWorld, Cache, Installation, Signals)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True, type=lambda p: str(pathlib.Path(p).resolve()))
    parser.add_argument("--build", required=True, type=lambda p: str(pathlib.Path(p).resolve()))
    parsed, rest = parser.parse_known_args(namespace=OPTIONS)
    unittest.main(argv=[sys.argv[0], *rest])


if __name__ == "__main__":
    main()
