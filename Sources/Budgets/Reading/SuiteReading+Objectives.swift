extension SuiteReading {
  /// What holds when later layers take the place of earlier ones, metric by metric; with the default
  /// on errors where a benchmark says nothing about them.
  ///
  /// Those of benchmarks come first, in the order of `names`, each with its parts behind it; then those
  /// of processes, and of the suite.
  func objectives(
    _ layers: [[BudgetEntry]],
    _ names: [String],
    _ limits: VerdictLimits
  )
    -> [Objective]
  {
    var order: [BudgetSlot] = []
    var inForce: [BudgetSlot: [Objective]] = [:]
    for layer in layers {
      var touched: Set<BudgetSlot> = []
      for entry in layer {
        if inForce[entry.slot] == nil { order.append(entry.slot) }
        if touched.insert(entry.slot).inserted {
          inForce[entry.slot] = entry.objectives
        } else {
          inForce[entry.slot, default: []] += entry.objectives
        }
      }
    }
    let slots = Dictionary(grouping: order, by: \.subject)
    func own(_ subject: Subject) -> [Objective] {
      (slots[subject] ?? []).flatMap { inForce[$0] ?? [] }
    }
    var result: [Objective] = []
    for name in names {
      let subject = Subject.benchmark(name)
      result += own(subject)
      if !(slots[subject] ?? []).contains(where: { $0.metric.isAboutErrors }) {
        var standard = Objective.defaultErrorRate(of: name)
        standard.limits = limits
        result.append(standard)
      }
      let parts = roster.entry(of: name)?.parts ?? []
      for part in parts { result += own(.benchmark(name + "/" + part)) }
    }
    for label in roster.processes { result += own(.process(label)) }
    return result + own(.suite)
  }
}
