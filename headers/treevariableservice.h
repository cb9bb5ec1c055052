/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * treevariableservice.h: the trusted execution environment's service for firmware
 * variables. Types of fields are those of the UEFI services of the same names.
 */
#pragma once

#include <wdm.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct _EFI_GET_VARIABLE_IN {
    GUID VendorGuid;
    WCHAR VariableName[ANYSIZE_ARRAY];
} EFI_GET_VARIABLE_IN, *PEFI_GET_VARIABLE_IN;

typedef struct _EFI_GET_VARIABLE_OUT {
    ULONG64 EfiStatus;
    ULONG Attributes;
    ULONG DataSize;
    UCHAR Data[ANYSIZE_ARRAY];
} EFI_GET_VARIABLE_OUT, *PEFI_GET_VARIABLE_OUT;

typedef struct _EFI_GET_NEXT_VARIABLE_NAME_IN {
    GUID VendorGuid;
    WCHAR VariableName[ANYSIZE_ARRAY];
} EFI_GET_NEXT_VARIABLE_NAME_IN, *PEFI_GET_NEXT_VARIABLE_NAME_IN;

typedef struct _EFI_GET_NEXT_VARIABLE_NAME_OUT {
    ULONG64 EfiStatus;
    GUID VendorGuid;
    ULONG NameLength;
    WCHAR VariableName[ANYSIZE_ARRAY];
} EFI_GET_NEXT_VARIABLE_NAME_OUT, *PEFI_GET_NEXT_VARIABLE_NAME_OUT;

typedef struct _EFI_SET_VARIABLE_IN {
    ULONG VariableNameOffset;
    GUID VendorGuid;
    ULONG Attributes;
    ULONG DataSize;
    ULONG DataOffset;
    UCHAR Buffer[ANYSIZE_ARRAY];
} EFI_SET_VARIABLE_IN, *PEFI_SET_VARIABLE_IN;

typedef struct _EFI_SET_VARIABLE_OUT {
    ULONG64 EfiStatus;
} EFI_SET_VARIABLE_OUT, *PEFI_SET_VARIABLE_OUT;

typedef struct _EFI_QUERY_VARIABLE_INFO_IN {
    ULONG Attributes;
} EFI_QUERY_VARIABLE_INFO_IN, *PEFI_QUERY_VARIABLE_INFO_IN;

typedef struct _EFI_QUERY_VARIABLE_INFO_OUT {
    ULONG64 EfiStatus;
    ULONG64 MaximumVariableStorageSize;
    ULONG64 RemainingVariableStorageSize;
    ULONG64 MaximumVariableSize;
} EFI_QUERY_VARIABLE_INFO_OUT, *PEFI_QUERY_VARIABLE_INFO_OUT;

#define EFI_SET_VARIABLE_GET_VARIABLE_NAME(in) ((WCHAR *)((PUCHAR)(in) + (in)->VariableNameOffset))
#define EFI_SET_VARIABLE_GET_DATA(in)          ((PUCHAR)(in) + (in)->DataOffset)

#ifdef __cplusplus
}
#endif
