/*
 * Frames from and into capture files: the classic pcap form, in both byte orders, with times in micro- or nanoseconds. The host
 * of a run knows no such form: it gets and gives frames as lengths and bytes (runtime/os/frames.c), so that what is wrong with a
 * file is said before anything runs.
 *
 *   file header   magic, version 2.4, zone, accuracy, longest frame, link type          24 bytes
 *   each frame    seconds, fraction, bytes that follow, bytes that there were            16 bytes, then the frame
 */
#include "run.h"

#include <stdlib.h>
#include <string.h>

enum {
    HEAD = 24, RECORD = 16, ETHERNET = 1,
    FRAME_MIN = 14,       /* an Ethernet header */
    FRAME_MAX = 65535,    /* more is in no frame that a network card passes on */
    ERRORS_SHOWN = 5,
};
#define MAGIC_MICRO 0xA1B2C3D4u
#define MAGIC_NANO 0xA1B23C4Du
#define MAGIC_NG 0x0A0D0D0Au

static uint32_t number(const unsigned char *p, bool swapped)
{
    uint32_t little = (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
    return swapped ? __builtin_bswap32(little) : little;
}

static void put_number(struct str *out, uint32_t x)
{
    for (int i = 0; i < 4; i++)
        str_append_char(out, (char)(x >> 8 * i));
}

static bool read_head(const char *path, const unsigned char *p, size_t size, bool *swapped, struct diags *d)
{
    uint32_t magic = size >= 4 ? number(p, false) : 0;
    *swapped = magic == __builtin_bswap32(MAGIC_MICRO) || magic == __builtin_bswap32(MAGIC_NANO);
    if (magic == MAGIC_NG) {
        diags_add(d, SEVERITY_ERROR, path, 0, 0, "this is a pcapng file; what is read is the classic form")->hint = "editcap -F pcap IN OUT";
        return false;
    }
    if (size < HEAD || (!*swapped && magic != MAGIC_MICRO && magic != MAGIC_NANO)) {
        diags_add(d, SEVERITY_ERROR, path, 0, 0, size == 0 ? "the file is empty" : "this is no pcap file: it does not begin as one");
        return false;
    }
    uint32_t link = number(p + 20, *swapped) & 0xFFFF;
    if (link != ETHERNET)
        diags_add(d, SEVERITY_ERROR, path, 0, 0, "the frames are of link type %u; what a driver here is given are Ethernet frames (1)", link);
    return link == ETHERNET;
}

bool pcap_parse(const char *path, const void *data, size_t size, struct str *out, uint32_t *count, struct diags *d)
{
    const unsigned char *p = data;
    bool swapped;
    uint32_t errors = 0, n = 0;
    *count = 0;
    if (!read_head(path, p, size, &swapped, d))
        return false;
    for (size_t at = HEAD; at < size && errors < ERRORS_SHOWN;) {
        n++;
        if (size - at < RECORD) {
            diags_add(d, SEVERITY_ERROR, path, 0, 0, "frame %u, at byte %zu: the file ends in its header", n, at);
            return false;
        }
        uint32_t length = number(p + at + 8, swapped);
        if (length > size - at - RECORD) {
            diags_add(d, SEVERITY_ERROR, path, 0, 0, "frame %u, at byte %zu: it says that it has %u bytes, and %zu follow", n, at, length, size - at - RECORD);
            return false;
        }
        if (length < FRAME_MIN || length > FRAME_MAX) {
            diags_add(d, SEVERITY_ERROR, path, 0, 0, "frame %u, at byte %zu: its length of %u bytes is none of an Ethernet frame (%d to %d)", n, at, length, FRAME_MIN, FRAME_MAX);
            errors++;
        }
        put_number(out, length);
        str_append_n(out, (const char *)p + at + RECORD, length);
        at += RECORD + length;
    }
    if (!n) {
        diags_add(d, SEVERITY_ERROR, path, 0, 0, "there is no frame in the file");
        errors++;
    }
    *count = n;
    return errors == 0;
}

bool pcap_read(const char *path, struct str *out, uint32_t *count, struct diags *d)
{
    size_t size;
    char *data = file_read(path, &size);
    if (!data) {
        diags_add(d, SEVERITY_ERROR, path, 0, 0, "cannot be read");
        return false;
    }
    bool good = pcap_parse(path, data, size, out, count, d);
    free(data);
    return good;
}

void pcap_begin(struct str *out)
{
    put_number(out, MAGIC_MICRO);
    put_number(out, 2 | 4 << 16); /* version 2.4 */
    put_number(out, 0);
    put_number(out, 0);
    put_number(out, FRAME_MAX);
    put_number(out, ETHERNET);
}

/* A host's record: nanoseconds (8 bytes), length (4), the frame. One that is cut off was not written to its end. */
uint32_t pcap_add(struct str *out, const char *frames)
{
    size_t size;
    char *data = file_read(frames, &size);
    const unsigned char *p = (const unsigned char *)data;
    uint32_t count = 0;
    for (size_t at = 0; data && size - at >= 12; count++) {
        uint64_t time = number(p + at, false) | (uint64_t)number(p + at + 4, false) << 32;
        uint32_t length = number(p + at + 8, false);
        if (length > size - at - 12)
            break;
        put_number(out, (uint32_t)(time / 1000000000));
        put_number(out, (uint32_t)(time % 1000000000 / 1000));
        put_number(out, length);
        put_number(out, length);
        str_append_n(out, data + at + 12, length);
        at += 12 + length;
    }
    free(data);
    return count;
}
