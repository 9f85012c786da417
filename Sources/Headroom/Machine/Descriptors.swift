import Glibc

/// The number of files and sockets that this process may have open.
enum Descriptors {
  /// What the program itself needs: standard streams, recording, event loops, the demo server's
  /// listener, and as much again to be safe.
  static let reserved = 64

  /// Raises the limit to its hard limit (getrlimit(2)) and returns it.
  @discardableResult
  static func raise() -> Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
      return Int.max
    }
    if limit.rlim_cur < limit.rlim_max {
      limit.rlim_cur = limit.rlim_max
      setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
      getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
    return Int(clamping: limit.rlim_cur)
  }

  /// Says so if `connections` at once can't be open under `limit`.
  static func check(connections: Int, limit: Int) throws(DescriptorShortage) {
    let needed = connections + reserved
    if needed > limit { throw DescriptorShortage(needed: needed, limit: limit) }
  }
}

/// Too few files and sockets for the load that was asked for.
struct DescriptorShortage: CommandFailure, Equatable {
  /// What the load needs.
  var needed: Int
  /// What the system allows.
  var limit: Int

  var status: ExitStatus { .unavailable }

  var text: String {
    """
    this load needs \(needed) open files and sockets, and the system allows \(limit). Raise the \
    hard limit (ulimit -Hn \(needed), as root), or ask for fewer users.
    """
  }
}
