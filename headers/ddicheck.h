/*
 * What does ddicheck believe here? Put one of these into a driver, or into a fixture of a rule:
 *
 *     ddicheck_probe_value(x)     what it knows of the value of x
 *     ddicheck_probe_state(x)     and of the object that x points to: its state and attributes
 *     ddicheck_probe_reachable()  whether any path comes here at all
 *
 * `ddicheck check` says it as a note of this line, once for each distinct belief; docs/engine.md shows some. A note
 * is no finding. x is evaluated as the argument of any call is. A compiler sees nothing: without __DDICHECK__, which
 * ddicheck defines, the probes are empty. A copy of this file may stand beside a driver's own headers.
 */
#ifndef DDICHECK_H
#define DDICHECK_H

#ifdef __DDICHECK__
#ifdef __cplusplus
extern "C" {
#endif
__attribute__((annotate("probe:value"))) void ddicheck_probe_value_(const char *text, ...);
__attribute__((annotate("probe:state"))) void ddicheck_probe_state_(const char *text, ...);
__attribute__((annotate("probe:reachable"))) void ddicheck_probe_reachable_(void);
#ifdef __cplusplus
}
#endif
#define ddicheck_probe_value(x) ddicheck_probe_value_(#x, x)
#define ddicheck_probe_state(x) ddicheck_probe_state_(#x, x)
#define ddicheck_probe_reachable() ddicheck_probe_reachable_()
#else
#define ddicheck_probe_value(x) ((void)0)
#define ddicheck_probe_state(x) ((void)0)
#define ddicheck_probe_reachable() ((void)0)
#endif

#endif
