#ifndef HEADROOM_CZLIB_SHIM_H
#define HEADROOM_CZLIB_SHIM_H

#include <zlib.h>

// Both are macros that pass the version and the size of the struct; Swift does not see macros with
// arguments.
static inline int headroom_inflate_init(z_stream *stream) { return inflateInit(stream); }
static inline int headroom_deflate_init(z_stream *stream, int level) {
  return deflateInit(stream, level);
}

#endif
