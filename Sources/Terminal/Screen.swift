import CNcurses
package import Dashboard
import Glibc

/// The terminal, taken over: shows canvases, gives keys, and is given back on every way out.
///
/// ncurses keeps one state per process, so there is one screen at a time, used from the main thread
/// only. What ncurses writes goes to a file in memory and from there to the terminal in one write a
/// frame: so bytes are counted, a terminal that does not read costs frames instead of stopping the
/// program, and a lost one is noticed.
package final class Screen {
  /// What was drawn and sent so far.
  package struct Statistics: Hashable, Sendable {
    package var frames = 0
    package var droppedFrames = 0
    package var bytes = 0
  }

  package internal(set) var statistics = Statistics()
  /// Columns and rows of the terminal.
  package private(set) var size = Size(columns: 80, rows: 24)
  /// Whether the locale can show more than ASCII.
  package let isUnicode: Bool
  var line: Line
  let wakeUp: CInt
  let palette: Palette
  var shown: Canvas?
  private let handlerEnd: CInt
  private let session: CursesSession
  private var saved: termios
  private var ours = termios()
  private var isOpen = true

  /// Takes the terminal behind `output` over.
  ///
  /// Nothing was changed if it throws.
  package init(output: Int32 = 1) throws(ScreenError) {
    let name = try Capabilities.terminalType(output: output)
    precondition(headroom_is_main_thread(), "a screen belongs to the main thread")
    isUnicode = Capabilities.takeLocale()
    let line = try Line(output: output)
    var saved = termios()
    var pipes: [CInt] = [-1, -1]
    guard tcgetattr(line.descriptor, &saved) == 0, pipe(&pipes) == 0 else {
      let code = errno
      close(line.descriptor)
      throw .setUpFailed(errno: code)
    }
    for descriptor in pipes {
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    }
    // Before newterm, which installs handlers of its own only where there are none.
    Rescue.install(
      terminal: line.descriptor,
      saved: saved,
      reset: Capabilities.resetSequence(),
      pipe: pipes[1]
    )
    do {
      session = try CursesSession(terminalType: name, on: line.descriptor)
    } catch {
      Rescue.remove()
      for descriptor in pipes + [line.descriptor] { close(descriptor) }
      throw error
    }
    (self.line, self.saved) = (line, saved)
    (wakeUp, handlerEnd) = (pipes[0], pipes[1])
    let noColor = getenv("NO_COLOR").map { $0[0] != 0 } ?? false
    palette = Palette(allowsColor: !noColor)
    takeModes()
    session.turnToMemory()
    useMouse(true)
    readSize()
    send()
  }

  deinit {
    finish()
  }

  /// Gives the terminal back; nothing happens the second time.
  package func finish() {
    guard isOpen else { return }
    isOpen = false
    leave()
    Rescue.remove(isLost: line.isLost)
    session.end()
    for descriptor in [wakeUp, handlerEnd, line.descriptor] { close(descriptor) }
  }

  /// Stops the program as Ctrl-Z does.
  ///
  /// `pausing` runs before, with the terminal still ours; returns
  /// once the program goes on, with the screen redrawn by the next `show`.
  package func suspend(pausing: () -> Void) {
    guard isOpen else { return }
    pausing()
    leave()
    Rescue.arm(false)
    Rescue.stop()
    tcsetattr(line.descriptor, TCSADRAIN, &ours)
    Rescue.arm(true)
    readSize()
  }

  /// Whether clicks and the wheel come here; while they do, marking text needs the shift key.
  package func useMouse(_ enabled: Bool) {
    let events =
      headroom_button_press() | headroom_button_release() | headroom_wheel_up()
      | headroom_wheel_down()
    mousemask(enabled ? events : 0, nil)
    mouseinterval(0)
    send()
  }

  /// Forgets what is on the terminal, so that the next frame is sent whole.
  package func redraw() {
    shown = nil
    clearok(headroom_standard_window(), true)
  }

  /// Asks the terminal for its size, as after a change of the window.
  func readSize() {
    var columns: CInt = 0
    var rows: CInt = 0
    let window = headroom_standard_window()
    if headroom_window_size(line.descriptor, &columns, &rows) == 0, columns > 0, rows > 0 {
      let kept = CursesSession.kept(columns: columns, rows: rows)
      resize_term(kept.rows, kept.columns)
    }
    size = Size(columns: Int(getmaxx(window)), rows: Int(getmaxy(window)))
    redraw()
  }

  /// Sends what ncurses has written since the last time; returns how many bytes that was.
  @discardableResult
  func send() -> Int {
    let bytes = session.takeOutput()
    statistics.bytes += bytes.count
    if !bytes.isEmpty { line.send(bytes) }
    return bytes.count
  }

  // Ctrl-S must not stop the screen: flow control is off while it is ours.
  private func takeModes() {
    tcgetattr(line.descriptor, &ours)
    ours.c_iflag &= ~tcflag_t(IXON)
    tcsetattr(line.descriptor, TCSADRAIN, &ours)
  }

  private func leave() {
    endwin()
    send()
    line.drain(milliseconds: 300)
    tcsetattr(line.descriptor, TCSADRAIN, &saved)
  }
}
