#!/usr/bin/env python3
"""Checks the shape of the source tree.

Includes point downward only, only the front end includes libclang, only the project reader, the
reader of runs and the tests include jansson, no file of ours is over 1,000 lines, no file names a place that exists on
one machine only, and each DDI of the host links its page. The layers are those of CMakeLists.txt.
"""
import itertools
import pathlib
import re
import subprocess
import sys

LINE_LIMIT = 1000
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)
LAYER = re.compile(r"^ddicheck_layer\((\w+)\s+([^\s)]+)([^)]*)\)", re.M)

# Only these folders may include a foreign library.
FOREIGN = {"clang-c/": ("analyzer/frontend",), "jansson.h": ("analyzer/project", "analyzer/run", "tests"), "expat.h": ("analyzer/project",), "check.h": ("tests",)}

# Home folders, this checkout's own place, temporary folders with a name. Places of the
# file-system standard (/usr, /proc, /tmp for a test's own files) are the same everywhere.
MACHINE_PATH = re.compile(r"""(?<![\w.$}/\\-])/(?:home/(?!me\b)\w+|root|work|Users|mnt|opt/\w+|tmp/(?!ddicheck)\w)[/\w.-]*""")
TEXT = {".c", ".h", ".def", ".py", ".sh", ".cmake", ".txt", ".md", ".ddi", ".json", ".yml", ""}


def tracked(root):
    """Files of the repository, without build folders; works in an unpacked archive, too."""
    done = subprocess.run(["git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"], capture_output=True, text=True)
    if done.returncode == 0:
        names = [n for n in done.stdout.split("\0") if n]
    else:
        names = [str(p.relative_to(root)) for p in root.rglob("*") if p.is_file() and not p.relative_to(root).parts[0].startswith(("build", ".git"))]
    return [n for n in sorted(names) if (root / n).is_file()]


def read_layers(root):
    """name -> (folder, every layer that it may use)"""
    uses, folders = {}, {}
    for name, folder, rest in LAYER.findall((root / "CMakeLists.txt").read_text()):
        words, section = rest.split(), ""
        uses[name] = set()
        for word in words:
            if word in ("USES", "LINKS", "EXCEPT"):
                section = word
            elif section == "USES":
                uses[name].add(word)
        folders[name] = folder
    for name in uses:  # declared lowest first, so one pass closes the relation
        for used in list(uses[name]):
            if used not in uses:
                sys.exit(f"CMakeLists.txt: layer {name} uses {used}, which is declared after it or not at all")
            uses[name] |= uses[used]
    return {name: (folders[name], uses[name]) for name in uses}


def layer_of(name, layers):
    """The layer with the longest folder that `name` stands in."""
    fits = [(len(folder), layer) for layer, (folder, _) in layers.items() if name.startswith(folder + "/")]
    return max(fits)[1] if fits else None


def target_of(root, name, included):
    """The file of ours that an #include "..." means, or None."""
    for base in ((root / name).parent, root / "analyzer", root):
        path = (base / included).resolve()
        if path.is_file() and root in path.parents:
            return str(path.relative_to(root))
    return None


def check_includes(root, name, text, layers):
    own = layer_of(name, layers)
    for _, included in INCLUDE.findall(text):
        for start, folders in FOREIGN.items():
            if included.startswith(start) and not name.startswith(folders):
                yield f"{name}: only {' and '.join(folders)} may include <{included}>"
        target = target_of(root, name, included)
        other = layer_of(target, layers) if target else None
        if own and other and own != other and other not in layers[own][1]:
            yield f"{name}: layer '{own}' must not include {included} of layer '{other}'"


def check_links(name, text, documented):
    """A DDI of the host has its page in the comment above it, or above the group of such that it stands in."""
    lines, wrong = text.split("\n"), []
    for i, line in enumerate(lines):
        m = re.match(r"RT_EXPORT (?!const\b).*?(\w+)\(", line)
        if not m or m[1] not in documented:
            continue
        above = itertools.takewhile(lambda l: l and not l.startswith(("}", "/* ----")), reversed(lines[:i]))
        if not any("https://learn.microsoft.com/" in l for l in above):
            wrong.append(f"{name}:{i + 1}: no page is linked above {m[1]}")
    return wrong


def main():
    root = pathlib.Path(__file__).resolve().parents[2]
    layers = read_layers(root)
    wrong = []
    documented = {line.split("\t")[0] for line in (root / "headers" / "ddi.tsv").read_text().splitlines()}
    for name in tracked(root):
        path = root / name
        if path.suffix not in TEXT or name == "tests/tools/layering.py":
            continue
        text = path.read_text(errors="replace")
        if path.suffix in (".c", ".h", ".py", ".def") and not name.startswith("headers/") and text.count("\n") > LINE_LIMIT:
            wrong.append(f"{name}: {text.count(chr(10))} lines; find the seam (limit {LINE_LIMIT})")
        for m in MACHINE_PATH.finditer(text):
            wrong.append(f"{name}:{text.count(chr(10), 0, m.start()) + 1}: names a place of one machine: {m.group(0)}")
        if path.suffix in (".c", ".h") and name.startswith(("analyzer/", "reports/", "tests/", "fuzz/")):
            wrong += check_includes(root, name, text, layers)
        if name.startswith("runtime/") and path.suffix == ".c":
            wrong += check_links(name, text, documented)
    for line in wrong:
        print(line)
    print(f"{len(layers)} layers, {len(wrong)} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
