"""Mechanical rewrites of the micro-cases that change nothing about what the program does.

Each takes {file: text} of one half of a pair and gives such a dictionary back, or None where there is nothing
to rewrite. Marks are comments, and move with their line. The text must keep to fixtures/micro/README.md.
"""
import re

TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\])*"|#\s*include[^\n]*|[A-Za-z_]\w*|\d\w*|->|\s+|.', re.S)
NAME = re.compile(r"[A-Za-z_]\w*$")
HEAD = re.compile(r"^(static )?([A-Za-z_][\w ]*?[ *]+)(\w+)\((.*)\)$")
LOCAL = re.compile(r"^    ([A-Z]\w*|int)( \*+| )(\w+);$")
POINTER_OF = {"NblFree": "NBL", "NbFree": "NB", "CtxFree": "CTX", "NblAlloc": "NBL", "NblAllocWithNb": "NBL", "NbAlloc": "NB",
              "CtxAlloc": "CTX"}
TAKES = r"(NblFree|NbFree|CtxFree)"
GIVES = r"(NblAllocWithNb|NblAlloc|NbAlloc|CtxAlloc)"
FREE = re.compile(rf"^(\s+){TAKES}\((.*)\);(.*)$")
ALLOCATE = re.compile(rf"^(\s+)(\S+) = {GIVES}\((.*)\);(.*)$")
IF = re.compile(r"^(\s+)if \((.*)\) \{$")


# ---- text ---------------------------------------------------------------------------------------

def tokens(text):
    return TOKEN.findall(text)


def substitute(text, names):
    """Replaces identifiers by those in `names`, but no fields of structures."""
    out, before = [], ""
    for t in tokens(text):
        out.append(names.get(t, t) if before not in ("->", ".") else t)
        if not t.isspace():
            before = t
    return "".join(out)


class Function:
    def __init__(self, head, body, end):
        self.head, self.body, self.end = head, body, end  # end: the closing brace, with its mark
        m = HEAD.match(head)
        self.static, self.result, self.name, self.parameters = bool(m.group(1)), m.group(2).strip(), m.group(3), m.group(4)

    def lines(self):
        return [self.head, "{", *self.body, self.end]

    def locals(self):
        """[(line, type, stars, name)] of the declarations at its beginning."""
        return [(i, *m.groups()) for i, line in enumerate(self.body) if (m := LOCAL.match(line))]

    def first(self):
        """The line behind the declarations."""
        return 1 + max((i for i, *_ in self.locals()), default=-1)


def items(text):
    """The text as a list of Functions, and of lines that are not in one."""
    lines, out, i = [line for line in text.splitlines() if line.strip()], [], 0
    while i < len(lines):
        if i + 1 < len(lines) and lines[i + 1] == "{":
            end = next(k for k in range(i, len(lines)) if lines[k].startswith("}"))
            out.append(Function(lines[i], lines[i + 2:end], lines[end]))
            i = end + 1
        else:
            out.append(lines[i])
            i += 1
    return out


def text_of(parts):
    return "\n".join("\n".join(p.lines()) if isinstance(p, Function) else p for p in parts) + "\n"


def file_scope(files):
    """Names of the functions and variables that the files define or declare themselves."""
    names = set()
    for text in files.values():
        for part in items(text):
            if isinstance(part, Function):
                names.add(part.name)
            elif m := re.match(r"^(?:static )?(?:const )?\w+ \*?(\w+)(?: =|;|\()", part):
                names.add(m.group(1))
    return names


def each_line(files, change):
    """change(line) gives the new line, or None where it stays. None when no line changed."""
    changed, out = False, {}
    for name, text in files.items():
        parts = items(text)
        for p in parts:
            if isinstance(p, Function):
                for i, line in enumerate(p.body):
                    new = change(line)
                    if new is not None:
                        p.body[i], changed = new, True
        out[name] = text_of(parts)
    return out if changed else None


def counter():
    n = 0

    def next_name(prefix):
        nonlocal n
        n += 1
        return f"{prefix}{n}"
    return next_name


