/*
 * Generic tables as splay trees: elements in order, and in the order in which they were inserted; what was looked for last is the root.
 *
 *      RTL_SPLAY_LINKS | LIST_ENTRY | the driver's element      one allocation; the driver sees the third part
 */
#include "../rt/ddk.h"

#include <ntddk.h>

typedef struct {
    RTL_SPLAY_LINKS links; /* Parent of the root: itself */
    LIST_ENTRY order;
} node;

static PVOID element(node *n) { return n ? n + 1 : NULL; }
static node *root_of(const RTL_GENERIC_TABLE *t) { return (node *)(void *)t->TableRoot; }
static node *left_of(const node *n) { return (node *)(void *)n->links.LeftChild; }
static node *right_of(const node *n) { return (node *)(void *)n->links.RightChild; }
static node *parent_of(const node *n) { return n->links.Parent == &n->links ? NULL : (node *)(void *)n->links.Parent; }
static node *of_order(LIST_ENTRY *l) { return (node *)(void *)((PUCHAR)l - FIELD_OFFSET(node, order)); }

static void hang(RTL_SPLAY_LINKS *parent, RTL_SPLAY_LINKS *child, bool left)
{
    *(left ? &parent->LeftChild : &parent->RightChild) = child;
    if (child)
        child->Parent = parent;
}

/* The node comes up to where its parent is. */
static void rotate(node *n)
{
    node *p = parent_of(n), *g = parent_of(p);
    bool left = left_of(p) == n;
    hang(&p->links, left ? n->links.RightChild : n->links.LeftChild, left);
    hang(&n->links, &p->links, !left);
    if (g)
        hang(&g->links, &n->links, left_of(g) == p);
    else
        n->links.Parent = &n->links;
}

static void splay(RTL_GENERIC_TABLE *t, node *n)
{
    for (node *p; (p = parent_of(n)); rotate(n)) {
        node *g = parent_of(p);
        if (g)
            rotate((left_of(p) == n) == (left_of(g) == p) ? p : n);
        if (!parent_of(n))
            break;
    }
    t->TableRoot = &n->links;
}

static RTL_GENERIC_COMPARE_RESULTS compare(RTL_GENERIC_TABLE *t, PVOID a, PVOID b)
{
    return RT_CALLBACK("RTL_GENERIC_COMPARE_ROUTINE", PASSIVE_LEVEL, NULL, t->CompareRoutine, t, a, b);
}

