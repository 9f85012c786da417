package import Budgets
import Glibc
import Measurements
package import Sessions

/// Watches the processes of a suite through proc(5) and cgroups(7).
///
/// Asked by one thread; locked all the same, since it goes from the thread that makes it to that one.
package final class ProcessWatch: ProcessObserver, @unchecked Sendable {
  private let files: KernelFiles
  private var watched: [Watched]
  private var lookedNanoseconds: Int64

  private struct Watched {
    let process: WatchedProcess
    var meter: ProcessMeter
  }

  /// A watch over `processes`, which begins now; `files` is where the kernel's files are.
  package init(_ processes: [WatchedProcess], files: KernelFiles = KernelFiles()) {
    self.files = files
    lookedNanoseconds = SystemClock().monotonicNanoseconds()
    watched = processes.map { Watched(process: $0, meter: ProcessMeter()) }
    for index in watched.indices {
      // What was used before the watch began is nobody's business.
      _ = watched[index].meter.take(look(at: watched[index].process.target), isFirst: true)
    }
  }

  package func gauges(overNanoseconds nanoseconds: Int64) -> [ProcessGauge] {
    let now = SystemClock().monotonicNanoseconds()
    defer { lookedNanoseconds = now }
    return gauges(elapsedNanoseconds: max(1, now - lookedNanoseconds))
  }

  /// The gauges of those that are there, of which the last look was so many ns ago.
  func gauges(elapsedNanoseconds: Int64) -> [ProcessGauge] {
    watched.indices.compactMap { index in
      let process = watched[index].process
      guard let used = watched[index].meter.take(look(at: process.target), isFirst: false) else {
        return nil
      }
      var gauge = ProcessGauge(label: process.label)
      gauge.cpu = Double(used.cpuNanoseconds) / Double(elapsedNanoseconds)
      gauge.contextSwitches = used.contextSwitches
      gauge.residentBytes = used.residentBytes
      gauge.threads = used.threads
      gauge.openFiles = used.openFiles
      return gauge
    }
  }

  private func look(at target: WatchedProcess.Target) -> [ProcessReading] {
    switch target {
    case .name(let name): files.processes(named: name).compactMap(files.process)
    case .pid(let pid): [files.process(pid)].compactMap(\.self)
    case .controlGroup(let path): [files.controlGroup(path)].compactMap(\.self)
    case .host: [files.host()].compactMap(\.self)
    }
  }
}

/// What the kernel says of one process, one control group or the machine, since it began.
package struct ProcessReading: Sendable, Equatable {
  /// Which one it is: a process ID and when that process began, so that an ID that is used again is
  /// another one.
  var identity: String
  /// CPU time, ns.
  var cpuNanoseconds: Int64
  /// Context switches, voluntary or not.
  var contextSwitches: UInt64
  /// Resident memory, bytes.
  var residentBytes: UInt64
  /// Threads.
  var threads: Int
  /// Open files; nil if that may not be asked.
  var openFiles: Int?
}

/// Turns what the kernel counts since a process began into what was used since the last look.
struct ProcessMeter {
  /// What all of them used since the last look, and what they have now.
  struct Use: Equatable {
    var cpuNanoseconds: Int64 = 0
    var contextSwitches: UInt64 = 0
    var residentBytes: UInt64 = 0
    var threads = 0
    var openFiles: Int?
  }

  private var last: [String: ProcessReading] = [:]

  /// Takes in a look at all processes that belong together; nil if there are none.
  ///
  /// What a process used before the first look does not count; one that appears later counts from its
  /// beginning.
  mutating func take(_ readings: [ProcessReading], isFirst: Bool) -> Use? {
    defer {
      last = Dictionary(readings.map { ($0.identity, $0) }, uniquingKeysWith: { first, _ in first })
    }
    guard !readings.isEmpty else { return nil }
    var use = Use()
    for reading in readings {
      use.residentBytes += reading.residentBytes
      use.threads += reading.threads
      if let files = reading.openFiles { use.openFiles = (use.openFiles ?? 0) + files }
      if isFirst { continue }
      let before = last[reading.identity]
      // Counters of threads that ended are gone: what they say never runs backwards here.
      use.cpuNanoseconds += max(0, reading.cpuNanoseconds - (before?.cpuNanoseconds ?? 0))
      let switches = before?.contextSwitches ?? 0
      use.contextSwitches += reading.contextSwitches - min(switches, reading.contextSwitches)
    }
    return use
  }
}
