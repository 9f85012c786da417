import Glibc
import NIOCore
import NIOHTTP2
import NIOPosix
import NIOSSL
import Sessions

/// What errors of connections say beyond their kind.
enum FailureText {
  /// In words; nil where the kind says all.
  static func text(_ error: any Error) -> String? {
    switch error {
    case let fault as TLSFault: fault.text
    case NIOSSLError.uncleanShutdown: nil
    case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError: TLSFault(error).text
    case let error as IOError where ErrorKind(error) == .network:
      String(cString: strerror(error.errnoCode))
    case let error as NIOConnectionError: error.connectionErrors.first.flatMap { text($0.error) }
    case let error as NIOHTTP2Errors.StreamError: text(error.baseError)
    case is any NIOHTTP2Error: "against HTTP/2: " + words(String(describing: type(of: error)))
    default: nil
    }
  }

  /// The name of a type as words: `invalid pseudo headers` of `InvalidPseudoHeaders`.
  private static func words(_ name: String) -> String {
    var words = ""
    for letter in name {
      if letter.isUppercase, let last = words.last, last.isLowercase { words += " " }
      words += letter.lowercased()
    }
    return words
  }
}
