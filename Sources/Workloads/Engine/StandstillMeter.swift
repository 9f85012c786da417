import Glibc

/// Tells a thread that came late because it stood still from one that had to wait for a CPU: the process
/// was stopped (SIGSTOP, SIGTSTP), or the machine was suspended.
///
/// Confined to its thread, and made on it.
struct StandstillMeter {
  /// Shorter ones are lag, ns.
  static let leastNanoseconds: Int64 = 300_000_000

  /// How long this thread had been ready to run without running, ns.
  private var waited: Int64
  /// How far CLOCK_BOOTTIME, which goes on while the machine is suspended, was ahead of CLOCK_MONOTONIC,
  /// ns.
  private var suspended: Int64

  init() {
    waited = Self.waitedNanoseconds()
    suspended = Self.suspendedNanoseconds()
  }

  /// What came between two looks at the clock.
  struct Standstill {
    /// ns of CLOCK_MONOTONIC that passed in it: none while the machine was suspended.
    var stoppedNanoseconds: Int64 = 0
    var suspendedNanoseconds: Int64 = 0
  }

  /// What has made a wake-up `late` ns late since the last call; nil if it did not stand still.
  mutating func check(late: Int64) -> Standstill? {
    let (waited, suspended) = (Self.waitedNanoseconds(), Self.suspendedNanoseconds())
    defer { (self.waited, self.suspended) = (waited, suspended) }
    var standstill = Standstill()
    let stopped = late - (waited - self.waited)
    if stopped >= Self.leastNanoseconds { standstill.stoppedNanoseconds = stopped }
    let asleep = suspended - self.suspended
    if asleep >= Self.leastNanoseconds { standstill.suspendedNanoseconds = asleep }
    guard standstill.stoppedNanoseconds + standstill.suspendedNanoseconds > 0 else { return nil }
    return standstill
  }

  /// The second figure of /proc/thread-self/schedstat (Documentation/scheduler/sched-stats.rst of
  /// Linux); 0 where there is none, so that waiting counts as standing still.
  private static func waitedNanoseconds() -> Int64 {
    let figures = ProcFile.text("/proc/thread-self/schedstat").split(separator: " ")
    return figures.count >= 2 ? Int64(figures[1]) ?? 0 : 0
  }

  private static func suspendedNanoseconds() -> Int64 {
    var (boot, monotonic) = (timespec(), timespec())
    clock_gettime(CLOCK_MONOTONIC, &monotonic)
    clock_gettime(CLOCK_BOOTTIME, &boot)
    let seconds = Int64(boot.tv_sec) - Int64(monotonic.tv_sec)
    return seconds * 1_000_000_000 + Int64(boot.tv_nsec) - Int64(monotonic.tv_nsec)
  }
}
