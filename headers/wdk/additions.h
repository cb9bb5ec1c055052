#pragma once
#include <wdk/functions.h>
