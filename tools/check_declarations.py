#!/usr/bin/env python3
"""check_declarations.py: do the declarations in headers/ agree with the public reference?

    tools/check_declarations.py [--header H]... [--missing] [--all]

Compares what headers/ declares with headers/ddi.tsv (name, number and types of the
parameters, result), by compiling one file per family of headers, in which every DDI of
the table is used in one line: a line that clang refuses is a declaration that differs.
A DDI that is a macro here is only compared by its number of parameters.

  --header H   only DDIs of the header H (as "wdm"); may be repeated
  --missing    list the DDIs that are not declared
  --all        print differences that headers/ddi_differences.txt explains as well

A row of ddi.tsv counts as
  equal      declared, with the types of the table
  count      declared, with its number of parameters; the table states no types
  macro      a macro with that number of parameters
  different  declared otherwise
  missing    not declared

Then the codes: every name of headers/codes.tsv (NTSTATUS values and bug check codes)
must be a constant of the table's value.

headers/ddi_differences.txt lists the differences that are meant: a name and the reason.
Exit status: 0 all agree, 1 a difference without a reason (or a reason for a DDI that
does not differ), 2 the check could not run.
The compiler is $CLANG (default clang-19); the flags are those of headers/README.md.
"""
import argparse
import collections
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
HEADERS = os.path.join(ROOT, "headers")
MINGW = os.environ.get("MINGW", "/usr/x86_64-w64-mingw32/include")
CLANG = os.environ.get("CLANG", "clang-19")

# A family: what is included (where it exists), and the headers of the table it answers
# for. A header that no family names, and that exists, makes a family of its own.
NDIS_PARTS = "nblaccessors nblapi nblhash nblrsc nbltimestamp hashtypes poll ndis ndischimney ndisndk ntddndis mdlapi".split()
FAMILIES = [
    ("ndis", "ndis.h ndischimney.h ndisndk.h nbltimestamp.h ndis/nblhash.h ndis/nblrsc.h", NDIS_PARTS),
    ("kernel", "ntifs.h ntstrsafe.h ntintsafe.h wdmsec.h aux_klib.h ioaccess.h wmilib.h procgrp.h",
     "wdm ntddk ntifs ntstrsafe ntintsafe wdmsec aux_klib ioaccess wmilib procgrp".split()),
    ("power", "ntddk.h pepfx.h pep_x.h", ["pepfx", "pep_x"]),
    ("flt", "fltkernel.h", ["fltkernel"]),
    ("wdf", "ntddk.h wdf.h wdfusb.h wdfminiport.h wdfinstaller.h usb.h", None),
    ("wfp", "ntddk.h ndis.h fwpsk.h fwpmk.h", ["fwpsk", "fwpmk"]),
    ("wsk", "ntddk.h wsk.h", ["wsk"]),
    ("ndk", "ndis.h ndkpi.h", ["ndkpi"]),
    ("storport", "ntddk.h storport.h", ["storport"]),
]
# Included before a header that makes a family of its own.
FIRST = {"classpnp": "ntddk.h", "netioddk": "ntddk.h netioapi.h", "smclib": "ntddk.h", "minitape": "ntddk.h srb.h"}

Row = collections.namedtuple("Row", "name kind header irql returns parameters")


def read_table(path):
    """The rows of ddi.tsv."""
    rows = []
    with open(path, encoding="utf-8") as table:
        for line in table:
            fields = line.rstrip("\n").split("\t")
            if line.startswith("#") or fields[0] == "name":
                continue
            fields[5] = tuple(fields[5].split("; "))
            rows.append(Row(*fields))
    return rows


def read_reasons(path):
    """name -> reason."""
    reasons = {}
    if os.path.exists(path):
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                if line.strip() and not line.startswith("#"):
                    name, _, reason = line.strip().partition(" ")
                    reasons[name] = reason.strip()
    return reasons


def flag_list():
    """The flags of headers/README.md."""
    with open(os.path.join(HEADERS, "README.md"), encoding="utf-8") as readme:
        text = readme.read().split("```flags\n", 1)[1].split("```", 1)[0]
    text = text.replace("HEADERS", HEADERS).replace("MINGW", MINGW)
    return [word for line in text.splitlines() for word in line.split(" ", 1)]


