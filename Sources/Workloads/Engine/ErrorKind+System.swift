import Glibc
import NIOCore
import NIOHTTP2
import NIOPosix
import NIOSSL
import Sessions

extension ErrorKind {
  /// What an error of the network, of TLS or of HTTP/2 means.
  init(_ error: any Error) {
    switch error {
    case let error as IOError: self.init(errno: error.errnoCode)
    case let error as NIOConnectionError:
      if let first = error.connectionErrors.first {
        self.init(first.error)
      } else {
        self = .dns
      }
    // The server broke off without saying goodbye.
    case NIOSSLError.uncleanShutdown: self = .reset
    case is TLSFault, is NIOSSLError, is BoringSSLError, is NIOSSLExtraError: self = .tls
    case let error as ChannelError:
      if case .connectTimeout = error { self = .timeout } else { self = .reset }
    case is any NIOHTTP2Error: self = .badResponse
    default: self = .network
    }
  }

  private init(errno code: Int32) {
    switch code {
    case ECONNREFUSED: self = .refused
    case ECONNRESET, EPIPE, ECONNABORTED: self = .reset
    case ETIMEDOUT: self = .timeout
    case EMFILE, ENFILE, ENOBUFS, ENOMEM, EADDRNOTAVAIL: self = .resources
    default: self = .network
    }
  }

  /// Whether another address of the same host may do better.
  var isOfAddress: Bool {
    switch self {
    case .refused, .network, .resources, .timeout, .reset: true
    case .tls, .dns, .badResponse, .wrongProtocol, .closed, .exit, .signal, .reported, .status,
      .expectation:
      false
    }
  }

  /// Whether the request never reached a server.
  var isOfConnection: Bool {
    switch self {
    case .refused, .tls, .dns, .network, .wrongProtocol, .resources: true
    case .timeout, .reset, .badResponse, .closed, .exit, .signal, .reported, .status, .expectation:
      false
    }
  }
}
