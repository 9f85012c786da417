#ifndef HEADROOM_CZLIB_SHIM_H
#define HEADROOM_CZLIB_SHIM_H

#include <zlib.h>

// inflateInit and deflateInit2 are macros that pass the version and the size of the struct; Swift
// does not see macros with arguments. 15 and 8 are what deflateInit has.
static inline int headroom_inflate_init(z_stream *stream) { return inflateInit(stream); }
static inline int headroom_deflate_init(z_stream *stream, int level, int strategy) {
  return deflateInit2(stream, level, Z_DEFLATED, 15, 8, strategy);
}

#endif
