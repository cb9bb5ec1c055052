#!/bin/sh
# selfcheck.sh: every public header compiles on its own, as C, for the oldest and the
# newest NDIS contract; the layouts that the engine computes with are what x64 drivers
# have. Prints one line a header and stops at the first error.
#
# $CLANG  the compiler (default clang-19)
# $MINGW  mingw-w64's include folder (default /usr/x86_64-w64-mingw32/include)
# The flags are read from README.md, so that there is one list.

set -u
here=$(cd "$(dirname "$0")" && pwd)
clang=${CLANG:-clang-19}
mingw=${MINGW:-/usr/x86_64-w64-mingw32/include}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

flags=$(sed -n '/^```flags$/,/^```$/p' "$here/README.md" | grep -v '^```' |
        sed -e "s|HEADERS|$here|" -e "s|MINGW|$mingw|" | tr '\n' ' ')
[ -n "$flags" ] || { echo "selfcheck: no flag list in README.md" >&2; exit 1; }

check() { # name, extra flags; the unit is $work/unit.c
    name=$1
    shift
    # The flag list has no paths with spaces beyond the two folders we were given.
    # shellcheck disable=SC2086
    if ! "$clang" -fsyntax-only $flags -Wundef-prefix=NDIS_SUPPORT_ "$@" "$work/unit.c" 2>"$work/log"; then
        echo "FAIL $name"
        cat "$work/log"
        exit 1
    fi
    echo "ok   $name"
}

cd "$here" || exit 1
# wdk/ is internal and reached through ntddk.h; the intrinsics in it stand alone.
for header in *.h ndis/*.h wdk/intrinsics.h wdk/wpp.h; do
    echo "#include <$header>" >"$work/unit.c"
    check "$header"
    case $header in
    ndis.h | ndis/*) check "$header (NDIS 6.0)" -DNDIS60=1 ;;
    esac
done

cat >"$work/unit.c" <<'EOF'
#include <ndis.h>
#define AT(type, field, offset) _Static_assert(FIELD_OFFSET(type, field) == (offset), #type "." #field)
_Static_assert(sizeof(LONG) == 4 && sizeof(WCHAR) == 2 && sizeof(PVOID) == 8, "x64, LLP64");
AT(NET_BUFFER, Next, 0x00);
AT(NET_BUFFER, CurrentMdl, 0x08);
AT(NET_BUFFER, CurrentMdlOffset, 0x10);
AT(NET_BUFFER, DataLength, 0x18);
AT(NET_BUFFER, MdlChain, 0x20);
AT(NET_BUFFER, DataOffset, 0x28);
AT(NET_BUFFER, ChecksumBias, 0x30);
AT(NET_BUFFER, NdisPoolHandle, 0x38);
AT(NET_BUFFER, ProtocolReserved, 0x50);
AT(NET_BUFFER, MiniportReserved, 0x80);
AT(NET_BUFFER, DataPhysicalAddress, 0xa0);
AT(NET_BUFFER_LIST, Next, 0x00);
AT(NET_BUFFER_LIST, FirstNetBuffer, 0x08);
AT(NET_BUFFER_LIST, Context, 0x10);
AT(NET_BUFFER_LIST, ParentNetBufferList, 0x18);
AT(NET_BUFFER_LIST, NdisPoolHandle, 0x20);
AT(NET_BUFFER_LIST, ProtocolReserved, 0x40);
AT(NET_BUFFER_LIST, MiniportReserved, 0x60);
AT(NET_BUFFER_LIST, Scratch, 0x70);
AT(NET_BUFFER_LIST, SourceHandle, 0x78);
AT(NET_BUFFER_LIST, NblFlags, 0x80);
AT(NET_BUFFER_LIST, Flags, 0x88);
AT(NET_BUFFER_LIST, Status, 0x8c);
AT(NET_BUFFER_LIST, NetBufferListInfo, 0x90);
AT(NET_BUFFER_LIST_POOL_PARAMETERS, fAllocateNetBuffer, 0x05);
AT(NET_BUFFER_LIST_POOL_PARAMETERS, DataSize, 0x0c);
_Static_assert(sizeof(NDIS_OBJECT_HEADER) == 4, "NDIS_OBJECT_HEADER");
_Static_assert(NDIS_STATUS_SUCCESS == 0 && NDIS_STATUS_PENDING == 0x103, "NDIS_STATUS");
_Static_assert(NDIS_RECEIVE_FLAGS_RESOURCES == 2, "NDIS_RECEIVE_FLAGS_RESOURCES");
/* Roles are function types, and DDIs are functions. */
FILTER_ATTACH Attach;
NDIS_STATUS Attach(NDIS_HANDLE Filter, NDIS_HANDLE Context, PNDIS_FILTER_ATTACH_PARAMETERS Parameters)
{
    VOID (*zero)(PVOID, SIZE_T) = NdisZeroMemory;
    VOID (*clear)(PVOID, SIZE_T) = RtlZeroMemory;
    (void)Filter, (void)Context, (void)Parameters, (void)zero, (void)clear;
    return NDIS_STATUS_SUCCESS;
}
EOF
check "layouts, roles, functions"
