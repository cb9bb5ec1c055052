#!/usr/bin/env python3
"""ddi_table.py: the table of DDIs that headers/ is checked against.

    tools/ddi_table.py FUNCTIONS_TSV > headers/ddi.tsv

FUNCTIONS_TSV is a table of facts extracted from Microsoft's public DDI reference, with
the columns name, kind, header, irql, parameters and declaration_2018. What is written
keeps the functions and callbacks of the headers that headers/ provides or means to:

    name, kind, header, irql, returns, parameters

`parameters` are types separated by "; ", without annotations and names: "void" for none,
"..." for a variable list, "?" for a type that the reference does not state (it printed
declarations until 2018; of later functions and of callbacks only names are known), "??"
for a list of which nothing is known.
`returns` is "?" likewise.
"""
import csv
import re
import sys

# Kernel headers that a driver in C includes; user-mode, C++ and class-library headers
# whose drivers are not analysed are left out.
HEADERS = set("""
    aux_klib classpnp fltkernel fwpmk fwpsk hashtypes ieee8021q ioaccess iointex mdlapi miniport minitape
    nblaccessors nblapi nblhash nblrsc nbltimestamp ndis ndischimney ndisndk ndkpi netioddk ntddk ntddndis ntifs
    ntintsafe ntstrsafe pep_x pepfx poll procgrp scsi smclib storport wdm wdmsec wmilib wsk
    wwan dot11wdi
    wdfchildlist wdfcollection wdfcommonbuffer wdfcompanion wdfcompaniontarget wdfcontrol wdfcore wdfdevice
    wdfdmaenabler wdfdmatransaction wdfdpc wdfdriver wdffdo wdffileobject wdfhwaccess wdfinstaller wdfinterrupt wdfio
    wdfiotarget wdfmemory wdfminiport wdfobject wdfpdo wdfqueryinterface wdfregistry wdfrequest wdfresource
    wdfstring wdfsync wdftimer wdfusb wdfverifier wdfwmi wdfworkitem
    """.split())

# _In_opt_, _Out_writes_(n), IN, and the [in, out] of some pages.
ANNOTATION = re.compile(r"\[(?:in|out|optional|, )+\]|\b_[A-Z]\w*_\b(?:\s*\([^()]*(?:\([^()]*\)[^()]*)*\))?|\b(?:IN|OUT|OPTIONAL|__checkReturn)\b")
# Calling conventions and linkage say nothing on x64.
LINKAGE = re.compile(r"\bNTSYSAPI|\b(?:NTAPI|FLTAPI|WINAPI|__cdecl|__stdcall|__inline|FORCEINLINE|inline|static|extern|"
                     r"NTKERNELAPI|NTHALAPI|DECLSPEC_NORETURN|__fastcall|FASTCALL)\b")


def split_parameters(text):
    """The parameters of a list, cut at the commas that stand outside brackets."""
    parts, depth, start = [], 0, 0
    for at, char in enumerate(text):
        depth += (char in "([") - (char in ")]")
        if char == "," and depth == 0:
            parts.append(text[start:at])
            start = at + 1
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()]


def parameter_type(text):
    """The type of one parameter as declared; "?" where it cannot be read."""
    text = " ".join(ANNOTATION.sub(" ", text).split())
    if text == "...":
        return text
    array = re.search(r"\s*\[[^\]]*\]$", text)
    if array:
        text = text[:array.start()]
    if "(" in text or "LPTSTR" in text or "LPCTSTR" in text:
        return "?"
    words = re.match(r"^(.*[\s*])(\w+)$", text)
    if not words:
        return "?"
    kind = re.sub(r"\s*\*\s*", " *", words.group(1)).replace("* *", "**").strip()
    return kind + " *" if array else kind


def read_declaration(name, kind, text, names):
    """(returns, [types]) from a printed declaration and the names of the parameters, which are
    from later and win where the numbers differ."""
    variadic = bool(names) and names[-1] == "..."
    unknown = "?", ["..." if one == "..." else "?" for one in names] or ["void" if kind == "callback" else "??"]
    found = re.match(r"^(.*?)\b" + re.escape(name) + r"\s*\((.*)\)\s*;?\s*$", text)
    if not found:
        return unknown
    returns = " ".join(LINKAGE.sub(" ", ANNOTATION.sub(" ", found.group(1))).split())
    returns = re.sub(r"\s*\*\s*", " *", returns).replace("* *", "**")
    inside = found.group(2).strip()
    if not returns:
        return unknown
    if inside in ("", "void", "VOID", "None."):
        # An empty list was also printed where the parameters were not known.
        return returns, ["void"] if not names else unknown[1]
    parts = split_parameters(inside)
    if variadic and parts and not parts[-1].startswith("..."):
        parts[-1] = "..."
    parts = ["..." if part.startswith("...") else part for part in parts]
    if names and len(names) != len(parts):
        return returns, unknown[1]
    return returns, [parameter_type(part) for part in parts]


def main():
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        print(__doc__.strip())
        return 0 if sys.argv[1:] in (["-h"], ["--help"]) else 2
    rows = set()
    with open(sys.argv[1], encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
            name = row["name"]
            if row["header"] not in HEADERS or not re.fullmatch(r"[A-Za-z_]\w*", name):
                continue
            names = [re.sub(r"\[[^\]]*\]$", "", one) for one in row["parameters"].split(", ") if one]
            returns, types = read_declaration(name, row["kind"], row["declaration_2018"], names)
            rows.add((row["header"], name, row["kind"], row["irql"], returns, "; ".join(types)))
    print("# derived from the public DDI reference by tools/ddi_table.py: tools/ddi_table.py FUNCTIONS_TSV > headers/ddi.tsv")
    print("name\tkind\theader\tirql\treturns\tparameters")
    for header, name, kind, irql, returns, types in sorted(rows):
        print(name, kind, header, irql, returns, types, sep="\t")
    return 0


if __name__ == "__main__":
    sys.exit(main())
