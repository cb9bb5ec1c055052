#!/usr/bin/env python3
"""irql_table.py: the IRQLs that the documentation states, as rules/irql.tsv.

    tools/irql_table.py headers/ddi.tsv > rules/irql.tsv

A row is a name, the lowest and the highest IRQL at which it may be called (of a role typedef: at
which the system calls it), and the folder and prefix of its page below windows-hardware/drivers/ddi/.
Rows are sorted by the bytes of their names, since they are searched and not read as a whole.

Left out are functions that may be called at any IRQL, those whose page adds a condition to the IRQL
(a contract can say it), and names with two pages that do not agree.
"""
import re
import sys

LEVELS = {"PASSIVE": 0, "APC": 1, "DISPATCH": 2, "HIGH": 31}
HIGHEST = 31


def interval(text):
    """(low, high) of "<=DISPATCH" and the like; None where it says nothing that can be checked."""
    m = re.fullmatch(r"(<=|>=|<|=)(PASSIVE|APC|DISPATCH|HIGH)", text)
    if not m:
        return None
    level = LEVELS[m.group(2)]
    return {"<=": (0, level), ">=": (level, HIGHEST), "<": (0, level - 1), "=": (level, level)}[m.group(1)]


def rows(path):
    found = {}
    for line in open(path, encoding="utf-8"):
        if line.startswith("#") or line.startswith("name\t"):
            continue
        name, kind, header, irql = line.rstrip("\n").split("\t")[:4]
        if not re.fullmatch(r"\w+", name):
            continue
        prefix = "nc" if kind == "callback" else "nf"
        found.setdefault(name, set()).add((interval(irql), f"{header}/{prefix}-{header}-"))
    for name in sorted(found, key=str.encode):
        pages = sorted(found[name], key=str)
        said = {page[0] for page in pages}
        if len(said) == 1 and None not in said and (0, HIGHEST) not in said:
            yield name, *pages[0][0], pages[0][1]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print("# derived from headers/ddi.tsv by tools/irql_table.py: tools/irql_table.py headers/ddi.tsv > rules/irql.tsv")
    for row in rows(sys.argv[1]):
        print(*row, sep="\t")


if __name__ == "__main__":
    main()
