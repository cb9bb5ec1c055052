#!/usr/bin/env python3
"""Whether the two readers of the rules agree: the static engine, and the monitors of a run; and whether the engine says of
the very events of that run what the monitors said.

    tools/conformance.py --program build/ddicheck [--rule RULE]... [--tsv FILE] [-j JOBS]

For each rule that both are to report (fixtures/run/rules.tsv) there is a whole driver that breaks it and one that does
not, fixtures/run/RULE/bad_*.c and good_*.c. Each is checked, and run with its events recorded; the recording goes through the
engine (check --replay), which must report the same rules at the same lines. A cell is

    found     the rule is reported, and no other (remarks of the host, run-*, on what it saw the broken driver do are
              left out)
    clean     nothing is reported
    silent    nothing is reported, although the driver breaks the rule
    wrong     something else is reported (named below the table)
    none      there is no such driver, or no rule yet
    differs   the replay reports something else than the run did, or elsewhere (named below the table)
    not run   the driver cannot be run here (why stands below the table)

The reference drivers with a faulty twin (driver-samples/NAME and NAME-faulty) are rows as well: the twin's marks (fixtures/README.md)
say which rules are to be found, all of them and no others.

A rule agrees where both find the bad one and both keep quiet about the good one, and the replay says the same as the run. What
was not run agrees with nothing.
The exit code is 0 where every rule with drivers agrees, 1 where one does not, 2 where one could not be run.
"""
import argparse
import collections
import concurrent.futures
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "fixtures" / "run"
WAYS = ("static", "run", "replay")
COLUMNS = tuple(f"{way} {kind}" for way in WAYS for kind in ("bad", "good"))
RUN_SECONDS, CHECK_SECONDS = 120, 60

SAMPLES = ROOT / "driver-samples"
PLAIN = ("protocol",)  # whose defects show in scenarios without faults, and break no rule twice

# rules: ids that were reported, with their sentences; places: (rule, file, line) of each; failure: why there is no answer, or None
Answer = collections.namedtuple("Answer", "rules places failure")


def rule_list():
    for line in (FIXTURES / "rules.tsv").read_text().splitlines():
        if not line.startswith("#"):
            rule, static, run = line.split("\t")
            yield rule, static == "x", run == "x"


def sarif_rules(path):
    runs = json.loads(path.read_text())["runs"]
    for run in runs:
        for r in run.get("results", []):
            where = r["locations"][0]["physicalLocation"]
            yield r["ruleId"], r.get("level", "warning"), r["message"]["text"], where["artifactLocation"]["uri"], where["region"]["startLine"]


def ask(command, seconds):
    """Runs a command that writes SARIF; notes are advice, and do not count."""
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "report.sarif"
        command = command + ["-o", f"sarif:{out}"]
        try:
            done = subprocess.run([str(c) for c in command], capture_output=True, text=True, timeout=seconds)
        except subprocess.TimeoutExpired:
            return Answer([], set(), f"no end after {seconds} s")
        text = done.stdout + done.stderr
        if done.returncode not in (0, 1) or not out.exists():
            last = [l for l in text.splitlines() if l.strip()]
            return Answer([], set(), f"exit code {done.returncode}: {last[-1] if last else 'no output'}")
        found = [f for f in sarif_rules(out) if f[1] in ("error", "warning")]
        places = {(rule, file, line) for rule, _, _, file, line in found if not rule.startswith("run-")}
        return Answer([(rule, message) for rule, _, message, _, _ in found], places, None)


def marked(folder):
    """The rules that a driver's marks expect."""
    return {rule for file in sorted(folder.glob("*.c")) for rule in re.findall(r"// expect\[([a-z-]+)\]", file.read_text())}


def run_and_replay(program, case):
    """What the monitors say of a run, and what the engine says of its recording."""
    with tempfile.TemporaryDirectory() as folder:
        events = pathlib.Path(folder) / "events"
        ran = ask([program, "run", "--quiet", "--record", events, case], RUN_SECONDS)
        if ran.failure:
            return ran, Answer([], set(), "there is no recording")
        return ran, ask([program, "check", "--no-cache", "--quiet", "--replay", events, case], CHECK_SECONDS)


