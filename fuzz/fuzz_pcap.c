/* Any bytes: frames of a capture file, each with its length, or at least one error. */
#include "run/run.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str out = {0};
    struct diags d;
    uint32_t count;
    diags_init(&d);
    bool good = pcap_parse("fuzz", data, size, &out, &count, &d);
    ensure(good == (d.errors == 0));
    size_t at = 0, frames = 0;
    for (uint32_t length; good && at < out.length; at += length, frames++) {
        ensure(out.length - at >= sizeof length);
        memcpy(&length, out.text + at, sizeof length);
        at += sizeof length;
        ensure(length <= out.length - at);
    }
    ensure(!good || frames == count);
    str_release(&out);
    diags_release(&d);
    return 0;
}