def mark_of(rest):
    """(text without the mark, mark)"""
    at = rest.find("//")
    return (rest, "") if at < 0 else (rest[:at].rstrip(), " " + rest[at:])


# ---- the rewrites ----------------------------------------------------------------------------------

def plain(files):
    """Nothing is changed."""
    return {name: text_of(items(text)) for name, text in files.items()}


def renamed(files):
    """Every function, variable, parameter and label has another name; those that sort first sort last."""
    names = set(file_scope(files))
    for text in files.values():
        for p in items(text):
            if isinstance(p, Function):
                names.update(name for *_, name in p.locals())
                names.update(re.findall(r"(\w+)(?:,|$)", p.parameters))
                names.update(m.group(1) for line in p.body if (m := re.match(r"^(\w+):", line)))
    names -= {"void", "default"}
    ordered = sorted(names, reverse=True)
    to = {name: f"q{i:02}_{name[::-1]}" for i, name in enumerate(ordered)}
    return {name: substitute(text, to) for name, text in files.items()}


def aliased(files):
    """What is allocated or freed goes through a temporary variable."""
    new = counter()

    def change(line):
        if m := FREE.match(line):
            space, call, argument, rest = m.groups()
            t = new("alias")
            return f"{space}{{ {POINTER_OF[call]} *{t}; {t} = {argument}; {call}({t}); }}{rest}"
        if m := ALLOCATE.match(line):
            space, to, call, argument, rest = m.groups()
            t = new("alias")
            return f"{space}{{ {POINTER_OF[call]} *{t}; {t} = {call}({argument}); {to} = {t}; }}{rest}"
        return None
    return each_line(files, change)


def cast(files):
    """Pointers lose their type on the way, and get it back."""
    def change(line):
        if m := FREE.match(line):
            space, call, argument, rest = m.groups()
            return f"{space}{call}(({POINTER_OF[call]} *)(ULONG_PTR)(PVOID)({argument}));{rest}"
        if m := ALLOCATE.match(line):
            space, to, call, argument, rest = m.groups()
            return f"{space}{to} = ({POINTER_OF[call]} *)(PVOID){call}({argument});{rest}"
        return None
    return each_line(files, change)


def _helpers(files, pattern, make):
    """Each line that fits `pattern` becomes make(match, name) = (line, helper function); helpers come before the function."""
    new, changed, out = counter(), False, {}
    for name, text in files.items():
        parts = []
        for p in items(text):
            if isinstance(p, Function):
                for i, line in enumerate(p.body):
                    if m := pattern.match(line):
                        p.body[i], helper = make(m, new(f"helper_{name[0]}"))
                        parts.append(helper)
                        changed = True
            parts.append(p)
        out[name] = text_of(parts)
    return out if changed else None


def free_extracted(files):
    """Each free is a helper function of its own; the finding is in it, where the second free is."""
    def make(m, name):
        space, call, argument, rest = m.groups()
        rest, mark = mark_of(rest)
        return (f"{space}{name}({argument});{rest}",
                Function(f"static void {name}({POINTER_OF[call]} *object)", [f"    {call}(object);{mark}"], "}"))
    return _helpers(files, FREE, make)


def allocation_extracted(files):
    """Each allocation is a helper function of its own."""
    def make(m, name):
        space, to, call, argument, rest = m.groups()
        rest, mark = mark_of(rest)
        given = f"POOL *pool" if argument else "void"
        return (f"{space}{to} = {name}({argument});{rest}",
                Function(f"static {POINTER_OF[call]} *{name}({given})", [f"    return {call}({'pool' if argument else ''});{mark}"], "}"))
    return _helpers(files, ALLOCATE, make)


