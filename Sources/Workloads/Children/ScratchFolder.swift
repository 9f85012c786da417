import Glibc

/// A folder for files of ours, removed with them when nobody holds it any more.
final class ScratchFolder {
  /// Where it is, without a slash at its end.
  let path: String

  /// Makes one that nobody else may open; throws what the system says as `errno`.
  init() throws(SystemCode) {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array((parent + "/headroom-XXXXXX").utf8CString)
    guard let made = mkdtemp(&template) else { throw SystemCode(errno) }
    path = String(cString: made)
  }

  deinit {
    if let directory = opendir(path) {
      while let entry = readdir(directory) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        unlink(path + "/" + name)
      }
      closedir(directory)
    }
    rmdir(path)
  }

  /// The path of a file in it.
  func place(_ name: String) -> String { path + "/" + name }

  /// Writes a file that its owner alone may read and gives its path.
  func write(_ text: String, to name: String) throws(SystemCode) -> String {
    let descriptor = open(place(name), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw SystemCode(errno) }
    defer { close(descriptor) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count >= 0 || errno == EINTR else { throw SystemCode(errno) }
      rest = rest.dropFirst(max(0, count))
    }
    return place(name)
  }
}

/// An error of the system.
struct SystemCode: Error, Equatable {
  /// As `errno` has it.
  let number: Int32

  init(_ number: Int32) { self.number = number }
}
