/*
 * Source places. clang knows three for every token: where it is spelled, where the macro that it
 * came from was called, and (clang_getFileLocation) the place in a file that a reader would point
 * at: a macro's argument where it is written, anything else of a macro at its outermost call.
 * The last is ours. It needs no preprocessing record: a token of a macro's body is known by its
 * location's kind, the macro's name is the identifier that stands at the place found.
 */
#include "frontend/lower.h"

#include <ctype.h>
#include <string.h>

/* The top bit of a clang source location says that it lies in a macro's expansion
   (SourceLocation::MacroIDBit); the C interface has no other way to ask. */
bool place_is_macro(CXSourceLocation at) { return at.int_data >> 31; }

static const struct place_file *file_of(struct lower *l, CXFile handle)
{
    if (l->last_file < l->files.count && l->files.items[l->last_file].handle == handle)
        return &l->files.items[l->last_file];
    for (uint32_t i = 0; i < l->files.count; i++)
        if (l->files.items[i].handle == handle)
            return &l->files.items[l->last_file = i];

    CXString name = clang_getFileName(handle);
    const char *path = path_join(&l->arena, "", clang_getCString(name) ? clang_getCString(name) : "");
    clang_disposeString(name);
    bool system = clang_Location_isInSystemHeader(clang_getLocationForOffset(l->tu, handle, 0));
    uint32_t flags = (clang_File_isEqual(handle, l->main_file) ? (uint32_t)IR_FILE_MAIN : 0) |
                     (system ? (uint32_t)IR_FILE_SYSTEM : 0);
    struct place_file f = {.handle = handle, .index = ir_add_file(l->b, path, flags)};
    f.text = clang_getFileContents(l->tu, handle, &f.size);
    f.changed = repair_of(l, handle);
    vec_push(&l->files, f);
    l->last_file = l->files.count - 1;
    return &vec_last(&l->files);
}

ir_index place_file(struct lower *l, CXFile file) { return file ? file_of(l, file)->index : 0; }

static bool is_name(char c) { return isalnum((unsigned char)c) || c == '_' || c == '$'; }

static ir_index name_at(struct lower *l, const struct place_file *f, uint32_t offset)
{
    size_t end = offset;
    while (f->text && end < f->size && is_name(f->text[end]))
        end++;
    return end > offset ? ir_add_string_n(l->b, f->text + offset, end - offset) : 0;
}

/* Offset behind the call of the macro whose name stands at `offset`, its arguments included. */
static size_t call_end(const struct place_file *f, size_t offset)
{
    size_t at = offset;
    while (f->text && at < f->size && is_name(f->text[at]))
        at++;
    size_t open = at;
    while (f->text && open < f->size && isspace((unsigned char)f->text[open]))
        open++;
    if (!f->text || open >= f->size || f->text[open] != '(')
        return at;
    for (int depth = 0; open < f->size; open++) {
        depth += f->text[open] == '(' ? 1 : f->text[open] == ')' ? -1 : 0;
        if (depth == 0)
            return open + 1;
    }
    return at;
}

/* The macro that a range comes from as a whole; of one that merely begins in a macro, none. */
static ir_index macro_of(struct lower *l, const struct place_file *f, CXSourceLocation from, uint32_t offset,
                         uint32_t end)
{
    CXFile outer;
    unsigned outer_offset;
    if (!place_is_macro(from))
        return 0;
    clang_getExpansionLocation(from, &outer, NULL, NULL, &outer_offset);
    if (outer != f->handle || outer_offset != offset) /* an argument's own text is no expansion */
        return 0;
    return end > call_end(f, offset) ? 0 : name_at(l, f, offset);
}

ir_index place_of_range(struct lower *l, CXSourceRange range)
{
    CXSourceLocation from = clang_getRangeStart(range);
    CXFile file, end_file;
    unsigned line, column, offset, end_line, end_column, end_offset;
    clang_getFileLocation(from, &file, &line, &column, &offset);
    if (!file)
        return 0;
    clang_getFileLocation(clang_getRangeEnd(range), &end_file, &end_line, &end_column, &end_offset);
    const struct place_file *f = file_of(l, file);
    if (end_file != file || end_offset < offset) {
        end_line = line;
        end_column = column;
        end_offset = offset;
    }
    ir_index macro = macro_of(l, f, from, offset, end_offset);
    column = repair_column(f->changed, offset, column);
    end_column = repair_column(f->changed, end_offset, end_column);
    struct ir_loc loc = {.file = f->index,
                         .line = line,
                         .column = column,
                         .end_line = end_line,
                         .end_column = end_column,
                         .macro = macro};
    return ir_add_loc(l->b, &loc);
}

ir_index place_of(struct lower *l, CXCursor c) { return place_of_range(l, clang_getCursorExtent(c)); }

ir_index place_of_name(struct lower *l, CXCursor c)
{
    CXSourceRange name = clang_Cursor_getSpellingNameRange(c, 0, 0);
    return place_of_range(l, clang_Range_isNull(name) ? clang_getCursorExtent(c) : name);
}

ir_index place_of_end(struct lower *l, CXCursor c)
{
    ir_index whole = place_of(l, c);
    struct ir_loc loc = l->m->locs.items[whole];
    if (!whole || loc.end_column < 2)
        return whole;
    loc.line = loc.end_line;
    loc.column = loc.end_column - 1;
    return ir_add_loc(l->b, &loc);
}

bool place_in_system(CXCursor c)
{
    CXSourceLocation at = clang_getCursorLocation(c);
    CXFile file;
    if (clang_Location_isInSystemHeader(at))
        return true;
    clang_getFileLocation(at, &file, NULL, NULL, NULL);
    return !file; /* a function that is built into the compiler */
}

const char *place_text(struct lower *l, CXSourceLocation at, size_t *left)
{
    CXFile file;
    unsigned offset;
    clang_getSpellingLocation(at, &file, NULL, NULL, &offset);
    *left = 0;
    if (!file)
        return NULL;
    const struct place_file *f = file_of(l, file);
    if (!f->text || offset > f->size)
        return NULL;
    *left = f->size - offset;
    return f->text + offset;
}