def cell(answer, expected):
    """`expected`: the rules that the driver breaks."""
    if answer is None:
        return "none"
    if answer.failure:
        return "not run"
    ids = {r for r, _ in answer.rules}
    if expected:
        ids = {r for r in ids if not r.startswith("run-")}
        return "found" if ids == expected else "silent" if not ids else "wrong"
    return "clean" if not ids else "wrong"


def replay_cell(ran, replayed, expected):
    if replayed and not replayed.failure and replayed.places != ran.places:
        return "differs"
    return cell(replayed, expected)


def differences(ran, replayed):
    names = [("the run alone", ran.places - replayed.places), ("the replay alone", replayed.places - ran.places)]
    return "; ".join(f"{who} reports {rule} at {pathlib.PurePath(file).name}:{line}" for who, places in names for rule, file, line in sorted(places))


def answer_all(program, cases):
    """All answers for one driver, by way."""
    ran, replayed = run_and_replay(program, cases[0])
    return {"static": ask([program, "check", "--no-cache", "--quiet", cases[0]], CHECK_SECONDS), "run": ran, "replay": replayed}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--rule", action="append", help="only this rule; may be repeated")
    parser.add_argument("--tsv", help="also write the table here")
    parser.add_argument("-j", "--jobs", type=int, default=2)
    o = parser.parse_args()
    program = str(pathlib.Path(o.program).resolve())
    known = {line.split()[0] for line in subprocess.run([program, "rules"], capture_output=True, text=True, check=True).stdout.splitlines() if line}
    rows, remarks, answers = [], [], {}
    wanted = [rule for rule, static, run in rule_list() if static and run and (not o.rule or rule in o.rule)]
    with concurrent.futures.ThreadPoolExecutor(o.jobs) as pool:
        for rule in wanted:
            for kind in ("bad", "good"):
                cases = sorted(FIXTURES.glob(f"{rule}/{kind}_*.c"))
                if cases and rule in known:
                    answers[rule, kind] = pool.submit(answer_all, program, cases)
        expected = {rule: {rule} for rule in wanted}
        for name in PLAIN if not o.rule else ():
            expected[f"sample {name}"] = marked(SAMPLES / f"{name}-faulty")
            for kind, folder in (("bad", f"{name}-faulty"), ("good", name)):
                answers[f"sample {name}", kind] = pool.submit(answer_all, program, [SAMPLES / folder])
    for rule in expected:
        by = {}
        for kind in ("bad", "good"):
            found = answers[rule, kind].result() if (rule, kind) in answers else {}
            for way in WAYS:
                answer = found.get(way)
                broken = expected[rule] if kind == "bad" else frozenset()
                text = replay_cell(found.get("run"), answer, broken) if way == "replay" else cell(answer, broken)
                by[f"{way} {kind}"] = text
                if answer and answer.failure:
                    remarks.append(f"{rule}: {way} {kind}: {answer.failure}")
                elif text == "differs":
                    remarks.append(f"{rule}: {way} {kind}: {differences(found['run'], answer)}")
                elif text in ("wrong", "silent"):
                    remarks.append(f"{rule}: {way} {kind}: " + ("; ".join(f"{r}: {m}" for r, m in answer.rules) or "nothing is reported"))
        agree = all(by[f"{way} bad"] == "found" and by[f"{way} good"] == "clean" for way in WAYS)
        verdict = "agree" if agree else "no rule yet" if rule in wanted and rule not in known else "no driver" if "none" in by.values() else "not run" if "not run" in by.values() else "DISAGREE"
        rows.append((rule, [by[c] for c in COLUMNS], verdict))
    width = max(len(r[0]) for r in rows)
    print(f"{'rule':{width}}  " + "  ".join(f"{c:11}" for c in COLUMNS) + "  verdict")
    for rule, cells, verdict in rows:
        print(f"{rule:{width}}  " + "  ".join(f"{c:11}" for c in cells) + f"  {verdict}")
    count = collections.Counter(v for _, _, v in rows)
    print("\n" + ", ".join(f"{n} {v}" for v, n in sorted(count.items())) + f"; {len(rows)} in all")
    for text in remarks:
        print(f"  {text}")
    if o.tsv:
        pathlib.Path(o.tsv).write_text("".join("\t".join([r, *c, v]) + "\n" for r, c, v in rows))
    return 1 if count["DISAGREE"] else 2 if count["not run"] else 0


if __name__ == "__main__":
    sys.exit(main())
