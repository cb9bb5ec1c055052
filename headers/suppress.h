/* suppress.h: warning numbers for cl.exe's __WARNING names; none is checked here. */
#pragma once
