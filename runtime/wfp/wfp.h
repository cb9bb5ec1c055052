/*
 * wfp: the Windows Filtering Platform as far as a driver's own books go: sessions of the filter engine and their transactions, what is
 * added to it under keys, callouts and what they are told of filters, injection handles.
 *
 * There is no TCP/IP stack: no callout is ever asked to classify anything, no flow exists, and nothing can be injected. That is counted as
 * not simulated.
 */
#ifndef RT_WFP_H
#define RT_WFP_H

#include "../ex/ex.h"

void rt_wfp_start(void);
/* After DriverUnload, or a DriverEntry that has failed: a callout that is still registered is reported. */
void rt_wfp_unloaded(void);

#endif
