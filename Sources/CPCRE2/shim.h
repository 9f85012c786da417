#ifndef HEADROOM_CPCRE2_SHIM_H
#define HEADROOM_CPCRE2_SHIM_H

// Which of its three libraries is meant.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#endif
