import Glibc

/// Which CPU the server runs on and which the client.
struct Processors {
  var server: Int
  var client: Int

  /// The first two CPUs that this process may run on.
  static func pair() throws(ChildFailure) -> Processors {
    let allowed = numbers(in: TextFile.read("/proc/self/status"))
    guard allowed.count >= 2 else {
      throw ChildFailure(
        description: "needs two CPUs, one for the server and one for the client, and has one"
      )
    }
    return Processors(server: allowed[0], client: allowed[1])
  }

  /// The numbers in `Cpus_allowed_list:	0-3,8` (proc_pid_status(5)).
  static func numbers(in status: String) -> [Int] {
    guard
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("Cpus_allowed_list:") })
    else { return [] }
    let list = line.drop { !$0.isNumber }
    return list.split(separator: ",").flatMap { part -> [Int] in
      let ends = part.split(separator: "-").compactMap { Int($0) }
      guard let first = ends.first, let last = ends.last, first <= last else { return [] }
      return Array(first...last)
    }
  }
}
