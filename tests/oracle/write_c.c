/* A program as C: one statement a line, so that a finding's line names its statement. */
#include "oracle.h"

#include <stdlib.h>
#include <string.h>

const struct field_info field_infos[F_COUNT] = {
    [F_BOX_POOL] = {"Pool", T_BOX, T_LIST_POOL},
    [F_BOX_BUFFERS] = {"Buffers", T_BOX, T_BUFFER_POOL},
    [F_BOX_LIST] = {"List", T_BOX, T_LIST},
    [F_BOX_OTHER] = {"Other", T_BOX, T_LIST},
    [F_BOX_BUFFER] = {"Buffer", T_BOX, T_BUFFER},
    [F_BOX_FLAG] = {"Flag", T_BOX, T_INT},
    [F_LIST_NEXT] = {"Next", T_LIST, T_LIST},
    [F_LIST_FIRST] = {"FirstNetBuffer", T_LIST, T_BUFFER},
    [F_BUFFER_NEXT] = {"Next", T_BUFFER, T_BUFFER},
    [F_COMBINED] = {"fAllocateNetBuffer", T_LIST_POOL_PARAMETERS, T_INT},
    [F_DATA_SIZE] = {"DataSize", T_LIST_POOL_PARAMETERS, T_INT},
    [F_DEREF] = {"", T_LIST_CELL, T_LIST},
};

const struct ddi_info ddi_infos[D_COUNT] = {
    [D_ALLOC_LIST_POOL] = {"NdisAllocateNetBufferListPool", "NDIS_HANDLE", {"NDIS_HANDLE", "PNET_BUFFER_LIST_POOL_PARAMETERS"}},
    [D_FREE_LIST_POOL] = {"NdisFreeNetBufferListPool", "VOID", {"NDIS_HANDLE"}},
    [D_ALLOC_BUFFER_POOL] = {"NdisAllocateNetBufferPool", "NDIS_HANDLE", {"NDIS_HANDLE", "PNET_BUFFER_POOL_PARAMETERS"}},
    [D_FREE_BUFFER_POOL] = {"NdisFreeNetBufferPool", "VOID", {"NDIS_HANDLE"}},
    [D_ALLOC_LIST] = {"NdisAllocateNetBufferList", "PNET_BUFFER_LIST", {"NDIS_HANDLE", "USHORT", "USHORT"}},
    [D_ALLOC_COMBINED] = {"NdisAllocateNetBufferAndNetBufferList", "PNET_BUFFER_LIST", {"NDIS_HANDLE", "USHORT", "USHORT", "PMDL", "ULONG", "SIZE_T"}},
    [D_FREE_LIST] = {"NdisFreeNetBufferList", "VOID", {"PNET_BUFFER_LIST"}},
    [D_ALLOC_CLONE] = {"NdisAllocateCloneNetBufferList", "PNET_BUFFER_LIST", {"PNET_BUFFER_LIST", "NDIS_HANDLE", "NDIS_HANDLE", "ULONG"}},
    [D_FREE_CLONE] = {"NdisFreeCloneNetBufferList", "VOID", {"PNET_BUFFER_LIST", "ULONG"}},
    [D_ALLOC_BUFFER] = {"NdisAllocateNetBuffer", "PNET_BUFFER", {"NDIS_HANDLE", "PMDL", "ULONG", "SIZE_T"}},
    [D_FREE_BUFFER] = {"NdisFreeNetBuffer", "VOID", {"PNET_BUFFER"}},
    [D_ALLOC_MEMORY] = {"NdisAllocateMemoryWithTagPriority", "PVOID", {"NDIS_HANDLE", "UINT", "ULONG", "EX_POOL_PRIORITY"}},
    [D_FREE_MEMORY] = {"NdisFreeMemory", "VOID", {"PVOID", "UINT", "UINT"}},
    [D_ZERO] = {"NdisZeroMemory", "VOID", {"PVOID", "SIZE_T"}},
    [D_MOVE] = {"NdisMoveMemory", "VOID", {"PVOID", "PVOID", "SIZE_T"}},
    [D_SEND] = {"NdisFSendNetBufferLists", "VOID", {"NDIS_HANDLE", "PNET_BUFFER_LIST", "ULONG", "ULONG"}},
    [D_ALLOC_CONTEXT] = {"NdisAllocateNetBufferListContext", "NDIS_STATUS", {"PNET_BUFFER_LIST", "USHORT", "USHORT", "ULONG"}},
    [D_FREE_CONTEXT] = {"NdisFreeNetBufferListContext", "VOID", {"PNET_BUFFER_LIST", "USHORT"}},
    [D_GET_POOL] = {"NdisGetPoolFromNetBufferList", "NDIS_HANDLE", {"PNET_BUFFER_LIST"}},
    [D_STATUS] = {"NdisFRestartFilter", "NDIS_STATUS", {"NDIS_HANDLE"}},
    [D_PENDING] = {"NdisCloseAdapterEx", "NDIS_STATUS", {"NDIS_HANDLE"}},
    [D_PROBE] = {"Probe", "int", {NULL}},
};

