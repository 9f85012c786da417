import Glibc

/// What stands in a directory.
enum Directory {
  /// The names in it but the hidden ones, or the hidden ones alone, unsorted; empty if it can't be read.
  static func names(in path: String, hidden: Bool = false) -> [String] {
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasPrefix(".") == hidden { names.append(name) }
    }
    return names
  }

  /// Those of them that end in `.hlog`.
  static func recordings(in path: String) -> [String] {
    names(in: path).filter { $0.hasSuffix(".hlog") }
  }
}

/// What tells one file from another, whatever path leads to it.
struct FileIdentity: Equatable {
  private var device: dev_t
  private var number: ino_t

  /// Follows links; nil if there is no such file.
  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    (device, number) = (status.st_dev, status.st_ino)
  }

  /// Of an open file; nil if it is none.
  init?(descriptor: CInt) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    (device, number) = (status.st_dev, status.st_ino)
  }
}
