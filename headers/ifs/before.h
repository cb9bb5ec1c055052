/*
 * ifs/before.h: names under which mingw's ntifs.h is to declare what ifs/types.h and
 * ifs/functions.h declare themselves: newer layouts, and functions that take them.
 */
#define _FSRTL_ADVANCED_FCB_HEADER    DDI_MINGW__FSRTL_ADVANCED_FCB_HEADER
#define FSRTL_ADVANCED_FCB_HEADER     DDI_MINGW_FSRTL_ADVANCED_FCB_HEADER
#define PFSRTL_ADVANCED_FCB_HEADER    DDI_MINGW_PFSRTL_ADVANCED_FCB_HEADER
#define FsRtlSetupAdvancedHeader      DdiMingwSetupAdvancedHeader
#define FsRtlTeardownPerStreamContexts DdiMingwTeardownPerStreamContexts
#define FsRtlInsertPerStreamContext   DdiMingwInsertPerStreamContext
#define FsRtlLookupPerStreamContextInternal DdiMingwLookupPerStreamContextInternal
#define FsRtlRemovePerStreamContext   DdiMingwRemovePerStreamContext

#define _FS_FILTER_PARAMETERS         DDI_MINGW__FS_FILTER_PARAMETERS
#define FS_FILTER_PARAMETERS          DDI_MINGW_FS_FILTER_PARAMETERS
#define PFS_FILTER_PARAMETERS         DDI_MINGW_PFS_FILTER_PARAMETERS
#define _FS_FILTER_CALLBACK_DATA      DDI_MINGW__FS_FILTER_CALLBACK_DATA
#define FS_FILTER_CALLBACK_DATA       DDI_MINGW_FS_FILTER_CALLBACK_DATA
#define PFS_FILTER_CALLBACK_DATA      DDI_MINGW_PFS_FILTER_CALLBACK_DATA
#define PFS_FILTER_CALLBACK           DDI_MINGW_PFS_FILTER_CALLBACK
#define PFS_FILTER_COMPLETION_CALLBACK DDI_MINGW_PFS_FILTER_COMPLETION_CALLBACK
#define _FS_FILTER_CALLBACKS          DDI_MINGW__FS_FILTER_CALLBACKS
#define FS_FILTER_CALLBACKS           DDI_MINGW_FS_FILTER_CALLBACKS
#define PFS_FILTER_CALLBACKS          DDI_MINGW_PFS_FILTER_CALLBACKS
#define FsRtlRegisterFileSystemFilterCallbacks DdiMingwRegisterFileSystemFilterCallbacks

#define _MM_PREFETCH_FLAGS            DDI_MINGW__MM_PREFETCH_FLAGS
#define MM_PREFETCH_FLAGS             DDI_MINGW_MM_PREFETCH_FLAGS
#define PMM_PREFETCH_FLAGS            DDI_MINGW_PMM_PREFETCH_FLAGS
