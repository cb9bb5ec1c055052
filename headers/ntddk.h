/*
 * ntddk.h: mingw's ntddk.h, with DDIs as functions where it has macros and with what it
 * lacks (wdk/additions.h).
 */
#pragma once
#ifndef DDI_WUDFWDM /* in user mode, wudfwdm.h stands for it */
#include <wdk/before.h>
#ifdef RTL_USE_AVL_TABLES /* mingw's then lacks the splay links that it uses */
#undef RTL_USE_AVL_TABLES
#define DDI_USE_AVL_TABLES
#endif
#include_next <ntddk.h>
#include <ifs/tables.h>
#include <wdk/additions.h>
#include <wdk/bootdriver.h>
#include <wdk/silo.h>
#include <wdk/whea.h>
#endif
