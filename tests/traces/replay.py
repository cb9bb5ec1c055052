"""Follows one finding's path (--dump=traces; analyzer/engine/trace.c has the grammar) through the IR, instruction by instruction.

Shares no code with the engine. Values are terms: a base and an offset, the base None for a number. What is not known
gets a name. A call of a function without body may have changed all memory that its arguments lead to. Every branch must
be in the path, lead along an edge, and agree with what is known; the conditions together must have a solution.
"""
import itertools
import re

import ir_text

NEGATED = {"eq": "ne", "ne": "eq", "lt": "ge", "ge": "lt", "gt": "le", "le": "gt"}
STEPS = 100_000


class Wrong(Exception):
    """What is wrong with the path."""


class End(Exception):
    """The issue is reached."""


def number(n):
    return (None, n)


class Event:
    def __init__(self, kind, place, rest):
        self.kind, self.place, self.rest, self.inner, self.left = kind, place, rest, [], False


class Path:
    """One finding."""

    def __init__(self, rule, file, line):
        self.rule, self.file, self.line, self.roots, self.steps = rule, file, int(line), [], []


def read_paths(text):
    paths, open_events = [], []
    for raw in text.splitlines():
        m = re.match(r"finding (\S+) (.*):(\d+):\d+$", raw)
        if m:
            paths.append(Path(*m.groups()))
            continue
        line = raw.strip()
        depth = (len(raw) - len(line)) // 2 - 1
        del open_events[depth:]
        if line.startswith("step "):
            m = re.match(r"step (\S+) (.*):(\d+) (\d+) (.*)$", line)
            paths[-1].steps.append((m.group(1), m.group(2), int(m.group(3)), int(m.group(4)), m.group(5)))
            continue
        if line == "leave":
            open_events[-1].left = True
            continue
        m = re.match(r"(\w+)(?: (b\d+)\.(\d+)| (at the end))?(?: (.*))?$", line)
        place = (int(m.group(2)[1:]), int(m.group(3))) if m.group(2) else None
        e = Event(m.group(1), place, m.group(5) or "")
        (open_events[-1].inner if depth else paths[-1].roots).append(e)
        open_events.append(e)
    return paths


class Knowledge:
    """What conditions say of terms: equalities, an interval and excluded values for each name, and all of them as a list."""

    def __init__(self):
        self.same, self.low, self.high, self.holes, self.conditions = {}, {}, {}, {}, []

    def norm(self, t):
        while t[0] in self.same:
            base, offset = self.same[t[0]]
            t = (base, t[1] + offset)
        if isinstance(t[0], tuple) and t[0][0] == "expr":
            _, op, x, y, size, signed = t[0]
            nx, ny = self.norm(x), self.norm(y)
            if (nx, ny) != (x, y):
                base, offset = compute(op, nx, ny, size, signed)
                return self.norm((base, offset + t[1])) if (base, offset) != t else t
        return t

    def bounds(self, base):
        low, high = self.low.get(base, -(1 << 63)), self.high.get(base, (1 << 64) - 1)
        if isinstance(base, tuple) and base[0] == "expr" and base[1] in NEGATED:
            low, high = max(low, 0), min(high, 1)
        return low, high

    def require(self, op, x, y, what):
        """x op y holds from here on."""
        x, y = self.norm(x), self.norm(y)
        self.conditions.append((op, x, y, what))
        if x[0] is None and y[0] is not None:
            x, y, op = y, x, {"lt": "gt", "gt": "lt", "le": "ge", "ge": "le"}.get(op, op)
        if x[0] == y[0]:
            if not holds(op, x[1], y[1]):
                raise Wrong(f"{what} cannot be: {show(x)} {op} {show(y)}")
            return
        if op == "eq":
            self.equate(x, y, what)
        elif y[0] is None:
            self.bound(op, x[0], y[1] - x[1], what)

    def bound(self, op, base, value, what):
        if is_place(base) and value == 0 and op == "ne":
            return
        low, high = self.bounds(base)
        holes = self.holes.setdefault(base, set())
        if op == "ne":
            holes.add(value)
        elif op in ("lt", "le"):
            high = min(high, value - (op == "lt"))
        else:
            low = max(low, value + (op == "gt"))
        while low in holes:
            low += 1
        while high in holes:
            high -= 1
        self.low[base], self.high[base] = low, high
        if low > high:
            raise Wrong(f"{what} cannot be: nothing is left for {show((base, 0))}")
        if low == high and not is_place(base):
            self.same[base] = number(low)

    def equate(self, x, y, what):
        if x[0] is None:
            x, y = y, x
        if y[0] is None:
            value = y[1] - x[1]
            low, high = self.bounds(x[0])
            if is_place(x[0]) or value < low or value > high or value in self.holes.get(x[0], ()):
                raise Wrong(f"{what} cannot be: {show(x)} == {show(y)}")
            self.same[x[0]] = number(value)
            return
        if is_place(x[0]) and is_place(y[0]):
            raise Wrong(f"{what} cannot be: {show(x)} == {show(y)}")
        if is_place(x[0]):
            x, y = y, x
        low, high, holes, d = *self.bounds(x[0]), self.holes.get(x[0], set()), x[1] - y[1]
        self.same[x[0]] = (y[0], y[1] - x[1])
        self.bound("ge", y[0], low + d, what)
        self.bound("le", y[0], high + d, what)
        for hole in holes:
            self.bound("ne", y[0], hole + d, what)


