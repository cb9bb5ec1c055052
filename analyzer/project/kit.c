/*
 * What Visual Studio's and the WDK's own project files would have added, from their names alone.
 *
 * Three tables: properties that are folders of the kits (an include folder below one is dropped: the
 * front end has headers of its own), properties with a fixed or computed value, and properties that
 * are commonly unset and mean nothing then. What the toolset defines for the compiler follows from
 * PlatformToolset, ConfigurationType, DriverType, TargetVersion, configuration and platform.
 */
#include "project/msbuild.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- tables ------------------------------------------------------------------------------------------ */

static const char *const kit_folders[] = {
    "VCTargetsPath",
    "VCTargetsPath10",
    "VCTargetsPath11",
    "VCTargetsPath12",
    "VCTargetsPath14",
    "VCTargetsPathEffective",
    "VCTargetsPathActual",
    "UserRootDir",
    "MSBuildExtensionsPath",
    "MSBuildExtensionsPath32",
    "MSBuildExtensionsPath64",
    "MSBuildToolsPath",
    "MSBuildBinPath",
    "MSBuildUserExtensionsPath",
    "MSBuild_ExecutablePath",
    "VSInstallDir",
    "VsInstallRoot",
    "VCInstallDir",
    "VCToolsInstallDir",
    "DevEnvDir",
    "FrameworkSDKDir",
    "FrameworkDir",
    "NETFXKitsDir",
    "VC_IncludePath",
    "VC_ATLMFC_IncludePath",
    "VC_VC_IncludePath",
    "VC_ATLMFC_SourcePath",
    "VC_SourcePath",
    "VC_ExecutablePath_x64",
    "VC_ExecutablePath_x86",
    "VC_ExecutablePath_ARM64",
    "VC_LibraryPath_x64",
    "VC_LibraryPath_x86",
    "VC_LibraryPath_ARM64",
    "VC_ReferencesPath_x64",
    "VC_ReferencesPath_x86",
    "VC_ReferencesPath_ARM64",
    "WindowsSDK_IncludePath",
    "WindowsSDK_ExecutablePath",
    "WindowsSDK_LibraryPath_x64",
    "WindowsSDK_LibraryPath_x86",
    "WindowsSDK_LibraryPath_ARM64",
    "WindowsSDK_MetadataPath",
    "WindowsSdkDir",
    "WindowsSdkDir_10",
    "WindowsSDKDir_81",
    "WindowsSDK80Path",
    "UniversalCRT_IncludePath",
    "UniversalCRTSdkDir",
    "UCRTContentRoot",
    "WDKContentRoot",
    "WDKBinRoot",
    "WDKToolRoot",
    "KitsRoot10",
    "DDK_INC_PATH",
    "DDK_LIB_PATH",
    "SDK_INC_PATH",
    "SDK_LIB_PATH",
    "WDK_UM_INC_PATH",
    "WDK_UM_LIB_PATH",
    "IFSKIT_INC_PATH",
    "IFSKIT_LIB_PATH",
    "KM_INC_PATH",
    "UM_INC_PATH",
    "KIT_INC_PATH",
    "KIT_SHARED_INC_PATH",
    "KIT_SHARED_INC_PATH_WDK",
    "KIT_UM_INC_PATH",
    "KIT_LIB_PATH",
    "CRT_INC_PATH",
    "CRT_LIB_PATH",
    "UCRT_INC_PATH",
    "MFC_INC_PATH",
    "ATL_INC_PATH",
    "MINWIN_SDK_LIB_PATH",
    "MINCORE_SDK_LIB_PATH",
    "SPB_INC_PATH",
    "SPB_LIB_PATH",
    "UCM_INC_PATH",
    "KMDF_INC_PATH",
    "UMDF_INC_PATH",
    "KMDF_LIB_PATH",
    "UMDF_LIB_PATH",
    "NETCX_INC_PATH",
    "ACX_INC_PATH",
    "IDDCX_INC_PATH",
    "WmimofckToolPath",
    "WDK_CURRENT_KIT_INCLUDE",
    "BASEDIR",
    "NTMAKEENV",
    "LocalDebuggerWorkingDirectory",
    "ExecutablePath",
    "IncludePath",
    "ExternalIncludePath",
    "LibraryPath",
    "LibraryWPath",
    "ReferencePath",
    "SourcePath",
    "ExcludePath",
    "WDKPath",
    "LocalAppData",
    "ProgramFiles",
    "ProgramFiles32",
    "ProgramFilesx86",
    "ProgramW6432",
    "SystemRoot",
    "windir",
};