static const char *const type_names[T_COUNT] = {
    [T_VOID] = "void", [T_INT] = "int", [T_LIST_POOL] = "NDIS_HANDLE", [T_BUFFER_POOL] = "NDIS_HANDLE", [T_LIST] = "PNET_BUFFER_LIST",
    [T_BUFFER] = "PNET_BUFFER", [T_BOX] = "struct box *", [T_LIST_CELL] = "PNET_BUFFER_LIST *", [T_BOX_VALUE] = "struct box",
    [T_LIST_POOL_PARAMETERS] = "NET_BUFFER_LIST_POOL_PARAMETERS", [T_BUFFER_POOL_PARAMETERS] = "NET_BUFFER_POOL_PARAMETERS",
};

static const char own_declarations[] =
    "typedef void VOID, *PVOID, *NDIS_HANDLE; typedef int NDIS_STATUS, EX_POOL_PRIORITY; typedef struct _MDL *PMDL;\n"
    "typedef unsigned char BOOLEAN; typedef unsigned short USHORT; typedef unsigned int UINT, ULONG; typedef unsigned long long SIZE_T;\n"
    "typedef struct _NET_BUFFER { struct _NET_BUFFER *Next; NDIS_HANDLE NdisPoolHandle; } *PNET_BUFFER;\n"
    "typedef struct _NET_BUFFER_LIST { struct _NET_BUFFER_LIST *Next; PNET_BUFFER FirstNetBuffer; PVOID Context; NDIS_HANDLE NdisPoolHandle; } *PNET_BUFFER_LIST;\n"
    "typedef struct _NET_BUFFER_LIST_POOL_PARAMETERS { BOOLEAN fAllocateNetBuffer; USHORT ContextSize; ULONG DataSize; } NET_BUFFER_LIST_POOL_PARAMETERS, *PNET_BUFFER_LIST_POOL_PARAMETERS;\n"
    "typedef struct _NET_BUFFER_POOL_PARAMETERS { ULONG PoolTag; ULONG DataSize; } NET_BUFFER_POOL_PARAMETERS, *PNET_BUFFER_POOL_PARAMETERS;\n";

/* ---- what is used ------------------------------------------------------------------------------ */

struct writer {
    struct program_ast *p;
    struct function *f;
    struct str *out;
    uint32_t line;
};

static void mark_function(struct program_ast *p, uint32_t n);

static void mark_place(struct program_ast *p, struct function *f, const struct cell_place *c)
{
    (c->global ? p->globals : f->vars)[c->var].used = true;
}

static void mark_expression(struct program_ast *p, struct function *f, const struct expression *e)
{
    if (e->kind == V_PLACE || e->kind == V_ADDRESS || e->kind == V_SUM)
        mark_place(p, f, &e->place);
}

static void mark_condition(struct program_ast *p, struct function *f, const struct condition *c)
{
    if (c->kind == C_AND || c->kind == C_OR) {
        mark_condition(p, f, c->a);
        mark_condition(p, f, c->b);
        return;
    }
    mark_place(p, f, &c->left);
    mark_expression(p, f, &c->right);
}

static void mark_block(struct program_ast *p, struct function *f, const struct statement *s)
{
    for (; s; s = s->next) {
        if (s->off)
            continue;
        if (s->kind == S_ASSIGN || s->kind == S_COPY || (s->kind == S_CALL && s->has_to))
            mark_place(p, f, &s->to);
        if (s->kind == S_ASSIGN || s->kind == S_COPY || s->kind == S_SWITCH || (s->kind == S_RETURN && s->has_value))
            mark_expression(p, f, &s->value);
        for (uint32_t i = 0; i < s->arg_count; i++)
            mark_expression(p, f, &s->args[i]);
        if (s->kind == S_CALL && s->callee >= CALLS_FUNCTION)
            mark_function(p, s->callee - CALLS_FUNCTION);
        if (s->condition && !s->unwrapped)
            mark_condition(p, f, s->condition);
        mark_block(p, f, s->body);
        if (!s->unwrapped)
            mark_block(p, f, s->other);
    }
}

static void mark_function(struct program_ast *p, uint32_t n)
{
    struct function *f = &p->functions[n];
    if (f->used)
        return;
    f->used = true;
    for (uint32_t i = 0; i < f->param_count; i++)
        f->vars[i].used = true;
    mark_block(p, f, f->body);
}

