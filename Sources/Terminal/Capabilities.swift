import CNcurses
import Glibc

/// What the environment says of the terminal, asked before anything is changed.
enum Capabilities {
  /// The value of TERM, if the terminal can do what a screen needs: move the cursor and clear.
  static func terminalType(output: CInt) throws(ScreenError) -> String {
    guard isatty(output) == 1 else { throw .notATerminal }
    guard let pointer = getenv("TERM"), pointer[0] != 0 else { throw .noTerminalType }
    let name = String(cString: pointer)
    var problem: CInt = 0
    guard headroom_setup_terminal(name, output, &problem) == OK else {
      throw problem == 1 ? .tooPoor(terminalType: name) : .unknownTerminalType(name)
    }
    guard headroom_capability("cup") != nil, headroom_capability("clear") != nil else {
      throw .tooPoor(terminalType: name)
    }
    return name
  }

  /// Takes the locale's character types and says whether it is UTF-8.
  ///
  /// Numbers and times keep the C locale.
  static func takeLocale() -> Bool {
    if setlocale(LC_CTYPE, "") == nil, environmentNamesUTF8() {
      // The locale is not installed here, but the terminal is of that codeset.
      setlocale(LC_CTYPE, "C.UTF-8")
    }
    return headroom_codeset().map { String(cString: $0) == "UTF-8" } ?? false
  }

  /// What a crash writes: attributes off, cursor on, keypad and mouse off, the old screen.
  static func resetSequence() -> [UInt8] {
    var bytes: [UInt8] = []
    for name in ["sgr0", "op", "cnorm", "rmkx"] { bytes += text(of: name) }
    if !text(of: "kmous").isEmpty { bytes += Array("\u{1B}[?1000l\u{1B}[?1006l".utf8) }
    let leave = text(of: "rmcup")
    return bytes + (leave.isEmpty ? Array("\r\n".utf8) : leave)
  }

  // Terminfo writes padding as $<5/>, which no terminal of today needs (terminfo(5)).
  private static func text(of capability: String) -> [UInt8] {
    guard let pointer = headroom_capability(capability) else { return [] }
    var bytes: [UInt8] = []
    var isPadding = false
    let text = Array(String(cString: pointer).utf8)
    for (index, byte) in text.enumerated() {
      if byte == UInt8(ascii: "$"), text.dropFirst(index + 1).first == UInt8(ascii: "<") {
        isPadding = true
      }
      if !isPadding { bytes.append(byte) }
      if byte == UInt8(ascii: ">") { isPadding = false }
    }
    return bytes
  }

  private static func environmentNamesUTF8() -> Bool {
    for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
      guard let pointer = getenv(name), pointer[0] != 0 else { continue }
      let value = String(cString: pointer).uppercased()
      return value.hasSuffix("UTF-8") || value.hasSuffix("UTF8")
    }
    return false
  }
}
