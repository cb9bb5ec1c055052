/* The system's version: 10.0, build 19041. */
#include "../rt/ddk.h"
#include "../rt/rt.h"

enum { MAJOR = 10, MINOR = 0, BUILD = 19041, BITS = 3 };

#undef VerSetConditionMask
/* Three bits of the mask for each kind of number. https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-versetconditionmask */
RT_EXPORT ULONGLONG VerSetConditionMask(ULONGLONG ConditionMask, ULONG TypeMask, UCHAR Condition)
{
    for (ULONG bit = 0; bit < 8; bit++)
        if (TypeMask >> bit & 1)
            ConditionMask |= (ULONGLONG)(Condition & 7) << (bit * BITS);
    return ConditionMask;
}

static bool compares(ULONG ours, ULONG theirs, ULONG condition)
{
    switch (condition) {
    case VER_EQUAL: return ours == theirs;
    case VER_GREATER: return ours > theirs;
    case VER_GREATER_EQUAL: return ours >= theirs;
    case VER_LESS: return ours < theirs;
    case VER_LESS_EQUAL: return ours <= theirs;
    default: return false;
    }
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlverifyversioninfo */
RT_EXPORT NTSTATUS NTAPI RtlVerifyVersionInfo(PRTL_OSVERSIONINFOEXW VersionInfo, ULONG TypeMask, ULONGLONG ConditionMask)
{
    RT_DDI(RtlVerifyVersionInfo, (NTSTATUS)STATUS_REVISION_MISMATCH, VersionInfo, TypeMask, ConditionMask);
    const struct { ULONG bit, ours, theirs; } parts[] = {{1, MAJOR, VersionInfo->dwMajorVersion}, {0, MINOR, VersionInfo->dwMinorVersion}, {2, BUILD, VersionInfo->dwBuildNumber}};
    RT_NOT_SIMULATED(TypeMask & ~(ULONG)(VER_MAJORVERSION | VER_MINORVERSION | VER_BUILDNUMBER), "RtlVerifyVersionInfo: other than major, minor and build number");
    for (SIZE_T i = 0; i < sizeof parts / sizeof *parts; i++) {
        ULONG condition = (ULONG)(ConditionMask >> (parts[i].bit * BITS) & 7);
        if (!(TypeMask >> parts[i].bit & 1))
            continue;
        if (!compares(parts[i].ours, parts[i].theirs, condition))
            RT_RETURN((NTSTATUS)STATUS_REVISION_MISMATCH);
        if (parts[i].ours != parts[i].theirs) /* a greater major number decides */
            break;
    }
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}
