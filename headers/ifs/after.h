/* ifs/after.h: the names of ifs/before.h and mingw's function-like macros end here. */
#undef _FSRTL_ADVANCED_FCB_HEADER
#undef FSRTL_ADVANCED_FCB_HEADER
#undef PFSRTL_ADVANCED_FCB_HEADER
#undef FsRtlSetupAdvancedHeader
#undef FsRtlTeardownPerStreamContexts
#undef FsRtlInsertPerStreamContext
#undef FsRtlLookupPerStreamContextInternal
#undef FsRtlRemovePerStreamContext
#undef _FS_FILTER_PARAMETERS
#undef FS_FILTER_PARAMETERS
#undef PFS_FILTER_PARAMETERS
#undef _FS_FILTER_CALLBACK_DATA
#undef FS_FILTER_CALLBACK_DATA
#undef PFS_FILTER_CALLBACK_DATA
#undef PFS_FILTER_CALLBACK
#undef PFS_FILTER_COMPLETION_CALLBACK
#undef _FS_FILTER_CALLBACKS
#undef FS_FILTER_CALLBACKS
#undef PFS_FILTER_CALLBACKS
#undef FsRtlRegisterFileSystemFilterCallbacks
#undef _MM_PREFETCH_FLAGS
#undef MM_PREFETCH_FLAGS
#undef PMM_PREFETCH_FLAGS
#undef _FILE_RENAME_INFORMATION
#undef FILE_RENAME_INFORMATION
#undef PFILE_RENAME_INFORMATION
#undef _FILE_LINK_INFORMATION
#undef FILE_LINK_INFORMATION
#undef PFILE_LINK_INFORMATION

/* Types, not macros; functions, not macros. */
#undef EX_PUSH_LOCK
#undef PEX_PUSH_LOCK
#undef FsRtlSetupAdvancedHeaderEx
#undef FsRtlLookupPerStreamContext
#undef FsRtlCompleteRequest
#undef FsRtlFastLock
