#ifndef HEADROOM_CSPAWN_SHIM_H
#define HEADROOM_CSPAWN_SHIM_H

// The C library declares these only with _GNU_SOURCE, without which Swift imports it.

#include <spawn.h>

// The folder that a program starts in (posix_spawn(3), since glibc 2.29).
int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *, const char *);

// A file without a name (memfd_create(2)).
int memfd_create(const char *, unsigned int);
enum { HEADROOM_MFD_CLOEXEC = 1 };

// A pipe whose ends no program inherits by chance (pipe(2)).
int pipe2(int[2], int);

#endif
