"""The mutations: each changes one contract event of a function. Places and meaning of calls come from the program's
own IR (places.py) and from the rule set (knowledge.py)."""
import re
from dataclasses import dataclass, field

LOCKED = {"held lock", "double acquire", "extra release", "wrong release", "irql too high", "irql too low"}
GONE = {"use after free", "double free", "use while lent", "call"}
LOST = {"leak", "loss of foreign", "call"}

# operator: (what it does, the events whose rules fit a finding about it; None: all)
OPERATORS = {
    "free-dropped": ("a call that frees is dropped", LOST),
    "free-doubled": ("a call that frees is made twice", GONE),
    "free-moved": ("a call that frees is moved to another callback", LOST | GONE),
    "frees-swapped": ("two calls that free change places", LOST | GONE),
    "wrong-free": ("the freeing or releasing function of another kind is called", {"mismatched free", "wrong release"} | LOST | GONE | LOCKED),
    "release-dropped": ("a lock is not released", LOCKED),
    "release-doubled": ("a lock is released twice", LOCKED),
    "acquire-dropped": ("a lock is not acquired", LOCKED),
    "acquire-doubled": ("a lock is acquired twice", LOCKED),
    "handover-dropped": ("what is to be sent, completed or returned is not", LOST),
    "handover-doubled": ("something is sent, completed or returned twice", GONE),
    "flag-flipped": ("a parameter of a pool is another one", {"mismatched free"} | LOST | GONE),
    "tag-zeroed": ("memory is allocated with tag 0", {"call"}),
    "check-skipped": ("a failure is taken for success", None),
    "link-dropped": ("a link of a chain, or a field that a new object must have, is not written", LOST | GONE),
}

SUCCESS = {"status": 0, "pointer": 0x10000}


@dataclass(frozen=True)
class Edit:
    """Characters of a file, replaced by `text`; {} in it is what stood there."""
    loc: object
    text: str


@dataclass
class Mutant:
    operator: str
    function: str
    call: str    # the DDI or field that it is about
    edits: list
    object: str | None = None
    equivalent: str | None = None  # why nothing can be wrong with it
    outcome: str = ""
    rules: list = field(default_factory=list)
    note: str = ""

    @property
    def place(self):
        return self.edits[0].loc


def same_text(a, b):
    """Whether two places are one range: all that a macro's text makes stands where the macro is used."""
    return (a.file, a.line, a.column, a.end_line, a.end_column) == (b.file, b.line, b.column, b.end_line, b.end_column)


def callee(insn):
    return insn.operands[0].value if insn.op == "call" and insn.operands[0].kind == "func" else None


class View:
    """One function with what its temporaries mean."""

    def __init__(self, module, function):
        self.module, self.function = module, function
        self.by_result = {i.result: i for i in function.insns() if i.result}
        self.uses = {}
        for i in function.insns():
            for o in i.operands:
                if o.kind == "temp":
                    self.uses.setdefault(o.value, []).append(i)

    def path(self, operand, depth=0):
        """The source's way to a value, as text: *(frame).Mdl; None where it is not made of variables and fields."""
        if operand.kind in ("local", "global"):
            return f"&{operand.value}"
        if operand.kind != "temp" or depth > 20:
            return None
        i = self.by_result.get(operand.value)
        if i is None:
            return None
        if i.op == "cast":
            return self.path(i.operands[0], depth + 1)
        inner = self.path(i.operands[0], depth + 1) if i.op in ("load", "field") else None
        if inner is None:
            return None
        return f"*({inner})" if i.op == "load" else f"{inner}.{i.member}"

    def steady(self):
        """{name: type} of the variables that mean one thing in the whole function: parameters, and locals with one value."""
        stored = [i.operands[0].value for i in self.function.insns() if i.op == "store" and i.operands[0].kind == "local"]
        return {n: t for n, t in self.function.params if n not in stored} | {n: t for n, t in self.function.locals if stored.count(n) == 1}

    def constants(self):
        """{name: number} of the locals that hold one number in the whole function, and that nobody else has the address of."""
        found, spoiled = {}, {n for n, _ in self.function.params}
        for i in self.function.insns():
            for at, o in enumerate(i.operands):
                if o.kind != "local":
                    continue
                number = i.operands[1].value if i.op == "store" and at == 0 and i.operands[1].kind == "number" else None
                if i.op == "store" and number is not None and found.setdefault(o.value, number) == number:
                    continue
                if not (i.op in ("load", "mention") and at == 0):
                    spoiled.add(o.value)
        return {n: v for n, v in found.items() if n not in spoiled}

    def number(self, operand, known, depth=0):
        """The operand's value where it hangs on such locals alone, else None."""
        if operand.kind == "number":
            return operand.value if operand.value < 1 << 31 else operand.value - (1 << 32)
        i = self.by_result.get(operand.value) if operand.kind == "temp" and depth < 6 else None
        if i and i.op == "load" and i.operands[0].kind == "local":
            value = known.get(i.operands[0].value)
            return value if value is None or value < 1 << 31 else value - (1 << 32)
        return value_of(i, [self.number(o, known, depth + 1) for o in i.operands]) if i and i.op in VALUES else None

    def live_blocks(self):
        """Names of the blocks that some path comes to: a branch on what is always the same goes one way."""
        known, seen, work = self.constants(), set(), list(self.function.blocks)[:1]
        while work:
            name = work.pop()
            if name in seen or name not in self.function.blocks:
                continue
            seen.add(name)
            for insn in self.function.blocks[name]:
                decided = self.number(insn.operands[0], known) if insn.op == "branch" else None
                work += insn.blocks if decided is None else [insn.blocks[0 if decided else 1]]
        return seen

    def variables(self, text):
        """The variables in a path."""
        return set(re.findall(r"&([A-Za-z_][\w$]*(?:~\d+)?)", text))


