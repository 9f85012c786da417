import Measurements

extension SuiteReading {
  /// What holds when later layers take the place of earlier ones, metric by metric; with the default
  /// on errors where a benchmark says nothing about them.
  func objectives(
    _ layers: [[BudgetEntry]],
    _ names: [String],
    _ limits: VerdictLimits
  )
    -> [Objective]
  {
    struct Slot: Hashable {
      var subject: Subject
      var metric: Metric
    }
    var order: [Slot] = []
    var inForce: [Slot: [Objective]] = [:]
    for layer in layers {
      var touched: Set<Slot> = []
      for entry in layer {
        let slot = Slot(subject: entry.subject, metric: entry.metric)
        if inForce[slot] == nil { order.append(slot) }
        if touched.insert(slot).inserted {
          inForce[slot] = entry.objectives
        } else {
          inForce[slot, default: []] += entry.objectives
        }
      }
    }
    var result: [Objective] = []
    let bySubject = Dictionary(grouping: order, by: \.subject)
    for name in names {
      let subject = Subject.benchmark(name)
      let slots = bySubject[subject] ?? []
      for slot in slots { result += inForce[slot] ?? [] }
      if !slots.contains(where: { $0.metric.isAboutErrors }) {
        var standard = Objective(
          subject: subject,
          metric: .errorRate,
          budget: 0.01,
          limits: limits
        )
        standard.isDefault = true
        result.append(standard)
      }
    }
    for slot in order where slot.subject == .suite { result += inForce[slot] ?? [] }
    return result
  }
}
