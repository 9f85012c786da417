#ifndef HEADROOM_ALLOCATIONS_H
#define HEADROOM_ALLOCATIONS_H

// How often this thread has allocated memory since it began; -1 where a sanitizer has the allocator.
long headroom_allocations(void);

#endif
