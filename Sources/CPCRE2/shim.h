#ifndef HEADROOM_CPCRE2_SHIM_H
#define HEADROOM_CPCRE2_SHIM_H

// Which of its three libraries is meant.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

// Casts are macros that Swift does not see.
static const size_t headroom_pcre2_unset = PCRE2_UNSET;

#endif