static void mark_used(struct program_ast *p)
{
    for (uint32_t g = 0; g < p->global_count; g++)
        p->globals[g].used = false;
    for (uint32_t i = 0; i < p->function_count; i++) {
        p->functions[i].used = false;
        for (uint32_t v = 0; v < p->functions[i].var_count; v++)
            p->functions[i].vars[v].used = false;
    }
    mark_function(p, 0);
}

/* ---- lines ---------------------------------------------------------------------------------------- */

static void end_line(struct writer *w)
{
    str_append_char(w->out, '\n');
    w->line++;
}

static void raw(struct writer *w, const char *text)
{
    str_append(w->out, text);
    for (; *text; text++)
        w->line += *text == '\n';
}

static void indent(struct writer *w, int depth)
{
    for (int i = 0; i < depth; i++)
        str_append(w->out, "    ");
}

/* ---- expressions ------------------------------------------------------------------------------------- */

static void write_place(struct writer *w, const struct cell_place *c)
{
    const struct variable *v = &(c->global ? w->p->globals : w->f->vars)[c->var];
    if (c->hops[0] == F_DEREF) {
        str_printf(w->out, "*%s", v->name);
        return;
    }
    str_append(w->out, v->name);
    bool by_value = v->type == T_BOX_VALUE || v->type == T_LIST_POOL_PARAMETERS || v->type == T_BUFFER_POOL_PARAMETERS;
    for (int i = 0; i < HOPS_MAX && c->hops[i]; i++)
        str_printf(w->out, "%s%s", i == 0 && by_value ? "." : "->", field_infos[c->hops[i]].name);
}

static void write_expression(struct writer *w, const struct expression *e)
{
    switch (e->kind) {
    case V_NUMBER: str_printf(w->out, "%lld", (long long)e->number); return;
    case V_NULL: str_append(w->out, "(void *)0"); return;
    case V_ADDRESS: str_append_char(w->out, '&'); break;
    case V_PLACE: case V_SUM: break;
    }
    write_place(w, &e->place);
    if (e->kind == V_SUM)
        str_printf(w->out, " + %lld", (long long)e->number);
}

static const char *const operators[] = {[IR_BIN_EQ] = "==", [IR_BIN_NE] = "!=", [IR_BIN_LT] = "<", [IR_BIN_LE] = "<=", [IR_BIN_GT] = ">", [IR_BIN_GE] = ">="};

static void write_condition(struct writer *w, const struct condition *c)
{
    if (c->kind == C_AND || c->kind == C_OR) {
        str_append_char(w->out, '(');
        write_condition(w, c->a);
        str_append(w->out, c->kind == C_AND ? ") && (" : ") || (");
        write_condition(w, c->b);
        str_append_char(w->out, ')');
        return;
    }
    if (c->kind == C_BITS)
        str_append_char(w->out, '(');
    write_place(w, &c->left);
    if (c->kind == C_BITS) {
        str_append(w->out, " & ");
        write_expression(w, &c->right);
        str_append(w->out, ") != 0");
        return;
    }
    str_printf(w->out, " %s ", operators[c->op]);
    write_expression(w, &c->right);
}

/* ---- statements -------------------------------------------------------------------------------------------- */

static void write_block(struct writer *w, struct statement *s, int depth);

static void write_size(struct writer *w, const struct expression *e)
{
    if (e->kind == V_ADDRESS) {
        str_append(w->out, "sizeof(");
        write_place(w, &e->place);
        str_append_char(w->out, ')');
    } else
        str_append(w->out, "sizeof(struct box)");
}

static void write_call(struct writer *w, const struct statement *s)
{
    if (s->has_to) {
        write_place(w, &s->to);
        str_append(w->out, " = ");
    }
    str_printf(w->out, "%s(", s->callee >= CALLS_FUNCTION ? w->p->functions[s->callee - CALLS_FUNCTION].name : ddi_infos[s->callee].name);
    for (uint32_t i = 0; i < s->arg_count; i++) {
        str_append(w->out, i ? ", " : "");
        if ((s->callee == D_ZERO && i == 1) || (s->callee == D_MOVE && i == 2))
            write_size(w, &s->args[0]);
        else
            write_expression(w, &s->args[i]);
    }
    str_append(w->out, ");");
}

static void write_head(struct writer *w, const struct statement *s)
{
    str_append(w->out, s->kind == S_IF ? "if (" : "while (");
    write_condition(w, s->condition);
    str_append(w->out, ") {");
}

