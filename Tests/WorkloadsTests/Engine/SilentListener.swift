import Glibc

/// A port of 127.0.0.1 that connections may reach, as far as its backlog goes, and that answers nothing.
final class SilentListener {
  private(set) var descriptor: CInt
  let port: Int

  init(backlog: CInt) throws {
    descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        bind(descriptor, generic, length) == 0 && listen(descriptor, backlog) == 0
          && getsockname(descriptor, generic, &length) == 0
      }
    }
    guard isListening else { throw ListenFailure(code: errno) }
    port = Int(UInt16(bigEndian: address.sin_port))
  }

  deinit { close() }

  var url: String { "http://127.0.0.1:\(port)" }

  /// A connection to it that is made as far as its backlog goes, without waiting for that.
  func connectOnce() -> CInt {
    let client = socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    address.sin_port = UInt16(port).bigEndian
    withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        _ = connect(client, generic, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    return client
  }

  /// From now on connections are refused.
  func close() {
    if descriptor >= 0 { Glibc.close(descriptor) }
    descriptor = -1
  }

  struct ListenFailure: Error { let code: CInt }
}
