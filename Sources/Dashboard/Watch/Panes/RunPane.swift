import Budgets
import Sessions

/// What is known of the run itself: where it goes, what it is recorded to, whether it can be believed.
struct RunPane {
  let view: WatchView

  func draw(in area: Area, into canvas: inout Canvas) {
    var rest = area
    Rule(view.state.origin == .live ? "this run" : "this session").draw(
      in: rest.takeTop(1),
      into: &canvas,
      view.glyphs
    )
    for (index, fact) in facts.prefix(rest.rows).enumerated() {
      let line = rest.line(index)
      canvas.put(fact.name, .muted, in: line, column: 1)
      canvas.put(
        Columns.clip(fact.text, to: line.columns - 16, ellipsis: view.glyphs.ellipsis),
        Style(fact.role),
        in: line,
        column: 15
      )
    }
  }

  private var facts: [(name: String, text: String, role: Role)] {
    let snapshot = view.whole
    let head = snapshot.head
    var facts: [(name: String, text: String, role: Role)] = [
      ("suite", head.suite, .text), ("profile", head.profile, .text),
      ("environment", head.environment ?? "none", .text), ("target", head.target, .text),
    ]
    if let label = head.label { facts.append(("label", label, .text)) }
    switch snapshot.recording {
    case .off: if view.state.origin == .live { facts.append(("recording", "off", .muted)) }
    case .writing(let path): facts.append(("recording", path, .text))
    case .failed(let path, let reason):
      facts.append(("recording", "\(path) cannot be written: \(reason)", .violation))
    }
    let model =
      switch snapshot.load.model {
      case .closed: "closed: users wait for answers"
      case .open: "open"
      case .samples: "none: one run after the other"
      case .external: "another program's"
      }
    facts.append(("load model", model, .text))
    facts.append(
      ("in flight", "\(snapshot.load.inFlight), dropped \(snapshot.load.dropped)", .text)
    )
    if snapshot.steered { facts.append(("steered", "by hand, so it is no baseline", .over)) }
    if snapshot.trust.reasons.isEmpty { facts.append(("trust", "good", .pass)) }
    for reason in snapshot.trust.reasons { facts.append(("trust", reason, .over)) }
    let commit = head.commit.map { $0 + (head.isDirty ? "+changes" : "") }
    facts.append(("commit", commit ?? "unknown", .text))
    facts.append(
      ("machine", "\(head.host.name), \(head.host.cpus) CPUs, \(head.host.kernel)", .text)
    )
    facts.append(("program", head.program, .text))
    facts.append(("seed", String(head.seed), .text))
    for warning in view.state.overview?.warnings ?? [] {
      facts.append(("recording", warning, .over))
    }
    for warning in snapshot.suite?.warnings ?? [] { facts.append(("warning", warning, .over)) }
    return facts
  }
}
