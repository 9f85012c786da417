package import Budgets
import Measurements

/// A watched process at one moment.
package struct ProcessStatus: Sendable, Equatable {
  /// What the suite calls it.
  package var label: String
  /// What it took while it was watched; nil if it was never there.
  package var whole: ProcessTotals?
  /// Its CPU use in each interval, in cores; nil where it was not there.
  package var cpu = History()
  /// Its resident memory at the end of each interval, bytes.
  package var resident = History()

  /// A process that was not there yet.
  package init(label: String) { self.label = label }

  init(label: String, _ subject: SubjectState) {
    self.label = label
    whole = subject.totals.process
    cpu = subject.history
    resident = subject.failedHistory
  }
}

/// What the successful runs of a command took besides time.
package struct RunFigures: Sendable, Equatable {
  /// Mean CPU time in user mode, ns.
  package var userNanoseconds: Double
  /// Mean CPU time in kernel mode, ns.
  package var systemNanoseconds: Double
  /// The most resident memory of any run, bytes.
  package var residentBytes: Int64
  /// Whether it may have been less, which could not be told.
  package var residentIsMost: Bool

  /// Figures as they were computed or read from a file.
  package init(
    userNanoseconds: Double,
    systemNanoseconds: Double,
    residentBytes: Int64,
    residentIsMost: Bool = false
  ) {
    self.userNanoseconds = userNanoseconds
    self.systemNanoseconds = systemNanoseconds
    self.residentBytes = residentBytes
    self.residentIsMost = residentIsMost
  }

  /// The most resident memory with its unit: `64.0MiB`, or `≤3.66MiB` where less could not be told.
  package func memory(_ glyphs: Glyphs, isDecimal: Bool) -> String {
    let bytes = Figures.bytes(Double(residentBytes), isDecimal: isDecimal)
    return (residentIsMost ? glyphs.atMost : "") + bytes
  }

  init(_ runs: RunTotals) {
    self.init(
      userNanoseconds: runs.user.mean ?? 0,
      systemNanoseconds: runs.system.mean ?? 0,
      residentBytes: runs.resident.maximum ?? 0,
      residentIsMost: runs.unresolvedMemory > 0 && runs.unresolvedMemory >= runs.resident.count
    )
  }
}
