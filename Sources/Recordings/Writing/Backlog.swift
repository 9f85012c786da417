/// What is to be appended to a file, part by part: one part is the head, an interval with its
/// events, or the end.
///
/// A part that could not be written is kept, and the next try goes on with the byte where the last
/// one stopped, so that the file never has a torn middle.
struct Backlog {
  /// The most bytes that are kept; beyond them the oldest parts are given up.
  static let limit = 64 << 20

  private var parts: [[UInt8]] = []
  /// How much of the first part is in the file.
  private var written = 0
  private var bytes = 0
  /// How long the file is as far as we know.
  private var length: Int64 = 0
  /// The parts that were given up.
  private(set) var lost = 0

  /// The parts that wait.
  var count: Int { parts.count }

  /// Adds a part.
  mutating func add(_ part: [UInt8], limit: Int = Backlog.limit) {
    parts.append(part)
    bytes += part.count
    // The first part stays if it is half written, the last one is the newest.
    let first = written > 0 ? 1 : 0
    while bytes > limit, parts.count > first + 1 {
      bytes -= parts.remove(at: first).count
      lost += 1
    }
  }

  /// Writes what waits, one call a part.
  ///
  /// Returns 0, or the `errno` of the first failure.
  mutating func flush(to file: AppendFile) -> Int32 {
    while let part = parts.first {
      let result = file.append(part[written...])
      if result < 0 {
        // After an error of the device nobody knows how much arrived; the length tells.
        if let now = file.length(), now > length, now - length <= Int64(part.count - written) {
          written += Int(now - length)
          length = now
        }
        return Int32(-result)
      }
      written += result
      length += Int64(result)
      // A short write: the next one says why.
      if result == 0, !part.isEmpty { return Backlog.noSpace }
      guard written == part.count else { continue }
      bytes -= part.count
      parts.removeFirst()
      written = 0
    }
    return 0
  }

  /// ENOSPC, for a write that takes nothing and says nothing.
  private static let noSpace: Int32 = 28
}
