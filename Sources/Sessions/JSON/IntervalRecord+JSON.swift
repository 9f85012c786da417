extension IntervalRecord {
  /// Everything of it but the samples: number, bounds, counters and gauges.
  package var markJSON: JSON {
    var members = [
      JSON.Member("number", JSON(number)),
      JSON.Member("start", JSON(startNanoseconds)),
      JSON.Member("end", JSON(endNanoseconds)),
      JSON.Member("paused", JSON(pausedNanoseconds)),
      JSON.Member("phase", .string(phase.rawValue)),
      JSON.Member("counters", .array(counters.map(\.json))),
      JSON.Member("load", load.json),
      JSON.Member("generator", generator.json),
    ]
    if stoppedNanoseconds != 0 {
      members.append(JSON.Member("stopped", JSON(stoppedNanoseconds)))
    }
    if let active { members.append(JSON.Member("active", .array(active.map(JSON.string)))) }
    if !processes.isEmpty {
      members.append(JSON.Member("processes", .array(processes.map(\.json))))
    }
    return .object(members)
  }

  /// Reads what `markJSON` wrote: an interval without samples.
  package init(mark json: JSON) throws(JSONShapeError) {
    self.init(
      number: try json.integer("number"),
      startNanoseconds: try json.integer("start"),
      endNanoseconds: try json.integer("end"),
      phase: try json.choice("phase")
    )
    guard number >= 0 else { throw .wrong(key: "number", expected: "0 or more") }
    guard startNanoseconds >= 0, endNanoseconds >= startNanoseconds,
      endNanoseconds <= JSON.longestSession
    else { throw .wrong(key: "end", expected: "between 'start' and ten years") }
    pausedNanoseconds = try json.timeOfInterval("paused")
    stoppedNanoseconds = try json.timeOfInterval("stopped")
    counters = try json.array("counters").mapShape(BenchmarkCounters.init)
    if let gauge = json.optional("load") { load = try LoadGauge(gauge) }
    if let gauge = json.optional("generator") { generator = try GeneratorGauge(gauge) }
    if json.optional("active") != nil { active = try json.strings("active") }
    processes = try json.array("processes").mapShape(ProcessGauge.init)
  }
}

extension JSON {
  /// How long of an interval something lasted, ns; 0 where nothing is said.
  fileprivate func timeOfInterval(_ key: String) throws(JSONShapeError) -> Int64 {
    let nanoseconds: Int64 = try integerOrZero(key)
    guard (0...JSON.longestSession).contains(nanoseconds) else {
      throw .wrong(key: key, expected: "a time of the interval")
    }
    return nanoseconds
  }
}

extension ProcessGauge {
  fileprivate var json: JSON {
    var members = [
      JSON.Member("label", .string(label)),
      JSON.Member("cpu", JSON(exact: cpu)),
      JSON.Member("rss", JSON(residentBytes)),
      JSON.Member("threads", JSON(threads)),
      JSON.Member("context_switches", JSON(contextSwitches)),
    ]
    if let openFiles { members.append(JSON.Member("open_files", JSON(openFiles))) }
    return .object(members)
  }

  fileprivate init(_ json: JSON) throws(JSONShapeError) {
    self.init(label: try json.string("label"))
    cpu = try json.doubleOrZero("cpu")
    residentBytes = try json.count("rss", atMost: 1 << 60)
    threads = try json.integerOrZero("threads")
    contextSwitches = try json.count("context_switches")
    if json.optional("open_files") != nil { openFiles = try json.integerOrZero("open_files") }
  }
}

extension BenchmarkCounters {
  /// One object; what is zero is left out.
  fileprivate var json: JSON {
    var members = [JSON.Member("benchmark", .string(benchmark))]
    for (key, count) in [
      ("dropped", dropped), ("dropped_paused", droppedPaused), ("cut_off", cutOff),
      ("interrupted", interrupted), ("clamped", clamped), ("retried", retried),
      ("unresolved_memory", unresolvedMemory), ("bytes_received", bytesReceived),
    ] where count > 0 {
      members.append(JSON.Member(key, JSON(count)))
    }
    if !errors.isEmpty {
      let sorted = errors.map { JSON.Member($0.key.name, JSON($0.value)) }
        .sorted { $0.key < $1.key }
      members.append(JSON.Member("errors", .object(sorted)))
    }
    if !reasons.isEmpty { members.append(JSON.Member("reasons", ErrorReason.json(reasons))) }
    return .object(members)
  }

  fileprivate init(_ json: JSON) throws(JSONShapeError) {
    self.init(benchmark: try json.string("benchmark"))
    dropped = try json.count("dropped")
    droppedPaused = try json.count("dropped_paused")
    cutOff = try json.count("cut_off")
    interrupted = try json.count("interrupted")
    clamped = try json.count("clamped")
    retried = try json.count("retried")
    unresolvedMemory = try json.count("unresolved_memory")
    bytesReceived = try json.count("bytes_received", atMost: 1 << 50)
    for member in json.optional("errors")?.members ?? [] {
      guard let count = member.value.integerValue(as: UInt64.self), count <= JSON.greatestCount
      else {
        throw .wrong(key: "errors", expected: "an object of counts")
      }
      let kind = ErrorKind(name: member.key)
      errors[kind] = min(count &+ errors[kind, default: 0], JSON.greatestCount)
    }
    reasons = try ErrorReason.counts(json.optional("reasons"))
  }
}

extension LoadGauge {
  fileprivate var json: JSON {
    var members = [
      JSON.Member("level", JSON(exact: level)),
      JSON.Member("in_flight", JSON(inFlight)),
      JSON.Member("connections", JSON(connections)),
    ]
    if let progress { members.append(JSON.Member("progress", progress.json)) }
    return .object(members)
  }

  fileprivate init(_ json: JSON) throws(JSONShapeError) {
    self.init()
    level = try json.doubleOrZero("level")
    inFlight = try json.integerOrZero("in_flight")
    connections = try json.integerOrZero("connections")
    if let value = json.optional("progress") { progress = try SampleProgress(value) }
  }
}

extension GeneratorGauge {
  fileprivate var json: JSON {
    [
      "busiest_loop": JSON(exact: busiestLoop),
      "process_cpu": JSON(exact: processCPU),
      "lag": JSON(lagNanoseconds),
      "late_sends": JSON(lateSends),
      "sends": JSON(sends),
      "steal": JSON(exact: steal),
    ]
  }

  fileprivate init(_ json: JSON) throws(JSONShapeError) {
    self.init()
    busiestLoop = try json.doubleOrZero("busiest_loop")
    processCPU = try json.doubleOrZero("process_cpu")
    lagNanoseconds = try json.integerOrZero("lag")
    lateSends = try json.count("late_sends")
    sends = try json.count("sends")
    steal = try json.doubleOrZero("steal")
  }
}

extension SampleProgress {
  fileprivate var json: JSON {
    [
      "runs": JSON(runs), "planned_runs": JSON(plannedRuns), "elapsed": JSON(nanoseconds),
      "planned": JSON(plannedNanoseconds),
    ]
  }

  fileprivate init(_ json: JSON) throws(JSONShapeError) {
    self.init(
      runs: try json.count("runs"),
      plannedRuns: try json.count("planned_runs"),
      nanoseconds: try json.integerOrZero("elapsed"),
      plannedNanoseconds: try json.integerOrZero("planned")
    )
  }
}
