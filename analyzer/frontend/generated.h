/*
 * generated.h: headers that a build makes from files of the project, made up for clang where no build has run.
 * Only files of this folder include it.
 *
 *   generated.c      which file of a folder a missing header is made from
 *   generated_mc.c   message texts (NAME.mc -> NAME.h): what mc.exe defines
 *   generated_man.c  instrumentation manifests (*.man, *.xml): what mc.exe -um or -km defines, events switched off
 *   generated_mof.c  WMI schemas (NAME.mof -> NAMEmof.h): what wmimofck -h declares
 *
 * Each takes a text that ends with '\0' and appends the header. What is not understood is left out; no input is
 * an error: clang tells what then is missing.
 */
#ifndef DDICHECK_FRONTEND_GENERATED_H
#define DDICHECK_FRONTEND_GENERATED_H

#include "frontend/includes.h"

void generated_from_messages(const char *text, struct str *out);
void generated_from_manifest(const char *text, struct str *out);
void generated_from_schema(const char *text, struct str *out);

/* The text of header `name` made from a file in `folder`, memory of the arena; NULL where there is none to make
   it from. */
const char *generated_header(struct search *s, struct arena *a, const char *folder, const char *name);

#endif
