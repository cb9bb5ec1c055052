/*
 * wdk/dbgprint.h: DbgPrint and DbgPrintEx where a driver's own macro passes them an
 * empty __VA_ARGS__. cl.exe drops the comma before it; so do these macros, which call
 * the functions of the same names. And a component of debug output, whose number is of
 * our own choice.
 */
#pragma once

#define DbgPrint(Format, ...)                     DbgPrint(Format __VA_OPT__(,) __VA_ARGS__)
#define DbgPrintEx(Component, Level, Format, ...) DbgPrintEx(Component, Level, Format __VA_OPT__(,) __VA_ARGS__)

#define DPFLTR_POWER_ID 200
