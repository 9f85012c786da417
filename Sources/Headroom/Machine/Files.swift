import Glibc

/// Why a file could not be read or written, in the words of the system.
struct FileError: Error, Equatable {
  /// `errno`.
  var code: Int32

  /// Whether the file is there already.
  var isExisting: Bool { code == EEXIST }

  /// As strerror(3) says it.
  var reason: String { String(cString: strerror(code)) }
}

/// Small text files and folders, without a library.
enum Files {
  /// The whole of a file, at most `limit` bytes and one more.
  ///
  /// So a reader can tell that it is too long. Wrong UTF-8 is left to the reader.
  static func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(code: errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while bytes.count <= limit {
      let count = Glibc.read(descriptor, &chunk, min(chunk.count, limit + 1 - bytes.count))
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError(code: errno)
      }
      if count == 0 { break }
      bytes.append(contentsOf: chunk[..<count])
    }
    return bytes
  }

  /// Writes a new file; fails if there is one already, unless `replacing`: then the new one takes the place
  /// of the old one, or of a link, at once and whole.
  static func write(_ text: String, to path: String, replacing: Bool) throws(FileError) {
    guard replacing else { return try writeNew(text, to: path) }
    let number = String(UInt64.random(in: 0...UInt64.max), radix: 36)
    let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let beside = "\(path[..<slash]).\(path[slash...]).\(number)"
    do throws(FileError) {
      try writeNew(text, to: beside)
      guard rename(beside, path) == 0 else { throw FileError(code: errno) }
    } catch {
      unlink(beside)
      throw error
    }
  }

  private static func writeNew(_ text: String, to path: String) throws(FileError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_EXCL, 0o666)
    guard descriptor >= 0 else { throw FileError(code: errno) }
    defer { close(descriptor) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError(code: errno)
      }
      rest = rest.dropFirst(count)
    }
  }

  /// The names in a folder, sorted; empty if there is no such folder.
  static func names(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Whether there is something at `path`.
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Whether there is a folder at `path`.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Makes a folder unless it is there.
  static func makeFolder(_ path: String) throws(FileError) {
    guard mkdir(path, 0o777) != 0, errno != EEXIST else { return }
    throw FileError(code: errno)
  }

  /// The working directory; `.` if the system does not know it.
  static func workingFolder() -> String {
    guard let path = getcwd(nil, 0) else { return "." }
    defer { free(path) }
    return String(cString: path)
  }
}