def holds(op, x, y):
    return {"eq": x == y, "ne": x != y, "lt": x < y, "le": x <= y, "gt": x > y, "ge": x >= y}[op]


def is_place(base):
    """An address: never null, never equal to another one."""
    return isinstance(base, tuple) and base[0] in ("local", "global", "func", "string")


def show(t):
    base = "" if t[0] is None else str(t[0])
    return f"{base}{t[1]:+d}" if base and t[1] else base or str(t[1])


def compute(op, x, y, size, signed):
    if x[0] is None and y[0] is None:
        n = fold(op, x[1], y[1], size, signed)
        if n is not None:
            return number(n)
    elif op == "add" and size == 8 and None in (x[0], y[0]):
        return (x[0], x[1] + y[1]) if y[0] is None else (y[0], x[1] + y[1])
    elif op == "sub" and size == 8 and (y[0] is None or x[0] == y[0]):
        return (x[0], x[1] - y[1]) if y[0] is None else number(x[1] - y[1])
    elif op in ("eq", "ne") and x[0] == y[0]:
        return number(holds(op, x[1], y[1]))
    return (("expr", op, x, y, size, signed), 0)


def fold(op, p, q, size, signed):
    if op in NEGATED:
        return int(holds(op, wrapped(p, size, signed), wrapped(q, size, signed)))
    if op in ("div", "rem"):
        if q == 0:
            return None
        n = abs(p) // abs(q) * (1 if (p < 0) == (q < 0) else -1)
        return wrapped(n if op == "div" else p - n * q, size, signed)
    if op in ("shl", "shr"):
        if not 0 <= q < size * 8:
            return None
        return wrapped(p << q if op == "shl" else wrapped(p, size, signed) >> q, size, signed)
    n = {"add": p + q, "sub": p - q, "mul": p * q, "and": p & q, "or": p | q, "xor": p ^ q, "cast": p, "neg": -p, "not": ~p}.get(op)
    return None if n is None else wrapped(n, size, signed)


def wrapped(value, size, signed):
    return ir_text.wrap(value, size, signed)


class Frame:
    def __init__(self, function, number_):
        self.function, self.number, self.temps = function, number_, {}


