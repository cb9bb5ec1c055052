/*
 * scsi.h: mingw's scsi.h over our srb.h, and what came later (storage/scsi_more.h).
 */
#pragma once
#include <srb.h>
#include_next <scsi.h>
#include <storage/scsi_more.h>
