"""The pairs of fixtures/micro, their marks, and how ddicheck is run on them.

A pair is one .c file, or a folder of them, that is wrong with -DBAD and right without. Marks
(fixtures/README.md) hold for the wrong one; the right one must be silent:

    // expect[rule]   is found on this line
    // miss[rule]     is not found on this line, and should be; finding it fails the test
    // false[rule]    is found on this line of the right one, and should not be; silence fails the test
"""
import collections
import json
import pathlib
import re
import subprocess
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
MICRO = ROOT / "fixtures" / "micro"
CONTRACTS = MICRO / "contracts"
MARK = re.compile(r"//.*?\b(expect|miss|false)\[([a-z0-9-]+)\]")

Pair = collections.namedtuple("Pair", "name path files")  # files: {name: text}
Found = collections.namedtuple("Found", "rule file line message")


def pairs(folder=MICRO):
    """All pairs, by name."""
    found = []
    for path in sorted(folder.iterdir()):
        if re.match(r"m\d\d_", path.name):
            files = sorted(path.glob("*.c")) if path.is_dir() else [path]
            found.append(Pair(path.stem, path, {f.name: f.read_text() for f in files}))
    return found


def variant(text, bad):
    """The text as the preprocessor leaves it with or without BAD; all lines stay where they are."""
    out, stack = [], []
    for line in text.splitlines():
        word = line.split("//")[0].split()
        if word[:1] in (["#ifdef"], ["#ifndef"]) and word[1] == "BAD":
            stack.append((word[0] == "#ifdef") == bad)
            line = ""
        elif word[:1] == ["#else"]:
            stack[-1] = not stack[-1]
            line = ""
        elif word[:1] == ["#endif"]:
            stack.pop()
            line = ""
        out.append(line if all(stack) else "")
    return "\n".join(out) + "\n"


def marks(files, bad):
    """{kind: {(rule, file, line)}} of the variant."""
    found = {"expect": set(), "miss": set(), "false": set()}
    for name, text in files.items():
        for number, line in enumerate(variant(text, bad).splitlines(), 1):
            for m in MARK.finditer(line):
                if (m.group(1) == "false") != bad:
                    found[m.group(1)].add((m.group(2), name, number))
    return found


def check(program, paths, define=None, more=()):
    """The findings of one run over `paths`; raises RuntimeError where there is no answer."""
    command = [str(program), "check", "--no-cache", "-q", "-j1", "--output-format=sarif", "--rules", str(CONTRACTS)]
    command += [*more, *map(str, paths)]
    if define:
        command += ["--", f"-D{define}"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"exit code {done.returncode}\n{done.stderr.strip()}")
    run = json.loads(done.stdout)["runs"][0]
    found = []
    for r in run["results"]:
        place = r["locations"][0]["physicalLocation"]
        path = pathlib.PurePosixPath(urllib.parse.unquote(place["artifactLocation"]["uri"]))
        found.append(Found(r["ruleId"], path, place["region"]["startLine"], r["message"]["text"]))
    return found


def compare(found, wanted):
    """What is wrong, as lines: `found` and `wanted` are sets of (rule, file, line)."""
    wrong = [f"{file}:{line}: not found: {rule}" for rule, file, line in sorted(wanted["expect"] - found)]
    wrong += [f"{file}:{line}: unexpected: {rule}" for rule, file, line in sorted(found - wanted["expect"] - wanted["false"] - wanted["miss"])]
    wrong += [f"{file}:{line}: {rule} is found now: replace 'miss' by 'expect'" for rule, file, line in sorted(found & wanted["miss"])]
    wrong += [f"{file}:{line}: {rule} is not reported any more: remove 'false'" for rule, file, line in sorted(wanted["false"] - found)]
    return wrong
