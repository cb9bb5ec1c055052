/*
 * libclang.h: libclang, loaded when a unit is parsed and not before: its libraries take 30 ms to load, which is
 * most of a run that finds everything in the cache. Files of this folder call clang_* as ever; each such name
 * is a macro for an entry of one table, the only state of the program that is not passed around. A function that is not
 * in the list cannot be linked.
 */
#ifndef DDICHECK_FRONTEND_LIBCLANG_H
#define DDICHECK_FRONTEND_LIBCLANG_H

#include <clang-c/Index.h>

#define LIBCLANG_FUNCTIONS(X) \
    X(Cursor_Evaluate) \
    X(Cursor_getArgument) \
    X(Cursor_getNumArguments) \
    X(Cursor_getOffsetOfField) \
    X(Cursor_getSpellingNameRange) \
    X(Cursor_getStorageClass) \
    X(Cursor_getVarDeclInitializer) \
    X(Cursor_hasAttrs) \
    X(Cursor_hasVarDeclGlobalStorage) \
    X(Cursor_isAnonymousRecordDecl) \
    X(Cursor_isBitField) \
    X(Cursor_isFunctionInlined) \
    X(Cursor_isNull) \
    X(EvalResult_dispose) \
    X(EvalResult_getAsLongLong) \
    X(EvalResult_getAsUnsigned) \
    X(EvalResult_getKind) \
    X(EvalResult_isUnsignedInt) \
    X(File_isEqual) \
    X(Location_isInSystemHeader) \
    X(PrintingPolicy_dispose) \
    X(PrintingPolicy_setProperty) \
    X(Range_isNull) \
    X(Type_getAlignOf) \
    X(Type_getSizeOf) \
    X(Type_getValueType) \
    X(Type_visitFields) \
    X(createIndex) \
    X(defaultSaveOptions) \
    X(disposeDiagnostic) \
    X(disposeIndex) \
    X(disposeString) \
    X(disposeTranslationUnit) \
    X(equalCursors) \
    X(equalLocations) \
    X(equalRanges) \
    X(equalTypes) \
    X(getArgType) \
    X(getArrayElementType) \
    X(getArraySize) \
    X(getCString) \
    X(getCanonicalCursor) \
    X(getCanonicalType) \
    X(getClangVersion) \
    X(getCursorBinaryOperatorKind) \
    X(getCursorDefinition) \
    X(getCursorExtent) \
    X(getCursorKind) \
    X(getCursorKindSpelling) \
    X(getCursorLocation) \
    X(getCursorPrettyPrinted) \
    X(getCursorPrintingPolicy) \
    X(getCursorReferenced) \
    X(getCursorSemanticParent) \
    X(getCursorSpelling) \
    X(getCursorType) \
    X(getCursorUnaryOperatorKind) \
    X(getDiagnostic) \
    X(getDiagnosticLocation) \
    X(getDiagnosticNumRanges) \
    X(getDiagnosticRange) \
    X(getDiagnosticSeverity) \
    X(getDiagnosticSpelling) \
    X(getEnumConstantDeclValue) \
    X(getEnumDeclIntegerType) \
    X(getExpansionLocation) \
    X(getFieldDeclBitWidth) \
    X(getFile) \
    X(getFileContents) \
    X(getFileLocation) \
    X(getFileName) \
    X(getInclusions) \
    X(getLocationForOffset) \
    X(getNullCursor) \
    X(getNumArgTypes) \
    X(getNumDiagnostics) \
    X(getPointeeType) \
    X(getRangeEnd) \
    X(getRangeStart) \
    X(getResultType) \
    X(getSpellingLocation) \
    X(getTranslationUnitCursor) \
    X(getTypeDeclaration) \
    X(getTypeSpelling) \
    X(isConstQualifiedType) \
    X(isCursorDefinition) \
    X(isDeclaration) \
    X(isExpression) \
    X(isFunctionTypeVariadic) \
    X(isStatement) \
    X(parseTranslationUnit2) \
    X(saveTranslationUnit) \
    X(visitChildren)

struct libclang {
#define LIBCLANG_ENTRY(name) __typeof__(clang_##name) *name;
    LIBCLANG_FUNCTIONS(LIBCLANG_ENTRY)
#undef LIBCLANG_ENTRY
};

/* Written once, by frontend_load (libclang.c). */
extern struct libclang libclang;

