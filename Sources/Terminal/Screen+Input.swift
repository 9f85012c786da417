import CNcurses
import Dashboard
import Glibc

extension Screen {
  /// Waits until there is something to do, at most `milliseconds`; `descriptor` is watched as well
  /// (-1 for none), and the caller empties it.
  package func wait(milliseconds: Int, watching descriptor: CInt = -1) -> Input {
    if line.isLost { return .lost }
    if let key = nextKey() { return .key(key) }
    var entries = [
      pollfd(fd: line.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: wakeUp, events: Int16(POLLIN), revents: 0),
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
    ]
    if !line.unsent.isEmpty { entries[0].events |= Int16(POLLOUT) }
    // An interrupted wait has left its byte in the pipe; the others have set their entry.
    guard poll(&entries, 3, CInt(clamping: milliseconds)) > 0 else {
      return signalled() ?? .timeout
    }
    if entries[1].revents != 0, let input = signalled() { return input }
    let terminal = entries[0].revents
    if terminal & Int16(POLLOUT) != 0 { line.sendPending() }
    if terminal & Int16(POLLIN) != 0 {
      if let key = nextKey() { return .key(key) }
      line.checkHangUp()
    }
    if terminal & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 { line.markLost() }
    if line.isLost { return .lost }
    return entries[2].revents != 0 ? .wake : .timeout
  }

  private func signalled() -> Input? {
    var number: UInt8 = 0
    while read(wakeUp, &number, 1) == 1 {
      switch CInt(number) {
      case SIGTSTP: return .suspend
      case SIGWINCH:
        readSize()
        return .key(.resize(size))
      default:
        if let ending = Input.Ending(rawValue: CInt(number)) { return .signal(ending) }
      }
    }
    return nil
  }

  private func nextKey() -> Key? {
    var code: wint_t = 0
    // What ncurses has to say to the terminal before it reads (keypad mode) is sent at once.
    defer { send() }
    while true {
      switch wget_wch(headroom_standard_window(), &code) {
      case OK:
        if code == 27, swallowedSequence() { return .other }
        if let key = Self.key(typed: code) { return key }
      case CInt(KEY_CODE_YES):
        if let key = Self.key(code: CInt(bitPattern: code)) { return key }
      default: return nil
      }
    }
  }

  // A sequence that the terminal's description does not know must not be taken for typed letters:
  // parameters, then one final byte (ECMA-48, 5.4). True if the escape was not a key of its own.
  private func swallowedSequence() -> Bool {
    var code: wint_t = 0
    guard wget_wch(headroom_standard_window(), &code) == OK else { return false }
    if code == 0x5B || code == 0x4F {
      repeat {
        guard wget_wch(headroom_standard_window(), &code) == OK else { break }
      } while !(0x40...0x7E).contains(code)
    }
    return true
  }

  private static func key(typed code: wint_t) -> Key? {
    switch code {
    case 9: .tab
    case 10, 13: .enter
    case 27: .escape
    case 8, 127: .backspace
    case 0..<32: .other
    default: Unicode.Scalar(code).map { .character(Character($0)) }
    }
  }

  private static func key(code: CInt) -> Key? {
    switch code {
    case KEY_UP: .up
    case KEY_DOWN: .down
    case KEY_LEFT: .left
    case KEY_RIGHT: .right
    case KEY_SR: .shiftUp
    case KEY_SF: .shiftDown
    case KEY_SLEFT: .shiftLeft
    case KEY_SRIGHT: .shiftRight
    case KEY_PPAGE: .pageUp
    case KEY_NPAGE: .pageDown
    case KEY_HOME: .home
    case KEY_END: .end
    case KEY_ENTER: .enter
    case KEY_BTAB: .backTab
    case KEY_BACKSPACE: .backspace
    case KEY_DC: .delete
    case KEY_MOUSE: mouse()
    case KEY_RESIZE: nil
    default: .other
    }
  }

  private static func mouse() -> Key? {
    var event = MEVENT()
    guard getmouse(&event) == OK else { return nil }
    let action: Mouse.Action? =
      if event.bstate & headroom_wheel_up() != 0 {
        .wheelUp
      } else if event.bstate & headroom_wheel_down() != 0 {
        .wheelDown
      } else if event.bstate & headroom_button_press() != 0 {
        .press
      } else if event.bstate & headroom_button_release() != 0 {
        .release
      } else {
        nil
      }
    return action.map { .mouse(Mouse($0, column: Int(event.x), row: Int(event.y))) }
  }
}
