"""Reads `ddicheck check --dump=ir` with its places (analyzer/ir/print.c has the grammar), as far as mutations need it:
which function calls what, stores where and branches on what, and at which characters of the source that stands."""
import re
from dataclasses import dataclass, field

NAME = r"(?:'(?:[^'\\]|\\.)*'|[A-Za-z_$][\w$]*(?:~\d+)?|~\d+)"
TOKEN = re.compile(
    rf'''(?P<loc>@(?:(?P<file>\d+)/)?(?:(?P<line>\d+):)?(?P<column>\d+)(?:-(?:(?P<end_line>\d+):)?(?P<end_column>\d+))?(?:!(?P<macro>{NAME}))?)'''
    rf'''|(?P<string>"(?:[^"\\]|\\.)*")|(?P<temp>%\d+)|(?P<number>-?(?:0x[0-9A-Fa-f]+|\d+))|(?P<arrow>->|\.\.\.|\.\.)'''
    rf'''|(?P<name>{NAME})|(?P<punctuation>[\[\](){{}},:.=+])|(?P<space>\s+|\#.*)''')


@dataclass(frozen=True)
class Loc:
    """A range of characters: lines from 1, columns from 1 in bytes, the end behind the last one."""
    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    macro: str | None = None


@dataclass
class Operand:
    kind: str  # temp, local, global, func, number, string, other
    value: object
    loc: Loc | None = None


@dataclass
class Insn:
    op: str
    result: str | None = None
    operands: list = field(default_factory=list)
    blocks: list = field(default_factory=list)  # of a branch, jump or switch
    record: str | None = None  # of `field`: "NET_BUFFER_LIST", and the field's name
    member: str | None = None
    type: str = "void"
    loc: Loc | None = None


@dataclass
class Function:
    name: str
    role: str | None
    loc: Loc | None
    params: list = field(default_factory=list)  # [(name, type)]
    locals: list = field(default_factory=list)  # [(name, type)] besides the parameters
    blocks: dict = field(default_factory=dict)  # name: [Insn]
    result: str = "void"

    def insns(self):
        for block in self.blocks.values():
            yield from block

    def variables(self):
        return dict(self.params + self.locals)


@dataclass
class Module:
    path: str
    files: dict = field(default_factory=dict)  # number: (path, is a system file)
    depends: list = field(default_factory=list)
    functions: list = field(default_factory=list)


def record_name(label):
    """_NET_BUFFER_LIST~2 is NET_BUFFER_LIST to the rule set."""
    return re.sub(r"~\d+$", "", label.strip("'")).lstrip("_")


class Line:
    """The tokens of one line; a place that stands behind white space is the instruction's own."""

    def __init__(self, text, module, default_file):
        self.tokens, self.at, self.own = [], 0, None
        self.module, self.default_file = module, default_file
        at, spaced = 0, False
        while at < len(text):
            m = TOKEN.match(text, at)
            if not m:
                raise ValueError(f"cannot read {text[at:at + 40]!r}")
            at = m.end()
            kind = m.lastgroup
            if m.group("loc"):
                kind = "loc"
                if spaced and m.group("line"):
                    self.own = self.place(m, 0)
                    spaced = False
                    continue
            if m.group("space"):
                spaced = True
                continue
            spaced = False
            self.tokens.append((kind if kind in ("loc", "string", "temp", "number", "arrow", "name", "punctuation") else "name",
                                m if kind == "loc" else m.group()))

    def place(self, m, line):
        file = self.module.files[int(m.group("file"))][0] if m.group("file") else self.default_file
        first = int(m.group("line") or line)
        column = int(m.group("column"))
        last = int(m.group("end_line") or first)
        return Loc(file, first, column, last, int(m.group("end_column") or column + 1), m.group("macro"))

    def peek(self, ahead=0):
        return self.tokens[self.at + ahead][1] if self.at + ahead < len(self.tokens) else None

    def kind(self):
        return self.tokens[self.at][0] if self.at < len(self.tokens) else None

    def next(self):
        self.at += 1
        return self.tokens[self.at - 1][1]

    def take(self, text):
        if self.peek() == text:
            self.at += 1
            return True
        return False

    def loc(self):
        """The optional place right behind an operand."""
        if self.kind() != "loc":
            return None
        return self.place(self.next(), self.own.line if self.own else 0)

    def type(self):
        """A type's text."""
        word = self.next()
        if word == "ptr":
            return "ptr " + ("const " if self.take("const") else "") + self.type()
        if word == "[":
            count = "" if self.peek() == "]" else self.next()
            self.take("]")
            return f"[{count}]{self.type()}"
        if word == "fn":
            depth, text = 0, "fn"
            while self.peek() is not None:
                w = self.next()
                depth += (w == "(") - (w == ")")
                text += w if isinstance(w, str) else ""
                if w == ")" and depth == 0:
                    break
            self.take("->")
            return text + "->" + self.type()
        return word

    def operand(self):
        kind = self.kind()
        if kind == "temp":
            return Operand("temp", self.next(), self.loc())
        if self.peek() in ("local", "global", "func") and self.peek(1) == ".":
            kind = self.next()
            self.next()
            return Operand(kind, self.next(), self.loc())
        if kind == "string":
            return Operand("string", self.next(), self.loc())
        if kind == "number":
            return Operand("number", int(self.next(), 0), self.loc())
        if self.peek() == "null":
            self.next()
            return Operand("number", 0, self.loc())
        if self.peek() == "(":  # never at the beginning of an operand
            raise ValueError("operand expected")
        self.type()
        return self.operand()


