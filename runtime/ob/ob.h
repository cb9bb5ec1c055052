/*
 * ob: objects with counted references, and handles to them: threads, processes, files, registry keys.
 *
 *      handle ---> body (what the driver's pointer leads to)       references: one for each handle, one for each ObReference...,
 *      RT_KEY      RT_OBJECT; the count stands beside it           and the host's own
 *
 * A body goes with its last reference. What a driver forgets is told as the open handle, at the place that opened it, or by the
 * rules, which see who took a reference; the body itself is never told of.
 */
#ifndef RT_OB_H
#define RT_OB_H

#include "../ke/ke.h"

/* A body of `size` bytes, zeroed, with one reference: the caller's. `end` (or NULL) is called before the memory goes. */
void *rt_object_new(POBJECT_TYPE type, size_t size, void (*end)(void *body));
/* Whether it is the address of a body that lives, of this type (NULL: any). */
bool rt_is_object(const void *body, POBJECT_TYPE type);
/* The number of references afterwards. */
uint32_t rt_object_reference(void *body);
uint32_t rt_object_dereference(void *body);

/* A handle, which takes over a reference of the caller's; accounted at the driver's current place. */
HANDLE rt_handle_new(void *body);
/* Gives it up with its reference; false where it is not open. */
bool rt_handle_close(HANDLE handle);
/* The body behind a handle; NULL with the reason where the handle is not open, or of another type. */
void *rt_handle_body(HANDLE handle, POBJECT_TYPE type, NTSTATUS *status);

/* ps_process.c: after the driver has been unloaded. References to the process that it has not dropped are reported where no rule sees them. */
void rt_process_end(void);

#endif
