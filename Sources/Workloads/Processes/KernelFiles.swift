import Glibc

/// The files in which the kernel tells of processes (proc(5)) and control groups (cgroups(7)).
package struct KernelFiles: Sendable {
  private let proc: String
  private let controlGroups: String
  private let ticksPerSecond: Int64
  private let pageBytes: UInt64

  /// The files below these folders.
  package init(proc: String = "/proc", controlGroups: String = "/sys/fs/cgroup") {
    self.proc = proc
    self.controlGroups = controlGroups
    ticksPerSecond = Int64(max(1, sysconf(Int32(_SC_CLK_TCK))))
    pageBytes = UInt64(max(1, sysconf(Int32(_SC_PAGESIZE))))
  }

  // MARK: Processes

  /// The processes of this name: that of the program's file, or the one that the process gave itself,
  /// of which the kernel keeps 15 bytes (proc(5), comm).
  func processes(named name: String) -> [Int32] {
    Self.names(in: proc).compactMap { Int32($0) }.sorted().filter { pid in
      name == ProcFile.text("\(proc)/\(pid)/comm").prefix { $0 != "\n" }
        || name == program(of: pid)
    }
  }

  /// The name of the file that a process was started from, by its first argument.
  private func program(of pid: Int32) -> String? {
    let first = ProcFile.text("\(proc)/\(pid)/cmdline").prefix { $0 != "\0" }
    return first.split(separator: "/").last.map(String.init)
  }

  /// What the kernel says of a process; nil if it is not there.
  func process(_ pid: Int32) -> ProcessReading? {
    let folder = "\(proc)/\(pid)"
    let stat = ProcFile.text(folder + "/stat")
    // The name stands in parentheses and may hold anything; the figures begin behind the last one.
    guard let end = stat.lastIndex(of: ")") else { return nil }
    let figures = stat[stat.index(after: end)...].split(separator: " ")
    // Numbered from 3 on in proc(5): utime is 14, stime 15, num_threads 20, starttime 22, rss 24.
    guard figures.count > 21, figures[0] != "Z", let user = Int64(figures[11]),
      let system = Int64(figures[12]), let threads = Int(figures[17]),
      let pages = UInt64(figures[21])
    else { return nil }
    return ProcessReading(
      identity: "\(pid)@\(figures[19])",
      cpuNanoseconds: (user + system) * (1_000_000_000 / ticksPerSecond),
      contextSwitches: contextSwitches(ofThreadsIn: folder + "/task"),
      residentBytes: pages * pageBytes,
      threads: threads,
      openFiles: Self.count(in: folder + "/fd")
    )
  }

  private func contextSwitches(ofThreadsIn folder: String) -> UInt64 {
    Self.names(in: folder).reduce(0) { sum, thread in
      let status = ProcFile.text("\(folder)/\(thread)/status")
      return sum + Self.figure("voluntary_ctxt_switches", in: status)
        + Self.figure("nonvoluntary_ctxt_switches", in: status)
    }
  }

  // MARK: Control groups

  /// What the kernel says of a control group of version 2; nil if it is not there.
  func controlGroup(_ path: String) -> ProcessReading? {
    let folder = path.hasPrefix("/") ? controlGroups + path : "\(controlGroups)/\(path)"
    let cpu = ProcFile.text(folder + "/cpu.stat")
    guard !cpu.isEmpty else { return nil }
    let pids = ProcFile.text(folder + "/cgroup.procs").split(separator: "\n").compactMap {
      Int32($0)
    }
    let members = pids.compactMap(process)
    return ProcessReading(
      identity: folder,
      cpuNanoseconds: Int64(clamping: Self.figure("usage_usec", in: cpu)) * 1000,
      contextSwitches: members.reduce(0) { $0 + $1.contextSwitches },
      residentBytes: Self.number(ProcFile.text(folder + "/memory.current"))
        ?? members.reduce(0) { $0 + $1.residentBytes },
      threads: members.reduce(0) { $0 + $1.threads },
      openFiles: members.compactMap(\.openFiles).reduce(nil) { ($0 ?? 0) + $1 }
    )
  }

  // MARK: The machine

  /// What the kernel says of the whole machine; nil where there is no proc(5).
  func host() -> ProcessReading? {
    let stat = ProcFile.text(proc + "/stat")
    let first = stat.prefix { $0 != "\n" }.split(separator: " ").dropFirst().compactMap {
      Int64($0)
    }
    // user, nice, system, idle, iowait, irq, softirq, steal; guest time is part of user time.
    guard first.count >= 8 else { return nil }
    let busy = first[..<8].reduce(0, +) - first[3] - first[4] - first[7]
    let memory = ProcFile.text(proc + "/meminfo")
    let total = Self.figure("MemTotal", in: memory)
    let threads = ProcFile.text(proc + "/loadavg").split(separator: " ").dropFirst(3).first?
      .split(separator: "/").last
    return ProcessReading(
      identity: "host",
      cpuNanoseconds: busy * (1_000_000_000 / ticksPerSecond),
      contextSwitches: Self.figure("ctxt", in: Self.wholeText(proc + "/stat")),
      residentBytes: (total - min(total, Self.figure("MemAvailable", in: memory))) * 1024,
      threads: threads.flatMap { Int($0) } ?? 0,
      openFiles: Self.number(ProcFile.text(proc + "/sys/fs/file-nr")).flatMap { Int(exactly: $0) }
    )
  }

  // MARK: Reading

  /// The number at the beginning of a text.
  private static func number(_ text: String) -> UInt64? { UInt64(text.prefix(while: \.isNumber)) }

  /// The figure on the line that begins with `name`; 0 if there is none.
  private static func figure(_ name: String, in text: String) -> UInt64 {
    for line in text.split(separator: "\n") where line.hasPrefix(name) {
      let rest = line.dropFirst(name.count).drop { $0 == ":" || $0 == " " || $0 == "\t" }
      if line.dropFirst(name.count).first?.isLetter != true, let value = number(String(rest)) {
        return value
      }
    }
    return 0
  }

  /// A file that may be longer than a page: the line of `ctxt` stands behind that of the interrupts.
  private static func wholeText(_ path: String) -> String {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return "" }
    defer { close(file) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 16_384)
    while bytes.count < 1 << 20 {
      let count = read(file, &part, part.count)
      guard count > 0 else { break }
      bytes += part[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func names(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  private static func count(in folder: String) -> Int? {
    guard let directory = opendir(folder) else { return nil }
    defer { closedir(directory) }
    var count = 0
    while let entry = readdir(directory) {
      if entry.pointee.d_name.0 != 46 { count += 1 }
    }
    return count
  }
}
