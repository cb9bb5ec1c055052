/*
 * driverspecs.h: IRQL annotations and the older __drv_ spellings.
 *
 * The IRQL contract of a function becomes "irql_max:DISPATCH_LEVEL" and the like on its
 * declaration. A __drv_ annotation whose meaning equals a newer one maps to that one;
 * those with a condition or a place (__drv_when, __drv_at) are dropped whole, see sal.h.
 */
#pragma once
#define DRIVERSPECS_H

#include <specstrings.h>
#include <concurrencysal.h>

#define _IRQL_requires_(level)          DDI_ANNOTATE("irql:" #level)
#define _IRQL_requires_max_(level)      DDI_ANNOTATE("irql_max:" #level)
#define _IRQL_requires_min_(level)      DDI_ANNOTATE("irql_min:" #level)
#define _IRQL_requires_same_            DDI_ANNOTATE("irql_same")
#define _IRQL_always_function_max_(level) DDI_ANNOTATE("irql_function_max:" #level)
#define _IRQL_always_function_min_(level) DDI_ANNOTATE("irql_function_min:" #level)
#define _IRQL_raises_(level)            DDI_ANNOTATE("irql_raises:" #level)
#define _IRQL_saves_                    DDI_ANNOTATE("irql_saves")
#define _IRQL_restores_                 DDI_ANNOTATE("irql_restores")
#define _IRQL_saves_global_(kind, arg)    DDI_ANNOTATE("irql_saves_global:" #kind)
#define _IRQL_restores_global_(kind, arg) DDI_ANNOTATE("irql_restores_global:" #kind)
#define _IRQL_limited_to_(level)        ((void)0)
#define _IRQL_is_cancel_
#define _IRQL_uses_cancel_              DDI_ANNOTATE("irql_uses_cancel")

#define _Dispatch_type_(major)          DDI_ANNOTATE("dispatch:" #major)
#define _Kernel_clear_do_init_(x)
#define _Kernel_requires_resource_held_(kind)
#define _Kernel_requires_resource_not_held_(kind)
#define _Kernel_acquires_resource_(kind)
#define _Kernel_releases_resource_(kind)
#define _Kernel_float_saved_
#define _Kernel_float_restored_
#define _Kernel_float_used_
#define _Kernel_IoGetDmaAdapter_

#define __drv_functionClass(x)          _Function_class_(x)
#define __drv_requiresIRQL(level)       _IRQL_requires_(level)
#define __drv_maxIRQL(level)            _IRQL_requires_max_(level)
#define __drv_minIRQL(level)            _IRQL_requires_min_(level)
#define __drv_maxFunctionIRQL(level)    _IRQL_always_function_max_(level)
#define __drv_minFunctionIRQL(level)    _IRQL_always_function_min_(level)
#define __drv_raisesIRQL(level)         _IRQL_raises_(level)
#define __drv_setsIRQL(level)           _IRQL_raises_(level)
#define __drv_sameIRQL                  _IRQL_requires_same_
#define __drv_savesIRQL                 _IRQL_saves_
#define __drv_restoresIRQL              _IRQL_restores_
#define __drv_savesIRQLGlobal(k, p)     _IRQL_saves_global_(k, p)
#define __drv_restoresIRQLGlobal(k, p)  _IRQL_restores_global_(k, p)
#define __drv_useCancelIRQL             _IRQL_uses_cancel_
#define __drv_isCancelIRQL
#define __drv_dispatchType(major)       _Dispatch_type_(major)
#define __drv_dispatchType_other
#define __drv_mustHold(kind)
#define __drv_mustHoldGlobal(kind, p)
#define __drv_neverHold(kind)
#define __drv_neverHoldGlobal(kind, p)
#define __drv_acquiresExclusiveResource(kind)
#define __drv_releasesExclusiveResource(kind)
#define __drv_acquiresResource(kind)
#define __drv_releasesResource(kind)
#define __drv_acquiresResourceGlobal(kind, p)
#define __drv_releasesResourceGlobal(kind, p)
#define __drv_acquiresExclusiveResourceGlobal(kind, p)
#define __drv_releasesExclusiveResourceGlobal(kind, p)
#define __drv_mustHoldCriticalRegion
#define __drv_neverHoldCriticalRegion
#define __drv_acquiresCriticalRegion
#define __drv_releasesCriticalRegion
#define __drv_mustHoldSpinLock
#define __drv_mustHoldCancelSpinLock
#define __drv_holdsCancelSpinLock
#define __drv_acquiresCancelSpinLock
#define __drv_releasesCancelSpinLock
#define __drv_aliasesMem                DDI_ANNOTATE("aliases")
#define __drv_allocatesMem(kind)        DDI_ANNOTATE("allocates:" #kind)
#define __on_failure(annotations)
#define __control_entrypoint(category)
#define __drv_freesMem(kind)            DDI_ANNOTATE("frees:" #kind)
#define __drv_preferredFunction(name, why)
#define __drv_reportError(text)
#define __drv_clearDoInit(yes)
#define __drv_interlocked
#define __drv_inTry
#define __drv_notInTry
#define __drv_notPointer
#define __drv_isObjectPointer
#define __drv_constant
#define __drv_nonConstant
#define __drv_strictTypeMatch(mode)
#define __drv_strictType(type, mode)
#define __drv_typeCond 0
#define __drv_typeBitset 1
#define __drv_typeExpr 2
#define __drv_typeConst 3
#define __drv_formatString(kind)
#define __drv_valueIs(list)
#define __drv_Mode_impl(mode)
#define __drv_floatSaved
#define __drv_floatRestored
#define __drv_floatUsed
#define __drv_unit(name)
#define __drv_unit_internal_kernel_driver
#define __drv_arg(place, annos)
#define __drv_at(place, annos)
#define __drv_when(cond, annos)
#define __drv_deref(annos)
#define __drv_in(annos)
#define __drv_in_deref(annos)
#define __drv_inout(annos)
#define __drv_out(annos)
#define __drv_out_deref(annos)
#define __drv_ret(annos)
#define __drv_fun(annos)
#define __drv_innerMustHoldGlobal(kind, p)
#define __drv_declspec(x)
#define __drv_nop(x)
#define __drv_callbackType(x)
#define __drv_useIgnoredIrql

#define __internal_kernel_driver
#define __kernel_code
#define __kernel_driver
#define __user_code
#define __user_driver
#define __kernel_entry

#ifndef _Notref_
#define _Notref_
#endif
#ifndef _Frees_ptr_
#define _Frees_ptr_
#endif
#ifndef _Frees_ptr_opt_
#define _Frees_ptr_opt_
#endif
