import Glibc
import Sessions

/// What is known of this machine and its clock.
enum HostFacts {
  /// The machine that measures: its name, the CPUs that this program may run on, its kernel.
  static func host() -> SessionHead.Host {
    var host = SessionHead.Host()
    host.cpus = cpus()
    host.cores = max(0, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    var names = utsname()
    guard uname(&names) == 0 else { return host }
    host.name = text(of: &names.nodename)
    host.kernel = text(of: &names.sysname) + " " + text(of: &names.release)
    return host
  }

  /// The CPUs that this program may run on, so that `taskset` counts: the bits of `Cpus_allowed`
  /// (proc_pid_status(5)).
  static func cpus() -> Int {
    guard let bytes = try? Files.read("/proc/self/status", limit: 65536) else { return 1 }
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      guard line.hasPrefix("Cpus_allowed:") else { continue }
      let mask = line.dropFirst("Cpus_allowed:".count)
      return max(1, mask.reduce(0) { $0 + ($1.hexDigitValue?.nonzeroBitCount ?? 0) })
    }
    return 1
  }

  /// The offset from UTC at a moment, in seconds, and the name of the time zone.
  static func timeZone(atNanoseconds wall: Int64) -> (offset: Int, name: String) {
    var seconds = time_t(wall / 1_000_000_000)
    var parts = tm()
    localtime_r(&seconds, &parts)
    let short = parts.tm_zone.map { String(cString: $0) } ?? "UTC"
    return (parts.tm_gmtoff, zoneName() ?? short)
  }

  /// A head with its times as the clock here shows them.
  static func shownHere(_ head: SessionHead) -> SessionHead {
    var head = head
    head.readerOffsetSeconds = timeZone(atNanoseconds: head.startedNanoseconds).offset
    return head
  }

  /// `Europe/Berlin`: from TZ, or where /etc/localtime leads (tzset(3), localtime(5)).
  private static func zoneName() -> String? {
    if let variable = getenv("TZ") {
      let name = String(cString: variable).drop { $0 == ":" }
      return name.isEmpty || name.hasPrefix("/") ? nil : String(name)
    }
    var buffer = [CChar](repeating: 0, count: 1024)
    let count = readlink("/etc/localtime", &buffer, buffer.count)
    guard count > 0 else { return nil }
    let path = String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    guard let range = path.firstRange(of: "zoneinfo/") else { return nil }
    return String(path[range.upperBound...])
  }

  private static func text<Characters>(of characters: inout Characters) -> String {
    withUnsafeBytes(of: &characters) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}
