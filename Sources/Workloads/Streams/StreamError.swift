import Glibc
import Sessions

/// Why a stream can't be read.
package enum StreamError: Error, Equatable {
  /// Its program can't be started.
  case program(CommandError)
  /// The system does not give its file.
  case cannotOpen(String, code: Int32)
  /// What is at its path gives no lines: a folder, for example.
  case isNoStream(String)
  /// Standard input is a terminal.
  case isTerminal
  /// No FIFO for the points of k6 can be made.
  case noFIFO(code: Int32)
}

extension StreamError: MissingProgram {
  package var missing: String? { if case .program(let error) = self { error.missing } else { nil } }
}

extension StreamError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .program(let error): error.description
    case .cannotOpen(let path, let code):
      "can't read \(Visible.text(path)): \(String(cString: strerror(code)))."
    case .isNoStream(let path):
      "\(Visible.text(path)) gives no lines: name a file that grows, or a FIFO."
    case .isTerminal:
      "standard input is a terminal; measurements come through a pipe: some-program | headroom -"
    case .noFIFO(let code):
      "no FIFO for the points of k6 can be made in the temporary folder: "
        + "\(String(cString: strerror(code)))."
    }
  }
}
