/*
 * Generic tables as AVL trees: elements in order, behind links of the system's, in memory that the driver's routines give.
 *
 *      RTL_BALANCED_LINKS | the driver's element        one allocation; the driver sees the second part
 *
 * A node's Balance is the height of its subtree here. The root of the tree hangs on the right of BalancedRoot, which is a parent
 * and never an element.
 */
#include "../rt/ddk.h"

#include <ntddk.h>

typedef RTL_BALANCED_LINKS node;

static PVOID element(node *n) { return n ? n + 1 : NULL; }
static node **root_of(RTL_AVL_TABLE *t) { return &t->BalancedRoot.RightChild; }
static node *child(const node *n, bool left) { return left ? n->LeftChild : n->RightChild; }
static CHAR height(const node *n) { return n ? n->Balance : 0; }

static void measure(node *n)
{
    CHAR left = height(n->LeftChild), right = height(n->RightChild);
    n->Balance = (CHAR)(1 + (left > right ? left : right));
}

static RTL_GENERIC_COMPARE_RESULTS compare(RTL_AVL_TABLE *t, PVOID a, PVOID b)
{
    return RT_CALLBACK("RTL_AVL_COMPARE_ROUTINE", PASSIVE_LEVEL, NULL, t->CompareRoutine, t, a, b);
}

/* ---- balance ------------------------------------------------------------------------------------------------------- */

/* Puts `new` where `old` was below its parent. */
static void replace(RTL_AVL_TABLE *t, node *old, node *new)
{
    node *parent = old->Parent;
    if (parent == &t->BalancedRoot)
        *root_of(t) = new;
    else if (parent->LeftChild == old)
        parent->LeftChild = new;
    else
        parent->RightChild = new;
    if (new)
        new->Parent = parent;
}

/* The child on this side comes up. */
static node *rotate(RTL_AVL_TABLE *t, node *n, bool left)
{
    node *up = child(n, left), *middle = child(up, !left);
    replace(t, n, up);
    if (left) {
        up->RightChild = n;
        n->LeftChild = middle;
    } else {
        up->LeftChild = n;
        n->RightChild = middle;
    }
    n->Parent = up;
    if (middle)
        middle->Parent = n;
    measure(n);
    measure(up);
    return up;
}

/* From where something was put or taken up to the root. */
static void balance(RTL_AVL_TABLE *t, node *n)
{
    for (; n != &t->BalancedRoot; n = n->Parent) {
        int lean = height(n->LeftChild) - height(n->RightChild);
        measure(n);
        if (lean < -1 || lean > 1) {
            bool left = lean > 1;
            node *high = child(n, left);
            if (height(child(high, left)) < height(child(high, !left)))
                rotate(t, high, !left);
            n = rotate(t, n, left);
        }
    }
    t->DepthOfTree = (ULONG)height(*root_of(t));
}

/* ---- in order --------------------------------------------------------------------------------------------------------- */

static node *first(RTL_AVL_TABLE *t)
{
    node *n = *root_of(t);
    while (n && n->LeftChild)
        n = n->LeftChild;
    return n;
}

/* The next one, or (`back`) the one before it; NULL at the end. */
static node *neighbour(RTL_AVL_TABLE *t, node *n, bool back)
{
    if (child(n, back)) {
        for (n = child(n, back); child(n, !back); n = child(n, !back)) {
        }
        return n;
    }
    while (n->Parent != &t->BalancedRoot && child(n->Parent, back) == n)
        n = n->Parent;
    return n->Parent == &t->BalancedRoot ? NULL : n->Parent;
}

static node *after(RTL_AVL_TABLE *t, node *n) { return neighbour(t, n, false); }

/* The node that is equal, or the last one on the way there; *how says which, and where to put a new one. */
static node *search(RTL_AVL_TABLE *t, PVOID buffer, TABLE_SEARCH_RESULT *how)
{
    node *n = *root_of(t), *last = NULL;
    *how = TableEmptyTree;
    while (n) {
        RTL_GENERIC_COMPARE_RESULTS order = compare(t, buffer, element(n));
        last = n;
        *how = order == GenericEqual ? TableFoundNode : order == GenericLessThan ? TableInsertAsLeft : TableInsertAsRight;
        if (order == GenericEqual)
            return n;
        n = order == GenericLessThan ? n->LeftChild : n->RightChild;
    }
    return last;
}

/* ---- the routines ------------------------------------------------------------------------------------------------------ */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlinitializegenerictableavl */
RT_EXPORT VOID RtlInitializeGenericTableAvl(PRTL_AVL_TABLE Table, PRTL_AVL_COMPARE_ROUTINE CompareRoutine, PRTL_AVL_ALLOCATE_ROUTINE AllocateRoutine,
                                            PRTL_AVL_FREE_ROUTINE FreeRoutine, PVOID TableContext)
{
    RT_DDI_VOID(RtlInitializeGenericTableAvl, Table, CompareRoutine, AllocateRoutine, FreeRoutine, TableContext);
    *Table = (RTL_AVL_TABLE){.CompareRoutine = CompareRoutine, .AllocateRoutine = AllocateRoutine, .FreeRoutine = FreeRoutine, .TableContext = TableContext};
    Table->BalancedRoot.Parent = &Table->BalancedRoot;
    RT_RETURN_VOID();
}

