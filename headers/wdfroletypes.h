/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * wdfroletypes.h: the callback roles, which stand in the headers of their objects.
 */
#pragma once

#include <wdf.h>
