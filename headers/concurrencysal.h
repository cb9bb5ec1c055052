/*
 * concurrencysal.h: annotations that speak of locks.
 *
 * Acquire and release become annotations on the declaration ("acquires:LOCK"); what is
 * written inside a function, or about fields, expands to nothing.
 */
#pragma once

#include <sal.h>
#include_next <concurrencysal.h>

#undef _Acquires_lock_
#undef _Acquires_exclusive_lock_
#undef _Acquires_shared_lock_
#undef _Acquires_nonreentrant_lock_
#undef _Releases_lock_
#undef _Releases_exclusive_lock_
#undef _Releases_shared_lock_
#undef _Releases_nonreentrant_lock_
#undef _Requires_lock_held_
#undef _Requires_exclusive_lock_held_
#undef _Requires_shared_lock_held_
#undef _Requires_lock_not_held_
#undef _Requires_no_locks_held_
#define _Acquires_lock_(lock)                 DDI_ANNOTATE("acquires:" #lock)
#define _Acquires_exclusive_lock_(lock)       DDI_ANNOTATE("acquires_exclusive:" #lock)
#define _Acquires_shared_lock_(lock)          DDI_ANNOTATE("acquires_shared:" #lock)
#define _Acquires_nonreentrant_lock_(lock)    DDI_ANNOTATE("acquires:" #lock)
#define _Releases_lock_(lock)                 DDI_ANNOTATE("releases:" #lock)
#define _Releases_exclusive_lock_(lock)       DDI_ANNOTATE("releases_exclusive:" #lock)
#define _Releases_shared_lock_(lock)          DDI_ANNOTATE("releases_shared:" #lock)
#define _Releases_nonreentrant_lock_(lock)    DDI_ANNOTATE("releases:" #lock)
#define _Requires_lock_held_(lock)            DDI_ANNOTATE("requires_held:" #lock)
#define _Requires_exclusive_lock_held_(lock)  DDI_ANNOTATE("requires_held:" #lock)
#define _Requires_shared_lock_held_(lock)     DDI_ANNOTATE("requires_held:" #lock)
#define _Requires_lock_not_held_(lock)        DDI_ANNOTATE("requires_not_held:" #lock)
#define _Requires_no_locks_held_              DDI_ANNOTATE("requires_no_locks")

#undef _Analysis_assume_lock_acquired_
#undef _Analysis_assume_lock_released_
#undef _Analysis_assume_lock_held_
#undef _Analysis_assume_lock_not_held_
#undef _Analysis_assume_same_lock_
#undef _Analysis_suppress_lock_checking_
#define _Analysis_assume_lock_acquired_(lock)     ((void)0)
#define _Analysis_assume_lock_released_(lock)     ((void)0)
#define _Analysis_assume_lock_held_(lock)         ((void)0)
#define _Analysis_assume_lock_not_held_(lock)     ((void)0)
#define _Analysis_assume_same_lock_(a, b)         ((void)0)
#define _Analysis_suppress_lock_checking_(lock)

#undef _Acquires_spin_lock_
#undef _Releases_spin_lock_
#undef _Requires_spin_lock_held_
#undef _Requires_spin_lock_not_held_
#undef _Global_cancel_spin_lock_
#undef _Global_critical_region_
#undef _Global_interlock_
#undef _Global_priority_region_
#define _Global_cancel_spin_lock_   GlobalCancelSpinLock
#define _Global_critical_region_    GlobalCriticalRegion
#define _Global_interlock_          GlobalInterlock
#define _Global_priority_region_    GlobalPriorityRegion
