import Glibc
import Sessions

/// A process of Locust that we started: the master, or a worker of this machine.
///
/// Owned by one thread. Ended with all that it started when nobody holds it any more.
final class LocustProcess {
  /// What it is called in what is told of it.
  let name: String
  private let program: ChildProgram
  private let reader = LineReader(mostLineBytes: 1 << 16)
  private var output: ErrorOutput
  /// The last line of its standard error that says that something is wrong.
  private var complaint: String?
  private(set) var hasErrorsEnded = false
  /// How it ended; nil while it runs.
  private(set) var end: ChildEnd?

  /// Starts it.
  init(_ plan: ChildPlan, name: (pid_t) -> String) throws(CommandError) {
    program = try ChildProgram(plan, output: .discarded, hasChannel: true)
    self.name = name(program.process)
    output = ErrorOutput(name: self.name)
  }

  /// Its process.
  var process: pid_t { program.process }

  /// Its standard error.
  var errors: Int32 { program.errors }

  /// The socket between it and us.
  var channel: Int32 { program.channel ?? -1 }

  /// What it said on its standard error of what went wrong, after a colon: its last complaint, or its
  /// last line; empty if it said nothing.
  var lastWords: String {
    let words = complaint ?? output.last
    return words.isEmpty ? "" : ": " + words
  }

  /// Sends a signal to it and all that it started, unless it has ended.
  func signal(_ number: Int32) { program.signal(number) }

  /// Looks whether it has ended, and reads the last things that it said; true once, when it is found
  /// out.
  func hasJustEnded() -> Bool {
    guard end == nil, let found = program.ended() else { return false }
    end = found
    while !hasErrorsEnded {
      var entry = pollfd(fd: errors, events: Int16(POLLIN), revents: 0)
      guard poll(&entry, 1, 0) > 0 else { break }
      readErrors()
    }
    reader.finish { take($0) }
    return true
  }

  /// Reads once what it says on its standard error.
  func readErrors() {
    switch reader.fill(from: errors) {
    case .bytes: reader.forEachLine { take($0) }
    case .nothing: break
    case .end, .failed: hasErrorsEnded = true
    }
  }

  private func take(_ line: UnsafeRawBufferPointer) {
    let said = LocustWords(String(decoding: line, as: UTF8.self))
    if said.isComplaint { complaint = Visible.text(said.text.prefix(300)) }
    var text = said.text
    text.withUTF8 { output.add(UnsafeRawBufferPointer($0)) }
  }

  /// What is to be told of it now.
  func takeNotices() -> [String] { output.takeNotices(atEnd: end != nil) }

  /// Writes a line of JSON to it; what nobody reads any more is lost.
  func write(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = bytes.withUnsafeBytes {
      send(channel, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
    }
  }
}
