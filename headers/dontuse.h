/* dontuse.h: marks deprecated functions for cl.exe; here every function stays usable. */
#pragma once
