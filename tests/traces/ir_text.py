"""Reads what `ddicheck check --dump=ir` prints (analyzer/ir/print.c has the grammar) as far as a replay needs it."""
import re

TOKEN = re.compile(
    r'''(?P<loc>\s*@(?:\d+/)?(?:\d+:)?\d+(?:-(?:\d+:)?\d+)?(?:!(?:[A-Za-z_$][\w$]*|'[^']*'))?)'''
    r'''|(?P<string>"(?:[^"\\]|\\.)*")|(?P<quoted>'(?:[^'\\]|\\.)*')|(?P<temp>%\d+)|(?P<number>-?(?:0x[0-9A-Fa-f]+|\d+))'''
    r'''|(?P<arrow>->|\.\.\.|\.\.)|(?P<name>[A-Za-z_$][\w$]*(?:~\d+)?|~\d+)|(?P<punctuation>[\[\](){},:.=+])|(?P<space>\s+|\#.*)''')

BINARY = {"add", "sub", "mul", "div", "rem", "and", "or", "xor", "shl", "shr", "eq", "ne", "lt", "le", "gt", "ge"}
UNARY = {"neg", "not", "lnot", "cast"}


class Type:
    def __init__(self, kind, size=0, signed=False, element=None, count=0, name=None):
        self.kind, self.size, self.signed, self.element, self.count, self.name = kind, size, signed, element, count, name


class Insn:
    def __init__(self, op):
        self.op, self.result, self.operands, self.type = op, None, [], None
        self.field, self.blocks, self.cases, self.handler, self.line, self.file = None, [], [], None, 0, None


class Function:
    def __init__(self, name, module):
        self.name, self.module, self.params, self.locals, self.blocks = name, module, [], {}, []
        self.file = module.path  # where it stands: a header, perhaps


class Module:
    def __init__(self, path):
        self.path, self.records, self.functions, self.bodies, self.globals = path, {}, set(), {}, {}
        self.files = {}


