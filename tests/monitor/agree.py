#!/usr/bin/env python3
"""One truth, two readers: random programs, checked by the engine and run under the monitors, must be judged alike.

    agree.py --program build/ddicheck --build DIR [--seed N] [--count N] [--keep]

A program is a file of thread routines, each straight: it allocates, frees, links, locks and unlocks, and often does so
wrongly. The same text is checked by `ddicheck check`, and compiled against mini/ndis.h, a host in one header, and run.
For each routine both must report the same rules at the same lines, up to the first call that must not be done (where
a run ends). Leaks and held locks are compared by the line where the object was made: a run knows at its end only that
something is left, and the engine names one of several that are lost at one place.

What the generator keeps to: no pointer is used before it is set, and no memory is written that was freed or handed
over, since a run does not see stores.
"""
import argparse
import collections
import pathlib
import random
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
HEAD = """#include <ndis.h>

static NDIS_HANDLE Handle = (NDIS_HANDLE)1;

struct locks {
    NDIS_SPIN_LOCK a, b;
};

#define MUST(p) if ((p) == NULL) KeBugCheck(1)

"""
AT_END = {"resource-leak", "lock-imbalance"}
FIRST_IS_ENOUGH = {"irql-too-low", "irql-too-high"}
IGNORED = {"note", "ndis-prefer-combined-alloc", "ndis-source-handle", "unchecked-result"}  # notes, and what a straight routine cannot do right