static const struct {
    const char *name, *value;
} kit_values[] = {
    {"_NT_TARGET_VERSION_VISTA", "0x600"},
    {"_NT_TARGET_VERSION_LONGHORN", "0x600"},
    {"_NT_TARGET_VERSION_WIN7", "0x601"},
    {"_NT_TARGET_VERSION_WIN8", "0x602"},
    {"_NT_TARGET_VERSION_WINBLUE", "0x603"},
    {"_NT_TARGET_VERSION_WIN10", "0xA00"},
    {"DefaultPlatformToolset", "v143"},
    {"VisualStudioVersion", "17.0"},
    {"VCProjectVersion", "17.0"},
    {"MSBuildToolsVersion", "Current"},
    {"MSBuildVersion", "17.0"},
    {"MSBuildAssemblyVersion", "15.1"},
    {"OS", "Windows_NT"},
    {"MSBuildRuntimeType", "Full"},
    {"LatestTargetPlatformVersion", "10.0.26100.0"},
    {"WindowsTargetPlatformVersion", "10.0.26100.0"},
    {"TargetPlatformVersion", "10.0.26100.0"},
    {"KMDF_VERSION_MAJOR", "1"},
    {"SPB_VERSION_MAJOR", "1"},
    {"SPB_VERSION_MINOR", "1"},
    {"ACX_VERSION_MAJOR", "1"},
    {"ACX_VERSION_MINOR", "1"},
    {"UDECX_VERSION_MAJOR", "1"},
    {"UDECX_VERSION_MINOR", "0"},
    {"UCM_VER_PATH", "1.0"},
    {"UCX_VERSION_MAJOR", "1"},
    {"UCX_VERSION_MINOR", "5"},
    {"UFX_VERSION_MAJOR", "1"},
    {"UFX_VERSION_MINOR", "1"},
    {"NETADAPTER_VERSION_MAJOR", "2"},
    {"NETADAPTER_VERSION_MINOR", "2"},
    {"WIFI_VERSION_MAJOR", "1"},
    {"WIFI_VERSION_MINOR", "0"},
    {"IDDCX_VERSION_MAJOR", "1"},
    {"IDDCX_VERSION_MINOR", "4"},
    {"MBBCX_VERSION_MAJOR", "1"},
    {"MBBCX_VERSION_MINOR", "0"},
};

/* Unset in most projects, and then their effect is the default one. */
static const char *const optional[] = {
    "AdditionalOptions",
    "AssemblyName",
    "BuildingInsideVisualStudio",
    "C_DEFINES",
    "USER_C_FLAGS",
    "CharacterSet",
    "CLRSupport",
    "ConfigurationType",
    "DBG",
    "DebuggerFlavor",
    "DesignTimeBuild",
    "DriverTargetPlatform",
    "DriverType",
    "EnableKASAN",
    "INCLUDES",
    "Inf2CatWindowsVersionList",
    "IsPackage",
    "Keyword",
    "NetAdapterDriver",
    "NoWarn",
    "PlatformToolset",
    "PostBuildEventUseInBuild",
    "PreferredToolArchitecture",
    "RUN_WPP",
    "RootNamespace",
    "SpectreMitigation",
    "Driver_SpectreMitigation",
    "TargetVersion",
    "UseDebugLibraries",
    "UseOfAtl",
    "UseOfMfc",
    "WholeProgramOptimization",
    "NTDDI_VERSION",
    "WIN32_WINNT_VERSION",
    "WINVER",
    "KMDF_MINIMUM_VERSION_REQUIRED",
    "UMDF_MINIMUM_VERSION_REQUIRED",
    "NETADAPTER_MINIMUM_VERSION_REQUIRED",
    "WifiDriver",
    "IndirectDisplayDriver",
    "CL_MPCount",
    "Language",
};

static bool is_listed(const char *const *list, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (!strcasecmp(list[i], name))
            return true;
    return false;
}