class Reader:
    """The tokens of one line."""

    def __init__(self, module, text):
        self.module, self.line, self.file = module, 0, None  # file: where a place names one
        self.tokens = []
        at = 0
        while at < len(text):
            m = TOKEN.match(text, at)
            if not m:
                raise ValueError(f"cannot read {text[at:at + 30]!r} in {text!r}")
            at = m.end()
            if m.lastgroup == "loc":
                own = m.group()[0].isspace()
                place = re.match(r"\s*@(?:(\d+)/)?(\d+):", m.group())
                if own and place:
                    self.line = int(place.group(2))
                    self.file = module.files.get(place.group(1), self.file)
            elif m.lastgroup != "space":
                self.tokens.append((m.lastgroup, m.group()))
        self.at = 0

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

    def type(self):
        word = self.next()
        if word == "void":
            return Type("void")
        m = re.fullmatch(r"([suf])(\d+)", word)
        if m:
            return Type("float" if m.group(1) == "f" else "int", int(m.group(2)) // 8, m.group(1) == "s")
        if word == "ptr":
            self.take("const")
            return Type("pointer", 8, element=self.type())
        if word == "[":
            count = 0 if self.peek() == "]" else int(self.next())
            self.take("]")
            element = self.type()
            return Type("array", count * element.size, element=element, count=count)
        if word == "fn":
            depth = 0
            while True:
                w = self.next()
                depth += (w == "(") - (w == ")")
                if w == ")" and depth == 0:
                    break
            self.take("->")
            self.type()
            return Type("function")
        record = self.module.records.get(word)
        return Type("record", record["size"] if record else 0, name=word)

    def operand(self):
        """(kind, value): temp, local, global, func, number, string."""
        kind, word = self.tokens[self.at]
        if kind == "temp":
            self.at += 1
            return ("temp", word)
        if word in ("local", "global", "func") and self.peek(1) == ".":
            self.at += 2
            return (word, self.next())
        if kind == "string":
            self.at += 1
            return ("string", word)
        if kind == "number":
            self.at += 1
            return ("number", int(word, 0), word.startswith("0x"))
        if word == "null":
            self.at += 1
            return ("number", 0, False)
        t = self.type()  # a constant with its type
        o = self.operand()
        return ("number", *typed(o, t)) if o[0] == "number" else o


def wrap(value, size, signed):
    if not size:
        return value
    value &= (1 << size * 8) - 1
    return value - (1 << size * 8) if signed and value >> (size * 8 - 1) else value


def typed(operand, t):
    """Hexadecimal numbers are bit patterns."""
    return (wrap(operand[1], t.size, t.signed), False) if operand[2] and t and t.kind == "int" else (operand[1], False)


def read_insn(module, text):
    r = Reader(module, text)
    result = None
    if r.kind() == "temp" and r.peek(1) == "=":
        result = r.next()
        r.next()
    i = Insn(r.next())
    i.result, i.line, i.file = result, r.line, r.file
    if i.op == "call":
        label = r.kind() in ("name", "quoted") and r.peek(1) == "("
        i.operands.append(("func", r.next()) if label else r.operand())
        r.take("(")
        while not r.take(")"):
            i.operands.append(r.operand())
            r.take(",")
    elif i.op == "field":
        i.operands.append(r.operand())
        r.take(",")
        record = r.next()
        r.take(".")
        i.field = (record, r.next())
    elif i.op == "jump":
        i.blocks.append(r.next())
    elif i.op == "branch":
        i.operands.append(r.operand())
        for _ in range(2):
            r.take(",")
            i.blocks.append(r.next())
    elif i.op == "switch":
        i.operands.append(r.operand())
        r.take(",")
        i.blocks.append(r.next())
        while r.take(","):
            low = r.operand()
            high = r.operand() if r.take("..") else low
            r.take(":")
            i.cases.append((low, high, r.next()))
            i.blocks.append(i.cases[-1][2])
    elif i.op in ("havoc", "passed", "unreachable"):
        pass
    else:
        while r.kind() and r.peek() not in (":", "raise"):
            i.operands.append(r.operand())
            if not r.take(","):
                break
    if r.take(":"):
        i.type = r.type()
    if r.take("raise"):
        i.handler = r.next()
    t = i.type
    i.operands = [("number", *typed(o, t)) if o[0] == "number" else o for o in i.operands]
    return i


def read_record(modules, lines, header):
    m = re.match(r"(record|union) (\S+)(?: size (\d+) \{)?", header)
    record = {"size": int(m.group(3) or 0), "fields": {}}
    modules[-1].records[m.group(2)] = record
    if not m.group(3) or header.rstrip().endswith("}"):
        return
    for line in lines:
        if line.startswith("}"):
            return
        f = re.match(r"\s+(\d+) (\S+):", line)
        record["fields"][f.group(2)] = int(f.group(1))


def read_function(module, lines, header):
    r = Reader(module, header[len("function "):])
    f = Function(r.next(), module)
    f.file = r.file or f.file
    module.functions.add(f.name)
    r.take("(")
    while not r.take(")"):
        if r.take("..."):
            continue
        name = r.next()
        r.take(":")
        f.params.append(name)
        f.locals[name] = r.type()
        r.take("hidden")
        r.take(",")
    for line in lines:
        if line.startswith("}"):
            break
        if line.startswith("  local "):
            r = Reader(module, line[8:])
            name = r.next()
            r.take(":")
            f.locals[name] = r.type()
        elif re.match(r"b\d+:", line):
            f.blocks.append([])
        elif line.strip():
            f.blocks[-1].append(read_insn(module, line))
    module.bodies[f.name] = f


def read(text):
    """The modules of a dump, by path."""
    modules = []
    lines = iter(text.splitlines())
    for line in lines:
        word = line.split(" ", 1)[0]
        if word == "module":
            modules.append(Module(line.split('"')[1]))
        elif word == "file":
            modules[-1].files[line.split()[1]] = line.split('"')[1]
        elif word in ("record", "union"):
            read_record(modules, lines, line)
        elif word == "declare":
            modules[-1].functions.add(Reader(modules[-1], line).tokens[1][1])
        elif word == "function":
            read_function(modules[-1], lines, line)
    return {m.path: m for m in modules}
