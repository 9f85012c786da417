package import Sessions

/// A session of which some benchmarks can't be run here: says so before all else.
package final class PartialSource: SessionSource {
  private let source: (any SessionSource)?
  private let skipped: [SkippedBenchmark]

  /// A session without those that are skipped; `source` is nil if nothing is left of it.
  package init(_ source: (any SessionSource)?, skipped: [SkippedBenchmark]) {
    self.source = source
    self.skipped = skipped
  }

  package func start(into inbox: Inbox) throws {
    for benchmark in skipped {
      inbox.put(.event(SessionEvent(atNanoseconds: 0, kind: .skipped(benchmark))))
    }
    guard let source else {
      inbox.put(.end(.completed))
      return
    }
    try source.start(into: inbox)
  }

  package func apply(_ control: Control) { source?.apply(control) }

  package var failure: String? { source?.failure }
}
