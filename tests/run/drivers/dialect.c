/*
 * dialect: what cl.exe takes and clang does not, each form with a check that it does what it says. A typedef of a system name
 * by long, a cast that is assigned to (of a register variable, too), a definition with other parameters than its
 * declaration, a __declspec in a literal's type, a choice between two pointer types, __leave, an inline function that
 * is called without a body elsewhere, a list of arguments that ends with the comma.
 */
#include <ndis.h>
#include "check.h"
typedef unsigned long ULONG;
typedef void *HANDLED;
void Dialect(int a, int b);
int Twice(HANDLED Module, int n, HANDLED Lists);
#define ON_ENTRY() Dialect(1, 2)
#define ON_ATTACH(Module) CHECK(Twice(Module, 5, 0) == 5)
#include "base.h"

#define SAY(format, ...) DbgPrint("dialect " format "\n", __VA_ARGS__)

inline int Added(int a, int b) { return a + b; }

static UCHAR *const Words = (UCHAR *)(__declspec(align(8)) UCHAR[]){3, 1, 4};

static int Left(int n)
{
    int seen = 0;
    for (int i = 0; i < 4; i++) {
        __try {
            if (i == n)
                __leave;
            seen++;
        } __finally {
            seen += 10;
        }
    }
    return seen;
}

static int Chosen(int first)
{
    ULONG a = 1;
    LONG b = 2;
    *(first ? &a : &b) = 7;
    return (int)a * 10 + (int)b;
}

static int Cast(register LONG n)
{
    (UCHAR)n = 5;
    return (int)n;
}

void Dialect(int a, int b)
{
    SAY("begins");
    CHECK(sizeof(ULONG) == 4);
    CHECK(Added(a, b) == 3);
    CHECK(Words[2] == 4 && Left(2) == 43);
    CHECK(Chosen(1) == 72 && Chosen(0) == 17);
    CHECK(Cast(0x1234) == 0x1205);
}

int Twice(
    _In_ PMODULE Module,
    int n,
    _In_opt_ PNET_BUFFER_LIST Lists)
{
    CHECK(Lists == NULL);
    return (int)Module->State + n;
}
