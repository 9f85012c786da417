/// The CPUs that this process may run on.
package enum CPUAffinity {
  /// Their number: what `taskset` leaves, not what the machine has.
  ///
  /// It is read from the mask in /proc/self/status (proc(5)), since sched_getaffinity(2) is not
  /// visible without _GNU_SOURCE.
  package static var count: Int {
    for line in ProcFile.text("/proc/self/status").split(separator: "\n")
    where line.hasPrefix("Cpus_allowed:") {
      let count = line.dropFirst(13).reduce(0) { $0 + ($1.hexDigitValue?.nonzeroBitCount ?? 0) }
      if count > 0 { return count }
    }
    return 1
  }
}
