package import Measurements

/// What the successful runs of a command took besides time.
package struct RunTotals: Sendable {
  /// CPU time in user mode, ns.
  package var user = Histogram()
  /// CPU time in kernel mode, ns.
  package var system = Histogram()
  /// The most resident memory of each run, bytes.
  package var resident = Histogram()
  /// The runs whose memory is at most what was recorded of it.
  package var unresolvedMemory: UInt64 = 0

  /// No runs.
  package init() {}

  /// Takes away runs that these went on from.
  package mutating func subtract(_ other: RunTotals) {
    user.subtract(other.user)
    system.subtract(other.system)
    resident.subtract(other.resident)
    unresolvedMemory -= min(unresolvedMemory, other.unresolvedMemory)
  }
}

/// What a watched process took over a stretch of time.
package struct ProcessTotals: Sendable, Equatable {
  /// How long it was watched, ns.
  package private(set) var nanoseconds: Int64 = 0
  /// Its CPU time, ns.
  package private(set) var cpuNanoseconds: Double = 0
  /// Its context switches.
  package private(set) var switches: UInt64 = 0
  /// The most resident memory, bytes.
  package private(set) var mostResidentBytes: UInt64 = 0
  /// The most threads.
  package private(set) var mostThreads = 0
  /// The most open files; nil if that may not be asked.
  package private(set) var mostOpenFiles: Int?

  /// Not watched yet.
  package init() {}

  /// Totals as a file has them.
  package init(
    nanoseconds: Int64,
    cpuNanoseconds: Double,
    switches: UInt64,
    mostResidentBytes: UInt64,
    mostThreads: Int,
    mostOpenFiles: Int?
  ) {
    self.nanoseconds = nanoseconds
    self.cpuNanoseconds = cpuNanoseconds
    self.switches = switches
    self.mostResidentBytes = mostResidentBytes
    self.mostThreads = mostThreads
    self.mostOpenFiles = mostOpenFiles
  }

  /// CPU use in cores; nil if it was not watched.
  package var meanCPU: Double? {
    nanoseconds > 0 ? cpuNanoseconds / Double(nanoseconds) : nil
  }

  /// Context switches per second; nil if it was not watched.
  package var switchesPerSecond: Double? {
    nanoseconds > 0 ? Double(switches) / (Double(nanoseconds) / 1e9) : nil
  }

  /// Takes in a stretch of `nanoseconds` with a CPU use in cores, and what there was at its end.
  package mutating func add(
    nanoseconds: Int64,
    cpu: Double,
    switches: UInt64,
    residentBytes: UInt64,
    threads: Int,
    openFiles: Int?
  ) {
    self.nanoseconds += nanoseconds
    cpuNanoseconds += cpu * Double(nanoseconds)
    self.switches += switches
    mostResidentBytes = max(mostResidentBytes, residentBytes)
    mostThreads = max(mostThreads, threads)
    if let openFiles { mostOpenFiles = max(mostOpenFiles ?? 0, openFiles) }
  }
}