class Routine:
    """Lines of one routine. `objects` follows what each variable holds: kind and whether memory behind it may be written."""

    def __init__(self, name, rnd, first_line):
        self.name, self.rnd, self.lines, self.first = name, rnd, [], first_line
        self.vars = {}      # name -> object id
        self.kind = {}      # object id -> kind
        self.gone = set()   # ids whose memory is not the routine's any more
        self.parts = collections.defaultdict(set)
        self.count = 0

    def add(self, text):
        self.lines.append("    " + text)

    def new(self, var, kind, text):
        self.add(f"{var} = {text};")
        self.add(f"MUST({var});")
        self.count += 1
        self.kind[self.count] = kind
        self.vars[var] = self.count

    def having(self, *kinds):
        return [v for v, o in self.vars.items() if self.kind[o] in kinds]

    def pick(self, *kinds):
        found = self.having(*kinds)
        return self.rnd.choice(found) if found else None

    # ---- statements: each returns whether it could be made

    def pool(self):
        combined = self.rnd.choice(("TRUE", "FALSE"))
        self.add(f"lp.fAllocateNetBuffer = {combined};")
        self.new(self.rnd.choice(("p0", "p1")), "listpool" + combined, "NdisAllocateNetBufferListPool(Handle, &lp)")

    def buffer_pool(self):
        self.new("q0", "bufferpool", "NdisAllocateNetBufferPool(Handle, &bp)")

    def list(self):
        pool = self.pick("listpoolTRUE", "listpoolFALSE")
        if pool and self.vars[pool] not in self.gone:
            self.new(self.rnd.choice(("l0", "l1", "l2")), "list", f"NdisAllocateNetBufferList({pool}, 0, 0)")
        elif pool:
            self.use_and_drop(f"l2 = NdisAllocateNetBufferList({pool}, 0, 0);", "l2")

    def use_and_drop(self, text, var):
        """A call that is wrong for sure: a run ends there."""
        self.add(text)
        self.vars.pop(var, None)

    def combined(self):
        pool = self.pick("listpoolTRUE", "listpoolTRUE", "listpoolFALSE", "bufferpool")
        if pool and self.vars[pool] not in self.gone:
            self.new(self.rnd.choice(("l0", "l1")), "list", f"NdisAllocateNetBufferAndNetBufferList({pool}, 0, 0, NULL, 0, 0)")

    def buffer(self):
        pool = self.pick("bufferpool", "bufferpool", "listpoolTRUE")
        if pool and self.vars[pool] not in self.gone:
            self.new(self.rnd.choice(("b0", "b1")), "buffer", f"NdisAllocateNetBuffer({pool}, NULL, 0, 0)")

    def clone(self):
        source = self.pick("list")
        if source and self.vars[source] not in self.gone:
            self.new("l2", "clone", f"NdisAllocateCloneNetBufferList({source}, NULL, NULL, 0)")

    def memory(self):
        if self.rnd.random() < 0.5:
            self.new(self.rnd.choice(("m0", "m1")), "ndismemory", "NdisAllocateMemoryWithTagPriority(Handle, 64, 1, NormalPoolPriority)")
        else:
            self.new(self.rnd.choice(("m0", "m1")), "exmemory", "ExAllocatePool2(64, 64, 1)")

    def link(self):
        a, b = self.pick("list"), self.pick("buffer")
        if a and b and not {self.vars[a], self.vars[b]} & self.gone:
            self.add(f"NET_BUFFER_LIST_FIRST_NB({a}) = {b};")

    def unlink(self):
        a = self.pick("list")
        if a and self.vars[a] not in self.gone:
            self.add(f"NET_BUFFER_LIST_FIRST_NB({a}) = NULL;")

    def alias(self):
        a = self.pick("list", "clone")
        if a:
            b = self.rnd.choice(("l0", "l1", "l2"))
            self.add(f"{b} = {a};")
            self.vars[b] = self.vars[a]

    def free(self):
        frees = {"list": "NdisFreeNetBufferList({0})", "clone": "NdisFreeCloneNetBufferList({0}, 0)", "buffer": "NdisFreeNetBuffer({0})",
                 "listpoolTRUE": "NdisFreeNetBufferListPool({0})", "listpoolFALSE": "NdisFreeNetBufferListPool({0})",
                 "bufferpool": "NdisFreeNetBufferPool({0})", "ndismemory": "NdisFreeMemory({0}, 0, 0)", "exmemory": "ExFreePoolWithTag({0}, 1)"}
        v = self.pick(*frees)
        if not v:
            return
        kind = self.kind[self.vars[v]]
        if self.rnd.random() < 0.08:
            wrong = {"listpoolTRUE": "bufferpool", "listpoolFALSE": "bufferpool", "bufferpool": "listpoolTRUE", "ndismemory": "exmemory",
                     "exmemory": "ndismemory", "list": "clone", "clone": "list"}
            kind = wrong.get(kind, kind)
        self.add(frees[kind].format(v) + ";")
        self.gone.add(self.vars[v])

    def send(self):
        v = self.pick("list")
        if v and self.vars[v] not in self.gone:
            self.add(f"{v}->SourceHandle = Handle;")
            self.add(f"NdisFSendNetBufferLists(Handle, {v}, NDIS_DEFAULT_PORT_NUMBER, 0);")
            self.gone.add(self.vars[v])

    def lock(self):
        name = self.rnd.choice(("NdisAcquireSpinLock", "NdisAcquireSpinLock", "NdisReleaseSpinLock", "NdisReleaseSpinLock", "NdisDprAcquireSpinLock", "NdisDprReleaseSpinLock"))
        self.add(f"{name}(&k->{self.rnd.choice(('a', 'b'))});")

    def pair(self):
        k = self.rnd.choice(("a", "b"))
        self.add(f"NdisAcquireSpinLock(&k->{k});")
        self.statement(self.rnd.choice(("free", "list", "sleep", "memory")))
        self.add(f"NdisReleaseSpinLock(&k->{k});")

    def sleep(self):
        self.add("NdisMSleep(10);")

    def raised(self):
        self.add("KeRaiseIrql(DISPATCH_LEVEL, &old);")
        self.statement(self.rnd.choice(("free", "list", "sleep", "lock")))
        self.add("KeLowerIrql(old);")

    def statement(self, name):
        getattr(self, name)()

    def make(self, length):
        self.pool()
        kinds = ("pool", "buffer_pool", "list", "list", "combined", "buffer", "buffer", "clone", "memory", "link", "link", "link", "buffer", "unlink", "alias",
                 "free", "free", "free", "free", "send", "lock", "pair", "sleep", "raised")
        for _ in range(length):
            self.statement(self.rnd.choice(kinds))
        return self.text()

    def text(self):
        head = [f"static KSTART_ROUTINE {self.name};", f"static VOID {self.name}(PVOID context)", "{",
                "    NDIS_HANDLE p0 = NULL, p1 = NULL, q0 = NULL;", "    PNET_BUFFER_LIST l0 = NULL, l1 = NULL, l2 = NULL;",
                "    PNET_BUFFER b0 = NULL, b1 = NULL;", "    PVOID m0 = NULL, m1 = NULL;", "    KIRQL old = PASSIVE_LEVEL;",
                "    NET_BUFFER_LIST_POOL_PARAMETERS lp;", "    NET_BUFFER_POOL_PARAMETERS bp;", "    struct locks *k = (struct locks *)context;",
                "    NdisZeroMemory(&lp, sizeof(lp));", "    lp.Header.Type = NDIS_OBJECT_TYPE_DEFAULT;",
                "    lp.Header.Revision = NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1;",
                "    lp.Header.Size = NDIS_SIZEOF_NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1;", "    lp.PoolTag = 1;",
                "    NdisZeroMemory(&bp, sizeof(bp));", "    bp.Header.Type = NDIS_OBJECT_TYPE_DEFAULT;",
                "    bp.Header.Revision = NET_BUFFER_POOL_PARAMETERS_REVISION_1;",
                "    bp.Header.Size = NDIS_SIZEOF_NET_BUFFER_POOL_PARAMETERS_REVISION_1;", "    bp.PoolTag = 1;"]
        tail = ["    (void)p0, (void)p1, (void)q0, (void)l0, (void)l1, (void)l2, (void)b0, (void)b1, (void)m0, (void)m1, (void)old;", "}", ""]
        self.first_statement = len(head)
        return head + self.lines + tail


