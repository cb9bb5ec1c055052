#!/usr/bin/env python3
"""What running a driver costs: `ddicheck run` over the reference filter.

    bench/run.py --program build/ddicheck [--packets N]

Processor time (user and system) of the host, which takes turns and so uses one processor:

    start-up         host, driver and monitors, with a scenario that moves nothing
    packets          frames per second through the driver, both ways
    calls            nanoseconds for each call of a DDI and its part of the callbacks, the driver's own work included

with monitors on and off, without sanitizers and with AddressSanitizer. The numbers without frames are taken off those with.
"""
import argparse
import pathlib
import re
import resource
import subprocess
import sys
import tempfile

SCENARIO = "attach modules=1\nrestart\ntraffic packets={packets} senders=1 receivers=1\npause\ndetach\nunload\n"


def cost(program, driver, scenario, *more):
    """Processor seconds of the children, and the calls that they counted."""
    command = [program, "run", "--no-progress", "--scenario", scenario, *more, driver]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    calls = int(re.search(r"(\d+) calls\b", done.stderr).group(1))
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, calls


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--driver", default="driver-samples/lwf")
    parser.add_argument("--packets", type=int, default=100000)
    o = parser.parse_args()
    program = str(pathlib.Path(o.program).resolve())
    with tempfile.TemporaryDirectory() as folder:
        nothing, much = pathlib.Path(folder) / "nothing.scenario", pathlib.Path(folder) / "much.scenario"
        nothing.write_text(SCENARIO.format(packets=0))
        much.write_text(SCENARIO.format(packets=o.packets))
        print(f"{o.driver}: {2 * o.packets} frames")
        for sanitizer in ("none", "address"):
            cost(program, o.driver, nothing, "--sanitize", sanitizer)  # builds the host
            for monitors in ("off", "on"):
                options = ("--sanitize", sanitizer, "--monitors", monitors)
                base, few = cost(program, o.driver, nothing, *options)
                all_of_it, calls = cost(program, o.driver, much, *options)
                seconds = max(all_of_it - base, 1e-9)
                print(f"  sanitizer {sanitizer:8} monitors {monitors:4} {2 * o.packets / seconds:10.0f} packets/s {seconds / (calls - few) * 1e9:8.0f} ns per call")
            print(f"  sanitizer {sanitizer:8} build and start-up {base * 1000:10.0f} ms (the host was built before)")


if __name__ == "__main__":
    main()
