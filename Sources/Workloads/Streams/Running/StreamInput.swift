import Glibc

/// Where the lines of a stream come from, opened.
///
/// Owned by one thread.
final class StreamInput {
  /// When there will be no more lines.
  enum Ending {
    /// At its end: a pipe.
    case atEnd
    /// With the program that writes to it.
    case withProgram
    /// Never: a file that grows, at this path.
    case never(path: String)
  }

  /// What lines are read from.
  private(set) var descriptor: Int32
  /// When there will be no more of them.
  let ending: Ending
  private let closes: Bool
  /// What has to be there as long as it is read.
  private let source: AnyObject?
  /// Bytes that were read of a file.
  private var offset: Int64 = 0

  /// Reads from a descriptor, which is closed at the end if `closes`; `source` is kept until then.
  init(descriptor: Int32, ending: Ending, closes: Bool, source: AnyObject? = nil) {
    self.descriptor = descriptor
    self.source = source
    self.ending = ending
    self.closes = closes
  }

  /// Opens a file that grows, or a FIFO, which ends when its last writer closes it.
  convenience init(path: String, fromEnd: Bool) throws(StreamError) {
    // A FIFO without a writer must not be waited for here.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .cannotOpen(path, code: errno) }
    var status = stat()
    fstat(descriptor, &status)
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      self.init(descriptor: descriptor, ending: .never(path: path), closes: true)
      if fromEnd { offset = Int64(lseek(descriptor, 0, SEEK_END)) }
    case S_IFIFO, S_IFCHR, S_IFSOCK:
      self.init(descriptor: descriptor, ending: .atEnd, closes: true)
    default:
      close(descriptor)
      throw .isNoStream(path)
    }
  }

  deinit { if closes { close(descriptor) } }

  /// Takes note of how much was read.
  func advance(by count: Int) { offset += Int64(count) }

  /// What became of a file since its end was reached.
  enum Change: Equatable {
    case none
    /// It is shorter than what was read, and is read again from its beginning.
    case truncated
    /// There is another file at its path, which is read from its beginning.
    case replaced
  }

  /// Looks whether a file was cut or replaced, as logs are, and goes on with what is there now.
  func followFile() -> Change {
    guard case .never(let path) = ending else { return .none }
    var own = stat()
    fstat(descriptor, &own)
    if own.st_size < offset {
      offset = 0
      lseek(descriptor, 0, SEEK_SET)
      return .truncated
    }
    var current = stat()
    guard stat(path, &current) == 0, current.st_mode & S_IFMT == S_IFREG,
      current.st_ino != own.st_ino || current.st_dev != own.st_dev
    else { return .none }
    let opened = open(path, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else { return .none }
    close(descriptor)
    descriptor = opened
    offset = 0
    return .replaced
  }
}
