/* A protocol driver that breaks no rule. */
#include "protocol.h"
