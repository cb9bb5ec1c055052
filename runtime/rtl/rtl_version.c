/* The system's version: 10.0, build 19041. Its registry, which is empty. */
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

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlgetversion */
RT_EXPORT NTSTATUS NTAPI RtlGetVersion(PRTL_OSVERSIONINFOW lpVersionInformation)
{
    RT_DDI(RtlGetVersion, (NTSTATUS)STATUS_SUCCESS, lpVersionInformation);
    enum { PLATFORM_NT = 2 };
    PRTL_OSVERSIONINFOW v = lpVersionInformation;
    v->dwMajorVersion = MAJOR;
    v->dwMinorVersion = MINOR;
    v->dwBuildNumber = BUILD;
    v->dwPlatformId = PLATFORM_NT;
    v->szCSDVersion[0] = 0;
    if (v->dwOSVersionInfoSize >= sizeof(RTL_OSVERSIONINFOEXW)) {
        PRTL_OSVERSIONINFOEXW x = (PRTL_OSVERSIONINFOEXW)v;
        x->wServicePackMajor = x->wServicePackMinor = x->wSuiteMask = 0;
        x->wProductType = 1; /* a workstation */
        x->wReserved = 0;
    }
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlcheckregistrykey */
RT_EXPORT NTSTATUS NTAPI RtlCheckRegistryKey(ULONG RelativeTo, PWSTR Path)
{
    RT_DDI(RtlCheckRegistryKey, (NTSTATUS)STATUS_OBJECT_NAME_NOT_FOUND, RelativeTo, Path);
    RT_RETURN((NTSTATUS)STATUS_OBJECT_NAME_NOT_FOUND);
}
