/* Types of objects. A driver has them only to pass them on; each is an address of its own. */
#include "../rt/ddk.h"

#include <wdm.h>

/* Variables of the system's, under their documented names. https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-obreferenceobjectbyhandle */
#define TYPE(name)                                        \
    static POBJECT_TYPE name##_ = (POBJECT_TYPE)&name##_; \
    RT_EXPORT POBJECT_TYPE *name = &name##_;
TYPE(CmKeyObjectType)
TYPE(ExEventObjectType)
TYPE(ExSemaphoreObjectType)
TYPE(IoFileObjectType)
TYPE(PsThreadType)
TYPE(PsProcessType)
TYPE(SeTokenObjectType)
TYPE(TmEnlistmentObjectType)
TYPE(TmResourceManagerObjectType)
TYPE(TmTransactionManagerObjectType)
TYPE(TmTransactionObjectType)
