import Glibc
import Measurements

/// CPU time of this process and of the machine, read once an interval.
struct MachineGauges {
  private var readNanoseconds: Int64
  private var processNanoseconds: Int64
  private var machine: (total: UInt64, stolen: UInt64)

  init() {
    readNanoseconds = SystemClock().monotonicNanoseconds()
    processNanoseconds = Self.processCPU()
    machine = Self.machineTicks()
  }

  /// The CPU time of the process as a share of one core, and the stolen share of the machine's time
  /// since the last call.
  mutating func read() -> (processCPU: Double, steal: Double) {
    let now = SystemClock().monotonicNanoseconds()
    let elapsed = now - readNanoseconds
    let process = Self.processCPU()
    let ticks = Self.machineTicks()
    defer {
      readNanoseconds = now
      processNanoseconds = process
      machine = ticks
    }
    let total = ticks.total - min(machine.total, ticks.total)
    let stolen = ticks.stolen - min(machine.stolen, ticks.stolen)
    return (
      elapsed > 0 ? Double(process - processNanoseconds) / Double(elapsed) : 0,
      total > 0 ? Double(stolen) / Double(total) : 0
    )
  }

  private static func processCPU() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// The first line of /proc/stat (proc(5)): the eighth figure is steal; guest time is part of user
  /// time.
  private static func machineTicks() -> (total: UInt64, stolen: UInt64) {
    let line = ProcFile.text("/proc/stat").prefix { $0 != "\n" }
    let figures = line.split(separator: " ").dropFirst().prefix(8).compactMap { UInt64($0) }
    guard figures.count == 8 else { return (0, 0) }
    return (figures.reduce(0, +), figures[7])
  }
}
