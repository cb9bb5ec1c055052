/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * wdfassert.h: assertions.
 */
#pragma once

#include <wdftypes.h>

/* As with NT_VERIFY, the expression is evaluated. */
#define WDFVERIFY(expr) ((void)(expr))
#define WDFCASSERT(expr) C_ASSERT(expr)