bool kit_is_optional(const char *name) { return is_listed(optional, sizeof optional / sizeof *optional, name); }

/* ---- what the project says of itself ---------------------------------------------------------------------- */

const char *kit_ask(struct msbuild *m, const char *name)
{
    const char *value = table_get(&m->properties, name);
    struct str out = {0};
    for (const char *p = value ? value : ""; *p;) { /* marks stay out */
        if (*p == '\x01') {
            p += strcspn(p, "\x02");
            p += *p != '\0';
        } else
            str_append_char(&out, *p++);
    }
    const char *result = arena_strdup(m->a, str_text(&out));
    str_release(&out);
    return result;
}

static bool asks(struct msbuild *m, const char *name, const char *value)
{
    return !strcasecmp(kit_ask(m, name), value);
}

static bool is_kernel_toolset(struct msbuild *m)
{
    return !strncasecmp(kit_ask(m, "PlatformToolset"), "WindowsKernelMode", 17);
}

static bool is_user_toolset(struct msbuild *m)
{
    const char *toolset = kit_ask(m, "PlatformToolset");
    return !strncasecmp(toolset, "WindowsUserMode", 15) || !strncasecmp(toolset, "WindowsApplicationForDrivers", 28);
}

bool target_is_32_bit(const char *platform)
{
    return !strcasecmp(platform, "Win32") || !strcasecmp(platform, "x86") || !strcasecmp(platform, "ARM");
}

static bool is_64_bit(const struct msbuild *m) { return !target_is_32_bit(m->platform); }

static uint32_t target_version(struct msbuild *m)
{
    static const struct {
        const char *name;
        uint32_t version;
    } names[] = {{"Vista", 0x600},   {"WindowsVista", 0x600}, {"Win7", 0x601},        {"Windows7", 0x601},
                 {"Win8", 0x602},    {"Windows8", 0x602},     {"WindowsV6.3", 0x603}, {"Windows8.1", 0x603},
                 {"WinBlue", 0x603}, {"Windows10", 0xA00}};
    const char *value = kit_ask(m, "TargetVersion");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcasecmp(names[i].name, value))
            return names[i].version;
    return 0xA00;
}

static bool is_debug(struct msbuild *m)
{
    const char *libraries = kit_ask(m, "UseDebugLibraries");
    if (*libraries)
        return !strcasecmp(libraries, "true");
    for (const char *p = m->configuration; *p; p++)
        if (!strncasecmp(p, "debug", 5))
            return true;
    return false;
}

bool kit_is_user_mode(struct msbuild *m)
{
    if (is_kernel_toolset(m))
        return false;
    if (is_user_toolset(m) || !strncasecmp(kit_ask(m, "PlatformToolset"), "v1", 2))
        return true;
    return !asks(m, "ConfigurationType", "Driver") && !asks(m, "DriverType", "KMDF") && !asks(m, "DriverType", "WDM");
}

enum project_kind kit_kind(struct msbuild *m)
{
    const char *type = kit_ask(m, "ConfigurationType");
    bool user = kit_is_user_mode(m);
    if (!strcasecmp(type, "Utility") || !strcasecmp(type, "Makefile") || asks(m, "DriverType", "Package"))
        return PROJECT_OTHER;
    if (!strcasecmp(type, "Application"))
        return PROJECT_APPLICATION;
    if (!strcasecmp(type, "StaticLibrary"))
        return PROJECT_LIBRARY;
    if (user && asks(m, "DriverType", "UMDF"))
        return PROJECT_USER_DRIVER;
    if (user && !strncasecmp(kit_ask(m, "PlatformToolset"), "WindowsUserMode", 15))
        return PROJECT_USER_DRIVER;
    if (!user && (!strcasecmp(type, "Driver") || *kit_ask(m, "DriverType")))
        return PROJECT_KERNEL_DRIVER;
    return PROJECT_LIBRARY;
}

const char *project_kind_name(enum project_kind k)
{
    static const char *const names[] = {"unknown",     "kernel driver", "user-mode driver",
                                        "application", "library",       "nothing to compile"};
    return names[k];
}

/* ---- properties -------------------------------------------------------------------------------------------- */

static const char *with_slash(struct msbuild *m, const char *folder)
{
    return str_ends_with(folder, "/") ? folder : arena_printf(m->a, "%s/", folder);
}

