package import Budgets
import Measurements

extension SessionState {
  /// The figures of the session so far; at its end, its result.
  package func summary() -> Summary {
    let judged = zip(objectives, objectiveSubjects).map {
      ObjectiveSummary(
        objective: $0.objective,
        judgement: $0.judged(subjects[$1], isOver: end != nil)
          .inWholeNanoseconds($0.objective.metric)
      )
    }
    var verdict = Verdict.worst(judged.map(\.judgement.verdict))
    // What nobody asked for passes, but that is no answer to what the suite asks for.
    if verdict == .pass, isOfUnseenProcesses(judged) || isOfUnknownNames(judged) {
      verdict = .pending
    }
    var steps = finishedSteps
    if let step, !step.isEmpty { steps.append(summary(of: step)) }
    return Summary(
      suite: head.suite,
      profile: head.profile,
      environment: head.environment,
      model: suite.model,
      steered: steered,
      startedNanoseconds: head.startedNanoseconds,
      measuredNanoseconds: measuredNanoseconds,
      originNanoseconds: measuredSince ?? 0,
      commit: head.commit.map { head.isDirty ? $0 + "+changes" : $0 },
      branch: head.branch,
      recording: circumstances.recording,
      verdict: verdict,
      status: status(of: judged),
      trust: trust,
      benchmarks: roster.benchmarks.indices.map { benchmarkSummary($0, judged) },
      processes: roster.processes.indices.map { processSummary($0, judged) },
      suiteObjectives: judged.filter { $0.objective.subject == .suite },
      errorBudgets: objectives.compactMap {
        $0.errorBudget?.summary(plannedClock: plannedClock)
      },
      steps: steps,
      firstOver: firstOver,
      outages: outages.all,
      gaps: gaps
    )
  }

  private func benchmarkSummary(_ index: Int, _ judged: [ObjectiveSummary]) -> BenchmarkSummary {
    let place = roster.firstBenchmark + index
    let subject = subjects[place]
    let totals = subject.totals
    let own = zip(judged, objectiveSubjects).filter { $0.1 == place }.map(\.0)
    let seconds = totals.seconds
    return BenchmarkSummary(
      name: roster.benchmarks[index],
      verdict: Verdict.worst(own.map(\.judgement.verdict)),
      skipped: subject.skipped,
      count: totals.events.count,
      failed: totals.events.failed,
      warmup: subject.warmup,
      cutOff: totals.events.cutOff + subject.interrupted,
      dropped: totals.events.dropped,
      clamped: subject.clamped,
      rate: seconds > 0 ? Double(totals.events.count) / seconds : 0,
      throughput: totals.events.value(of: .throughput) ?? 0,
      errorRate: totals.events.value(of: .errorRate) ?? 0,
      errors: ErrorCount.sorted(subject.errors, reasons: subject.reasons),
      latency: totals.timing?.inWholeNanoseconds,
      runs: totals.runs.map { RunFigures($0).inWholeNanoseconds },
      objectives: own
    )
  }

  private func processSummary(_ index: Int, _ judged: [ObjectiveSummary]) -> ProcessSummary {
    let own = zip(judged, objectiveSubjects).filter { $0.1 == 1 + index }.map(\.0)
    return ProcessSummary(
      name: roster.processes[index],
      verdict: Verdict.worst(own.map(\.judgement.verdict)),
      totals: subjects[1 + index].totals.process,
      objectives: own,
      cores: head.host.cores
    )
  }

  /// Whether what the suite asks for is about watched processes that were never seen, and nothing else
  /// that it asks for was judged; defaults are not asked for.
  private func isOfUnseenProcesses(_ judged: [ObjectiveSummary]) -> Bool {
    let written = judged.filter { !$0.objective.isDefault }
    return written.contains(where: \.isOfUnseenProcess)
      && !written.contains { [.pass, .drift].contains($0.judgement.verdict) }
  }

  /// Whether the suite asks for something of a name that another program never brought: it may be
  /// misspelled.
  private func isOfUnknownNames(_ judged: [ObjectiveSummary]) -> Bool {
    guard suite.model == .external else { return false }
    return zip(judged, objectiveSubjects).contains { objective, subject in
      guard case .benchmark = objective.objective.subject else { return false }
      return !objective.objective.isDefault && subjects[subject].isUnknown
    }
  }

  /// 2 for a violation, 1 for drift with `--strict`, 3 if nothing could be judged, else 0.
  private func status(of judged: [ObjectiveSummary]) -> Int {
    let verdicts = judged.map(\.judgement.verdict)
    if verdicts.contains(.violation) { return 2 }
    if circumstances.isStrict, verdicts.contains(.drift) { return 1 }
    if !verdicts.contains(.pass), !verdicts.contains(.drift) { return 3 }
    if isOfUnseenProcesses(judged) || isOfUnknownNames(judged) { return 3 }
    if suite.requiresTrust, trust.verdict == .doubtful { return 3 }
    return 0
  }
}

extension Verdict {
  /// The verdict on several: the most severe; pending for none.
  package static func worst(_ verdicts: [Verdict]) -> Verdict {
    verdicts.max { $0.severity < $1.severity } ?? .pending
  }
}

extension Summary {
  /// What failed in the measured part, by kind: the most frequent first, then by name.
  package var errors: [ErrorCount] {
    var counts: [ErrorKind: UInt64] = [:]
    var reasons: [ErrorReason: UInt64] = [:]
    for error in benchmarks.flatMap(\.errors) {
      // Figures of a summary that was read may be any.
      counts[error.kind] = counts[error.kind, default: 0].addingSaturated(error.count)
      for reason in error.reasons {
        let key = ErrorReason(kind: error.kind, text: reason.text)
        reasons[key] = reasons[key, default: 0].addingSaturated(reason.count)
      }
    }
    return ErrorCount.sorted(counts, reasons: reasons)
  }

  /// Whether any request of the measured part was answered, however badly.
  package var wasEverAnswered: Bool {
    benchmarks.contains { benchmark in
      if benchmark.count > benchmark.failed { return true }
      return benchmark.errors.contains { $0.kind.isAnswer && $0.count > 0 }
    }
  }
}
