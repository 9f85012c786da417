import Budgets
import Glibc
import NIOSSL

/// What TLS is set up with, for each version of HTTP that is offered by ALPN (RFC 7301).
struct TLSContexts: Sendable {
  private var contexts: [HTTPVersion: NIOSSLContext] = [:]

  /// The contexts that endpoints need; none if none of them speaks TLS.
  init(_ trust: TLSTrust, for endpoints: [Endpoint]) throws(EngineError) {
    let secure = endpoints.filter(\.isTLS)
    guard !secure.isEmpty else { return }
    // What is negotiated may be HTTP/1.1 in the end.
    for version in Set(secure.map(\.version)).union([.one]) {
      contexts[version] = try Self.context(trust, offering: version)
    }
  }

  /// The context that offers a version; nil if nobody needs it.
  subscript(version: HTTPVersion) -> NIOSSLContext? { contexts[version] }

  private static func context(
    _ trust: TLSTrust,
    offering version: HTTPVersion
  ) throws(EngineError) -> NIOSSLContext {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.applicationProtocols =
      switch version {
      case .one: ["http/1.1"]
      case .two: ["h2"]
      case .negotiated: ["h2", "http/1.1"]
      }
    // Older versions are deprecated (RFC 8996).
    configuration.minimumTLSVersion = .tlsv12
    configuration.certificateVerification = trust.verifies ? .fullVerification : .none
    if let file = trust.authorityFile {
      guard access(file, R_OK) == 0 else {
        throw .unreadable(file: file, reason: String(cString: strerror(errno)))
      }
      let certificates = (try? NIOSSLCertificate.fromPEMFile(file)) ?? []
      guard !certificates.isEmpty else { throw .noCertificates(file: file) }
      configuration.additionalTrustRoots = [.certificates(certificates)]
    }
    do {
      return try NIOSSLContext(configuration: configuration)
    } catch {
      throw .tls(reason: "\(error)")
    }
  }
}