static const char *stem(struct msbuild *m, const char *path)
{
    const char *base = path_base(path), *dot = strrchr(base, '.');
    return dot ? arena_strndup(m->a, base, (size_t)(dot - base)) : base;
}

static const char *extension(const char *path)
{
    const char *dot = strrchr(path_base(path), '.');
    return dot ? dot : "";
}

/* MSBuildThisFile, SolutionDir and kin: `what` is the part behind the prefix. NULL where it is no part of a path. */
static const char *part_of_path(struct msbuild *m, const char *path, const char *what)
{
    if (!strcasecmp(what, "Dir"))
        return with_slash(m, path_folder(m->a, path));
    if (!strcasecmp(what, "Name"))
        return stem(m, path);
    if (!strcasecmp(what, "FileName") || !strcasecmp(what, "File"))
        return path_base(path);
    if (!strcasecmp(what, "Path") || !strcasecmp(what, "FullPath"))
        return path;
    if (!strcasecmp(what, "Ext") || !strcasecmp(what, "Extension"))
        return extension(path);
    if (!strcasecmp(what, "DirNoRoot"))
        return with_slash(m, path_folder(m->a, path) + 1);
    return NULL;
}

static const char *computed(struct msbuild *m, const struct scope *s, const char *name)
{
    static const char *const configuration[] = {"Configuration", "ConfigurationName"};
    static const char *const platform[] = {"Platform", "PlatformName"};
    if (is_listed(configuration, 2, name))
        return m->configuration;
    if (is_listed(platform, 2, name))
        return m->platform;
    if (!strncasecmp(name, "MSBuildProject", 14)) {
        if (!strcasecmp(name + 14, "Directory"))
            return m->project->folder;
        if (!strcasecmp(name + 14, "DirectoryNoRoot"))
            return m->project->folder + 1;
        return part_of_path(m, m->project->path, name + 14);
    }
    if (!strncasecmp(name, "MSBuildThisFile", 15)) {
        if (!strcasecmp(name + 15, "Directory"))
            return with_slash(m, s->document->folder);
        return part_of_path(m, s->document->path, name[15] ? name + 15 : "File");
    }
    if (!strncasecmp(name, "Project", 7) && part_of_path(m, m->project->path, name + 7))
        return part_of_path(m, m->project->path, name + 7);
    if (!strncasecmp(name, "Solution", 8) && m->solution_path && part_of_path(m, m->solution_path, name + 8))
        return part_of_path(m, m->solution_path, name + 8);
    if (!strcasecmp(name, "SolutionDir"))
        return with_slash(m, m->solution_folder);
    if (!strcasecmp(name, "IntDir"))
        return is_64_bit(m) ? arena_printf(m->a, "%s\\%s\\", m->platform, m->configuration)
                            : arena_printf(m->a, "%s\\", m->configuration);
    if (!strcasecmp(name, "IntermediateOutputPath"))
        return property_get(m, s, "IntDir");
    if (!strcasecmp(name, "OutDir") || !strcasecmp(name, "TargetDir") || !strcasecmp(name, "OutputPath"))
        return strcasecmp(name, "OutDir")
                   ? property_get(m, s, "OutDir")
                   : arena_printf(m->a, "%s%s", with_slash(m, m->solution_folder), property_get(m, s, "IntDir"));
    if (!strcasecmp(name, "TargetName"))
        return stem(m, m->project->path);
    if (!strcasecmp(name, "TargetExt")) {
        enum project_kind k = kit_kind(m);
        return k == PROJECT_KERNEL_DRIVER                      ? ".sys"
               : k == PROJECT_APPLICATION                      ? ".exe"
               : asks(m, "ConfigurationType", "StaticLibrary") ? ".lib"
                                                               : ".dll";
    }
    if (!strcasecmp(name, "TargetFileName"))
        return arena_printf(m->a, "%s%s", property_get(m, s, "TargetName"), property_get(m, s, "TargetExt"));
    if (!strcasecmp(name, "TargetPath"))
        return arena_printf(m->a, "%s%s%s", property_get(m, s, "OutDir"), property_get(m, s, "TargetName"),
                            property_get(m, s, "TargetExt"));
    return NULL;
}

