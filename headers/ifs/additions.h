/*
 * ifs/additions.h: what file systems need beyond mingw's ntifs.h. Read by ntifs.h only,
 * after mingw's, which is read between ifs/before.h and ifs/after.h.
 */
#pragma once

#include <ifs/after.h>
#include <wdk/additions.h>
#include <ifs/types.h>
#include <ifs/constants.h>
#include <ifs/functions.h>