/* The node that is equal, or the last one on the way there (*how: on which side of it a new one belongs). */
static node *search(RTL_GENERIC_TABLE *t, PVOID buffer, RTL_GENERIC_COMPARE_RESULTS *how)
{
    node *n = root_of(t), *last = NULL;
    *how = GenericLessThan;
    while (n) {
        last = n;
        *how = compare(t, buffer, element(n));
        if (*how == GenericEqual)
            break;
        n = *how == GenericLessThan ? left_of(n) : right_of(n);
    }
    return last;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlinitializegenerictable */
RT_EXPORT VOID RtlInitializeGenericTable(PRTL_GENERIC_TABLE Table, PRTL_GENERIC_COMPARE_ROUTINE CompareRoutine, PRTL_GENERIC_ALLOCATE_ROUTINE AllocateRoutine,
                                         PRTL_GENERIC_FREE_ROUTINE FreeRoutine, PVOID TableContext)
{
    RT_DDI_VOID(RtlInitializeGenericTable, Table, CompareRoutine, AllocateRoutine, FreeRoutine, TableContext);
    *Table = (RTL_GENERIC_TABLE){.CompareRoutine = CompareRoutine, .AllocateRoutine = AllocateRoutine, .FreeRoutine = FreeRoutine, .TableContext = TableContext};
    Table->InsertOrderList.Flink = Table->InsertOrderList.Blink = &Table->InsertOrderList;
    RT_RETURN_VOID();
}

/* NULL where the driver's routine gives no memory. https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlinsertelementgenerictable */
RT_EXPORT PVOID RtlInsertElementGenericTable(PRTL_GENERIC_TABLE Table, PVOID Buffer, CLONG BufferSize, PBOOLEAN NewElement)
{
    RT_DDI(RtlInsertElementGenericTable, (PVOID)NULL, Table, Buffer, BufferSize, NewElement);
    RTL_GENERIC_COMPARE_RESULTS how;
    node *at = search(Table, Buffer, &how), *n = at;
    bool new = !at || how != GenericEqual;
    if (new) {
        n = RT_CALLBACK("RTL_GENERIC_ALLOCATE_ROUTINE", PASSIVE_LEVEL, NULL, Table->AllocateRoutine, Table, (CLONG)(sizeof *n + BufferSize));
        if (n) {
            LIST_ENTRY *end = &Table->InsertOrderList;
            *n = (node){.links.Parent = &n->links, .order = {.Flink = end, .Blink = end->Blink}};
            end->Blink->Flink = &n->order;
            end->Blink = &n->order;
            rt_copy(element(n), Buffer, BufferSize);
            if (at)
                hang(&at->links, &n->links, how == GenericLessThan);
            Table->NumberGenericTableElements++;
        }
    }
    if (n || at)
        splay(Table, n ? n : at);
    if (NewElement)
        *NewElement = n && new;
    RT_RETURN(element(n));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtllookupelementgenerictable */
RT_EXPORT PVOID RtlLookupElementGenericTable(PRTL_GENERIC_TABLE Table, PVOID Buffer)
{
    RT_DDI(RtlLookupElementGenericTable, (PVOID)NULL, Table, Buffer);
    RTL_GENERIC_COMPARE_RESULTS how;
    node *n = search(Table, Buffer, &how);
    if (n)
        splay(Table, n);
    RT_RETURN(n && how == GenericEqual ? element(n) : NULL);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtldeleteelementgenerictable */
RT_EXPORT BOOLEAN RtlDeleteElementGenericTable(PRTL_GENERIC_TABLE Table, PVOID Buffer)
{
    RT_DDI(RtlDeleteElementGenericTable, (BOOLEAN)FALSE, Table, Buffer);
    RTL_GENERIC_COMPARE_RESULTS how;
    node *n = search(Table, Buffer, &how);
    if (!n || how != GenericEqual)
        RT_RETURN((BOOLEAN)FALSE);
    splay(Table, n);
    node *left = left_of(n), *right = right_of(n), *top = left ? left : right;
    Table->TableRoot = top ? &top->links : NULL;
    if (top)
        top->links.Parent = &top->links;
    if (left && right) { /* the greatest of the left comes up, and has nothing on its right */
        node *greatest = left;
        while (right_of(greatest))
            greatest = right_of(greatest);
        splay(Table, greatest);
        hang(&greatest->links, &right->links, false);
    }
    n->order.Blink->Flink = n->order.Flink;
    n->order.Flink->Blink = n->order.Blink;
    Table->NumberGenericTableElements--;
    RT_CALLBACK_VOID("RTL_GENERIC_FREE_ROUTINE", PASSIVE_LEVEL, NULL, Table->FreeRoutine, Table, n);
    RT_RETURN((BOOLEAN)TRUE);
}

static node *first(node *n)
{
    while (n && left_of(n))
        n = left_of(n);
    return n;
}

static node *after(node *n)
{
    if (right_of(n))
        return first(right_of(n));
    while (parent_of(n) && right_of(parent_of(n)) == n)
        n = parent_of(n);
    return parent_of(n);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlenumerategenerictablewithoutsplaying */
RT_EXPORT PVOID RtlEnumerateGenericTableWithoutSplaying(PRTL_GENERIC_TABLE Table, PVOID *RestartKey)
{
    RT_DDI(RtlEnumerateGenericTableWithoutSplaying, (PVOID)NULL, Table, RestartKey);
    node *n = *RestartKey ? after(*RestartKey) : first(root_of(Table));
    if (n)
        *RestartKey = n;
    RT_RETURN(element(n));
}

/* What it returned last is the root: that is where it goes on. https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlenumerategenerictable */
RT_EXPORT PVOID RtlEnumerateGenericTable(PRTL_GENERIC_TABLE Table, BOOLEAN Restart)
{
    RT_DDI(RtlEnumerateGenericTable, (PVOID)NULL, Table, Restart);
    node *n = !Table->TableRoot ? NULL : Restart ? first(root_of(Table)) : after(root_of(Table));
    if (n)
        splay(Table, n);
    RT_RETURN(element(n));
}

/* In the order of insertion. https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlgetelementgenerictable */
RT_EXPORT PVOID RtlGetElementGenericTable(PRTL_GENERIC_TABLE Table, ULONG I)
{
    RT_DDI(RtlGetElementGenericTable, (PVOID)NULL, Table, I);
    LIST_ENTRY *l = Table->InsertOrderList.Flink;
    while (l != &Table->InsertOrderList && I--)
        l = l->Flink;
    RT_RETURN(l == &Table->InsertOrderList ? NULL : element(of_order(l)));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlnumbergenerictableelements */
RT_EXPORT ULONG RtlNumberGenericTableElements(PRTL_GENERIC_TABLE Table)
{
    RT_DDI(RtlNumberGenericTableElements, (ULONG)0, Table);
    RT_RETURN(Table->NumberGenericTableElements);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlisgenerictableempty */
RT_EXPORT BOOLEAN RtlIsGenericTableEmpty(PRTL_GENERIC_TABLE Table)
{
    RT_DDI(RtlIsGenericTableEmpty, (BOOLEAN)TRUE, Table);
    RT_RETURN((BOOLEAN)(Table->NumberGenericTableElements == 0));
}
