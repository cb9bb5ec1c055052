/*
 * sal.h: the source annotations of driver code.
 *
 * mingw's sal.h supplies the plain ones (_In_, _Out_writes_ and so on, all empty);
 * this file adds those it lacks and gives a meaning to the few that carry a contract:
 * they become __attribute__((annotate("key:value"))), which libclang exposes as an
 * AnnotateAttr cursor below the declaration. The keys are listed in README.md.
 *
 * An annotation nested in _When_(cond, ...) or _At_(place, ...) holds only sometimes,
 * and is therefore dropped with its condition rather than half believed.
 */
#pragma once

#include_next <sal.h>

#define DDI_ANNOTATE(text) __attribute__((annotate(text)))

/* Contracts. */
#undef _Function_class_
#undef _Must_inspect_result_
#undef _Check_return_
#undef __checkReturn
#undef _Use_decl_annotations_
#undef _Ret_maybenull_
#undef _Post_ptr_invalid_
#define _Function_class_(x)     DDI_ANNOTATE("fclass:" #x)
#define _Must_inspect_result_   DDI_ANNOTATE("must_inspect")
#define _Check_return_          DDI_ANNOTATE("must_inspect")
#define __checkReturn           DDI_ANNOTATE("must_inspect")
#define _Use_decl_annotations_
#define _Ret_maybenull_
#define _Post_ptr_invalid_

/* Scopes and conditions. */
#undef _When_
#undef _At_
#undef _At_buffer_
#undef _Group_
#undef _Success_
#undef _Always_
#undef _On_failure_
#undef _Return_type_success_
#define _When_(cond, annos)
#define _At_(target, annos)
#define _At_buffer_(target, iter, bound, annos)
#define _Group_(annos)
#define _Success_(expr)
#define _Always_(annos)
#define _On_failure_(annos)
#define _Return_type_success_(expr)

/* Values before and after the call. */
#undef _Pre_
#undef _Post_
#undef _Const_
#undef _Reserved_
#undef _Pre_valid_
#undef _Pre_opt_valid_
#undef _Pre_invalid_
#undef _Pre_unknown_
#undef _Pre_notnull_
#undef _Pre_null_
#undef _Pre_maybenull_
#undef _Pre_z_
#undef _Pre_equal_to_
#undef _Pre_satisfies_
#undef _Pre_writable_size_
#undef _Pre_writable_byte_size_
#undef _Pre_readable_size_
#undef _Pre_readable_byte_size_
#undef _Pre_cap_
#undef _Pre_bytecap_
#undef _Pre_count_
#undef _Pre_bytecount_
#undef _Post_valid_
#undef _Post_invalid_
#undef _Post_z_
#undef _Post_notnull_
#undef _Post_null_
#undef _Post_maybenull_
#undef _Post_equal_to_
#undef _Post_satisfies_
#undef _Post_writable_size_
#undef _Post_writable_byte_size_
#undef _Post_readable_size_
#undef _Post_readable_byte_size_
#undef _Post_count_
#undef _Post_bytecount_
#undef _Prepost_z_
#undef _Prepost_valid_
#undef _Prepost_opt_valid_
#undef _Deref_pre_maybenull_
#undef _Deref_post_maybenull_
#undef _Deref_post_null_
#undef _Deref_post_valid_
#undef _Deref_out_range_
#undef _Deref_in_range_
#undef _Deref_inout_range_
#undef _Deref_out_
#undef _Deref_out_opt_
#undef _Deref_pre_
#undef _Deref_post_
#define _Pre_
#define _Post_
#define _Const_
#define _Reserved_
#define _Pre_valid_
#define _Pre_opt_valid_
#define _Pre_invalid_
#define _Pre_unknown_
#define _Pre_notnull_
#define _Pre_null_
#define _Pre_maybenull_
#define _Pre_z_
#define _Pre_equal_to_(expr)
#define _Pre_satisfies_(cond)
#define _Pre_writable_size_(size)
#define _Pre_writable_byte_size_(size)
#define _Pre_readable_size_(size)
#define _Pre_readable_byte_size_(size)
#define _Pre_cap_(size)
#define _Pre_bytecap_(size)
#define _Pre_count_(size)
#define _Pre_bytecount_(size)
#define _Post_valid_
#define _Post_invalid_
#define _Post_z_
#define _Post_notnull_
#define _Post_null_
#define _Post_maybenull_
#define _Post_equal_to_(expr)
#define _Post_satisfies_(cond)
#define _Post_writable_size_(size)
#define _Post_writable_byte_size_(size)
#define _Post_readable_size_(size)
#define _Post_readable_byte_size_(size)
#define _Post_count_(size)
#define _Post_bytecount_(size)
#define _Prepost_z_
#define _Prepost_valid_
#define _Prepost_opt_valid_
#define _Deref_pre_maybenull_
#define _Deref_post_maybenull_
#define _Deref_post_null_
#define _Deref_post_valid_
#define _Deref_out_range_(low, high)
#define _Deref_in_range_(low, high)
#define _Deref_inout_range_(low, high)
#define _Deref_out_
#define _Deref_out_opt_
#define _Deref_pre_
#define _Deref_post_

