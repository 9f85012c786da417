import CNcurses
import Glibc

/// ncurses between `newterm` and `delscreen`, with its output turned to a file in memory.
final class CursesSession {
  private let terminal: OpaquePointer
  private let output: UnsafeMutablePointer<FILE>
  private let input: UnsafeMutablePointer<FILE>
  private let memory: CInt

  /// The largest screen that is drawn on, columns and rows: what a terminal says beyond that, no person
  /// reads, and ncurses would take gigabytes for it.
  private static let most: (columns: CInt, rows: CInt) = (2000, 1000)

  /// The size that is used of a terminal that says it has so many columns and rows.
  static func kept(columns: CInt, rows: CInt) -> (columns: CInt, rows: CInt) {
    (min(columns, most.columns), min(rows, most.rows))
  }

  /// Makes ncurses start with a size that it can hold (ncurses(3X): LINES and COLUMNS are taken for the
  /// size).
  private static func limitSize(of descriptor: CInt) {
    var (columns, rows) = (CInt(0), CInt(0))
    guard headroom_window_size(descriptor, &columns, &rows) == 0 else { return }
    let kept = kept(columns: columns, rows: rows)
    guard kept != (columns, rows) else { return }
    setenv("COLUMNS", "\(kept.columns)", 1)
    setenv("LINES", "\(kept.rows)", 1)
  }

  /// Starts on the terminal itself, since ncurses reads and sets its modes there.
  init(terminalType: String, on descriptor: CInt) throws(ScreenError) {
    memory = headroom_memory_file()
    guard memory >= 0,
      let output = fdopen(fcntl(descriptor, F_DUPFD_CLOEXEC, 3), "w"),
      let input = fdopen(fcntl(descriptor, F_DUPFD_CLOEXEC, 3), "r")
    else { throw .setUpFailed(errno: errno) }
    Self.limitSize(of: descriptor)
    guard let terminal = newterm(terminalType, output, input) else {
      throw .unknownTerminalType(terminalType)
    }
    (self.output, self.input, self.terminal) = (output, input, terminal)
    cbreak()
    noecho()
    nonl()
    keypad(headroom_standard_window(), true)
    nodelay(headroom_standard_window(), true)
    // Looking for typed keys while drawing would leave a frame half sent.
    typeahead(-1)
    set_escdelay(25)
    curs_set(0)
  }

  /// From here on ncurses writes into memory, by the number of the descriptor that it was given.
  ///
  /// Nothing that is called later needs a terminal there: size and modes are read and set by `Screen`.
  func turnToMemory() {
    fflush(output)
    dup2(memory, fileno(output))
  }

  /// What was written since the last time.
  func takeOutput() -> [UInt8] {
    let count = Int(lseek(memory, 0, SEEK_CUR))
    guard count > 0 else { return [] }
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      initialized = max(0, pread(memory, buffer.baseAddress, count, 0))
    }
    // The next frame overwrites this one, so the file never needs more than the largest.
    lseek(memory, 0, SEEK_SET)
    return bytes
  }

  /// Frees what ncurses holds; its descriptors are closed.
  func end() {
    delscreen(terminal)
    fclose(output)
    fclose(input)
    close(memory)
  }
}
