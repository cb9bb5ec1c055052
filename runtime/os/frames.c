/*
 * Frames of a file, for the traffic, and into one. The forms are the parent's (analyzer/run/pcap.c), which knows capture files: in:
 * length (4 bytes), the frame; out: virtual time in nanoseconds (8 bytes), length, the frame; numbers as the machine has them.
 */
#include "state.h"

#include <stdlib.h>
#include <string.h>

bool rt_frames_open(const char *in, const char *out)
{
    struct rt_os *os = rt_os();
    if (out)
        os->frames_out = fopen(out, "wb");
    FILE *f = in ? fopen(in, "rb") : NULL;
    if (f && fseek(f, 0, SEEK_END) == 0) {
        os->frames_size = (size_t)ftell(f);
        os->frames = malloc(os->frames_size + 1);
        rewind(f);
        if (!os->frames || fread(os->frames, 1, os->frames_size, f) != os->frames_size)
            os->frames_size = 0;
    }
    if (f)
        fclose(f);
    return (!in || os->frames_size) && (!out || os->frames_out);
}

bool rt_frames_next(const unsigned char **frame, uint32_t *size)
{
    struct rt_os *os = rt_os();
    if (!os->frames_size)
        return false;
    memcpy(size, os->frames + os->frames_at, sizeof *size);
    *frame = os->frames + os->frames_at + sizeof *size;
    os->frames_at += sizeof *size + *size;
    if (os->frames_at >= os->frames_size) /* from the beginning again */
        os->frames_at = 0;
    return true;
}

bool rt_frames_wanted(void) { return rt_os()->frames_out != NULL; }

void rt_frame_begin(uint32_t size)
{
    FILE *f = rt_os()->frames_out;
    uint64_t now = rt_now();
    if (f && fwrite(&now, sizeof now, 1, f) == 1)
        fwrite(&size, sizeof size, 1, f);
}

void rt_frame_add(const void *bytes, uint32_t size)
{
    if (rt_os()->frames_out)
        fwrite(bytes, 1, size, rt_os()->frames_out);
}

void rt_frames_flush(void)
{
    if (rt_os()->frames_out)
        fflush(rt_os()->frames_out);
}
