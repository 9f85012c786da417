#ifndef HEADROOM_CNCURSES_SHIM_H
#define HEADROOM_CNCURSES_SHIM_H

// cchar_t, get_wch and the other wide functions exist only with this, before the include.
#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif
#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <term.h>
#include <unistd.h>
#include <wchar.h>

// The attributes are macros with casts, which Swift does not import.
static inline attr_t headroom_attribute_bold(void) { return A_BOLD; }
static inline attr_t headroom_attribute_dim(void) { return A_DIM; }
static inline attr_t headroom_attribute_reverse(void) { return A_REVERSE; }
static inline attr_t headroom_attribute_underline(void) { return A_UNDERLINE; }

// The buttons are macros built by shifting, which Swift does not import.
static inline mmask_t headroom_button_press(void) { return BUTTON1_PRESSED; }
static inline mmask_t headroom_button_release(void) { return BUTTON1_RELEASED; }
static inline mmask_t headroom_wheel_up(void) { return BUTTON4_PRESSED; }
static inline mmask_t headroom_wheel_down(void) { return BUTTON5_PRESSED; }

// stdscr, COLORS, COLOR_PAIRS are mutable globals, which Swift 6 does not let through.
static inline WINDOW *headroom_standard_window(void) { return stdscr; }
static inline int headroom_colors(void) { return COLORS; }
static inline int headroom_color_pairs(void) { return COLOR_PAIRS; }

// The text of one capability, or null if the terminal lacks it (the function itself may also give -1).
static inline const char *headroom_capability(const char *name) {
  const char *text = tigetstr((char *)name);
  return text == (char *)-1 ? NULL : text;
}

// Whether the terminal has this key; its parameter is not const in the header.
static inline int headroom_setup_terminal(const char *name, int descriptor, int *problem) {
  return setupterm((char *)name, descriptor, problem);
}

// ioctl has a variable number of arguments, which Swift cannot call.
static inline int headroom_window_size(int descriptor, int *width, int *height) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) return -1;
  *width = size.ws_col;
  *height = size.ws_row;
  return 0;
}

// One cell: at most CCHARW_MAX wide characters, of which the first takes the columns.
static inline int headroom_put_cell(int row, int column, const wchar_t *text, attr_t attributes,
                                    short pair) {
  cchar_t cell;
  if (setcchar(&cell, text, attributes, pair, NULL) == ERR) return ERR;
  return mvwadd_wch(stdscr, row, column, &cell);
}

// <wchar.h> declares it only with a feature macro that a module of a package cannot set.
extern int wcwidth(wchar_t character);
static inline int headroom_columns(wchar_t character) { return wcwidth(character); }

// A file in memory, closed on exec (1 is MFD_CLOEXEC); memfd_create(2) needs a feature macro too.
static inline int headroom_memory_file(void) {
  return (int)syscall(SYS_memfd_create, "headroom-screen", 1U);
}

// Whether the caller is the thread that the process began with; gettid(2) needs a feature macro.
static inline bool headroom_is_main_thread(void) { return syscall(SYS_gettid) == getpid(); }

// The codeset that the environment names, once setlocale has been called.
static inline const char *headroom_codeset(void) { return nl_langinfo(CODESET); }

#endif
