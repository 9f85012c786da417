import Glibc

/// A regular file that is read from the beginning or at a place.
final class InputFile: Sendable {
  let path: String
  let length: Int64
  /// When it was last written to, nanoseconds since 1970-01-01 UTC.
  let modifiedNanoseconds: Int64
  private let descriptor: Int32

  /// Opens a file; whatever is no regular file is an error, and nothing is waited for.
  init(_ path: String) throws(RecordingError) {
    // Not blocking: opening a pipe that nobody writes to would wait for ever.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      let code = errno
      switch code {
      case ENOENT, ENOTDIR: throw .notFound(path: path)
      case ENXIO: throw .notAFile(path: path, kind: "a socket or a device")
      default: throw .unreadable(path: path, code: code)
      }
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let code = errno
      close(descriptor)
      throw .unreadable(path: path, code: code)
    }
    if let kind = Self.kind(of: status.st_mode & S_IFMT) {
      close(descriptor)
      throw .notAFile(path: path, kind: kind)
    }
    self.path = path
    self.descriptor = descriptor
    length = Int64(status.st_size)
    modifiedNanoseconds =
      Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
  }

  deinit { close(descriptor) }

  /// What it is besides a regular file; nil for one.
  private static func kind(of mode: mode_t) -> String? {
    switch mode {
    case S_IFREG: nil
    case S_IFDIR: "a directory"
    case S_IFIFO: "a pipe"
    case S_IFSOCK: "a socket"
    default: "a device"
    }
  }

  /// How long it is now: it may be written to.
  func lengthNow() throws(RecordingError) -> Int64 {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadable(path: path, code: errno) }
    return Int64(status.st_size)
  }

  /// At most `count` bytes at `offset`, behind those of `head`; nothing behind them at the end.
  func read(
    at offset: Int64,
    count: Int,
    behind head: ArraySlice<UInt8> = []
  ) throws(RecordingError) -> [UInt8] {
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: head.count + count) { buffer, filled in
      filled = buffer.update(fromContentsOf: head)
      while true {
        let result = pread(descriptor, buffer.baseAddress.map { $0 + filled }, count, off_t(offset))
        if result < 0, errno == EINTR { continue }
        if result < 0 { code = errno }
        filled += max(0, result)
        return
      }
    }
    guard code == 0 else { throw .unreadable(path: path, code: code) }
    return bytes
  }
}
