/*
 * specstrings.h: the first generation of annotations (__in, __out_bcount, ...).
 *
 * mingw's own file has most of them; __in and __out collide with names inside C++
 * libraries there and are left out, driver sources of the Vista years use them freely.
 */
#pragma once

#include <sal.h>
#include_next <specstrings.h>

#undef __in
#undef __out
#undef __inout
#undef __in_opt
#undef __out_opt
#undef __inout_opt
#undef __in_bcount
#undef __in_ecount
#undef __in_bcount_opt
#undef __in_ecount_opt
#undef __in_z
#undef __out_bcount
#undef __out_ecount
#undef __out_bcount_opt
#undef __out_ecount_opt
#undef __out_bcount_part
#undef __out_ecount_part
#undef __out_bcount_part_opt
#undef __out_ecount_part_opt
#undef __out_bcount_full
#undef __out_ecount_full
#undef __out_bcount_full_opt
#undef __out_ecount_full_opt
#undef __inout_bcount
#undef __inout_ecount
#undef __inout_bcount_opt
#undef __inout_ecount_opt
#undef __inout_bcount_part
#undef __inout_ecount_part
#undef __inout_bcount_full
#undef __inout_ecount_full
#undef __deref_out
#undef __deref_out_opt
#undef __deref_opt_out
#undef __deref_inout
#undef __deref_inout_opt
#undef __deref_out_bcount
#undef __deref_out_ecount
#undef __deref_out_bcount_opt
#undef __deref_out_ecount_opt
#undef __field_bcount
#undef __field_ecount
#undef __field_bcount_opt
#undef __field_ecount_opt
#undef __field_bcount_part
#undef __field_ecount_part
#undef __struct_bcount
#undef __bcount
#undef __ecount
#undef __reserved
#undef __nullterminated
#undef __success
#undef __range
#undef __in_range
#undef __callback
#undef __format_string
#undef __blocksOn
#undef __fallthrough
#undef __typefix
#undef __override
#define __in
#define __out
#define __inout
#define __in_opt
#define __out_opt
#define __inout_opt
#define __in_bcount(size)
#define __in_ecount(size)
#define __in_bcount_opt(size)
#define __in_ecount_opt(size)
#define __in_z
#define __out_bcount(size)
#define __out_ecount(size)
#define __out_bcount_opt(size)
#define __out_ecount_opt(size)
#define __out_bcount_part(size, length)
#define __out_ecount_part(size, length)
#define __out_bcount_part_opt(size, length)
#define __out_ecount_part_opt(size, length)
#define __out_bcount_full(size)
#define __out_ecount_full(size)
#define __out_bcount_full_opt(size)
#define __out_ecount_full_opt(size)
#define __inout_bcount(size)
#define __inout_ecount(size)
#define __inout_bcount_opt(size)
#define __inout_ecount_opt(size)
#define __inout_bcount_part(size, length)
#define __inout_ecount_part(size, length)
#define __inout_bcount_full(size)
#define __inout_ecount_full(size)
#define __deref_out
#define __deref_out_opt
#define __deref_opt_out
#define __deref_inout
#define __deref_inout_opt
#define __deref_out_bcount(size)
#define __deref_out_ecount(size)
#define __deref_out_bcount_opt(size)
#define __deref_out_ecount_opt(size)
#define __field_bcount(size)
#define __field_ecount(size)
#define __field_bcount_opt(size)
#define __field_ecount_opt(size)
#define __field_bcount_part(size, length)
#define __field_ecount_part(size, length)
#define __struct_bcount(size)
#define __bcount(size)
#define __ecount(size)
#define __reserved
#define __nullterminated
#define __success(expr)
#define __range(low, high)
#define __in_range(low, high)
#define __callback
#define __format_string
#define __blocksOn(resource)
#define __fallthrough
#define __typefix(type)
#define __override
