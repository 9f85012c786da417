import Glibc
import NIOCore

/// Looks names up (getaddrinfo(3)); blocks, so never on an event loop.
enum Resolver {
  /// The addresses of a host for TCP, in the order in which the system prefers them; empty if the
  /// name does not resolve.
  static func addresses(of endpoint: Endpoint) -> [SocketAddress] {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_protocol = Int32(IPPROTO_TCP)
    var first: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(endpoint.host, String(endpoint.port), &hints, &first) == 0 else { return [] }
    defer { freeaddrinfo(first) }
    var found: [SocketAddress] = []
    var entry = first
    while let current = entry {
      if let address = address(current.pointee, host: endpoint.host), !found.contains(address) {
        found.append(address)
      }
      entry = current.pointee.ai_next
    }
    return found
  }

  /// Lets time pass on a thread that has nothing else to do.
  static func wait(seconds: UInt32) { _ = sleep(seconds) }

  private static func address(_ info: addrinfo, host: String) -> SocketAddress? {
    guard let pointer = info.ai_addr else { return nil }
    switch info.ai_family {
    case AF_INET:
      return pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
        SocketAddress($0.pointee, host: host)
      }
    case AF_INET6:
      return pointer.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
        SocketAddress($0.pointee, host: host)
      }
    default:
      return nil
    }
  }
}

extension Endpoint {
  /// The address that the host is; nil if it is a name.
  var address: SocketAddress? { try? SocketAddress(ipAddress: host, port: port) }

  /// Whether the host is an address and not a name, so that TLS can't ask for it by name.
  var isAddress: Bool { address != nil }
}