class Replay:
    def __init__(self, modules):
        self.modules, self.known, self.memory = modules, Knowledge(), {}
        self.names, self.frames, self.steps = itertools.count(1), itertools.count(1), 0
        self.cut, self.branches = False, 0
        self.happened = []  # (object, what, file, line) of object events; the last is the issue

    # ---- values and memory

    def fresh(self, what, t=None):
        base = ("name", next(self.names), what)
        if t and t.kind == "int" and t.size < 8:
            self.known.low[base] = -(1 << t.size * 8 - 1) if t.signed else 0
            self.known.high[base] = (1 << t.size * 8 - t.signed) - 1
        elif t and t.kind in ("pointer", "function") or t and t.kind == "int" and not t.signed:
            self.known.low[base] = 0
        return (base, 0)

    def value(self, frame, o):
        kind = o[0]
        if kind == "temp":
            return self.known.norm(frame.temps.get(o[1], None) or self.fresh("temp"))
        if kind == "number":
            return number(o[1])
        if kind == "local":
            return (("local", frame.number, o[1]), 0)
        return ((kind, o[1]) if kind != "global" else ("global", o[1]), 0)

    def size_of(self, module, t):
        if t.kind == "record":
            return module.records.get(t.name, {"size": 0})["size"]
        return t.count * self.size_of(module, t.element) if t.kind == "array" else t.size

    def load(self, at, size, t, what):
        at = self.known.norm(at)
        if at[0] is None:
            if at[1] == 0:
                raise Wrong(f"{what} follows a null pointer")
            return self.fresh("memory", t)
        cells = self.memory.setdefault(at[0], {})
        cell = cells.get(at[1])
        if cell and cell[0] == size:
            return self.known.norm(cell[1])
        value = self.fresh("memory", t)
        self.erase(cells, at[1], size)
        cells[at[1]] = (size, value)
        return value

    @staticmethod
    def erase(cells, at, size):
        for o in [o for o, (s, _) in cells.items() if o < at + size and at < o + s]:
            del cells[o]

    def store(self, at, size, value, what):
        at = self.known.norm(at)
        if at[0] is None:
            if at[1] == 0:
                raise Wrong(f"{what} writes through a null pointer")
            return
        self.alias(at[0])
        cells = self.memory.setdefault(at[0], {})
        self.erase(cells, at[1], size)
        if value is not None:
            cells[at[1]] = (size, value)

    def alias(self, base):
        """Elements of arrays at unknown indexes, and addresses that were computed, may be one another."""
        if isinstance(base, tuple) and base[0] == "expr":
            for other in [b for b in self.memory if b != base and isinstance(b, tuple) and b[0] == "expr"]:
                del self.memory[other]
            self.memory.pop(root_of(base), None)
        else:
            for other in [b for b in self.memory if isinstance(b, tuple) and b[0] == "expr" and root_of(b) == base]:
                del self.memory[other]

    def forget_from(self, terms):
        """All memory that the terms lead to."""
        todo, seen = [self.known.norm(t)[0] for t in terms], set()
        while todo:
            base = todo.pop()
            if base is None or base in seen or base[0] in ("func", "string"):
                continue
            seen.add(base)
            for _, value in self.memory.pop(base, {}).values():
                todo.append(self.known.norm(value)[0])
            if base[0] == "expr":
                todo.append(root_of(base))

    def forget_heap(self):
        for base in [b for b in self.memory if b[0] != "local"]:
            del self.memory[base]

    # ---- instructions

    def execute(self, frame, i, events, what):
        module = frame.function.module
        values = [self.value(frame, o) for o in i.operands] if i.op != "call" else []
        size = self.size_of(module, i.type) if i.type else 0
        result = None
        if i.op == "load":
            result = self.load(values[0], size, i.type, what)
        elif i.op == "store":
            self.store(values[0], size, values[1], what)
        elif i.op in ("copy", "zero"):
            self.copy(values, size, i.op, what)
        elif i.op == "field":
            record, field = i.field
            result = (values[0][0], values[0][1] + module.records[record]["fields"][field])
        elif i.op == "elem":
            scaled = compute("mul", values[1], number(size), 8, True)
            result = compute("add", values[0], self.known.norm(scaled), 8, True)
        elif i.op in ir_text.BINARY or i.op in ir_text.UNARY or i.op == "ptrdiff":
            result = self.arithmetic(i, values, size)
        elif i.op == "call":
            result = self.call(frame, i, events, what)
        elif i.op in ("havoc", "passed"):
            result = self.fresh(i.op, i.type)
        if i.result:
            frame.temps[i.result] = result if result is not None else self.fresh("result", i.type)

    def copy(self, values, size, op, what):
        to = self.known.norm(values[0])
        source = dict(self.memory.get(self.known.norm(values[1])[0], {})) if op == "copy" else {}
        from_ = self.known.norm(values[1])[1] if op == "copy" else 0
        self.store(to, size, None, what)
        for at, (s, value) in source.items():
            if from_ <= at and at + s <= from_ + size and to[0] is not None:
                self.memory.setdefault(to[0], {})[to[1] + at - from_] = (s, value)

    def arithmetic(self, i, values, size):
        signed = i.type.signed
        if i.type.kind == "float":
            return self.fresh("float")
        if i.op == "ptrdiff":
            return compute("div", compute("sub", values[0], values[1], 8, True), number(size or 1), 8, True)
        if i.op == "lnot":
            return compute("eq", values[0], number(0), size, signed)
        if i.op == "cast":
            x = values[0]
            fits = x[0] is not None and self.fits(x, size, signed)
            return x if fits else compute("cast", x, number(0), size, signed)
        if i.op in ("neg", "not"):
            return compute(i.op, values[0], number(0), size, signed)
        return self.known.norm(compute(i.op, values[0], values[1], size, signed))

    def fits(self, t, size, signed):
        if size == 8:
            return True
        low, high = self.known.bounds(t[0])
        bottom, top = (-(1 << size * 8 - 1), (1 << size * 8 - 1) - 1) if signed else (0, (1 << size * 8) - 1)
        return low + t[1] >= bottom and high + t[1] <= top

    def call(self, frame, i, events, what):
        callee = self.known.norm(self.value(frame, i.operands[0]))
        args = [self.value(frame, o) for o in i.operands[1:]]
        place = events.place
        if events.next_is("await", place):  # the system calls it, with what it was given before: whatever it leads to is changed
            e = events.take()
            name, _, path = e.rest.partition(" in ")
            self.forget_heap()
            self.enter(self.function(path, name), [], e, what)
            self.forget_heap()
        if events.next_is("call", place):
            e = events.take()
            name, _, path = e.rest.partition(" in ")
            if callee[0] and callee[0][0] == "func" and callee[0][1].split("~")[0] != name:
                raise Wrong(f"{what} calls {callee[0][1]}, the path says {name}")
            return self.enter(self.function(path, name), args, e, what)
        if events.next_is("skip", place):
            events.take()
            self.forget_heap()
            self.forget_from(args)
            return self.fresh("result", i.type)
        f = self.body(frame, callee)
        if f and not events.next_is("object", place) and not events.next_is("issue", place):
            quiet = Event("call", None, "")  # nothing happened in it: then it has no branch either
            quiet.left = True
            return self.enter(f, args, quiet, what)
        self.objects_here(events)
        self.forget_from(args)
        return self.fresh("result", i.type)

    def body(self, frame, callee):
        """Of a function that is called by name, where it is certain which it is."""
        if not callee[0] or callee[0][0] != "func":
            return None
        own = frame.function.module.bodies.get(callee[0][1])
        others = [m.bodies[callee[0][1]] for m in self.modules.values() if callee[0][1] in m.bodies]
        return own or (others[0] if len(others) == 1 else None)

    def function(self, path, name):
        module = self.modules.get(path)
        f = module and (module.bodies.get(name) or next((b for n, b in module.bodies.items() if n.split("~")[0] == name), None))
        if not f:
            raise Wrong(f"there is no function {name} in {path}")
        return f

    # ---- control

    def enter(self, f, args, event, what):
        frame = Frame(f, next(self.frames))
        for n, p in enumerate(f.params):
            t = f.locals[p]
            if t.kind not in ("record", "array"):
                self.memory[("local", frame.number, p)] = {0: (t.size, args[n] if n < len(args) else self.fresh(p, t))}
        events = Events(event.inner)
        b, k = self.begin(frame, events)
        while True:
            self.steps += 1
            if self.steps > STEPS:
                raise Wrong(f"{f.name}: the path does not end")
            i = f.blocks[b][k]
            events.place = (b, k)
            events.line = (i.file or f.file, i.line)
            where = f"{f.name} b{b}.{k} (line {i.line})"
            if i.handler and events.next_is("branch", (b, k)):
                b, k = self.follow(frame, i, events.take(), [i.handler], where), 0
                continue
            if i.op in ("branch", "switch", "jump"):
                b, k = self.leave_block(frame, i, events, where), 0
                if events.next_is("loop", events.place):
                    events.take()
                    self.forget_loop(frame, b)
                continue
            if i.op == "return":
                return self.leave(frame, i, event, events, where)
            if i.op == "unreachable":
                raise Wrong(f"{where} is never reached")
            if i.op != "call":
                self.objects_here(events)
            self.execute(frame, i, events, where)
            self.objects_here(events)
            k += 1

    def begin(self, frame, events):
        if not events.next_is("cut", None):
            return 0, 0
        events.take()
        self.cut = True
        self.memory.clear()
        return events.list[events.at].place if events.at < len(events.list) and events.list[events.at].place else (0, 0)

    def objects_here(self, events):
        while events.next_is("object", events.place):
            name, what = events.take().rest.split()
            self.happened.append((name, what, *events.line))
        if events.next_is("issue", events.place):
            self.happened.append((events.take().rest, "issue", *events.line))
            raise End

    def leave_block(self, frame, i, events, where):
        if i.op == "jump":
            return int(i.blocks[0][1:])
        if not events.next_is("branch", events.place):
            e = events.list[events.at] if events.at < len(events.list) else None
            raise Wrong(f"{where}: the path does not say which way it goes; next is {e.kind + ' ' + str(e.place) if e else 'its end'}")
        return self.follow(frame, i, events.take(), i.blocks, where)

    def follow(self, frame, i, e, ways, where):
        target = re.match(r"-> (b\d+) (decided|known)", e.rest).group(1)
        self.branches += 1
        if target not in ways:
            raise Wrong(f"{where}: there is no edge to {target}")
        if i.op == "call":
            return int(target[1:])
        value = self.value(frame, i.operands[0])
        if i.op == "branch":
            if i.blocks[0] != i.blocks[1]:
                self.decide(value, target == i.blocks[0], where)
            return int(target[1:])
        cases = [c for c in i.cases if c[2] == target]
        if target == i.blocks[0] and not cases:
            for low, high, _ in i.cases:
                if low == high:
                    self.known.require("ne", value, number(low[1]), where)
        elif len(cases) == 1 and target != i.blocks[0]:
            self.known.require("ge", value, number(cases[0][0][1]), where)
            self.known.require("le", value, number(cases[0][1][1]), where)
        return int(target[1:])

    def decide(self, t, truth, where):
        t = self.known.norm(t)
        if t[0] is not None and isinstance(t[0], tuple) and t[0][0] == "expr" and t[0][1] in NEGATED and t[1] == 0:
            _, op, x, y, _, _ = t[0]
            before = self.known.norm(t)
            self.known.require(op if truth else NEGATED[op], x, y, where)
            if before[0] is not None and self.known.norm(t)[0] is not None:
                self.known.same[t[0]] = number(int(truth))
            return
        self.known.require("ne" if truth else "eq", t, number(0), where)

    def forget_loop(self, frame, head):
        """Any number of iterations: what the loop writes is not known any more."""
        blocks = frame.function.blocks
        edges = [[int(t[1:]) for t in b[-1].blocks] + [int(i.handler[1:]) for i in b if i.handler] for b in blocks]
        body = {head}
        while True:
            more = {b for b in range(head, len(blocks)) if b not in body and any(t in body for t in edges[b])}
            if not more:
                break
            body |= more
        written = {o[1] for b in body for i in blocks[b] for n, o in enumerate(i.operands)
                   if o[0] == "local" and not (i.op == "load" and n == 0)}
        self.forget_heap()
        for name in written:
            self.memory.pop(("local", frame.number, name), None)

    def leave(self, frame, i, event, events, where):
        self.objects_here(events)
        result = self.value(frame, i.operands[0]) if i.operands else None
        if events.at < len(events.list):
            e = events.list[events.at]
            raise Wrong(f"{where} returns, but the path goes on with {e.kind} {e.place}")
        if not event.left:
            raise Wrong(f"{where} returns, but the path ends in {frame.function.name}")
        for base in [b for b in self.memory if b[0] == "local" and b[1] == frame.number]:
            del self.memory[base]
        return result

    def run(self, path):
        for n, root in enumerate(path.roots):
            if root.kind == "issue":
                self.happened.append((root.rest, "issue", path.file, path.line))
                return
            if root.kind == "cut":
                self.cut = True
                continue
            if root.kind == "object":
                continue
            m = re.match(r"(\S+) in (.*?)(?: state (\S+))?$", root.rest)
            self.memory.clear()
            f = self.function(m.group(2), m.group(1))
            try:
                self.enter(f, [], root, f.name)
            except End:
                if n + 1 != len(path.roots):
                    raise Wrong("the path goes on behind its end")
                return
        raise Wrong("the path ends before the issue")


