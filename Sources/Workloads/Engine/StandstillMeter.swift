import Glibc

/// Tells a thread that came late because it stood still from one that had much to do or had to wait for a
/// CPU: the process was stopped (SIGSTOP, SIGTSTP), or the machine was suspended.
///
/// Confined to its thread, and made on it.
struct StandstillMeter {
  /// Shorter ones are lag, ns.
  static let leastNanoseconds: Int64 = 300_000_000

  /// How long this thread had been ready to run without running, ns.
  private var waited: Int64
  /// CPU time of this thread, ns.
  private var ran: Int64
  /// CLOCK_MONOTONIC, ns.
  private var checked: Int64
  /// How far CLOCK_BOOTTIME, which goes on while the machine is suspended, was ahead of CLOCK_MONOTONIC,
  /// ns.
  private var suspended: Int64

  init() {
    waited = Self.waitedNanoseconds()
    ran = Self.nanoseconds(CLOCK_THREAD_CPUTIME_ID)
    checked = Self.nanoseconds(CLOCK_MONOTONIC)
    suspended = Self.suspendedNanoseconds()
  }

  /// What came between two looks at the clock.
  struct Standstill {
    /// ns of CLOCK_MONOTONIC that passed in it: none while the machine was suspended.
    var stoppedNanoseconds: Int64 = 0
    var suspendedNanoseconds: Int64 = 0
  }

  /// What has made a wake-up `late` ns late since the last call; nil if it did not stand still.
  ///
  /// When the thread ran is not known, only how long: it stood still for certain where running and
  /// waiting for a CPU since the last call do not explain the delay.
  mutating func check(late: Int64) -> Standstill? {
    let (waited, ran) = (Self.waitedNanoseconds(), Self.nanoseconds(CLOCK_THREAD_CPUTIME_ID))
    let (now, suspended) = (Self.nanoseconds(CLOCK_MONOTONIC), Self.suspendedNanoseconds())
    defer { (self.waited, self.ran, checked, self.suspended) = (waited, ran, now, suspended) }
    var standstill = Standstill()
    let busy = waited - self.waited + ran - self.ran
    if late - busy >= Self.leastNanoseconds {
      standstill.stoppedNanoseconds = min(late, max(late - busy, now - checked - busy))
    }
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
    // In this order a wait between the two looks like no suspension.
    let boot = nanoseconds(CLOCK_BOOTTIME)
    return boot - nanoseconds(CLOCK_MONOTONIC)
  }

  private static func nanoseconds(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