def by_out_parameter(files):
    """Each allocation is a helper function that gives a status, and the object by an out-parameter."""
    def make(m, name):
        space, to, call, argument, rest = m.groups()
        kind = POINTER_OF[call]
        given = f"POOL *pool, {kind} **out" if argument else f"{kind} **out"
        passed = f"{argument}, &{to}" if argument else f"&{to}"
        rest, mark = mark_of(rest)
        return (f"{space}{name}({passed});{rest}",
                Function(f"static STATUS {name}({given})",
                         [f"    *out = {call}({'pool' if argument else ''});{mark}", "    if (*out == NULL) {", "        return FAIL;", "    }",
                          "    return OK;"], "}"))
    return _helpers(files, ALLOCATE, make)


def wrapped(files):
    """The local variables of each function are fields of one local structure."""
    changed, out = False, {}
    for name, text in files.items():
        parts = items(text)
        for p in parts:
            if not isinstance(p, Function) or not p.locals():
                continue
            fields = [f"    {kind}{stars}{n};" for _, kind, stars, n in p.locals()]
            to = {n: f"box.{n}" for *_, n in p.locals()}
            rest = [substitute(line, to) for line in p.body[p.first():]]
            p.body = ["    struct {", *("    " + f for f in fields), "    } box;", *rest]
            changed = True
        out[name] = text_of(parts)
    return out if changed else None


def split(files):
    """Frees are extracted; static functions, and constants that they use, are in a second file."""
    helped = free_extracted(files) or files
    out = {}
    for name, text in helped.items():
        stay, move, declared = [], [], []
        for p in items(text):
            own = isinstance(p, Function) and p.static and (len(files) == 1 or p.name.startswith("helper"))
            if own:
                head = p.head[len("static "):]
                declared.append(head + ";")
                move.append(Function(head, p.body, p.end))
            elif isinstance(p, str) and p.startswith("static const "):
                move.append(p)
            elif isinstance(p, str) and p.startswith("#include"):
                stay.append(p)
                move.append(p)
            else:
                stay.append(p)
        if not declared:
            return None
        includes = 1 + max(i for i, p in enumerate(stay) if isinstance(p, str) and p.startswith("#include"))
        out[name] = text_of(stay[:includes] + declared + stay[includes:])
        first = next(i for i, p in enumerate(move) if not (isinstance(p, str) and p.startswith("#include")))
        out[name.replace(".c", "_more.c")] = text_of(move[:first] + declared + move[first:])
    return out


def block_end(body, start):
    """The line of the brace that closes the block opened at the end of line `start`."""
    depth = 1
    for i in range(start + 1, len(body)):
        code = body[i].split("//")[0]
        if code.strip().startswith("}"):
            depth -= 1
            if depth == 0:
                return i
        if code.rstrip().endswith("{"):
            depth += 1
    raise ValueError("no closing brace")


def inverted(files):
    """if (c) A else B becomes if (!(c)) B else A."""
    changed = False

    def block(body):
        nonlocal changed
        out, i = [], 0
        while i < len(body):
            m = IF.match(body[i])
            if not m:
                out.append(body[i])
                i += 1
                continue
            space, condition = m.groups()
            end = block_end(body, i)
            yes, no = body[i + 1:end], []
            if body[end].strip() == "} else {":
                other = block_end(body, end)
                no, end = body[end + 1:other], other
            out += [f"{space}if (!({condition})) {{", *(block(no) or [f"{space}    ;"]), f"{space}}} else {{", *block(yes), body[end]]
            changed = True
            i = end + 1
        return out

    out = {}
    for name, text in files.items():
        parts = items(text)
        for p in parts:
            if isinstance(p, Function):
                p.body = block(p.body)
        out[name] = text_of(parts)
    return out if changed else None


def one_exit(files):
    """Every return goes to one at the end of the function; so does the place where something is lost."""
    changed, out = False, {}
    for name, text in files.items():
        parts = items(text)
        for p in parts:
            if not isinstance(p, Function):
                continue
            returns = [i for i, line in enumerate(p.body) if re.match(r"^\s+return\b", line)]
            if not returns:
                continue
            changed = True
            value, mark = p.result != "void", mark_of(p.end)[1]
            for i in returns:
                line, here = mark_of(p.body[i])
                if "[resource-leak]" in here:
                    mark, here = mark or here, ""
                m = re.match(r"^(\s+)return ?(.*);$", line)
                p.body[i] = (f"{m.group(1)}{{ result = {m.group(2)}; goto out; }}" if value else f"{m.group(1)}goto out;") + here
            end = ["out:", f"    return result;{mark}"] if value else ["out:", f"    return;{mark}"]
            at = p.first()
            p.body = p.body[:at] + ([f"    {p.result} result;"] if value else []) + p.body[at:] + end
            p.end = "}"
        out[name] = text_of(parts)
    return out if changed else None