def make_program(seed, count):
    rnd = random.Random(seed)
    lines, ranges = HEAD.split("\n"), []
    for i in range(count):
        r = Routine(f"Script{i}", rnd, 0)
        body = r.make(rnd.randint(3, 12))
        ranges.append((f"Script{i}", len(lines) + 1, len(lines) + len(body)))
        lines += body
    lines.append("#ifdef MINI_NDIS_H")
    lines.append("int main(void)\n{\n    static const struct mini_script scripts[] = {")
    lines += [f'        {{"{name}", {name}}},' for name, _, _ in ranges]
    lines.append("    };\n    return mini_main(scripts, sizeof scripts / sizeof *scripts);\n}\n#else")
    lines.append("KSTART_ROUTINE *const Scripts[] = {" + ", ".join(n for n, _, _ in ranges) + "};\n#endif\n")
    return "\n".join(lines), ranges


def key(rule, line, message):
    """Where the object was made, for what is said at the end of a routine."""
    made = re.search(r"was (?:allocated|acquired) at \w+\.c:(\d+)", message)
    return (rule, int(made.group(1))) if rule in AT_END and made else (rule, line)


def checked(program, path, ranges):
    done = subprocess.run([program, "check", "--no-cache", "-j1", "--output-format", "concise", path], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"{path}: ddicheck: exit code {done.returncode}\n{done.stderr}")
    found = collections.defaultdict(dict)
    for line in done.stdout.splitlines():
        m = re.match(r".*?:(\d+):\d+: \w+: (.*) \[([a-z0-9-]+)\]$", line)
        if m and m.group(3) not in IGNORED:
            at = int(m.group(1))
            name = next((n for n, a, b in ranges if a <= at <= b), "?")
            found[name][key(m.group(3), at, m.group(2))] = (at, m.group(2))
    return found