def check_story(path, happened, cut):
    """What the rule speaks of is made, and changed as the rule says, on the path; and a reader is shown it."""
    words = [w.strip() for w in happened[-1][0].split(",")]
    subject, before = words[0], happened[:-1]
    about = {w for w in words if w != "-"}
    subject = subject.split("+")[0]  # a place within an object
    if subject[0] == "#" and not cut and not any(h[0] == subject and h[1] == "made" for h in before):
        raise Wrong(f"{subject} is not made on the path")
    if path.rule in ("double-free", "use-after-free") and subject != "-" and not any(h[0] == subject and h[1] == "freed" for h in before):
        raise Wrong(f"{subject} is not freed on the path")
    if not path.steps or path.steps[-1][0] != "end":
        raise Wrong("the steps do not end with the finding")
    shown = {(s[1], s[2]) for s in path.steps if s[0] == "state"}
    for name, what, file, line in before:
        if name in about and (file, line) not in shown and len(path.steps) < 60:
            raise Wrong(f"no step says that {name} is {what} in line {line} of {file}")


def root_of(base):
    while isinstance(base, tuple) and base[0] == "expr":
        x = base[2]
        base = x[0] if x[0] is not None else base[3][0]
    return base


class Events:
    def __init__(self, events):
        self.list, self.at, self.place, self.line = events, 0, None, None

    def next_is(self, kind, place):
        return self.at < len(self.list) and self.list[self.at].kind == kind and self.list[self.at].place == place

    def take(self):
        self.at += 1
        return self.list[self.at - 1]
