#!/bin/sh
# compiles.sh DDICHECK: the monitors of the whole rule set compile without a warning against the headers of this
# repository, with the flags of headers/README.md; and what the generator does not know is an error at its place.
set -u
program=$1
root=$(cd "$(dirname "$0")/../.." && pwd)
clang=${CLANG:-clang-19}
mingw=${MINGW:-/usr/x86_64-w64-mingw32/include}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

fail() { echo "compiles: $*" >&2; exit 1; }

cat >"$work/odd.ddi" <<'END'
rule odd-one note {
  title "A field of nobody knows what"
  source windows-hardware/drivers/kernel
  before NdisFreeMemory(memory, ...) {
    report if memory->Field == 1 "It is 1."
  }
}
END
"$program" rules --emit-monitor --rules "$work" -o "$work/odd.c" 2>"$work/log" && fail "a field of an unknown record is let pass"
grep -q 'odd.ddi:5:' "$work/log" || fail "the error names no place: $(cat "$work/log")"
[ -e "$work/odd.c" ] && fail "a file was written in spite of an error"

"$program" rules --emit-monitor -o "$work/rules.c" || fail "the shipped rules are not emitted"
"$program" rules --emit-monitor -o "$work/again.c" && cmp -s "$work/rules.c" "$work/again.c" || fail "two runs differ"
command -v "$clang" >/dev/null || { echo "compiles: there is no $clang: not compiled"; exit 77; }
flags=$(sed -n '/^```flags$/,/^```$/p' "$root/headers/README.md" | grep -v '^```' | sed -e "s|HEADERS|$root/headers|" -e "s| MINGW| $mingw|" | grep -vx -- '-w' | tr '\n' ' ')
# The list has no paths with spaces.
# shellcheck disable=SC2086
"$clang" -fsyntax-only $flags -Wall -Wextra -Werror -I"$root/runtime/include" -I"$root/runtime/monitor" "$work/rules.c" || fail "it does not compile"