def exists(header):
    """The header is in headers/ or in mingw's DDK folder."""
    return any(os.path.exists(os.path.join(folder, header)) for folder in (HEADERS, os.path.join(MINGW, "ddk"), MINGW))


def families(rows):
    """[(name, [headers to include], set of table headers)]"""
    known = {row.header for row in rows}
    result, taken = [], set()
    for name, include, parts in FAMILIES:
        parts = {one for one in known if one.startswith(name)} if parts is None else set(parts)
        taken |= parts
        present = [one for one in include.split() if exists(one)]
        if any(one.removesuffix(".h") not in ("ntddk", "ndis", "usb") or one.removesuffix(".h") in parts for one in present):
            result.append((name, present, parts))
    for header in sorted(known - taken):
        if exists(header + ".h"):
            first = [one for one in FIRST.get(header, "ntddk.h").split() if exists(one)]
            result.append((header, first + [header + ".h"], {header}))
    return result


def clang(arguments, text):
    """Standard output and error of the compiler over `text`."""
    with tempfile.NamedTemporaryFile("w", suffix=".c", delete=False) as unit:
        unit.write(text)
    try:
        done = subprocess.run([CLANG] + flag_list() + arguments + [unit.name], capture_output=True, text=True, check=False)
    except OSError as error:
        sys.exit(f"check_declarations: {CLANG}: {error.strerror}")
    finally:
        os.unlink(unit.name)
    return done.stdout, done.stderr


def macros(includes):
    """name -> number of parameters, or None for a macro without a list."""
    text, _ = clang(["-E", "-dM"], includes)
    found = {}
    for name, parameters in re.findall(r"^#define (\w+)(\([^)]*\))?", text, re.M):
        inner = parameters[1:-1].strip()
        found[name] = None if not parameters else len(inner.split(",")) if inner else 0
    return found


def probe(row, at):
    """One line of C that clang accepts if `row` is declared as the table has it."""
    count = len([one for one in row.parameters if one not in ("...", "void")])
    typed = row.returns != "?" and not {"?", "??"} & set(row.parameters)
    if typed:
        role = row.name if row.kind == "function" else f"({row.name} *)0"
        return f"static {row.returns} (*probe{at})({', '.join(row.parameters) or 'void'}) = {role};"
    if row.parameters == ("??",):
        # Nothing but the presence can be asked.
        return f"static void probe{at}(void) {{ (void){row.name}; }}" if row.kind == "function" else f"{row.name} *probe{at};"
    callee = row.name if row.kind == "function" else f"(**({row.name} *)0)"
    return f"static void probe{at}(void) {{ {callee}({', '.join(['0'] * count)}); }}"


def judge(row, errors):
    """(verdict, what clang said) of the errors on the line of `row`."""
    typed = row.returns != "?" and not {"?", "??"} & set(row.parameters)
    for text in errors:
        if re.search(rf"(undeclared identifier|undeclared function|unknown type name) '{row.name}'", text):
            return "missing", ""
    if typed:
        for text in errors:
            unknown = re.search(r"(?:unknown type name|undeclared identifier) '(\w+)'", text)
            if unknown:
                return "different", f"type {unknown.group(1)} is not known"
            if "unexpected type name" in text:
                return "different", "one of these types is not known: " + ", ".join(row.parameters)
        return ("different", errors[0]) if errors else ("equal", "")
    wrong = [text for text in errors if "arguments to function call" in text]
    return ("different", wrong[0]) if wrong else ("count", "")


def shorten(text):
    """Clang's message, cut to the two types."""
    match = re.search(r"initializing '(.*?)'(?: \(aka .*?\))? with an expression of type '(.*?)'(?: \(aka|:? |$|;)", text)
    if match:
        return f"reference {match.group(1).replace('(*)', '')}  here {match.group(2).replace('(*)', '')}"
    return text


