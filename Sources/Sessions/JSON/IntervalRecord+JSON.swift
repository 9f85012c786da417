extension IntervalRecord {
  /// Everything of it but the samples: number, bounds, counters and gauges.
  package var markJSON: JSON {
    [
      "number": JSON(number),
      "start": JSON(startNanoseconds),
      "end": JSON(endNanoseconds),
      "paused": JSON(pausedNanoseconds),
      "phase": .string(phase.rawValue),
      "counters": .array(counters.map(\.json)),
      "load": load.json,
      "generator": generator.json,
    ]
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
    pausedNanoseconds = try json.integerOrZero("paused")
    guard (0...JSON.longestSession).contains(pausedNanoseconds) else {
      throw .wrong(key: "paused", expected: "a time of the interval")
    }
    counters = try json.array("counters").mapShape(BenchmarkCounters.init)
    if let gauge = json.optional("load") { load = try LoadGauge(gauge) }
    if let gauge = json.optional("generator") { generator = try GeneratorGauge(gauge) }
  }
}

extension BenchmarkCounters {
  /// One object; what is zero is left out.
  fileprivate var json: JSON {
    var members = [JSON.Member("benchmark", .string(benchmark))]
    for (key, count) in [
      ("dropped", dropped), ("dropped_paused", droppedPaused), ("cut_off", cutOff),
      ("interrupted", interrupted), ("clamped", clamped), ("retried", retried),
      ("bytes_received", bytesReceived),
    ] where count > 0 {
      members.append(JSON.Member(key, JSON(count)))
    }
    if !errors.isEmpty {
      let sorted = errors.map { JSON.Member($0.key.name, JSON($0.value)) }
        .sorted { $0.key < $1.key }
      members.append(JSON.Member("errors", .object(sorted)))
    }
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
    bytesReceived = try json.count("bytes_received", atMost: 1 << 50)
    for member in json.optional("errors")?.members ?? [] {
      guard let count = member.value.integerValue(as: UInt64.self), count <= JSON.greatestCount
      else {
        throw .wrong(key: "errors", expected: "an object of counts")
      }
      // A kind that a later version knows is an error of the network to this one.
      let sum = count &+ errors[ErrorKind(name: member.key) ?? .network, default: 0]
      errors[ErrorKind(name: member.key) ?? .network] = min(sum, JSON.greatestCount)
    }
  }
}

extension LoadGauge {
  fileprivate var json: JSON {
    ["level": JSON(level), "in_flight": JSON(inFlight), "connections": JSON(connections)]
  }

  fileprivate init(_ json: JSON) throws(JSONShapeError) {
    self.init()
    level = try json.doubleOrZero("level")
    inFlight = try json.integerOrZero("in_flight")
    connections = try json.integerOrZero("connections")
  }
}

extension GeneratorGauge {
  fileprivate var json: JSON {
    [
      "busiest_loop": JSON(busiestLoop),
      "process_cpu": JSON(processCPU),
      "lag": JSON(lagNanoseconds),
      "late_sends": JSON(lateSends),
      "sends": JSON(sends),
      "steal": JSON(steal),
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
