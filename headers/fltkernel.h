/*
 * fltkernel.h: the filter manager, as minifilters include it.
 *
 *   flt/types.h      objects, callback data and its parameters, contexts, names
 *   flt/callbacks.h  callbacks, registration, queue of callback data
 *   flt/filter.h     registration, instances, volumes, contexts, transactions, ports
 *   flt/io.h         operations, work items, files
 *   flt/support.h    names, extra create parameters, locks, oplocks, messages
 */
#pragma once

#include <flt/types.h>
#include <flt/callbacks.h>
#include <flt/filter.h>
#include <flt/io.h>
#include <flt/support.h>
