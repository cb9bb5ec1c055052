/*
 * mm: MDLs. Memory is the process's own, so a mapping is the address itself; what MDL flags say is kept as the system
 * keeps it, and what a flag forbids is reported.
 */
#ifndef RT_MM_H
#define RT_MM_H

#include "../ke/ke.h"

/* An MDL over memory, not yet built; NULL where that is chosen to fail. Freed by rt_mdl_free. */
PMDL rt_mdl_new(PVOID address, SIZE_T size);
/* Describes nonpaged memory from here on. */
void rt_mdl_build(PMDL mdl);
void rt_mdl_free(PMDL mdl, const char *name);
PUCHAR rt_mdl_address(const MDL *mdl);

#endif
