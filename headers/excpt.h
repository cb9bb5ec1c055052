/*
 * excpt.h: structured exceptions. C drivers may write try, except, finally and leave for
 * the keywords, as a kernel excpt.h lets them.
 */
#pragma once
#include_next <excpt.h>

#ifndef __cplusplus
#define try     __try
#define except  __except
#define finally __finally
#define leave   __leave
#endif

/* mingw's lacks the parentheses that a member access needs. */
#undef GetExceptionInformation
#undef exception_info
#define GetExceptionInformation() ((struct _EXCEPTION_POINTERS *)_exception_info())
#define exception_info()          ((struct _EXCEPTION_POINTERS *)_exception_info())
