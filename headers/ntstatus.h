/*
 * ntstatus.h: mingw's ntstatus.h, and the codes that came later.
 */
#pragma once
#include_next <ntstatus.h>
#include <wdk/statusbase.h>
#include <wdk/statussecurity.h>
#include <wdk/statusplatform.h>