def read_insn(line):
    result = None
    if line.kind() == "temp" and line.peek(1) == "=":
        result = line.next()
        line.next()
    insn = Insn(line.next(), result, loc=line.own)
    if insn.op == "call":
        if line.kind() == "name" and line.peek() not in ("local", "global", "func"):
            insn.operands.append(Operand("func", line.next().strip("'"), line.loc()))
        else:
            insn.operands.append(line.operand())
        line.take("(")
        while not line.take(")"):
            insn.operands.append(line.operand())
            line.take(",")
    elif insn.op == "field":
        insn.operands.append(line.operand())
        line.take(",")
        insn.record = record_name(line.next())
        line.take(".")
        insn.member = line.next()
        insn.member = re.sub(r"~\d+$", "", insn.member)
    elif insn.op in ("branch", "jump", "switch"):
        if insn.op != "jump":
            insn.operands.append(line.operand())
        while line.peek() is not None:
            word = line.peek()
            if isinstance(word, str) and re.fullmatch(r"b\d+", word):
                insn.blocks.append(word)
            line.next()
    elif insn.op not in ("unreachable", "havoc", "passed"):
        while line.peek() is not None and line.peek() not in (":", "raise"):
            insn.operands.append(line.operand())
            line.take(",")
    if line.take(":"):
        insn.type = line.type()
    return insn


def read_head(text, module):
    """function NAME(param: type @loc, ...) -> type flags {"""
    line = Line(text, module, module.path)
    line.next()
    f = Function(line.next().strip("'"), None, None)
    line.take("(")
    while not line.take(")"):
        if line.take("...") or line.take(","):
            continue
        name = line.next()
        line.take(":")
        f.params.append((name, line.type()))
        line.take("hidden")
        line.loc()
    line.take("->")
    f.result = line.type()
    words = [t for _, t in line.tokens[line.at:]]
    if "role" in words:
        f.role = words[words.index("role") + 1]
    m = re.search(r"@(?:(\d+)/)?(\d+):(\d+)(?:-(?:\d+:)?(\d+))?", text.rsplit("->", 1)[1])
    if m:
        file = module.files[int(m[1])][0] if m[1] else module.path
        f.loc = Loc(file, int(m[2]), int(m[3]), int(m[2]), int(m[4] or 0))
    return f


def read_modules(text):
    """The modules of a dump. Functions of system headers are left out."""
    modules, function, block = [], None, None
    for raw in text.splitlines():
        word = raw.split(" ", 1)[0]
        if word == "module":
            modules.append(Module(raw.split('"')[1]))
        elif word == "file":
            m = re.match(r'file (\d+) "(.*)"(.*)', raw)
            modules[-1].files[int(m[1])] = (m[2], "system" in m[3])
        elif word == "depends":
            modules[-1].depends.append(raw.split('"')[1])
        elif word == "function":
            function, block = read_head(raw, modules[-1]), None
            modules[-1].functions.append(function)
        elif raw == "}":
            function = None
        elif function is not None:
            text_line = raw.strip()
            if text_line.startswith("local "):
                m = re.match(r"local (\S+): (.*?)(?: hidden)?(?: @.*)?$", text_line)
                if m:
                    function.locals.append((m[1], m[2]))
            elif re.match(r"b\d+:", text_line):
                block = function.blocks.setdefault(text_line.split(":")[0], [])
            elif text_line and block is not None:
                block.append(read_insn(Line(text_line, modules[-1], function.loc.file if function.loc else modules[-1].path)))
    return modules
