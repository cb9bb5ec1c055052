#!/usr/bin/env python3
"""The entry point and the methods of a framework driver (windows/), run on this machine against a loader that looks on.

    tests/windows/entry.py ROOT OUT
"""
import pathlib
import shutil
import subprocess
import sys

SKIPPED = 77


def driver_flags(root):
    """runtime/driver.flags with its places filled in; none where mingw-w64's headers are missing."""
    mingw = next((p for p in map(pathlib.Path, ["/usr/x86_64-w64-mingw32/include", "/usr/share/mingw-w64/include"]) if (p / "ddk/ntddk.h").is_file()), None)
    if not mingw:
        return None
    places = {"RUNTIME": root / "runtime", "HEADERS": root / "headers", "DDK": mingw / "ddk", "MINGW": mingw}
    flags = []
    for line in (root / "runtime" / "driver.flags").read_text().splitlines():
        if line and not line.startswith("#"):
            first, slash, rest = line.partition("/")
            flags.append(f"{places[first]}{slash}{rest}" if first in places else line)
    return flags


def main():
    root, out = (pathlib.Path(a) for a in sys.argv[1:3])
    clang, flags = shutil.which("clang-19") or shutil.which("clang"), driver_flags(root)
    if not clang or not flags:
        print("clang or mingw-w64's headers are not installed: skipped")
        return SKIPPED
    out.mkdir(parents=True, exist_ok=True)
    tool = root / "tools" / "wdf_methods.py"
    count = subprocess.run([tool, "count", "1.15"], capture_output=True, text=True, check=True).stdout.strip()
    subprocess.run([tool, "write", out / "methods.c"], check=True)
    sources = [out / "methods.c", root / "windows" / "wdf_entry.c", pathlib.Path(__file__).with_name("entry.c")]
    # Sections of their own, so that the methods that the test does not use need nothing.
    subprocess.run([clang, *flags, "-w", "-g", "-fsanitize=address,undefined", "-ffunction-sections", "-Wl,--gc-sections", f"-I{root / 'windows'}", "-DWDF_MINOR=15",
                    f"-DWDF_METHODS={count}", *sources, "-o", out / "entry"], check=True)
    return subprocess.run([out / "entry"]).returncode


if __name__ == "__main__":
    sys.exit(main())
