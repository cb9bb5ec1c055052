#!/usr/bin/env python3
"""wdf_methods.py: the framework's methods as functions that call through its table.

    tools/wdf_methods.py count VERSION      how many methods the table of "1.15" has
    tools/wdf_methods.py write FILE.c       one function for each method of windows/wdf_methods.txt

The table gives names and places; what a method takes and returns is read from its declaration in headers/.
Exit status: 1 for a method that headers/ does not declare, a place that two have, or an unknown version.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TABLE = ROOT / "windows" / "wdf_methods.txt"


class Fault(Exception):
    pass


def read_table(text):
    """(version -> number of methods, [(method, place)])."""
    counts, methods, seen = {}, [], {}
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split("#")[0].split()
        if not words:
            continue
        if words[0] == "version" and len(words) == 3:
            counts[words[1]] = int(words[2])
        elif len(words) == 2 and words[1].isdigit():
            place = int(words[1])
            if place in seen or words[0] in seen.values():
                raise Fault(f"line {number}: {words[0]} or its place {place} is listed twice")
            seen[place] = words[0]
            methods.append((words[0], place))
        else:
            raise Fault(f"line {number}: neither a version nor a method with its place")
    for method, place in methods:
        if place >= max(counts.values()):
            raise Fault(f"{method}: no version's table has a place {place}")
    return counts, methods


def declarations():
    """The text of all headers of the framework, without comments."""
    files = sorted((ROOT / "headers").glob("wdf*.h")) + sorted((ROOT / "headers" / "wdf").glob("*.h"))
    text = "\n".join(f.read_text(encoding="utf-8") for f in files)
    return re.sub(r"/\*.*?\*/", " ", text, flags=re.S)


def forwarder(text, method, place):
    """A function that calls the method; its result and parameters as they are declared, annotations included."""
    found = re.search(rf"\n([A-Za-z_]\w*(?: \w+)*(?: ?\*)?)\s*\n{method}\(([^;{{]*?)\);", text)
    if not found:
        raise Fault(f"{method} is not declared in headers/")
    result, parameters = found.group(1), found.group(2).strip()
    names = []
    if parameters.upper() != "VOID":
        # annotations have commas in brackets
        plain = re.sub(r"\b_\w+_\([^()]*(?:\([^()]*\)[^()]*)*\)", "", parameters)
        names = [re.search(r"(\w+)\s*(?:\[\])?$", p.strip()).group(1) for p in plain.split(",")]
    type_of = ", ".join(["PWDF_DRIVER_GLOBALS"] + ([parameters] if names else []))
    call = f"(({result} (*)({type_of}))WdfFunctions[{place}])({', '.join(['WdfDriverGlobals'] + names)})"
    return f"{result} {method}({parameters})\n{{\n    {'return ' if result != 'VOID' else ''}{call};\n}}\n"


def main(arguments):
    counts, methods = read_table(TABLE.read_text(encoding="utf-8"))
    if arguments[:1] == ["count"] and len(arguments) == 2:
        if arguments[1] not in counts:
            raise Fault(f"version {arguments[1]} is not listed; known are {', '.join(counts)}")
        print(counts[arguments[1]])
    elif arguments[:1] == ["write"] and len(arguments) == 2:
        text = declarations()
        bodies = [forwarder(text, *method) for method in methods]
        head = "/* Made by tools/wdf_methods.py. */\n#include \"wdf_bind.h\"\n\n"
        pathlib.Path(arguments[1]).write_text(head + "\n".join(bodies), encoding="utf-8")
    else:
        print(__doc__, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Fault as fault:
        print(f"{TABLE.relative_to(ROOT)}: {fault}", file=sys.stderr)
        sys.exit(1)
