import Glibc
import Sessions

/// Where a result goes piece by piece: standard output, or a new file that is made for the first
/// piece.
struct ResultFile: ~Copyable {
  private let path: String?
  private var descriptor: Int32 = -1

  /// A file that must not be there yet; nil for standard output.
  init(_ path: String?) { self.path = path }

  deinit { if path != nil, descriptor >= 0 { close(descriptor) } }

  /// Writes all of a piece.
  mutating func write(_ bytes: ArraySlice<UInt8>) throws(ResultFileError) {
    try open()
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw .notWritten(path, code: errno)
      }
      rest = rest.dropFirst(count)
    }
  }

  private mutating func open() throws(ResultFileError) {
    guard descriptor < 0 else { return }
    guard let path else {
      descriptor = STDOUT_FILENO
      return
    }
    descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .notMade(path, code: errno) }
  }
}

/// Why a result could not be written.
enum ResultFileError: CommandFailure, Equatable {
  /// The file can't be made, with `errno`.
  case notMade(String, code: Int32)
  /// The system takes no more, with `errno`; of standard output without a path.
  case notWritten(String?, code: Int32)

  /// Whether nobody reads standard output any more, as behind `| head`, which is no mistake.
  var isReaderGone: Bool { self == .notWritten(nil, code: EPIPE) }

  var status: ExitStatus { if case .notMade = self { .cannotCreate } else { .inputOutput } }

  var text: String {
    switch self {
    case .notMade(let path, EEXIST):
      "there is a \(Visible.text(path)) already, and it is left as it is. Take another name."
    case .notMade(let path, let code):
      "can't write \(Visible.text(path)): \(FileError(code: code).reason)."
    case .notWritten(let path, let code):
      "\(Visible.text(path ?? "standard output")) can't be written: \(FileError(code: code).reason)."
    }
  }
}