def check(family, rows):
    """({row: (verdict, text)} for the rows of one family, an error in its headers or None)"""
    _, headers, _ = family
    includes = "".join(f"#include <{one}>\n" for one in headers)
    defined = macros(includes)
    result, lines = {}, []
    for row in rows:
        if row.name in defined and defined[row.name] is not None and row.kind == "function":
            count = len([one for one in row.parameters if one not in ("...", "void")])
            variadic = "..." in row.parameters
            right = variadic or defined[row.name] == count or row.parameters == ("??",)
            result[row] = ("macro", "") if right else ("different", f"macro with {defined[row.name]} parameters, reference {count}")
        else:
            lines.append(row)
    text = includes + "".join(f'#line 1 "probe{at}"\n{probe(row, at)}\n' for at, row in enumerate(lines))
    _, log = clang(["-fsyntax-only", "-ferror-limit=0", "-fno-caret-diagnostics", "-Werror=incompatible-function-pointer-types",
                    "-Wno-int-conversion"], text.replace("\t", " "))
    errors, broken = collections.defaultdict(list), None
    for where, message in re.findall(r"^([^:\n]+):\d+:\d+: (?:fatal )?error: (.*)$", log, re.M):
        if not where.startswith("probe"):
            broken = f"{family[0]}: {where}: {message}"
            continue
        errors[int(where[5:])].append(message)
    for at, row in enumerate(lines):
        result[row] = judge(row, errors[at])
    return result, broken


def check_codes(path):
    """(number of codes, [what is wrong with one of them])"""
    with open(path, encoding="utf-8") as table:
        rows = [line.split("\t") for line in table if not line.startswith(("#", "name\t"))]
    text = "#include <ntddk.h>\n" + "".join(
        f'_Static_assert((ULONG)({name}) == {value}u, "{name}: not {value}");\n' for name, value, _ in rows)
    _, log = clang(["-fsyntax-only", "-ferror-limit=0", "-fno-caret-diagnostics"], text)
    wrong = re.findall(r"error: (?:static assertion failed[^:]*: )?(.*)$", log, re.M)
    return len(rows), wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--header", action="append", help=argparse.SUPPRESS)
    parser.add_argument("--missing", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--all", action="store_true", help=argparse.SUPPRESS)
    parser.usage = "check_declarations.py [--header H]... [--missing] [--all]"
    options = parser.parse_args()

    rows = read_table(os.path.join(HEADERS, "ddi.tsv"))
    reasons = read_reasons(os.path.join(HEADERS, "ddi_differences.txt"))
    verdicts, broken = {}, []
    for family in families(rows):
        mine = [row for row in rows if row.header in family[2] and (not options.header or row.header in options.header)]
        if mine:
            found, error = check(family, mine)
            verdicts.update(found)
            broken += [error] if error else []
    wanted = [row for row in rows if not options.header or row.header in options.header]

    total, used, unexplained = collections.Counter(), set(), 0
    for header in sorted({row.header for row in wanted}):
        count = collections.Counter()
        shown = []
        for row in (one for one in wanted if one.header == header):
            verdict, text = verdicts.get(row, ("missing", ""))
            if verdict == "different" and row.name in reasons:
                used.add(row.name)
                verdict = "explained"
                if options.all:
                    shown.append(f"  {row.name}: {shorten(text)}\n    meant: {reasons[row.name]}")
            elif verdict == "different":
                unexplained += 1
                shown.append(f"  {row.name}: {shorten(text)}")
            elif verdict == "missing" and options.missing:
                shown.append(f"  {row.name}: missing")
            count[verdict] += 1
        total += count
        print(f"{header}: " + ", ".join(f"{count[one]} {one}" for one in ("equal", "count", "macro", "explained", "different", "missing") if count[one]))
        print("".join(line + "\n" for line in shown), end="")
    stale = sorted(set(reasons) - used) if not options.header else []
    for name in stale:
        print(f"ddi_differences.txt: {name} does not differ")
    for error in broken:
        print(f"headers do not compile: {error}")
    wrong = []
    if not options.header:
        codes, wrong = check_codes(os.path.join(HEADERS, "codes.tsv"))
        print("".join(f"codes.tsv: {one}\n" for one in wrong) + f"codes: {codes}, {len(wrong)} differ")
    agree = total["equal"] + total["count"] + total["macro"]
    print(f"declarations: {sum(total.values())} DDIs, {agree} agree ({total['equal']} in every type), "
          f"{total['explained']} differ for a reason, {unexplained} differ, {total['missing']} missing")
    return 1 if unexplained or stale or broken or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
