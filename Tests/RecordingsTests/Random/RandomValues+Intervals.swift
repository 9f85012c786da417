import Measurements

@testable import Sessions

extension RandomValues {
  mutating func head() -> SessionHead {
    var head = SessionHead(
      suite: text(),
      profile: text(),
      startedNanoseconds: integer(0...JSON.latestStart)
    )
    head.format = integer(Int.min...Int.max)
    head.program = text()
    head.suiteText = text()
    head.variables = Dictionary(list { ($0.text(), $0.text()) }) { first, _ in first }
    head.choice = choice()
    head.environment = maybe { $0.text() }
    head.target = text()
    head.seed = integer(0...UInt64.max)
    head.utcOffsetSeconds = integer(-604_800...604_800)
    head.timeZone = text()
    head.intervalNanoseconds = integer(1...86_400_000_000_000)
    head.host.name = text()
    head.host.cpus = integer(Int.min...Int.max)
    head.host.cores = integer(Int.min...Int.max)
    head.host.kernel = text()
    head.commit = maybe { $0.text() }
    head.branch = maybe { $0.text() }
    head.isDirty = bool()
    head.label = maybe { $0.text() }
    head.isIndependent = bool()
    return head
  }

  private mutating func choice() -> SuiteChoice {
    var choice = SuiteChoice()
    choice.benchmarks = list { $0.text() }
    choice.users = maybe { $0.integer(0...Int.max) }
    choice.rate = maybe { $0.number() }
    choice.durationNanoseconds = maybe { $0.moment() }
    choice.iterations = maybe { $0.integer(0...Int.max) }
    choice.warmupNanoseconds = maybe { $0.moment() }
    choice.budgets = list { $0.text() }
    return choice
  }

  /// An interval with samples of the benchmarks of these names; of any, if there are none.
  mutating func interval(_ names: [String] = []) -> IntervalRecord {
    let start = moment()
    var record = IntervalRecord(
      number: integer(0...Int.max),
      startNanoseconds: start,
      endNanoseconds: integer(start...JSON.longestSession),
      phase: phase()
    )
    record.pausedNanoseconds = moment()
    record.stoppedNanoseconds = moment()
    let measured = names.isEmpty ? list { $0.text() } : names
    for name in measured {
      for kind in SeriesID.Kind.allCases where bool() {
        // Of a series that is there, once.
        guard !record.series.contains(where: { $0.id == SeriesID(name, kind) }) else { continue }
        record.series.append(SeriesCounts(id: SeriesID(name, kind), counts: counts()))
      }
      record.counters.append(counters(name))
    }
    record.active = maybe { values in names.isEmpty ? values.list { $0.text() } : names }
    record.processes = list { $0.process($0.text()) }
    record.load.level = number()
    record.load.inFlight = integer(0...Int.max)
    record.load.connections = integer(0...Int.max)
    record.load.progress = maybe { values in
      SampleProgress(
        runs: values.count(),
        plannedRuns: values.count(),
        nanoseconds: values.moment(),
        plannedNanoseconds: values.moment()
      )
    }
    record.generator.busiestLoop = number()
    record.generator.processCPU = number()
    record.generator.lagNanoseconds = moment()
    record.generator.lateSends = count()
    record.generator.sends = count()
    record.generator.steal = number()
    return record
  }

  private mutating func counts() -> SparseCounts {
    var histogram = Histogram()
    for _ in 0..<Int.random(in: 1...20, using: &numbers) {
      let magnitude = Int64.random(in: 0...41, using: &numbers)
      histogram.record(Int64.random(in: 0...(1 << magnitude), using: &numbers))
    }
    return histogram.sparse
  }

  private mutating func counters(_ name: String) -> BenchmarkCounters {
    var counters = BenchmarkCounters(benchmark: name)
    counters.dropped = count()
    counters.droppedPaused = count()
    counters.cutOff = count()
    counters.interrupted = count()
    counters.clamped = count()
    counters.retried = count()
    counters.unresolvedMemory = count()
    counters.bytesReceived = count()
    for _ in 0..<Int.random(in: 0...4, using: &numbers) { counters.errors[errorKind()] = count() }
    for _ in 0..<Int.random(in: 0...4, using: &numbers) {
      counters.reasons[ErrorReason(kind: errorKind(), text: text())] = count()
    }
    return counters
  }

  mutating func process(_ label: String) -> ProcessGauge {
    var gauge = ProcessGauge(label: label)
    gauge.cpu = number()
    gauge.residentBytes = integer(0...(1 << 60))
    gauge.threads = integer(0...(isPlausible ? 1000 : Int.max))
    gauge.openFiles = maybe { $0.integer(0...1000) }
    gauge.contextSwitches = count()
    return gauge
  }
}
