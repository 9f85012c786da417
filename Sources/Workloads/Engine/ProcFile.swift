import Glibc

/// Files of proc(5).
enum ProcFile {
  /// The first bytes of a file, at most so many; empty if it can't be read.
  static func text(_ path: String, atMost limit: Int = 4096) -> String {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return "" }
    defer { close(file) }
    var bytes: [UInt8] = []
    // The kernel gives at most a page at once.
    var chunk = [UInt8](repeating: 0, count: 4096)
    while bytes.count < limit {
      let count = read(file, &chunk, min(chunk.count, limit - bytes.count))
      guard count > 0 else { break }
      bytes += chunk[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
