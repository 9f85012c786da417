import Glibc

/// A file that is only appended to: the seam between a recording and the disk.
struct AppendFile {
  /// Appends bytes in one call; returns how many, or the negative `errno`.
  var append: (ArraySlice<UInt8>) -> Int
  /// How long the file is; nil if nobody knows.
  var length: () -> Int64?
  /// Waits for the disk and closes; 0 or `errno`.
  var close: () -> Int32
  /// Which file it is; nil if nobody knows.
  var identity: () -> FileIdentity? = { nil }

  /// Makes a new file, readable by everyone; its directory must be there.
  static func create(_ path: String) throws(RecordingError) -> AppendFile {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      let code = errno
      throw code == EEXIST ? .alreadyExists(path: path) : .cannotCreate(path: path, code: code)
    }
    // As long as it is written, nobody is to remove it.
    _ = flock(descriptor, LOCK_EX | LOCK_NB)
    return AppendFile(descriptor)
  }

  /// Makes a directory and those above it, where they are missing.
  static func makeDirectory(_ path: String) throws(RecordingError) {
    guard mkdir(path, 0o777) != 0 else { return }
    let code = errno
    if code == EEXIST { return }
    guard code == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
      throw .cannotCreate(path: path, code: code)
    }
    try makeDirectory(String(path[..<slash]))
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
      throw .cannotCreate(path: path, code: errno)
    }
  }
}

extension AppendFile {
  /// A file that is open for appending, and from here on closed by `close`.
  init(_ descriptor: CInt) {
    self.init(
      append: { bytes in
        bytes.withUnsafeBytes { buffer in
          while true {
            let written = write(descriptor, buffer.baseAddress, buffer.count)
            if written >= 0 { return written }
            guard errno == EINTR else { return -Int(errno) }
          }
        }
      },
      length: {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? Int64(status.st_size) : nil
      },
      close: {
        let synced = fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS ? 0 : errno
        let closed = Glibc.close(descriptor) == 0 || errno == EINTR ? 0 : errno
        return synced != 0 ? synced : closed
      },
      identity: { FileIdentity(descriptor: descriptor) }
    )
  }
}
