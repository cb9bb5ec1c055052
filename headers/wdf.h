/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * wdf.h: the Kernel-Mode Driver Framework, up to 1.33: what a driver always gets. wdfusb.h,
 * wdfminiport.h, wdfcx.h and wdfcompanion.h are included by name.
 *
 * Methods are functions without the driver's globals; callback roles are function types
 * EVT_WDF_… with pointers PFN_WDF_…; an _INIT function sets what its page says. Nothing is
 * hidden by KMDF_VERSION_MINOR. wdfinstaller.h, wdfbugcodes.h and wdfpool.h are missing.
 * In user mode (UMDF 2) wudfwdm.h stands for wdm.h.
 */
#pragma once

#include <wdftypes.h>
#include <wdfglobals.h>
#include <wdfstatus.h>
#include <wdfassert.h>
#include <wdfverifier.h>
#include <wdfcore.h>
#include <wdfobject.h>
#include <wdfsync.h>
#include <wdfdriver.h>
#include <wdffileobject.h>
#include <wdfdevice.h>
#include <wdfcollection.h>
#include <wdfdpc.h>
#include <wdftimer.h>
#include <wdfworkitem.h>
#include <wdfinterrupt.h>
#include <wdfresource.h>
#include <wdfmemory.h>
#include <wdfrequest.h>
#include <wdfio.h>
#include <wdfiotarget.h>
#include <wdfchildlist.h>
#include <wdffdo.h>
#include <wdfpdo.h>
#include <wdfcontrol.h>
#include <wdfqueryinterface.h>
#include <wdfwmi.h>
#include <wdfstring.h>
#include <wdfregistry.h>
#include <wdfdmaenabler.h>
#include <wdfdmatransaction.h>
#include <wdfcommonbuffer.h>
#include <wdfcompaniontarget.h>
#include <wdfhwaccess.h>