static const char *version_property(struct msbuild *m, const char *name)
{
    uint32_t version = target_version(m);
    if (!strcasecmp(name, "_NT_TARGET_VERSION"))
        return arena_printf(m->a, "0x%X", version);
    if (!strcasecmp(name, "KMDF_VERSION_MINOR"))
        return version >= 0xA00 ? "15" : version == 0x603 ? "13" : version == 0x602 ? "11" : "9";
    if (!strcasecmp(name, "UMDF_VERSION_MAJOR"))
        return version >= 0x603 ? "2" : "1";
    if (!strcasecmp(name, "UMDF_VERSION_MINOR"))
        return version >= 0xA00 ? "15" : version == 0x603 ? "0" : "11";
    if (!strcasecmp(name, "KMDF_VER_PATH"))
        return arena_printf(m->a, "1.%s", version_property(m, "KMDF_VERSION_MINOR"));
    return NULL;
}

const char *kit_property(struct msbuild *m, const struct scope *s, const char *name)
{
    if (is_listed(kit_folders, sizeof kit_folders / sizeof *kit_folders, name))
        return KIT_FOLDER;
    for (size_t i = 0; i < sizeof kit_values / sizeof *kit_values; i++)
        if (!strcasecmp(kit_values[i].name, name))
            return kit_values[i].value;
    if (!strcasecmp(name, "IsKernelModeToolset"))
        return is_kernel_toolset(m) ? "true" : "false";
    if (!strcasecmp(name, "IsUserModeToolset"))
        return is_user_toolset(m) ? "true" : "false";
    if (!strcasecmp(name, "PlatformArchitecture"))
        return is_64_bit(m) ? "64" : "32";
    if (!strcasecmp(name, "PlatformTarget") || !strcasecmp(name, "PlatformShortName"))
        return is_64_bit(m) || !strcasecmp(m->platform, "ARM") ? m->platform : "x86";
    if (!strcasecmp(name, "DDKPlatform") || !strcasecmp(name, "InfArch"))
        return !strcasecmp(m->platform, "x64") ? "amd64" : is_64_bit(m) ? "arm64" : "x86";
    const char *value = version_property(m, name);
    if (value)
        return value;
    if (m->depth > 40) /* TargetPath of OutDir of ... : a circle of the project's own making */
        return NULL;
    m->depth++;
    value = computed(m, s, name);
    m->depth--;
    return value;
}

bool kit_owns_import(const char *path)
{
    static const char *const starts[] = {"Microsoft.Cpp.",    "Microsoft.Windows.WDK.", "Microsoft.Windows.SDK.",
                                         "Microsoft.Common.", "WindowsDriver.",         "Microsoft.DriverKit."};
    const char *base = path;
    for (const char *p = path; *p; p++)
        if (*p == '/' || *p == '\\')
            base = p + 1;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (!strncasecmp(base, starts[i], strlen(starts[i])))
            return true;
    return false;
}

/* ---- arguments --------------------------------------------------------------------------------------------- */

static void define(struct msbuild *m, struct words_list *out, const char *name, const char *value)
{
    if (*value)
        vec_push(&out->list, arena_printf(m->a, "-D%s=%s", name, value));
}

/* The property, the kit's value included. */
static const char *ask_kit(struct msbuild *m, const char *name)
{
    struct scope s = {.document = m->project};
    const char *value = kit_ask(m, name);
    if (*value)
        return value;
    value = kit_property(m, &s, name);
    return value ? value : "";
}

static void versions(struct msbuild *m, struct words_list *out)
{
    uint32_t version = target_version(m);
    const char *number = kit_ask(m, "WIN32_WINNT_VERSION"), *ddi = kit_ask(m, "NTDDI_VERSION");
    if (!*number)
        number = arena_printf(m->a, "0x%04X", version);
    define(m, out, "_WIN32_WINNT", number);
    define(m, out, "WINVER", number);
    if (*ddi)
        define(m, out, "NTDDI_VERSION", ddi);
    else if (version >= 0xA00)
        define(m, out, "NTDDI_VERSION", "0x0A00000C"); /* as the front end's own default */
    else
        define(m, out, "NTDDI_VERSION", arena_printf(m->a, "0x%04X0000", version));
}