#define clang_Cursor_Evaluate libclang.Cursor_Evaluate
#define clang_Cursor_getArgument libclang.Cursor_getArgument
#define clang_Cursor_getNumArguments libclang.Cursor_getNumArguments
#define clang_Cursor_getOffsetOfField libclang.Cursor_getOffsetOfField
#define clang_Cursor_getSpellingNameRange libclang.Cursor_getSpellingNameRange
#define clang_Cursor_getStorageClass libclang.Cursor_getStorageClass
#define clang_Cursor_getVarDeclInitializer libclang.Cursor_getVarDeclInitializer
#define clang_Cursor_hasAttrs libclang.Cursor_hasAttrs
#define clang_Cursor_hasVarDeclGlobalStorage libclang.Cursor_hasVarDeclGlobalStorage
#define clang_Cursor_isAnonymousRecordDecl libclang.Cursor_isAnonymousRecordDecl
#define clang_Cursor_isBitField libclang.Cursor_isBitField
#define clang_Cursor_isFunctionInlined libclang.Cursor_isFunctionInlined
#define clang_Cursor_isNull libclang.Cursor_isNull
#define clang_EvalResult_dispose libclang.EvalResult_dispose
#define clang_EvalResult_getAsLongLong libclang.EvalResult_getAsLongLong
#define clang_EvalResult_getAsUnsigned libclang.EvalResult_getAsUnsigned
#define clang_EvalResult_getKind libclang.EvalResult_getKind
#define clang_EvalResult_isUnsignedInt libclang.EvalResult_isUnsignedInt
#define clang_File_isEqual libclang.File_isEqual
#define clang_Location_isInSystemHeader libclang.Location_isInSystemHeader
#define clang_PrintingPolicy_dispose libclang.PrintingPolicy_dispose
#define clang_PrintingPolicy_setProperty libclang.PrintingPolicy_setProperty
#define clang_Range_isNull libclang.Range_isNull
#define clang_Type_getAlignOf libclang.Type_getAlignOf
#define clang_Type_getSizeOf libclang.Type_getSizeOf
#define clang_Type_getValueType libclang.Type_getValueType
#define clang_Type_visitFields libclang.Type_visitFields
#define clang_createIndex libclang.createIndex
#define clang_defaultSaveOptions libclang.defaultSaveOptions
#define clang_disposeDiagnostic libclang.disposeDiagnostic
#define clang_disposeIndex libclang.disposeIndex
#define clang_disposeString libclang.disposeString
#define clang_disposeTranslationUnit libclang.disposeTranslationUnit
#define clang_equalCursors libclang.equalCursors
#define clang_equalLocations libclang.equalLocations
#define clang_equalRanges libclang.equalRanges
#define clang_equalTypes libclang.equalTypes
#define clang_getArgType libclang.getArgType
#define clang_getArrayElementType libclang.getArrayElementType
#define clang_getArraySize libclang.getArraySize
#define clang_getCString libclang.getCString
#define clang_getCanonicalCursor libclang.getCanonicalCursor
#define clang_getCanonicalType libclang.getCanonicalType
#define clang_getClangVersion libclang.getClangVersion
#define clang_getCursorBinaryOperatorKind libclang.getCursorBinaryOperatorKind
#define clang_getCursorDefinition libclang.getCursorDefinition
#define clang_getCursorExtent libclang.getCursorExtent
#define clang_getCursorKind libclang.getCursorKind
#define clang_getCursorKindSpelling libclang.getCursorKindSpelling
#define clang_getCursorLocation libclang.getCursorLocation
#define clang_getCursorPrettyPrinted libclang.getCursorPrettyPrinted
#define clang_getCursorPrintingPolicy libclang.getCursorPrintingPolicy
#define clang_getCursorReferenced libclang.getCursorReferenced
#define clang_getCursorSemanticParent libclang.getCursorSemanticParent
#define clang_getCursorSpelling libclang.getCursorSpelling
#define clang_getCursorType libclang.getCursorType
#define clang_getCursorUnaryOperatorKind libclang.getCursorUnaryOperatorKind
#define clang_getDiagnostic libclang.getDiagnostic
#define clang_getDiagnosticLocation libclang.getDiagnosticLocation
#define clang_getDiagnosticNumRanges libclang.getDiagnosticNumRanges
#define clang_getDiagnosticRange libclang.getDiagnosticRange
#define clang_getDiagnosticSeverity libclang.getDiagnosticSeverity
#define clang_getDiagnosticSpelling libclang.getDiagnosticSpelling
#define clang_getEnumConstantDeclValue libclang.getEnumConstantDeclValue
#define clang_getEnumDeclIntegerType libclang.getEnumDeclIntegerType
#define clang_getExpansionLocation libclang.getExpansionLocation
#define clang_getFieldDeclBitWidth libclang.getFieldDeclBitWidth
#define clang_getFile libclang.getFile
#define clang_getFileContents libclang.getFileContents
#define clang_getFileLocation libclang.getFileLocation
#define clang_getFileName libclang.getFileName
#define clang_getInclusions libclang.getInclusions
#define clang_getLocationForOffset libclang.getLocationForOffset
#define clang_getNullCursor libclang.getNullCursor
#define clang_getNumArgTypes libclang.getNumArgTypes
#define clang_getNumDiagnostics libclang.getNumDiagnostics
#define clang_getPointeeType libclang.getPointeeType
#define clang_getRangeEnd libclang.getRangeEnd
#define clang_getRangeStart libclang.getRangeStart
#define clang_getResultType libclang.getResultType
#define clang_getSpellingLocation libclang.getSpellingLocation
#define clang_getTranslationUnitCursor libclang.getTranslationUnitCursor
#define clang_getTypeDeclaration libclang.getTypeDeclaration
#define clang_getTypeSpelling libclang.getTypeSpelling
#define clang_isConstQualifiedType libclang.isConstQualifiedType
#define clang_isCursorDefinition libclang.isCursorDefinition
#define clang_isDeclaration libclang.isDeclaration
#define clang_isExpression libclang.isExpression
#define clang_isFunctionTypeVariadic libclang.isFunctionTypeVariadic
#define clang_isStatement libclang.isStatement
#define clang_parseTranslationUnit2 libclang.parseTranslationUnit2
#define clang_saveTranslationUnit libclang.saveTranslationUnit
#define clang_visitChildren libclang.visitChildren

#endif