/* NULL where the driver's routine gives no memory. https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlinsertelementgenerictableavl */
RT_EXPORT PVOID RtlInsertElementGenericTableAvl(PRTL_AVL_TABLE Table, PVOID Buffer, CLONG BufferSize, PBOOLEAN NewElement)
{
    RT_DDI(RtlInsertElementGenericTableAvl, (PVOID)NULL, Table, Buffer, BufferSize, NewElement);
    TABLE_SEARCH_RESULT how;
    node *at = search(Table, Buffer, &how), *n = at;
    if (how != TableFoundNode) {
        n = RT_CALLBACK("RTL_AVL_ALLOCATE_ROUTINE", PASSIVE_LEVEL, NULL, Table->AllocateRoutine, Table, (CLONG)(sizeof *n + BufferSize));
        if (n) {
            *n = (node){.Parent = at ? at : &Table->BalancedRoot, .Balance = 1};
            rt_copy(element(n), Buffer, BufferSize);
            *(how == TableEmptyTree ? root_of(Table) : how == TableInsertAsLeft ? &at->LeftChild : &at->RightChild) = n;
            Table->NumberGenericTableElements++;
            balance(Table, n);
        }
    }
    if (NewElement)
        *NewElement = n && how != TableFoundNode;
    RT_RETURN(element(n));
}

static void take_out(RTL_AVL_TABLE *t, node *n)
{
    node *from = n->Parent;
    if (n->LeftChild && n->RightChild) { /* the next in order takes its place */
        node *next = after(t, n);
        from = next->Parent == n ? next : next->Parent;
        replace(t, next, next->RightChild);
        next->LeftChild = n->LeftChild;
        next->RightChild = n->RightChild;
        next->LeftChild->Parent = next;
        if (next->RightChild)
            next->RightChild->Parent = next;
        replace(t, n, next);
    } else
        replace(t, n, n->LeftChild ? n->LeftChild : n->RightChild);
    balance(t, from);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtldeleteelementgenerictableavl */
RT_EXPORT BOOLEAN RtlDeleteElementGenericTableAvl(PRTL_AVL_TABLE Table, PVOID Buffer)
{
    RT_DDI(RtlDeleteElementGenericTableAvl, (BOOLEAN)FALSE, Table, Buffer);
    TABLE_SEARCH_RESULT how;
    node *n = search(Table, Buffer, &how);
    if (how != TableFoundNode)
        RT_RETURN((BOOLEAN)FALSE);
    if (Table->RestartKey == n) /* an enumeration goes on behind it */
        Table->RestartKey = neighbour(Table, n, true);
    take_out(Table, n);
    Table->NumberGenericTableElements--;
    Table->DeleteCount++;
    Table->OrderedPointer = NULL;
    RT_CALLBACK_VOID("RTL_AVL_FREE_ROUTINE", PASSIVE_LEVEL, NULL, Table->FreeRoutine, Table, n);
    RT_RETURN((BOOLEAN)TRUE);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtllookupelementgenerictableavl */
RT_EXPORT PVOID RtlLookupElementGenericTableAvl(PRTL_AVL_TABLE Table, PVOID Buffer)
{
    RT_DDI(RtlLookupElementGenericTableAvl, (PVOID)NULL, Table, Buffer);
    TABLE_SEARCH_RESULT how;
    node *n = search(Table, Buffer, &how);
    RT_RETURN(how == TableFoundNode ? element(n) : NULL);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlenumerategenerictableavl */
RT_EXPORT PVOID RtlEnumerateGenericTableAvl(PRTL_AVL_TABLE Table, BOOLEAN Restart)
{
    RT_DDI(RtlEnumerateGenericTableAvl, (PVOID)NULL, Table, Restart);
    Table->RestartKey = Restart || !Table->RestartKey ? first(Table) : after(Table, Table->RestartKey);
    RT_RETURN(element(Table->RestartKey));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlenumerategenerictablewithoutsplayingavl */
RT_EXPORT PVOID RtlEnumerateGenericTableWithoutSplayingAvl(PRTL_AVL_TABLE Table, PVOID *RestartKey)
{
    RT_DDI(RtlEnumerateGenericTableWithoutSplayingAvl, (PVOID)NULL, Table, RestartKey);
    node *n = *RestartKey ? after(Table, *RestartKey) : first(Table);
    if (n)
        *RestartKey = n;
    RT_RETURN(element(n));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlgetelementgenerictableavl */
RT_EXPORT PVOID RtlGetElementGenericTableAvl(PRTL_AVL_TABLE Table, ULONG I)
{
    RT_DDI(RtlGetElementGenericTableAvl, (PVOID)NULL, Table, I);
    node *n = first(Table);
    while (n && I--)
        n = after(Table, n);
    RT_RETURN(element(n));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlnumbergenerictableelementsavl */
RT_EXPORT ULONG RtlNumberGenericTableElementsAvl(PRTL_AVL_TABLE Table)
{
    RT_DDI(RtlNumberGenericTableElementsAvl, (ULONG)0, Table);
    RT_RETURN(Table->NumberGenericTableElements);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlisgenerictableemptyavl */
RT_EXPORT BOOLEAN RtlIsGenericTableEmptyAvl(PRTL_AVL_TABLE Table)
{
    RT_DDI(RtlIsGenericTableEmptyAvl, (BOOLEAN)TRUE, Table);
    RT_RETURN((BOOLEAN)(Table->NumberGenericTableElements == 0));
}