VALUES = ("eq", "ne", "lt", "le", "gt", "ge", "lnot", "cast")


def value_of(insn, parts):
    """What a comparison or a cast gives for these operands; None where one of them is not known."""
    if any(p is None for p in parts):
        return None
    a, b = parts[0], parts[-1]
    return {"eq": a == b, "ne": a != b, "lt": a < b, "le": a <= b, "gt": a > b, "ge": a >= b, "lnot": not a, "cast": a}[insn.op]


def statement(view, insn):
    """Whether the call is an expression whose value nobody takes, with text of its own."""
    return insn.loc is not None and insn.loc.line > 0 and not (insn.result and view.uses.get(insn.result))


class Mutations:
    def __init__(self, knowledge, modules, editable):
        """editable(path): whether a file belongs to the driver."""
        self.k, self.modules, self.editable = knowledge, modules, editable
        self.mutants, self.seen = [], set()
        self.views = [View(m, f) for m in modules for f in m.functions]
        self.freers = self.functions_that_free()

    def functions_that_free(self):
        """Names of the driver's functions that free something, by themselves or through others."""
        calls = {v.function.name: {callee(i) for i in v.function.insns() if callee(i)} for v in self.views}
        found = {n for n, names in calls.items() if names & set(self.k.frees)}
        while True:
            more = {n for n, names in calls.items() if n not in found and names & found}
            if not more:
                return found
            found |= more

    def add(self, operator, view, call, edits, kind=None, equivalent=None):
        if any(e.loc is None or e.loc.line == 0 or not self.editable(e.loc.file) for e in edits):
            return
        key = (operator, tuple((e.loc.file, e.loc.line, e.loc.column, e.loc.end_line, e.loc.end_column, e.text) for e in edits))
        if key not in self.seen:
            self.seen.add(key)
            self.mutants.append(Mutant(operator, view.function.name, call, edits, kind, equivalent))

    def all(self):
        for view in self.views:
            live = view.live_blocks()
            for name, block in view.function.blocks.items():
                if name not in live:
                    continue  # nothing there can be wrong
                frees = []  # calls that free, with no other call since
                for insn in block:
                    if insn.op == "store":
                        self.field_stored(view, insn)
                    if insn.op != "call":
                        continue
                    self.called(view, insn)
                    if callee(insn) in self.k.frees and statement(view, insn):
                        if frees and not insn.loc.macro and not frees[-1].loc.macro:
                            self.swap(view, frees[-1], insn)
                        frees.append(insn)
                    else:
                        frees = []
            self.checks(view)
        self.moves()
        self.mutants.sort(key=lambda m: (m.place.file, m.place.line, m.place.column, m.operator, m.call))
        seen = {}  # the second call of a function within a function is Name#2: lines change, that does not
        for m in self.mutants:
            key = (m.operator, m.place.file, m.function, m.call)
            seen[key] = seen.get(key, 0) + 1
            if seen[key] > 1:
                m.call += f"#{seen[key]}"
        return self.mutants

    # ---- one call -----------------------------------------------------------------------------------

    def drop_and_double(self, view, insn, dropped, doubled, kind):
        if not statement(view, insn) or self.shared_expansion(view, insn):
            return
        name = callee(insn)
        lasts = "it goes with its parent: it is kept longer, and no rule asks" if self.k.goes_with_parent(name) else None
        self.add(dropped, view, name, [Edit(insn.loc, "((void)0)")], kind, lasts)
        twice = "do {{ {0}; {0}; }} while (0)" if insn.loc.macro else "({0}, {0})"
        self.add(doubled, view, name, [Edit(insn.loc, twice)], kind)

    def shared_expansion(self, view, insn):
        """Whether other events stand in the same macro's text: then dropping it drops more than one."""
        if not insn.loc.macro:
            return False
        events = set(self.k.frees) | set(self.k.locks) | set(self.k.hands_over)
        return sum(i.op == "call" and i.loc == insn.loc and callee(i) in events for i in view.function.insns()) > 1

    def called(self, view, insn):
        name = callee(insn)
        if name in self.k.frees:
            self.drop_and_double(view, insn, "free-dropped", "free-doubled", self.k.frees[name][1])
        if name in self.k.hands_over:
            self.drop_and_double(view, insn, "handover-dropped", "handover-doubled", self.k.hands_over[name][1])
        if name in self.k.locks:
            what = "release" if self.k.locks[name][0] == "releases" else "acquire"
            self.drop_and_double(view, insn, f"{what}-dropped", f"{what}-doubled", self.k.locks[name][1])
        if name in self.k.tags and self.k.tags[name] + 1 < len(insn.operands):
            tag = insn.operands[self.k.tags[name] + 1]
            if tag.loc and not (tag.kind == "number" and tag.value == 0) and not same_text(tag.loc, insn.loc):
                self.add("tag-zeroed", view, name, [Edit(tag.loc, "0")])
        other = self.k.counterpart(name) if name else None
        if other and insn.operands[0].loc and not insn.operands[0].loc.macro and not insn.loc.macro:
            self.add("wrong-free", view, f"{name} -> {other}", [Edit(insn.operands[0].loc, other)])

    def swap(self, view, first, second):
        a, b = (view.path(i.operands[self.k.frees[callee(i)][0] + 1]) for i in (first, second))
        kinds = tuple(self.k.frees[callee(i)][1] for i in (first, second))
        depends = a and b and (f"{b}." in a or f"({b})" in a)
        why = None if depends or kinds in self.k.parts else "the first does not hang on the second"
        self.add("frees-swapped", view, f"{callee(first)}, {callee(second)}",
                 [Edit(first.loc, ("swap", second.loc)), Edit(second.loc, ("swap", first.loc))], kinds[0], why)

    # ---- fields ----------------------------------------------------------------------------------------

    def field_stored(self, view, insn):
        address = view.by_result.get(insn.operands[0].value) if insn.operands[0].kind == "temp" else None
        if not address or address.op != "field" or len(insn.operands) < 2 or not insn.loc:
            return
        which = (address.record, address.member)
        value = insn.operands[1]
        if which in self.k.flags and value.loc and not same_text(value.loc, insn.loc) and not insn.type.startswith("ptr"):
            self.add("flag-flipped", view, ".".join(which), [Edit(value.loc, "(({0}) ? 0 : 64)")])
        if which in self.k.links and value.loc and not same_text(value.loc, insn.loc) and not insn.loc.macro:
            self.add("link-dropped", view, ".".join(which), [Edit(insn.loc, "((void)0)")])

    # ---- results ------------------------------------------------------------------------------------------

    def checks(self, view):
        live = view.live_blocks()
        for name, block in view.function.blocks.items():
            for at, insn in enumerate(block if name in live else ()):
                kind = self.k.fallible.get(callee(insn)) if insn.op == "call" else None
                if kind and insn.result:
                    found = self.tested(view, name, at, insn)
                    if found:
                        branch, value = found
                        truth = self.truth(view, branch.operands[0], value, SUCCESS[kind])
                        loc = branch.operands[0].loc or branch.loc
                        if truth is not None and loc:
                            self.add("check-skipped", view, callee(insn), [Edit(loc, "1" if truth else "0")], equivalent=self.told_anyway(view, name, at, branch))

    def told_anyway(self, view, block_name, at, branch):
        """Why the branch decides nothing: on both ways the caller is told the call's result, and nothing else happens."""
        cell = next((view.path(i.operands[0]) for i in view.function.blocks[block_name][at + 1:]
                     if i.op == "store" and len(i.operands) > 1 and i.operands[1].value == view.function.blocks[block_name][at].result), None)
        same = cell and branch in view.function.blocks[block_name] and all(self.returns_cell(view, to, cell) for to in branch.blocks)
        return "on both ways the caller is told the result, and nothing else happens" if same else None

    def returns_cell(self, view, block_name, cell):
        """Whether from there on nothing happens but that the cell is returned. Calls that the rule set knows no effect of (prints) count as nothing."""
        seen = set()
        while block_name not in seen and block_name in view.function.blocks:
            seen.add(block_name)
            for insn in view.function.blocks[block_name]:
                if insn.op == "return":
                    value = view.by_result.get(insn.operands[0].value) if insn.operands and insn.operands[0].kind == "temp" else None
                    return bool(value) and value.op == "load" and view.path(value.operands[0]) == cell
                if insn.op in ("store", "copy", "zero", "branch", "switch", "unreachable") or (insn.op == "call" and not self.k.is_silent(callee(insn))):
                    return False
                if insn.op == "jump":
                    block_name = insn.blocks[0]
        return False

    def tested(self, view, block_name, at, call):
        """The first branch that asks about the call's result: (branch, temporaries that hold it)."""
        held, cells = {call.result}, set()
        work, seen = [(block_name, at + 1)], set()
        while work:
            name, start = work.pop(0)
            stop = False
            for insn in view.function.blocks[name][start:]:
                source = insn.operands[0] if insn.operands else None
                if insn.op == "cast" and source.value in held:
                    held.add(insn.result)
                elif insn.op == "store" and len(insn.operands) > 1:
                    path = view.path(insn.operands[0])
                    if insn.operands[1].kind == "temp" and insn.operands[1].value in held:
                        cells.add(path)
                    elif path in cells:
                        stop = True
                        break
                elif insn.op == "load" and view.path(source) in cells and view.path(source):
                    held.add(insn.result)
                elif insn.op == "branch" and self.hangs_on(view, source, held):
                    return insn, held
                if insn.op in ("branch", "jump", "switch") and not stop:
                    for to in insn.blocks:
                        if to not in seen and to in view.function.blocks:
                            seen.add(to)
                            work.append((to, 0))
        return None

    def hangs_on(self, view, operand, held, depth=0):
        if operand.kind != "temp" or depth > 4:
            return False
        if operand.value in held:
            return True
        i = view.by_result.get(operand.value)
        return bool(i) and i.op in VALUES and any(self.hangs_on(view, o, held, depth + 1) for o in i.operands)

    def truth(self, view, operand, held, value, depth=0):
        """The condition's value where the result is `value`; None where it hangs on more."""
        if operand.kind == "number":
            return operand.value if operand.value < 1 << 31 or value > 1 else operand.value - (1 << 32)
        if operand.kind != "temp" or depth > 6:
            return None
        if operand.value in held:
            return value
        i = view.by_result.get(operand.value)
        return value_of(i, [self.truth(view, o, held, value, depth + 1) for o in i.operands]) if i and i.op in VALUES else None

    # ---- between callbacks -----------------------------------------------------------------------------------

    def moves(self):
        """Calls that free, out of one callback of the life cycle to the end of another with the same variables."""
        callbacks = [v for v in self.views if v.function.role in self.k.callbacks]
        for view in callbacks:
            for insn in view.function.insns():
                name = callee(insn)
                if insn.op != "call" or not (name in self.k.frees or name in self.freers) or not statement(view, insn) or insn.loc.macro:
                    continue
                paths = [view.path(o) for o in insn.operands[1:] if o.kind != "number"]
                if not paths or None in paths:
                    continue
                wanted = {n: view.function.variables().get(n) for p in paths for n in view.variables(p)}
                places = [other for other in callbacks if other is not view and wanted and self.last_return(other) is not None
                          and all(t and other.steady().get(n) == t for n, t in wanted.items())]
                at = insn.loc.line  # another pair for each call
                for other in {id(p): p for p in (places[at % len(places)], places[(at + 1) % len(places)])}.values() if places else ():
                    end = self.last_return(other)
                    self.add("free-moved", view, f"{name} -> {other.function.role}", [Edit(insn.loc, "((void)0)"), Edit(end.loc, ("before", insn.loc))],
                             self.k.frees.get(name, (0, None))[1])

    def last_return(self, view):
        returns = [i for i in view.function.insns() if i.op == "return" and i.loc and not i.loc.macro]
        return max(returns, key=lambda i: (i.loc.line, i.loc.column), default=None)
