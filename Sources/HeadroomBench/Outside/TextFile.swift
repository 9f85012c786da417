import Glibc

/// Small files as text.
enum TextFile {
  /// The text of a file; empty if it can't be read.
  static func read(_ path: String) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      bytes.append(contentsOf: chunk[..<count])
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The bytes of a file; 0 if there is none.
  static func length(_ path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Writes a file; what was in it is gone.
  static func write(_ text: String, to path: String) throws(ChildFailure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw ChildFailure(description: "can't write \(path)") }
    defer { close(descriptor) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw ChildFailure(description: "can't write \(path)") }
      rest = rest.dropFirst(count)
    }
  }

  /// The names in a folder, sorted.
  static func names(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
      )
    }
    return names.sorted()
  }
}

extension TextFile {
  /// The last line of a file that ends with a newline; empty if it is longer than 1 MiB or missing.
  static func lastLine(_ path: String) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    let length = Int(lseek(descriptor, 0, SEEK_END))
    let wanted = min(length, 1 << 20)
    guard wanted > 0 else { return "" }
    let bytes = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
      count = max(0, pread(descriptor, buffer.baseAddress, wanted, off_t(length - wanted)))
    }
    let newline = UInt8(ascii: "\n")
    guard bytes.last == newline,
      let before = bytes.dropLast().lastIndex(of: newline)
    else { return "" }
    return String(decoding: bytes[(before + 1)...].dropLast(), as: UTF8.self)
  }
}
