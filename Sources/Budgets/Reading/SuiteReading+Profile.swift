extension SuiteReading {
  /// The largest number of users.
  static let mostUsers = 100_000
  /// The largest rate, per second.
  static let mostRate = 10_000_000.0

  /// Reads one profile; its budget is read elsewhere.
  func profile(_ name: String, _ section: Section) -> LoadProfile? {
    guard !(section.hasLaterKeys && section["users"] == nil && section["rate"] == nil) else {
      return section["stages"] == nil ? nil : staged(name, section).map { finish($0, section) }
    }
    let found = section["stages"] == nil ? flat(name, section) : staged(name, section)
    return found.map { finish($0, section) }
  }

  private func flat(_ name: String, _ section: Section) -> LoadProfile? {
    let users = count(section["users"], 1...Self.mostUsers)
    let rate = rate(section["rate"], isPositive: true)
    if section["users"] != nil, users == nil { return nil }
    if section["rate"] != nil, rate == nil { return nil }
    guard users != nil || rate != nil else {
      // A key that is unknown may have been meant as the load.
      if section.hasUnknownKeys { return nil }
      report(
        "profile '\(name)' has no load. Write users, rate or stages, as in "
          + "\(SectionName.profile.example).",
        at: section.position
      )
      return nil
    }
    let iterations = count(section["iterations"], 1...1_000_000_000)
    var length = duration(section["duration"])
    if section["duration"] != nil, length == nil { return nil }
    if length == nil { length = section["iterations"] == nil ? SuiteReader.defaultLength : 0 }
    let level = rate ?? Double(users ?? 0)
    let stage = LoadProfile.Stage(from: level, to: level, nanoseconds: length ?? 0)
    var profile = LoadProfile(
      name: name,
      model: rate == nil ? .closed : .open,
      stages: [stage],
      iterations: iterations
    )
    if rate != nil { profile.mostInFlight = users }
    return profile
  }

  private func staged(_ name: String, _ section: Section) -> LoadProfile? {
    for key in ["users", "rate", "duration"] {
      guard let entry = section[key] else { continue }
      report(
        "'\(key)' stands beside 'stages', which say it. Remove one of them.",
        at: entry.position
      )
    }
    guard let entry = section["stages"] else { return nil }
    guard case .sequence(let nodes) = entry.value.content, !nodes.isEmpty else {
      report(
        "'stages' is a list, as in [ \(SectionName.stage.example) ]; here is "
          + "\(entry.value.kindName).",
        at: entry.value.position
      )
      return nil
    }
    var stages: [LoadProfile.Stage] = []
    var model: LoadProfile.LoadModel?
    var isComplete = true
    var level = 0.0
    var total: Int64 = 0
    for node in nodes {
      guard let part = Section(.stage, node, label: "a stage", in: self),
        let (stage, kind) = stage(part, from: level)
      else {
        isComplete = false
        continue
      }
      if let model, model != kind {
        report(
          "users and rate in one profile. Write all stages with users, or all with rate.",
          at: part[kind == .closed ? "users" : "rate"]?.position ?? part.position
        )
        return nil
      }
      model = model ?? kind
      level = stage.to
      stages.append(stage)
      total += stage.nanoseconds
    }
    guard isComplete, let model else { return nil }
    guard total <= Self.longest else {
      report("the stages are longer than 31 days.", at: entry.position)
      return nil
    }
    guard stages.contains(where: { $0.to > 0 }) else {
      report("no stage has any load. Write users or rate above 0.", at: entry.position)
      return nil
    }
    let iterations = count(section["iterations"], 1...1_000_000_000)
    return LoadProfile(name: name, model: model, stages: stages, iterations: iterations)
  }

  private func stage(
    _ part: Section,
    from level: Double
  ) -> (
    LoadProfile.Stage, LoadProfile.LoadModel
  )? {
    let example = "Write \(SectionName.stage.example)."
    if let users = part["users"], part["rate"] != nil {
      report("a stage has users or rate, not both. \(example)", at: users.position)
      return nil
    }
    if let over = part["over"], part["for"] != nil {
      report(
        "a stage has 'over' (a ramp) or 'for' (flat), not both. Remove one.",
        at: over.position
      )
      return nil
    }
    guard part["users"] != nil || part["rate"] != nil else {
      report("a stage needs users or rate. \(example)", at: part.position)
      return nil
    }
    guard let length = part["over"] ?? part["for"] else {
      report("a stage needs 'over' (a ramp) or 'for' (flat). \(example)", at: part.position)
      return nil
    }
    let target =
      part["rate"] == nil
      ? count(part["users"], 0...Self.mostUsers).map(Double.init)
      : rate(part["rate"], isPositive: false)
    let nanoseconds = duration(length)
    guard let target, let nanoseconds else { return nil }
    let isRamp = part["over"] != nil
    return (
      LoadProfile.Stage(from: isRamp ? level : target, to: target, nanoseconds: nanoseconds),
      part["rate"] == nil ? .closed : .open
    )
  }

  private func rate(_ entry: SourceEntry?, isPositive: Bool) -> Double? {
    guard let entry, let value = quantity(entry.value, entry.key, .rate) else { return nil }
    guard value <= Self.mostRate, value > 0 || !isPositive else {
      let range = "Write more than 0/s and at most \(ValueText.rate(Self.mostRate))."
      report("'rate' is \(ValueText.rate(value)). \(range)", at: entry.value.position)
      return nil
    }
    return value
  }

  /// Reads what flat and staged profiles have in common.
  private func finish(_ found: LoadProfile, _ section: Section) -> LoadProfile {
    var profile = found
    profile.warmupNanoseconds = duration(section["warmup"], least: 0) ?? 0
    if let arrivals = section["arrivals"] {
      let words = LoadProfile.Arrivals.allCases.map(\.rawValue)
      let word = choice(arrivals, words)
      profile.arrivals = word.flatMap(LoadProfile.Arrivals.init) ?? .even
      refuseClosed(profile, arrivals)
    }
    if let inFlight = section["in_flight"] {
      let most = count(inFlight, 1...1_000_000)
      refuseClosed(profile, inFlight)
      if profile.model == .open, profile.mostInFlight != nil {
        report(
          "'users' beside 'rate' says how many are in flight. Remove 'in_flight'.",
          at: inFlight.position
        )
      }
      profile.mostInFlight = most ?? profile.mostInFlight
    }
    return profile
  }

  private func refuseClosed(_ profile: LoadProfile, _ entry: SourceEntry) {
    guard profile.model == .closed else { return }
    report(
      "'\(entry.key)' belongs to a rate, and profile '\(profile.name)' has users. Write a rate, "
        + "or remove it.",
      at: entry.position
    )
  }

  /// The profile with what the command line puts in place of its stages.
  func overridden(_ found: LoadProfile) -> LoadProfile {
    var profile = found
    if let warmup = request.warmupNanoseconds { profile.warmupNanoseconds = warmup }
    let isNew =
      request.users != nil || request.rate != nil || request.durationNanoseconds != nil
      || request.iterations != nil
    guard isNew else { return profile }
    profile.isOverridden = true
    if let iterations = request.iterations { profile.iterations = iterations }
    let isOnlyIterations =
      request.users == nil && request.rate == nil && request.durationNanoseconds == nil
    if isOnlyIterations, profile.stages.count > 1 { return profile }
    let peak = profile.stages.map(\.to).max() ?? 0
    var level = peak
    if let rate = request.rate {
      profile.model = .open
      profile.mostInFlight = request.users
      level = rate
    } else if let users = request.users {
      profile.model = .closed
      profile.mostInFlight = nil
      profile.arrivals = .even
      level = Double(users)
    }
    let planned =
      profile.plannedNanoseconds ?? (profile.iterations == nil ? SuiteReader.defaultLength : 0)
    let length = request.durationNanoseconds ?? (request.iterations == nil ? planned : 0)
    profile.stages = [LoadProfile.Stage(from: level, to: level, nanoseconds: length)]
    if request.durationNanoseconds != nil, request.iterations == nil { profile.iterations = nil }
    return profile
  }
}