static void write_switch(struct writer *w, struct statement *s, int depth)
{
    str_append(w->out, "switch (");
    write_place(w, &s->value.place);
    str_append(w->out, ") {");
    end_line(w);
    indent(w, depth);
    str_printf(w->out, "case %lld:;", (long long)s->number);
    end_line(w);
    write_block(w, s->body, depth + 1);
    if (!s->falls) {
        indent(w, depth + 1);
        str_append(w->out, "break;");
        end_line(w);
    }
    indent(w, depth);
    str_append(w->out, "default:;");
    end_line(w);
    write_block(w, s->other, depth + 1);
    indent(w, depth);
    str_append(w->out, "}");
}

static void write_statement(struct writer *w, struct statement *s, int depth)
{
    if (s->unwrapped) {
        write_block(w, s->body, depth);
        return;
    }
    s->line = w->line;
    indent(w, depth);
    switch (s->kind) {
    case S_ASSIGN:
        write_place(w, &s->to);
        str_append(w->out, " = ");
        write_expression(w, &s->value);
        str_append_char(w->out, ';');
        break;
    case S_COPY:
        write_place(w, &s->to);
        str_append(w->out, " = ");
        if (s->value.kind == V_ADDRESS)
            write_place(w, &s->value.place);
        else {
            str_append_char(w->out, '*');
            write_expression(w, &s->value);
        }
        str_append_char(w->out, ';');
        break;
    case S_CALL: write_call(w, s); break;
    case S_IF: case S_WHILE:
        write_head(w, s);
        end_line(w);
        write_block(w, s->body, depth + 1);
        indent(w, depth);
        if (s->kind == S_IF && s->other) {
            str_append(w->out, "} else {");
            end_line(w);
            write_block(w, s->other, depth + 1);
            indent(w, depth);
        }
        str_append_char(w->out, '}');
        break;
    case S_SWITCH: write_switch(w, s, depth); break;
    case S_GOTO: str_printf(w->out, "goto out%u;", s->label); break;
    case S_LABEL: str_printf(w->out, "out%u:;", s->label); break;
    case S_RETURN:
        str_append(w->out, "return");
        if (s->has_value) {
            str_append_char(w->out, ' ');
            write_expression(w, &s->value);
        }
        str_append_char(w->out, ';');
        break;
    }
    s->end_line = w->line;
    end_line(w);
}

static void write_block(struct writer *w, struct statement *s, int depth)
{
    for (; s; s = s->next)
        if (!s->off)
            write_statement(w, s, depth);
}

/* ---- functions ------------------------------------------------------------------------------------------------ */

static void write_head_of(struct writer *w, struct function *f)
{
    str_printf(w->out, "%s %s(", type_names[f->result], f->name);
    for (uint32_t i = 0; i < f->param_count; i++)
        str_printf(w->out, "%s%s %s", i ? ", " : "", type_names[f->vars[i].type], f->vars[i].name);
    str_append(w->out, f->param_count ? ")" : "void)");
}

static void write_function(struct writer *w, struct function *f)
{
    w->f = f;
    f->line = w->line;
    write_head_of(w, f);
    end_line(w);
    raw(w, "{\n");
    for (uint32_t i = f->param_count; i < f->var_count; i++)
        if (f->vars[i].used) {
            str_printf(w->out, "    %s %s;", type_names[f->vars[i].type], f->vars[i].name);
            end_line(w);
        }
    write_block(w, f->body, 1);
    f->end_line = w->line;
    raw(w, "}\n");
}

static void declare_ddis(struct writer *w)
{
    for (uint32_t d = 0; d < D_COUNT; d++) {
        str_printf(w->out, "%s %s(", ddi_infos[d].result, ddi_infos[d].name);
        for (uint32_t i = 0; i < ARGS && ddi_infos[d].params[i]; i++)
            str_printf(w->out, "%s%s", i ? ", " : "", ddi_infos[d].params[i]);
        str_append(w->out, ddi_infos[d].params[0] ? ");" : "void);");
        end_line(w);
    }
}

void write_c(struct program_ast *p, bool headers, struct str *out)
{
    struct writer w = {.p = p, .out = out, .line = 1};
    mark_used(p);
    if (headers)
        raw(&w, "#include <ndis.h>\n\nint Probe(void);\n");
    else {
        raw(&w, own_declarations);
        declare_ddis(&w);
    }
    raw(&w, "struct box { NDIS_HANDLE Pool; NDIS_HANDLE Buffers; PNET_BUFFER_LIST List; PNET_BUFFER_LIST Other; PNET_BUFFER Buffer; int Flag; };\n\n");
    for (uint32_t g = 0; g < p->global_count; g++)
        if (p->globals[g].used) {
            str_printf(out, "%s %s;", type_names[p->globals[g].type], p->globals[g].name);
            end_line(&w);
        }
    for (uint32_t i = p->function_count; i-- > 0;)
        if (p->functions[i].used)
            write_function(&w, &p->functions[i]);
}