def ran(build, path):
    exe = path.with_suffix("")
    command = ["cc", "-std=gnu11", "-w", "-g", f"-I{HERE}/mini", f"-I{HERE}", f"-I{ROOT}/runtime/include", str(path), str(build / "libmini.a"), "-lpthread", "-o", str(exe)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    out = subprocess.run([str(exe)], capture_output=True, text=True)
    if out.returncode:
        sys.exit(f"{exe}: exit code {out.returncode}\n{out.stderr}")
    found, stopped = collections.defaultdict(dict), set()
    for line in out.stdout.splitlines():
        name, rule, at, message = line.split("\t", 3)
        if rule == "stopped":
            stopped.add(name)
        elif rule not in IGNORED:
            found[name][key(rule, int(at), message)] = (int(at), message)
    return found, stopped


def is_explained(k, message, static, body):
    """Where the engine keeps quiet on purpose about what a run sees."""
    rule, line = k
    if rule in AT_END and any(r == rule for r, _ in static):
        return True  # one finding for each place: it names one of several objects
    lends = any("SendNetBufferLists" in l for l in body)
    if rule == "ndis-nbl-after-handoff" and any("NdisMSleep" in l for l in body):
        return True  # while the path waits, what was handed over may come back
    if rule == "resource-leak" and lends:
        return True  # what a list that was handed over leads to is not lost
    if rule in FIRST_IS_ENOUGH and any(r == rule and at < line for r, at in static):
        return True  # of calls that need the same IRQL on one path it names the first
    made = re.search(r"allocated from it at \w+\.c:(\d+)", message)
    return bool(made) and ("resource-leak", int(made.group(1))) in static  # it was lost, and reported so, before


def build_library(program, build):
    """The monitors for ddis.txt, and the host in one header."""
    build.mkdir(parents=True, exist_ok=True)
    rules = build / "mini_rules.c"
    wanted = (HERE / "ddis.txt").read_text() + "\nKeRaiseIrql\nKeLowerIrql\nNdisMSleep\nNdisFreeCloneNetBufferList\nNdisAllocateMemoryWithTagPriority\n"
    (build / "ddis.txt").write_text(wanted)
    subprocess.run([program, "rules", "--emit-monitor", "--include", "monitor_records.h", "--ddis", str(build / "ddis.txt"), "-o", str(rules)], check=True)
    objects = []
    for source in [rules, HERE / "mini" / "mini.c", *sorted((ROOT / "runtime" / "monitor").glob("*.c"))]:
        o = build / (source.stem + ".o")
        subprocess.run(["cc", "-std=gnu11", "-O1", "-g", "-D_GNU_SOURCE", f"-I{HERE}", f"-I{HERE}/mini", f"-I{ROOT}/runtime/include", f"-I{ROOT}/runtime/monitor", "-c", str(source), "-o", str(o)], check=True)
        objects.append(str(o))
    (build / "libmini.a").unlink(missing_ok=True)
    subprocess.run(["ar", "rcs", str(build / "libmini.a"), *objects], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--build", required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=10, help="programs")
    parser.add_argument("--routines", type=int, default=40, help="in each")
    parser.add_argument("--keep", action="store_true", help="all programs, not only those that disagree")
    o = parser.parse_args()
    program, build = str(pathlib.Path(o.program).resolve()), pathlib.Path(o.build).resolve()
    build_library(program, build)
    bad = routines = findings = 0
    rules = collections.Counter()
    for seed in range(o.seed, o.seed + o.count):
        text, ranges = make_program(seed, o.routines)
        lines = text.split("\n")
        path = build / "script.c"
        path.write_text(text)
        static = checked(program, path, ranges)
        run, stopped = ran(build, path)
        wrong = 0
        for name, first, last_line in ranges:
            routines += 1
            s, r = static.get(name, {}), run.get(name, {})
            all_of_engine = s
            if name in stopped:  # what comes behind the last finding of the run was never done
                last = max((at for at, _ in r.values()), default=0)
                s = {k: v for k, v in s.items() if v[0] <= last and k[0] not in AT_END}
                r = {k: v for k, v in r.items() if k[0] not in AT_END}
            findings += len(r)
            rules.update(k[0] for k in r)
            mixed = min((at for rule, at in all_of_engine if rule == "lock-wrong-release"), default=sys.maxsize)
            for k in sorted(set(s) - set(r)):
                if k[0] in FIRST_IS_ENOUGH and k[1] > mixed:
                    continue  # to which IRQL the wrong counterpart goes back, a run's monitor does not know
                wrong += 1
                print(f"seed {seed}, {name}: the engine alone: line {s[k][0]}: {k[0]}: {s[k][1]}")
            for k in sorted(set(r) - set(s)):
                if is_explained(k, r[k][1], all_of_engine, lines[first - 1:last_line]):
                    continue
                wrong += 1
                print(f"seed {seed}, {name}: the run alone: line {r[k][0]}: {k[0]}: {r[k][1]}")
        if wrong or o.keep:
            (build / f"script_{seed}.c").write_text(text)
        bad += wrong
    print(f"{routines} routines, {findings} findings of {len(rules)} rules ({', '.join(f'{r} {n}' for r, n in rules.most_common())}); {bad} differ")
    return 1 if bad or findings == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
