import Glibc
import NIOCore
import NIOSSL
import Sessions
import Testing

@testable import Workloads

struct ErrorKindTests {
  @Test(arguments: [
    (ECONNREFUSED, ErrorKind.refused), (ECONNRESET, .reset), (EPIPE, .reset),
    (ECONNABORTED, .reset), (ETIMEDOUT, .timeout), (EMFILE, .resources), (ENFILE, .resources),
    (EADDRNOTAVAIL, .resources), (EHOSTUNREACH, .network), (ENETUNREACH, .network),
  ])
  func `an error of the system has a kind`(code: Int32, kind: ErrorKind) {
    #expect(ErrorKind(IOError(errnoCode: code, reason: "connect")) == kind)
  }

  @Test func `errors of connections and TLS have kinds`() {
    #expect(ErrorKind(ChannelError.connectTimeout(.seconds(1))) == .timeout)
    #expect(ErrorKind(ChannelError.eof) == .reset)
    #expect(ErrorKind(NIOSSLError.uncleanShutdown) == .reset)
    #expect(ErrorKind(NIOSSLError.handshakeFailed(.sslError([]))) == .tls)
  }
}