/* The data layout is that of x64 for all: mingw-w64's DDK headers know no ARM64, whose layout is the same, and
   the IR no pointers of 32 bits. */
void target_arguments(const char *platform, struct words_list *out)
{
    static const char *const arm64[] = {"-D_WIN64=1", "-D_ARM64_=1", "-DARM64=1", "-D_M_ARM64=1"};
    static const char *const x86[] = {"-D_X86_=1"};
    static const char *const x64[] = {"-D_WIN64=1", "-D_AMD64_=1", "-DAMD64=1"};
    bool is_arm = !strcasecmp(platform, "ARM64"), is_x64 = !strcasecmp(platform, "x64");
    const char *const *list = is_arm ? arm64 : is_x64 ? x64 : x86;
    size_t count = is_arm ? sizeof arm64 / sizeof *arm64 : is_x64 ? sizeof x64 / sizeof *x64 : sizeof x86 / sizeof *x86;
    for (size_t i = 0; i < count; i++)
        vec_push(&out->list, list[i]);
}

void project_set_target(struct project *p, const char *platform, struct diags *d)
{
    struct words_list target = {0};
    if (!platform)
        return;
    if (target_is_32_bit(platform) && !p->project_files.count)
        diags_add(d, SEVERITY_WARNING, NULL, 0, 0, "--target: x86 is read with the sizes of x64");
    target_arguments(platform, &target);
    for (uint32_t u = 0; u < p->units.count; u++) {
        struct unit *unit = &p->units.items[u];
        if (unit->kind != PROJECT_UNKNOWN)
            continue;
        const char **all = arena_array(&p->arena, const char *, target.list.count + unit->arg_count + 1);
        memcpy(all, target.list.items, sizeof *all * target.list.count);
        if (unit->arg_count)
            memcpy(all + target.list.count, unit->args, sizeof *all * unit->arg_count);
        unit->args = all;
        unit->arg_count += target.list.count;
    }
    vec_release(&target.list);
}

static void framework(struct msbuild *m, struct words_list *out)
{
    static const char *const both[] = {"VERSION_MAJOR", "VERSION_MINOR", "MINIMUM_VERSION_REQUIRED"};
    static const struct {
        const char *property, *value, *prefix;
    } frameworks[] = {{"DriverType", "KMDF", "KMDF"},
                      {"DriverType", "UMDF", "UMDF"},
                      {"NetAdapterDriver", "true", "NETADAPTER"},
                      {"WifiDriver", "true", "WIFI"},
                      {"IndirectDisplayDriver", "true", "IDDCX"}};
    for (size_t i = 0; i < sizeof frameworks / sizeof *frameworks; i++) {
        const char *prefix = frameworks[i].prefix;
        if (!asks(m, frameworks[i].property, frameworks[i].value))
            continue;
        for (size_t k = 0; k < 3; k++) {
            const char *name = arena_printf(m->a, "%s_%s", prefix, both[k]);
            define(m, out, name, ask_kit(m, name));
        }
    }
    if (*kit_ask(m, "ACX_VERSION_MAJOR")) {
        define(m, out, "ACX_VERSION_MAJOR", kit_ask(m, "ACX_VERSION_MAJOR"));
        define(m, out, "ACX_VERSION_MINOR", ask_kit(m, "ACX_VERSION_MINOR"));
    }
}

void kit_arguments(struct msbuild *m, struct words_list *out)
{
    target_arguments(m->platform, out);
    versions(m, out);
    if (kit_is_user_mode(m)) {
        if (is_user_toolset(m))
            define(m, out, "WIN32", "1");
        if (is_debug(m) && is_user_toolset(m))
            define(m, out, "DBG", "1");
        bool unicode =
            asks(m, "CharacterSet", "Unicode") ||
            (is_user_toolset(m) && !asks(m, "CharacterSet", "MultiByte") && !asks(m, "CharacterSet", "NotSet"));
        if (unicode) {
            define(m, out, "UNICODE", "1");
            define(m, out, "_UNICODE", "1");
        }
    } else {
        define(m, out, "_KERNEL_MODE", "1");
        define(m, out, "WINNT", "1");
        define(m, out, "DEPRECATE_DDK_FUNCTIONS", "1");
        if (is_debug(m))
            define(m, out, "DBG", "1");
    }
    framework(m, out);
}
