import NIOCore
import NIOSSL

/// Why TLS could not be agreed upon, in words.
struct TLSFault: Error, Equatable {
  let text: String
  /// Whether no protocol was found that both sides speak (RFC 7301, 3.2).
  let isAboutALPN: Bool

  /// What an error of TLS means, without anything that is known of the connection.
  init(_ error: any Error) { self.init(error, host: nil, certificate: nil) }

  /// What an error of TLS means on a connection to a host that has shown a certificate.
  private init(_ error: any Error, host: String?, certificate: NIOSSLCertificate?) {
    let code = Self.code(of: error)
    isAboutALPN = code == "NO_APPLICATION_PROTOCOL"
    text = Self.text(code, error, host: host ?? "the host", certificate)
  }

  /// The same error with its meaning if it is one of TLS, asked for while the connection is still
  /// there; any other error as it is.
  static func explained(
    _ error: any Error,
    _ context: ChannelHandlerContext,
    host: String
  ) -> any Error {
    switch error {
    case NIOSSLError.uncleanShutdown: return error
    case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError:
      let certificate = try? context.pipeline.syncOperations.nioSSL_peerCertificate()
      return TLSFault(error, host: host, certificate: certificate)
    default: return error
    }
  }

  /// The code of BoringSSL without what all alerts begin with, `HANDSHAKE_FAILURE`; a closed connection
  /// is `EOF`.
  private static func code(of error: any Error) -> String {
    let text = "\(error)"
    if text.contains("EOF during") { return "EOF" }
    guard let mark = text.ranges(of: "OPENSSL_internal:").first else {
      return text.contains("failedToValidateHostname") ? "HOSTNAME" : ""
    }
    var code = text[mark.upperBound...].prefix { $0.isUppercase || $0.isNumber || $0 == "_" }
    for beginning in ["SSLV3_ALERT_", "TLSV1_ALERT_", "TLSV1_"] where code.hasPrefix(beginning) {
      code = code.dropFirst(beginning.count)
      break
    }
    return String(code)
  }

  private static func text(
    _ code: String,
    _ error: any Error,
    host: String,
    _ certificate: NIOSSLCertificate?
  ) -> String {
    switch code {
    case "CERTIFICATE_VERIFY_FAILED":
      return certificate.map { CertificateText($0).distrust() } ?? "certificate not trusted"
    case "HOSTNAME":
      let names = certificate.map { CertificateText($0).validFor } ?? ""
      return "certificate not valid for this host (\(host)\(names))"
    case "CERTIFICATE_REQUIRED": return "client certificate required"
    case "HANDSHAKE_FAILURE":
      // The server had shown its certificate, so a cipher was found; what it lacks is ours.
      return certificate == nil
        ? "no cipher in common (handshake failure)" : "client certificate required"
    case "UNSUPPORTED_PROTOCOL", "PROTOCOL_VERSION":
      return "protocol version: the server speaks neither TLS 1.2 nor 1.3"
    case "WRONG_VERSION_NUMBER", "HTTP_REQUEST", "HTTPS_PROXY_REQUEST":
      return "not TLS: the server answers without it; write http://"
    case "NO_APPLICATION_PROTOCOL": return "no protocol in common (ALPN)"
    case "UNRECOGNIZED_NAME": return "the server does not know the name \(host)"
    case "NO_SHARED_CIPHER", "INSUFFICIENT_SECURITY", "NO_CIPHER_MATCH", "UNSUPPORTED_CIPHER":
      return "no cipher in common"
    case "BAD_CERTIFICATE", "CERTIFICATE_EXPIRED", "CERTIFICATE_REVOKED", "CERTIFICATE_UNKNOWN",
      "UNSUPPORTED_CERTIFICATE", "UNKNOWN_CA", "ACCESS_DENIED":
      return "refused by the server: " + words(code)
    case "EOF": return "connection closed during the handshake"
    case "": return words("\(error)".split(separator: "(").first.map(String.init) ?? "")
    default: return words(code)
    }
  }

  private static func words(_ code: String) -> String {
    code.lowercased().replacing("_", with: " ")
  }
}