/* Types and fields. */
#undef _Null_terminated_
#undef _NullNull_terminated_
#undef _Notnull_
#undef _Maybenull_
#undef _Null_
#undef _Valid_
#undef _Notvalid_
#undef _Maybevalid_
#undef _Readable_bytes_
#undef _Readable_elements_
#undef _Writable_bytes_
#undef _Writable_elements_
#undef _Satisfies_
#undef _Struct_size_bytes_
#undef _Field_size_
#undef _Field_size_opt_
#undef _Field_size_part_
#undef _Field_size_part_opt_
#undef _Field_size_full_
#undef _Field_size_full_opt_
#undef _Field_size_bytes_
#undef _Field_size_bytes_opt_
#undef _Field_size_bytes_part_
#undef _Field_size_bytes_part_opt_
#undef _Field_size_bytes_full_
#undef _Field_size_bytes_full_opt_
#undef _Field_range_
#undef _Field_z_
#undef _In_range_
#undef _Out_range_
#undef _Ret_range_
#undef _Enum_is_bitflag_
#undef _Strict_type_match_
#undef _Points_to_data_
#undef _Interlocked_operand_
#undef _Printf_format_string_
#undef _Scanf_format_string_
#undef _Format_string_impl_
#undef _In_bound_
#undef _Out_bound_
#undef _Kernel_entry_
#undef _Kernel_entry_always_
#undef _In_function_class_
#undef _Called_from_function_class_
#define _Null_terminated_
#define _NullNull_terminated_
#define _Notnull_
#define _Maybenull_
#define _Null_
#define _Valid_
#define _Notvalid_
#define _Maybevalid_
#define _Readable_bytes_(size)
#define _Readable_elements_(size)
#define _Writable_bytes_(size)
#define _Writable_elements_(size)
#define _Satisfies_(expr)
#define _Struct_size_bytes_(size)
#define _Field_size_(size)
#define _Field_size_opt_(size)
#define _Field_size_part_(size, count)
#define _Field_size_part_opt_(size, count)
#define _Field_size_full_(size)
#define _Field_size_full_opt_(size)
#define _Field_size_bytes_(size)
#define _Field_size_bytes_opt_(size)
#define _Field_size_bytes_part_(size, count)
#define _Field_size_bytes_part_opt_(size, count)
#define _Field_size_bytes_full_(size)
#define _Field_size_bytes_full_opt_(size)
#define _Field_range_(low, high)
#define _Field_z_
#define _In_range_(low, high)
#define _Out_range_(low, high)
#define _Ret_range_(low, high)
#define _Enum_is_bitflag_
#define _Strict_type_match_
#define _Points_to_data_
#define _Interlocked_operand_
#define _Printf_format_string_
#define _Scanf_format_string_
#define _Format_string_impl_(kind, where)
#define _In_bound_
#define _Out_bound_
#undef _Unreferenced_parameter_
#define _Unreferenced_parameter_
#define _Kernel_entry_
#define _Kernel_entry_always_
#define _In_function_class_(x)
#define _Called_from_function_class_(x)

/*
 * Words to the annotation checker. What they claim is not code: the engine must find
 * facts by itself, so that an assumption which is wrong cannot hide a defect.
 */
#undef _Analysis_assume_
#undef __analysis_assume
#undef _Analysis_assume_nullterminated_
#undef _Analysis_assume_nullterminated
#undef _Analysis_mode_
#undef _Analysis_noreturn_
#undef __analysis_noreturn
#undef __analysis_assert
#undef _Analysis_assert_
#define _Analysis_assume_(expr)               ((void)0)
#define __analysis_assume(expr)               ((void)0)
#define _Analysis_assume_nullterminated_(p)   ((void)0)
#define _Analysis_assume_nullterminated(p)    ((void)0)
#define _Analysis_mode_(mode)
#define _Analysis_noreturn_
#define __analysis_noreturn
#define __analysis_assert(expr)               ((void)0)
#define _Analysis_assert_(expr)               ((void)0)
