import Sessions

/// A line that the master of Locust writes to us.
enum LocustLine: Equatable {
  /// The first one.
  case hello(LocustHello)
  /// A worker came or went.
  case worker(LocustWorker)
  /// A worker that reports nothing that we can read was sent away.
  case refused(hasOtherProtocol: Bool)
  /// The users begin, ns of CLOCK_MONOTONIC.
  case start(Int64)
  /// The users end, ns of CLOCK_MONOTONIC.
  case stopping(Int64)
  /// What one name did in an interval.
  case counts(LocustCounts, interval: Int?)
  /// The slowest requests of an interval.
  case slowest([LocustRequest], interval: Int?)
  /// How the load stands.
  case status(LocustStatus)
  /// The last one.
  case end

  /// Reads a line; nil if it is none of ours.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard let json = try? JSON(parsing: Array(bytes)[...]),
      let kind = json["kind"]?.stringValue
    else { return nil }
    let interval: Int? = json["interval"]?.integerValue()
    let found: LocustLine? =
      switch kind {
      case "hello": LocustHello(json).map(LocustLine.hello)
      case "worker": LocustWorker(json).map(LocustLine.worker)
      case "refused": .refused(hasOtherProtocol: json["other_protocol"]?.boolValue ?? false)
      case "start": json["at"]?.integerValue().map(LocustLine.start)
      case "stopping": json["at"]?.integerValue().map(LocustLine.stopping)
      case "counts": LocustCounts(json).map { .counts($0, interval: interval) }
      case "slowest": LocustRequest.read(json).map { .slowest($0, interval: interval) }
      case "status": LocustStatus(json).map(LocustLine.status)
      case "end": .end
      default: nil
      }
    guard let found else { return nil }
    self = found
  }
}