def macros(files):
    """Every call that allocates or frees is a macro."""
    lines = [f"#define MY_{c.upper()}(object) {c}(object)" for c in ("NblFree", "NbFree", "CtxFree", "NblAlloc", "NblAllocWithNb", "NbAlloc")]
    lines += ["#define MY_CTXALLOC() CtxAlloc()"]
    changed = each_line(files, lambda line: re.sub(rf"\b({TAKES[1:-1]}|{GIVES[1:-1]})\(", lambda m: f"MY_{m.group(1).upper()}(", line)
                        if re.search(rf"\b({TAKES[1:-1]}|{GIVES[1:-1]})\(", line) else None)
    if not changed:
        return None
    out = {}
    for name, text in changed.items():
        parts = text.splitlines()
        at = next(i for i, line in enumerate(parts) if line.startswith("#include")) + 1
        out[name] = "\n".join(parts[:at] + lines + parts[at:]) + "\n"
    return out


def by_pointer(files):
    """Every free is a call through a local variable that holds the function's address."""
    new = counter()

    def change(line):
        if m := FREE.match(line):
            space, call, argument, rest = m.groups()
            t = new("call")
            return f"{space}{{ void (*{t})({POINTER_OF[call]} *); {t} = {call}; {t}({argument}); }}{rest}"
        return None
    return each_line(files, change)


def noisy(files):
    """Between any two statements there is a branch that has nothing to do with them."""
    def change(line):
        if re.match(r"^\s+(?!return|break|goto|continue|__leave)[^{}]*;( //.*)?$", line) and not LOCAL.match(line):
            space = line[:len(line) - len(line.lstrip())]
            return f'{line}\n{space}if (Rand()) {{\n{space}    Log("yes");\n{space}}} else {{\n{space}    Log("no");\n{space}}}'
        return None
    return each_line(files, change)


def conditions_kept(files):
    """Each condition is computed into a variable first, as 0 or 1."""
    new, changed, out = counter(), False, {}
    for name, text in files.items():
        parts = items(text)
        for p in parts:
            if not isinstance(p, Function):
                continue
            body, names = [], []
            for line in p.body:
                if m := IF.match(line):
                    space, condition = m.groups()
                    names.append(new("holds"))
                    line = f"{space}{names[-1]} = ({condition}) ? TRUE : FALSE;\n{space}if ({names[-1]}) {{"
                    changed = True
                body.append(line)
            at = p.first()
            p.body = body[:at] + [f"    BOOLEAN {n};" for n in names] + body[at:]
        out[name] = text_of(parts)
    return out if changed else None


def loops_with_exit(files):
    """while (c) and for (a; b; c) become for (;;) with a break; only where no `continue` is."""
    if any("continue;" in text for text in files.values()):
        return None

    def change(line):
        if m := re.match(r"^(\s+)while \((.*)\) \{$", line):
            return f"{m.group(1)}for (;;) {{\n{m.group(1)}    if (!({m.group(2)})) {{\n{m.group(1)}        break;\n{m.group(1)}    }}"
        if m := re.match(r"^(\s+)for \((.*); (.*); (.*)\) \{$", line):
            space, first, condition, step = m.groups()
            return f"{space}for ({first};; {step}) {{\n{space}    if (!({condition})) {{\n{space}        break;\n{space}    }}"
        return None
    return each_line(files, change)


ALL = [plain, renamed, aliased, cast, free_extracted, allocation_extracted, by_out_parameter, wrapped, split, inverted, one_exit, macros,
       by_pointer, noisy, conditions_kept, loops_with_exit]
