"""What the rule set says of calls, out of `ddicheck rules --contracts`: which function frees, locks, hands over, may
fail, and which fields and arguments decide about what is made. No function is named here."""
import difflib
import json
import subprocess


def effects_of(contract):
    """All effects, those within others and of outcomes, too; with whether they belong to a new object."""
    def walk(effects, new):
        for e in effects:
            yield e, new
            yield from walk(e.get("effects", []), new or e["effect"] == "new")
    yield from walk(contract.get("effects", []), False)
    for o in contract["outcomes"]:
        yield from walk(o.get("effects", []), o["outcome"] == "new")


class Knowledge:
    def __init__(self, program, rules=()):
        done = subprocess.run([program, "rules", "--contracts", *(f"--rules={r}" for r in rules)], capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"mutate: {program} rules --contracts: {done.stderr.strip()}")
        data = json.loads(done.stdout)
        self.objects = {o["name"]: o for o in data["objects"]}
        self.contracts = {c["name"]: c for c in data["contracts"]}
        self.rules = {r["id"]: r for r in data["rules"]}
        self.callbacks = {c["role"] for d in data["drivers"] for c in d["callbacks"]}
        self.frees, self.locks, self.hands_over, self.fallible, self.tags = {}, {}, {}, {}, {}
        self.flags, self.links, self.parts = set(), set(), set()
        for name, contract in self.contracts.items():
            self.read(name, contract)

    def read(self, name, contract):
        kinds = {o["outcome"] for o in contract["outcomes"]}
        makes = "new" in kinds
        for e, new in effects_of(contract):
            parameter = e.get("parameter")
            if e["effect"] in ("frees", "drops") and parameter is not None:
                self.frees[name] = (parameter, e.get("object"))
            elif e["effect"] in ("acquires", "releases"):
                self.locks[name] = (e["effect"], e.get("object"))
            elif e["effect"] == "lends" and parameter is not None:
                self.hands_over[name] = (parameter, e.get("object"))
            elif e["effect"] == "sets" and new and "read" in e:
                self.flags.add((e["read"]["record"], e["read"]["field"]))
            elif e["effect"] == "sets" and new and e.get("value") == "null" and "written" in e:
                self.links.add((e["written"]["record"], e["written"]["field"]))
            makes = makes or e["effect"] == "new"
        if "null" in kinds or "failure" in kinds:
            self.fallible[name] = "status" if "failure" in kinds else "pointer"
        for i, p in enumerate(contract["parameters"]):
            if makes and p["name"] == "tag":
                self.tags[name] = i
        self.note_parts(contract)

    def note_parts(self, contract):
        """(kind, kind that it is a part of): what is made out of a pool or hangs on a list."""
        of_parameter = {p["name"]: p.get("object") for p in contract["parameters"]}
        for o in contract["outcomes"]:
            for e in o.get("effects", []):
                whole = of_parameter.get(e.get("value"))
                if o.get("object") and e["effect"] == "sets" and whole:
                    self.parts.add((o["object"], whole))

    def events(self, rule):
        """The events that a rule asks about: {"leak", "call", ...}"""
        return {c["event"] for c in self.rules[rule]["checks"]} if rule in self.rules else {"call"}

    def is_silent(self, name):
        """Whether a call of the function is nothing that a rule could ask about."""
        contract = self.contracts.get(name)
        return bool(contract) and not contract.get("effects") and all(o["outcome"] == "any" and not o.get("effects") for o in contract["outcomes"]) and \
            not any(name == c.get("call") for r in self.rules.values() for c in r["checks"])

    def goes_with_parent(self, name):
        """Whether what the function frees has a parent, with which it goes in the end: losing it is no leak. One that frees
        objects of any kind frees those that have."""
        kind = self.frees[name][1] if name in self.frees else None
        return name in self.frees and (kind is None or self.objects[kind]["has_parent"])

    def counterpart(self, name):
        """A function of the same shape that frees or releases another kind; the one with the nearest name, or None."""
        table = self.frees if name in self.frees else {n: (0, k) for n, k in self.locks.items() if k[0] == "releases"}
        if name not in table:
            return None
        own, arity = table[name], len(self.contracts[name]["parameters"])
        others = [n for n, t in table.items() if t[0] == own[0] and t[1] != own[1] and len(self.contracts[n]["parameters"]) == arity
                  and n[:2] == name[:2] and not (t[1] is None and self.goes_with_parent(name))]  # that one is right, too
        others.sort(key=lambda n: (-difflib.SequenceMatcher(None, n, name).ratio(), n))
        return others[0] if others else None
