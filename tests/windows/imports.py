#!/usr/bin/env python3
"""Whether a reference driver that was compiled for Windows is a driver: reads the file's own tables.

    tests/windows/imports.py ROOT OUT FOLDER

compiles FOLDER by tools/windows and checks: x64, subsystem native, an entry point, a relocation table, imports from
ntoskrnl.exe and from ndis.sys (an NDIS driver) or WDFLDR.SYS (a framework driver) only, each of which is a function that the
driver's sources call, or its entry point (windows/); nothing exported; the .inf beside it names the file.
"""
import pathlib
import re
import shutil
import struct
import subprocess
import sys

HELPERS = {"memcpy", "memset", "memmove", "memcmp"}  # the compiler's own calls
SKIPPED = 77


class Image:
    def __init__(self, data):
        self.data = data
        pe = struct.unpack_from("<I", data, 0x3C)[0]
        assert data[pe : pe + 4] == b"PE\0\0", "it is no PE file"
        self.machine, sections, size = struct.unpack_from("<HH12xH", data, pe + 4)
        optional = pe + 24
        self.magic = struct.unpack_from("<H", data, optional)[0]
        self.entry = struct.unpack_from("<I", data, optional + 16)[0]
        self.subsystem, self.characteristics = struct.unpack_from("<HH", data, optional + 68)
        count = struct.unpack_from("<I", data, optional + 108)[0]
        self.directories = [struct.unpack_from("<II", data, optional + 112 + 8 * i) for i in range(count)]
        self.sections = [struct.unpack_from("<8sIIII", data, optional + size + 40 * i) for i in range(sections)]

    def at(self, rva):
        for _, size, start, raw_size, raw in self.sections:
            if start <= rva < start + max(size, raw_size):
                return raw + rva - start
        raise ValueError(f"no section holds {rva:#x}")

    def text(self, rva):
        at = self.at(rva)
        return self.data[at : self.data.index(b"\0", at)].decode()

    def export_count(self):
        rva, size = self.directories[0]
        return struct.unpack_from("<I", self.data, self.at(rva) + 20)[0] if size else 0  # the linker writes an empty table

    def imports(self):
        result = {}
        at = self.at(self.directories[1][0])
        while True:
            names, _, _, name, first = struct.unpack_from("<5I", self.data, at)
            if not name:
                return result
            functions, thunk = result.setdefault(self.text(name).lower(), set()), self.at(names or first)
            while (entry := struct.unpack_from("<Q", self.data, thunk)[0]) != 0:
                functions.add(f"#{entry & 0xFFFF}" if entry >> 63 else self.text((entry & 0x7FFFFFFF) + 2))
                thunk += 8
            at += 20


def main():
    root, out, folder = (pathlib.Path(a) for a in sys.argv[1:4])
    if not shutil.which("x86_64-w64-mingw32-gcc"):
        print("x86_64-w64-mingw32-gcc is not installed: skipped")
        return SKIPPED
    done = subprocess.run([root / "tools" / "windows", out, folder], capture_output=True, text=True)
    if done.returncode:
        print(done.stderr)
        return 1
    made = pathlib.Path(done.stdout.strip().splitlines()[-1])
    image = Image(made.read_bytes())
    imports = image.imports()
    inf = made.with_suffix(".inf").read_text()
    framework = "KmdfLibraryVersion" in inf
    library = "wdfldr.sys" if framework else "ndis.sys"
    sources = [*folder.glob("*.c"), *((root / "windows").glob("*.c") if framework else [])]
    source = "\n".join(p.read_text() for p in sources)
    called = set(re.findall(r"\b([A-Za-z_]\w+)\s*\(", source)) | HELPERS
    faults = [
        text
        for bad, text in [
            (image.machine != 0x8664 or image.magic != 0x20B, "it is not for x64"),
            (image.subsystem != 1, f"its subsystem is {image.subsystem}, not native"),
            (not image.entry, "it has no entry point"),
            (not image.directories[5][1], "it has no relocations"),
            (image.export_count(), "it exports something"),
            (set(imports) - {library, "ntoskrnl.exe"}, f"it imports from {sorted(imports)}"),
            (library not in imports, f"it imports nothing from {library}"),
            (framework and imports.get(library) != {"WdfVersionBind", "WdfVersionUnbind"}, "it is not bound and unbound"),
            (f"\\{made.name}" not in inf, f"its .inf does not install {made.name}"),
        ]
        if bad
    ]
    for library, functions in sorted(imports.items()):
        strange = sorted(functions - called)
        if strange:
            faults.append(f"it imports {strange} from {library}, which its sources do not call")
        print(f"{library}: {len(functions)} functions")
    for fault in faults:
        print(f"FAULT: {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
