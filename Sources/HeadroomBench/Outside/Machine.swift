import Glibc
import Sessions

/// What the figures were measured on.
enum Machine {
  static func json() -> JSON {
    ["cpu": .string(cpu), "cpus": JSON(count), "kernel": .string(kernel), "load": .string(load)]
  }

  /// CPU, number of CPUs and kernel in words.
  static var text: String { "\(count) x \(cpu), Linux \(kernel)" }

  private static var count: Int {
    Processors.numbers(in: TextFile.read("/proc/self/status")).count
  }

  private static var kernel: String {
    var names = utsname()
    uname(&names)
    return withUnsafeBytes(of: &names.release) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }

  /// How many others wanted a CPU in the last minute, 5 and 15 minutes.
  static var load: String {
    TextFile.read("/proc/loadavg").split(separator: " ").prefix(3).joined(separator: " ")
  }

  private static var cpu: String {
    let lines = TextFile.read("/proc/cpuinfo").split(separator: "\n")
    let model = lines.first { $0.hasPrefix("model name") }?.drop { $0 != ":" }.dropFirst(2)
    return model.map { String($0) } ?? "unknown"
  }

  /// Ticks of all CPUs, and those of them that the hypervisor gave to others (proc_stat(5)).
  static func ticks() -> (all: Int, stolen: Int) {
    let line = TextFile.read("/proc/stat").split(separator: "\n").first ?? ""
    let ticks = line.split(separator: " ").dropFirst().prefix(8).compactMap { Int($0) }
    return (ticks.reduce(0, +), ticks.count == 8 ? ticks[7] : 0)
  }
}

extension Machine {
  /// The share of the CPUs' time since `earlier` that the hypervisor gave to others, 0...1.
  static func stolenShare(since earlier: (all: Int, stolen: Int)) -> Double {
    let now = ticks()
    let all = now.all - earlier.all
    return all > 0 ? Double(now.stolen - earlier.stolen) / Double(all) : 0
  }
}
