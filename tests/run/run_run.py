#!/usr/bin/env python3
"""`ddicheck run` on small drivers, each with one fault of a kind that no rule may speak of, and on the reference drivers.

    tests/run/run_run.py --program build/ddicheck --build FOLDER [--case NAME]...

A case is arguments, the exit code, and the rules that are reported: no more and no fewer. Each finding but the whole process's is
in the driver's file; that its replay command shows it again is tried for one. The host is built once, in FOLDER.
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
DRIVERS = pathlib.Path(__file__).resolve().parent / "drivers"
BASIC = ["--scenario", "basic"]
PLAIN = ["--sanitize", "none"]

# name -> (arguments, exit code, rules)
CASES = {
    "clean": (BASIC + ["clean.c"], 0, []),
    "crash": (BASIC + ["crash.c"], 1, ["run-crash"]),
    "entry-crash": (BASIC + ["--scenario", "idle", "entry_crash.c"], 1, ["run-crash"]),
    "entry-waits": (BASIC + PLAIN + ["entry_waits.c"], 1, ["run-hang"]),
    "no-entry": (BASIC + ["no_entry.c"], 2, []),
    "no-driver": (BASIC + ["nowhere.so"], 2, []),
    "crash-plain": (BASIC + PLAIN + ["crash.c"], 1, ["run-crash"]),
    "hang": (BASIC + ["hang.c"], 1, ["run-hang"]),
    "deadlock": (BASIC + ["deadlock.c"], 1, ["run-deadlock"]),
    "pends": (BASIC + ["pends.c"], 1, ["run-hang"]),
    "general-type": (BASIC + ["general_type.c"], 1, ["run-contract"]),
    "wrong-type": (BASIC + ["wrong_type.c"], 1, ["run-incomplete"]),
    "no-handler": (BASIC + ["no_handler.c"], 1, ["run-incomplete"]),
    "nonsense": (BASIC + ["--monitors", "off", "nonsense.c"], 1, ["run-contract"]),
    "overflow": (BASIC + ["overflow.c"], 1, ["run-memory"]),
    "freed": (BASIC + ["--monitors", "off", "freed.c"], 1, ["run-memory"]),
    "freed-plain": (BASIC + PLAIN + ["freed.c"], 1, ["run-memory"]),
    "leak": (BASIC + ["leak.c"], 1, ["resource-leak"]),
    "leak-unwatched": (BASIC + ["--monitors", "off", "leak.c"], 1, ["run-left-over"]),
    "twice": (BASIC + ["twice.c"], 1, ["double-free"]),
    "twice-unwatched": (BASIC + ["--monitors", "off", "twice.c"], 1, ["run-contract"]),
    "undefined": (BASIC + ["undefined.c"], 1, ["run-undefined"]),
    "race": (["--scenario", "traffic", "--sanitize", "thread", "race.c"], 1, ["run-race"]),
    "ordered": (["--scenario", "traffic", "--sanitize", "thread", "ordered.c"], 0, []),
    "thread": (BASIC + ["--faults", "each", "thread.c"], 0, []),
    "missing": (BASIC + ["missing.c"], 1, ["run-incomplete"]),
    "missing-variable": (BASIC + ["missing_variable.c"], 1, ["run-incomplete"]),
    "missing-variable-plain": (BASIC + PLAIN + ["missing_variable.c"], 1, ["run-incomplete"]),
    "names": (BASIC + ["wpp.c"], 0, []),
    "dialect": (BASIC + ["dialect.c"], 0, []),
    "unchecked": (BASIC + ["unchecked.c"], 0, []),
    "unchecked-fault": (BASIC + ["--faults", "each", "unchecked.c"], 1, ["run-crash"]),
    "broken": (BASIC + ["broken.c"], 2, []),
    "no-scenario": (["--scenario", "basik", "clean.c"], 2, []),
    "lwf": (["../../../driver-samples/lwf"], 0, []),
    "lwf-seed": (["--seed", "7", "../../../driver-samples/lwf"], 0, []),
    "lwf-thread": (["--sanitize", "thread", "../../../driver-samples/lwf"], 0, []),
    "lwf-faults": (BASIC + ["--faults", "each", "../../../driver-samples/lwf"], 0, []),
    "lwf-faulty": (BASIC + ["../../../driver-samples/lwf-faulty"], 1,
                   ["ndis-combined-alloc-pool", "ndis-nb-freed-before-nbl", "ndis-pool-realloc-state"]),
    "kernel": (BASIC + ["--faults", "each", "kernel.c"], 0, []),
    "kernel-lock": (BASIC + ["kernel_lock.c"], 1, ["lock-wrong-release"]),
    "kernel-lock-unwatched": (BASIC + ["--monitors", "off", "kernel_lock.c"], 1, ["lock-wrong-release"]),
    "paged-unwatched": (BASIC + ["--monitors", "off", "paged.c"], 1, ["run-contract"]),
    "platform": (BASIC + ["--faults", "each", "platform.c"], 0, []),
    "platform-forgets": (BASIC + ["platform_forgets.c"], 1, ["run-contract"]),
    "objects": (BASIC + ["--faults", "each", "--ignore", "pool-deprecated-api", "objects.c"], 0, []),
    "objects-forgets": (BASIC + ["--monitors", "off", "--ignore", "pool-deprecated-api", "objects_forgets.c"], 1, ["run-left-over"]),
    "objects-process": (BASIC + ["--ignore", "pool-deprecated-api", "objects_process.c"], 1, ["resource-leak"]),
    "objects-process-unwatched": (BASIC + ["--monitors", "off", "--ignore", "pool-deprecated-api", "objects_process.c"], 1, ["run-left-over"]),
    "requests": (["--scenario", "oids", "--faults", "each", "requests.c"], 0, []),
    "requests-thread": (["--scenario", "oids", "--sanitize", "thread", "requests.c"], 0, []),
    "requests-let-go": (["--scenario", "oids", "requests_let_go.c"], 1, ["run-contract"]),
    "platform-mixes": (BASIC + ["platform_mixes.c"], 1, ["run-contract"]),
    "miniport-memory": (BASIC + ["--faults", "each", "miniport_memory.c"], 0, []),
    "miniport-mixes": (BASIC + ["--monitors", "off", "miniport_mixes.c"], 1, ["mismatched-free", "run-left-over"]),
    "device": (["--scenario", "oids", "device.c"], 0, []),
    "device-lock": (["--scenario", "oids", "--monitors", "off", "device_lock.c"], 1, ["run-contract"]),
    "miniport": (["miniport.c"], 0, []),
    "miniport-faults": (["--faults", "each", "--scenario", "oids", "--scenario", "shutdown", "miniport.c"], 0, []),
    "miniport-leak": (BASIC + ["--monitors", "off", "miniport_leak.c"], 1, ["run-left-over"]),
    "miniport-drops": (BASIC + ["--monitors", "off", "miniport_drops.c"], 1, ["ndis-nbl-not-returned"]),
    "miniport-twice": (["--scenario", "oids", "--monitors", "off", "miniport_twice.c"], 1, ["run-contract"]),
    "miniport-shutdown": (["--scenario", "shutdown", "miniport_shutdown.c"], 1, ["run-contract"]),
    "intermediate": (["intermediate.c"], 0, []),
    "intermediate-seed": (["--seed", "5", "intermediate.c"], 0, []),
    "intermediate-thread": (["--sanitize", "thread", "--scenario", "restart", "--scenario", "traffic", "intermediate.c"], 0, []),
    "intermediate-faults": (["--faults", "each", "--scenario", "basic", "--scenario", "oids", "intermediate.c"], 0, []),
    "intermediate-forgets": (BASIC + ["intermediate_forgets.c"], 1, ["run-incomplete"]),
    "pending": (["protocol.c"], 0, []),
    "pending-faults": (BASIC + ["--faults", "each", "protocol.c"], 0, []),
    "pending-open": (BASIC + ["protocol_open.c"], 1, ["run-contract"]),
    "pending-pause": (BASIC + ["protocol_pends.c"], 1, ["run-hang"]),
    "pending-stale": (BASIC + ["--monitors", "off", "protocol_stale.c"], 1, ["ndis-nbl-not-returned", "run-contract"]),
    "protocol": (["../../../driver-samples/protocol"], 0, []),
    "protocol-seed": (["--seed", "7", "../../../driver-samples/protocol"], 0, []),
    "protocol-thread": (["--sanitize", "thread", "../../../driver-samples/protocol"], 0, []),
    "protocol-faults": (["--faults", "each", "--scenario", "restart", "--scenario", "oids", "../../../driver-samples/protocol"], 0, []),
    "protocol-faulty": (BASIC + ["../../../driver-samples/protocol-faulty"], 1,
                        ["ndis-call-context", "ndis-combined-alloc-pool", "ndis-source-handle", "resource-leak"]),
    "framework": (["framework.c"], 0, []),
    "framework-thread": (BASIC + ["--sanitize", "thread", "framework.c"], 0, []),
    "framework-faults": (["--scenario", "oids", "--faults", "each", "framework.c"], 0, []),
    "framework-late": (BASIC + ["framework_late.c"], 1, ["wdf-request-cancelable"]),
    "framework-late-unwatched": (BASIC + ["--monitors", "off", "framework_late.c"], 1, ["wdf-request-cancelable"]),
    "framework-lost": (BASIC + ["framework_lost.c"], 1, ["wdf-missing-completion"]),
    "framework-lost-unwatched": (BASIC + ["--monitors", "off", "framework_lost.c"], 1, ["wdf-missing-completion"]),
    "usb": (["usb.c"], 0, []),
    "usb-thread": (["--scenario", "traffic", "--sanitize", "thread", "usb.c"], 0, []),
    "usb-faults": (BASIC + ["--faults", "each", "usb.c"], 0, []),
    "bus": (["bus.c"], 0, []),
    "bus-thread": (["--scenario", "restart", "--scenario", "oids", "--sanitize", "thread", "bus.c"], 0, []),
    "bus-faults": (BASIC + ["--scenario", "oids", "--faults", "each", "bus.c"], 0, []),
    "bus-forgets": (["--scenario", "oids", "bus_forgets.c"], 1, ["run-contract"]),
    "minifilter": (["minifilter.c"], 0, []),
    "minifilter-thread": (["--scenario", "restart", "--scenario", "traffic", "--sanitize", "thread", "minifilter.c"], 0, []),
    "minifilter-faults": (["--scenario", "restart", "--faults", "each", "minifilter.c"], 0, []),
    "minifilter-name": (BASIC + ["minifilter_forgets_name.c"], 1, ["resource-leak"]),
    "minifilter-name-unwatched": (BASIC + ["--monitors", "off", "minifilter_forgets_name.c"], 1, ["run-left-over"]),
    "minifilter-context": (BASIC + ["minifilter_forgets_context.c"], 1, ["resource-leak"]),
    "minifilter-context-unwatched": (BASIC + ["--monitors", "off", "minifilter_forgets_context.c"], 1, ["run-left-over"]),
    "minifilter-filter": (BASIC + ["minifilter_forgets_filter.c"], 1, ["run-contract"]),
    "kmdf": (["../../../driver-samples/kmdf-memory"], 0, []),
    "kmdf-seed": (["--seed", "7", "../../../driver-samples/kmdf-memory"], 0, []),
    "kmdf-thread": (["--sanitize", "thread", "../../../driver-samples/kmdf-memory"], 0, []),
    "kmdf-plain": (PLAIN + ["--monitors", "off", "../../../driver-samples/kmdf-memory"], 0, []),
    "kmdf-faults": (["--scenario", "oids", "--faults", "each", "../../../driver-samples/kmdf-memory"], 0, []),
    "kmdf-faulty": (["--scenario", "cycles", "--faults", "each", "../../../driver-samples/kmdf-memory-faulty"], 1,
                    ["wdf-assign-buffer-preallocated", "wdf-double-completion", "wdf-memory-copy-bounds", "wdf-missing-completion", "wdf-use-after-completion"]),
}


def run(program, build, arguments, command="run"):
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "report.sarif"
        command = [program, command, "--cache-dir", build, "-o", f"sarif:{out}", *arguments]
        done = subprocess.run([str(c) for c in command], capture_output=True, text=True, cwd=DRIVERS, timeout=300)
        results = json.loads(out.read_text())["runs"][0].get("results", []) if out.exists() else []
        return done, results


def place_of(result):
    where = result["locations"][0]["physicalLocation"]
    return where["artifactLocation"]["uri"], where.get("region", {}).get("startLine", 0)


def check(program, build, name):
    arguments, code, rules = CASES[name]
    faults = []
    done, results = run(program, build, arguments)
    found = sorted({r["ruleId"] for r in results})
    if done.returncode != code:
        faults.append(f"exit code {done.returncode}, not {code}")
    if found != sorted(rules):
        faults.append(f"reports {found}, not {sorted(rules)}")
    again, repeated = run(program, build, arguments) if name in ("lwf-faulty", "kmdf-faulty", "protocol-faulty", "unchecked-fault") else (done, results)
    if sorted(map(place_of, repeated)) != sorted(map(place_of, results)):
        faults.append("a second run reports something else")
    if faults:
        faults.append(done.stdout + done.stderr)
    return faults


def check_replay(program, build):
    """The command under the finding of a fault shows it again, in one run."""
    done, _ = run(program, build, CASES["unchecked-fault"][0])
    lines = [l.split("= replay: ddicheck ", 1)[1].split() for l in done.stdout.splitlines() if "= replay: " in l]
    if not lines:
        return ["no replay command is shown"]
    again, results = run(program, build, lines[0][1:])
    return [] if {r["ruleId"] for r in results} == {"run-crash"} else [f"{' '.join(lines[0])} shows {results}", again.stderr]


def check_wild(program, build):
    """A call of what is no function is shown where it is made, with whose function makes it."""
    faults = []
    line = next(n for n, l in enumerate((DRIVERS / "wild.c").read_text().splitlines(), 1) if l.endswith("// crash"))
    for more in ([], PLAIN):
        done, results = run(program, build, BASIC + more + ["wild.c"])
        if done.returncode != 1 or [(r["ruleId"], place_of(r)) for r in results] != [("run-crash", ("tests/run/drivers/wild.c", line))] or "in CallNothing" not in done.stdout:
            faults.append(f"{results}\n{done.stdout}")
    return faults


def check_survives(program, build):
    """A driver that crashes, hangs, returns nonsense or spoils its memory: a finding with place, stack and the command that shows it again; the other
    scenarios are run all the same, and what has its number does show it again."""
    faults = []
    for driver, rule in (("crash.c", "run-crash"), ("hang.c", "run-hang"), ("nonsense.c", "run-contract"), ("overflow.c", "run-memory"), ("freed.c", "run-memory"),
                         ("deadlock.c", "run-deadlock"), ("pends.c", "run-hang")):
        arguments = ["--monitors", "off", "--scenario", "idle", *BASIC, "--scenario", "shutdown", driver]
        done, results = run(program, build, arguments)
        mine = [r for r in results if r["ruleId"] == rule]
        if done.returncode != 1 or not mine or len(mine) != len(results):
            faults.append(f"{driver}: exit code {done.returncode}, {[r['ruleId'] for r in results]}\n{done.stderr}")
        for name in ("idle", "basic", "shutdown"):
            if f"\n{name}: " not in "\n" + done.stderr:
                faults.append(f"{driver}: scenario {name} was not run\n{done.stderr}")
        for r in mine:
            replay = r.get("properties", {}).get("replay", "").split()
            if place_of(r)[1] < 1 or not r.get("codeFlows") and rule == "run-crash" or replay[:2] != ["ddicheck", "run"]:
                faults.append(f"{driver}: {place_of(r)}, replay {replay}, {'a' if r.get('codeFlows') else 'no'} path")
        if mine:
            _, again = run(program, build, ["--monitors", "off", *mine[0]["properties"]["replay"].split()[2:]])
            if rule not in {r["ruleId"] for r in again}:
                faults.append(f"{driver}: its replay does not show it")
    return faults


def check_no_site(program, build):
    """A site that there is not is named, with the number of those that there are."""
    done, results = run(program, build, BASIC + ["--faults", "999", "clean.c"])
    return [] if done.returncode == 0 and not results and "basic: there is no allocation site 999; it has 3" in done.stderr else [done.stderr]


def check_scenarios(program, build):
    """A file that is no scenario is refused with line and column, before anything is built."""
    faults = []
    cases = {"fly": ("attach\nfly\n", "2:1: error: there is no step 'fly'"), "near": ("atach\n", "did you mean 'attach'?"), "setting": ("attach\n  traffic packet=3\n", "2:11: error: this step has no setting 'packet'"),
             "number": ("restart backfill=many\n", "1:9: error: 'backfill=many': what is wanted is a number"), "none": ("pause now=1", "'pause' takes none"), "empty": ("# nothing\n\n", "there is no step in it"),
             "binary": ("\x00\x01\x7f", "1:1: error: there is no step '???'"), "nested": ("repeat count=2\nrepeat\nend\n", "2:1: error: 'repeat' within 'repeat'"), "open": ("attach\nrepeat count=2\n", "2:1: error: 'repeat' without an 'end'"),
             "end": ("attach\nend\n", "2:1: error: 'end' without a 'repeat'"), "long": ("attach" + " " * 300 + "\n", "longer than 199"), "huge": ("traffic packets=99999999999\n", "what is wanted is a number")}
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "own.scenario"
        for name, (text, expected) in cases.items():
            file.write_text(text)
            done, _ = run(program, build, ["--scenario", file, "clean.c"])
            if done.returncode != 2 or expected not in done.stderr or " 0 runs" not in done.stderr:
                faults.append(f"{name}: exit code {done.returncode}, {done.stderr}")
        file.write_text("attach modules=1 # one\r\n\trestart backfill=8\nrepeat count=2\ntraffic packets=10\nend\npause\ndetach\nunload\n")
        done, results = run(program, build, ["--scenario", file, "clean.c"])
        if done.returncode or results or "40 packets down, 20 up" not in done.stderr:
            faults.append(done.stderr)
    return faults


def check_recording(program, build):
    """What the engine says of a recorded run is what the monitors said of it."""
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        events = pathlib.Path(folder) / "events"
        for name, driver in (("lwf-faulty", "../../../driver-samples/lwf-faulty"), ("twice", "twice.c"), ("leak", "leak.c"), ("crash", "crash.c")):
            ran, results = run(program, build, BASIC + ["--record", events, driver])
            again, replayed = run(program, build, ["--replay", events, driver], "check")
            said = [{(r["ruleId"], *place_of(r)) for r in x if not r["ruleId"].startswith("run-")} for x in (results, replayed)]
            if said[0] != said[1] or again.returncode != (1 if said[0] else 0):
                faults.append(f"{name}: the run says {sorted(said[0])}, its replay {sorted(said[1])}\n{again.stderr}")
    return faults


def check_broken_recording(program, build):
    """A recording that is none, is cut off, or cannot be read or written: said where, exit code 2."""
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        events = pathlib.Path(folder) / "events"
        run(program, build, BASIC + ["--record", events, "twice.c"])
        whole = events.read_text()
        lines = whole.splitlines(keepends=True)
        broken = {"cut": (whole[:len(whole) // 2], f"events:{whole[:len(whole) // 2].count(chr(10)) + 1}:1: error: the recording ends"),
                  "text": ("hello\n", "events:1:1: error: this is no recording"),
                  "version": ("ddicheck-trace 9\n", "events:1:16: error: recordings of the version '9'"),
                  "word": ("".join([*lines[:4], "jump\n", *lines[4:]]), "events:5:1: error: 'jump' is no event"),
                  "lost": ("".join(l for l in lines if not l.startswith("call\t")), "is not what its thread began last")}
        for name, (text, expected) in broken.items():
            events.write_text(text)
            done, _ = run(program, build, ["--replay", events, "twice.c"], "check")
            if done.returncode != 2 or expected not in done.stderr:
                faults.append(f"{name}: exit code {done.returncode}, {done.stderr}")
        for arguments, command in ((["--replay", "/nonexistent/events", "twice.c"], "check"), (BASIC + ["--record", "/nonexistent/events", "clean.c"], "run")):
            done, _ = run(program, build, arguments, command)
            if done.returncode != 2 or "/nonexistent/events" not in done.stderr:
                faults.append(f"{command}: exit code {done.returncode}, {done.stderr}")
    return faults


def check_confirm(program, build):
    """Of the faulty sample all three findings of the sources are shown by a run, of the clean one there is nothing; what a run
    alone shows stands beside."""
    faults = []
    for driver, code, claimed, alone in (("../../../driver-samples/lwf-faulty", 1, CASES["lwf-faulty"][2], []), ("../../../driver-samples/lwf", 0, [], []),
                                         ("crash.c", 1, [], ["run-crash"]), ("unshown.c", 1, ["double-free"], [])):
        done, results = run(program, build, BASIC + ["--confirm", driver])
        shown = [r["ruleId"] for r in results if r.get("properties", {}).get("confirmed") and r["ruleId"] not in alone]
        replays = {r["properties"]["replay"] for r in results if "replay" in r.get("properties", {})}
        expected = [] if driver == "unshown.c" else claimed # on a path that no run takes
        if sorted(r["ruleId"] for r in results) != sorted(claimed + alone) or sorted(shown) != sorted(expected) or done.returncode != code:
            faults.append(f"{driver}: exit code {done.returncode}, {[r['ruleId'] for r in results]}, shown are {shown}\n{done.stderr}")
        if (expected or alone) and (replays != {f"ddicheck run --scenario basic --seed 1 {driver}"} or f"= replay: {min(replays)}" not in done.stdout):
            faults.append(f"{driver}: replayed by {replays}\n{done.stdout}")
        if f"{len(expected)} of {len(claimed)} finding" not in done.stderr:
            faults.append(done.stderr)
    done, _ = run(program, build, ["--confirm", "driver.so"])
    return faults + ([] if done.returncode == 2 and "--confirm" in done.stderr else [done.stderr])


def capture(frames, order="<", magic=0xA1B2C3D4, link=1):
    """The bytes of a pcap file."""
    records = b"".join(struct.pack(order + "IIII", i, i, len(f), len(f)) + f for i, f in enumerate(frames))
    return struct.pack(order + "IHHiIII", magic, 2, 4, 0, 0, 65535, link) + records


def captured(path):
    """The frames of a pcap file of ours, and their times in microseconds."""
    data = path.read_bytes()
    magic, major, minor, _, _, _, link = struct.unpack("<IHHiIII", data[:24])
    assert (magic, major, minor, link) == (0xA1B2C3D4, 2, 4, 1)
    at, frames = 24, []
    while at < len(data):
        seconds, micro, length, whole = struct.unpack("<IIII", data[at:at + 16])
        assert length == whole and at + 16 + length <= len(data)
        frames.append((seconds * 1000000 + micro, data[at + 16:at + 16 + length]))
        at += 16 + length
    return frames


def check_pcap(program, build):
    """Frames of a file go through the driver and into another one; all forms of the file are read, and what is none is refused."""
    faults = []
    frames = [bytes([2, 0, 0, 0, 0, n, 2, 0, 0, 0, 1, n, 8, 0]) + bytes([n]) * (50 + 400 * n) for n in range(4)]
    with tempfile.TemporaryDirectory() as folder:
        given, got = pathlib.Path(folder) / "in.pcap", pathlib.Path(folder) / "out.pcap"
        for order in "<>":
            for magic in (0xA1B2C3D4, 0xA1B23C4D):
                given.write_bytes(capture(frames, order, magic))
                done, results = run(program, build, BASIC + ["--pcap-in", given, "--pcap-out", got, "clean.c"])
                passed = captured(got)
                times = [t for t, _ in passed]
                if done.returncode or results or {f for _, f in passed} != set(frames) or len(passed) < 400 or times != sorted(times):
                    faults.append(f"{order} {magic:#x}: exit code {done.returncode}, {len(passed)} frames\n{done.stderr}")
                if f"4 frames read, {len(passed)} written" not in done.stderr:
                    faults.append(done.stderr)
        whole = capture(frames)
        broken = {"empty": (b"", "the file is empty"), "text": (b"hello, world, this is no capture", "no pcap file"), "short": (whole[:20], "no pcap file"),
                  "ng": (b"\x0a\x0d\x0d\x0a" + bytes(40), "pcapng"), "link": (capture(frames, link=101), "link type 101"), "none": (whole[:24], "there is no frame"),
                  "cut": (whole[:-1], "frame 4, at byte 1464: it says that it has 1264 bytes, and 1263 follow"), "cut-head": (whole[:24 + 16 + 64 + 8], "frame 2, at byte 104: the file ends in its header"),
                  "tiny": (capture([b"12345"]), "frame 1, at byte 24: its length of 5 bytes"), "huge": (capture([bytes(70000)]), "its length of 70000 bytes")}
        for name, (data, expected) in broken.items():
            given.write_bytes(data)
            done, _ = run(program, build, BASIC + ["--pcap-in", given, "clean.c"])
            if done.returncode != 2 or expected not in done.stderr or str(given) not in done.stderr:
                faults.append(f"{name}: exit code {done.returncode}, {done.stderr}")
        given.write_bytes(whole)
        for arguments in (["--pcap-in", "/nonexistent/in.pcap"], ["--pcap-in", given, "--pcap-out", "/nonexistent/out.pcap"]):
            done, _ = run(program, build, BASIC + [*arguments, "clean.c"])
            if done.returncode != 2 or "/nonexistent/" not in done.stderr:
                faults.append(f"{arguments}: exit code {done.returncode}, {done.stderr}")
    return faults


def check_installed(program, build):
    """The installed tree, moved, builds its host and runs the sample; the source tree is not asked. Two that begin at once make one host."""
    with tempfile.TemporaryDirectory() as folder:
        tree = pathlib.Path(folder) / "moved"
        subprocess.run(["cmake", "--install", pathlib.Path(program).parent, "--prefix", pathlib.Path(folder) / "tree"], check=True, stdout=subprocess.DEVNULL)
        (pathlib.Path(folder) / "tree").rename(tree)
        sample = shutil.copytree(ROOT / "driver-samples" / "lwf", pathlib.Path(folder) / "lwf")
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            both = [pool.submit(run, tree / "bin" / "ddicheck", pathlib.Path(folder) / "cache", BASIC + [sample]) for _ in range(2)]
        faults = [f"exit code {done.returncode}\n{done.stdout}{done.stderr}" for done, results in (b.result() for b in both) if done.returncode or results]
        made = [made.name for made in (pathlib.Path(folder) / "cache" / "host").iterdir() if made.is_dir()]
        faults += [] if len(made) == 1 else [f"hosts: {made}"]
        shutil.rmtree(tree / "share" / "ddicheck" / "runtime")
        done, _ = run(tree / "bin" / "ddicheck", pathlib.Path(folder) / "other", BASIC + [sample])
        return faults + ([] if done.returncode == 2 else [f"without its runtime: exit code {done.returncode}\n{done.stderr}"])


def check_trimmed(program, build):
    """Once a day a run brings the cache back to its size: the host that was not used for the longest time goes, the one that runs does not."""
    hosts = pathlib.Path(build) / "host"
    ancient = hosts / "ancient"
    ancient.mkdir(parents=True, exist_ok=True)
    with open(ancient / "host-none", "wb") as file:
        file.truncate(3 << 30)  # says that it is so big, and takes no room
    (pathlib.Path(build) / "trimmed").touch()
    for path in (ancient / "host-none", pathlib.Path(build) / "trimmed"):
        os.utime(path, (1e9, 1e9))
    first, results = run(program, build, BASIC + ["clean.c"])
    faults = [] if first.returncode == 0 and not results else [first.stderr]
    faults += ["the oldest host is still there"] if ancient.exists() else []
    return faults + ([] if list(hosts.glob("*/host-address")) else ["there is no host any more"])


# what takes more than one command
OTHERS = {"trimmed": check_trimmed, "survives": check_survives, "wild": check_wild, "no-site": check_no_site, "scenarios": check_scenarios, "replay": check_replay, "confirm": check_confirm, "pcap": check_pcap, "installed": check_installed, "recording": check_recording, "broken-recording": check_broken_recording}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--build", required=True)
    parser.add_argument("--case", action="append")
    o = parser.parse_args()
    program, build = str(pathlib.Path(o.program).resolve()), str(pathlib.Path(o.build).resolve())
    failed = 0
    for name in o.case or [*CASES, *OTHERS]:
        began = time.time()
        faults = OTHERS[name](program, build) if name in OTHERS else check(program, build, name)
        print(f"{'ok  ' if not faults else 'FAIL'} {name} ({time.time() - began:.1f} s)", flush=True)
        for fault in faults:
            print("     " + fault.replace("\n", "\n     "))
        failed += bool(faults)
    print(f"{failed} of {len(o.case or CASES)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
