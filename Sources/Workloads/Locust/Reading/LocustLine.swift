import Measurements
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

/// What the master says of itself.
struct LocustHello: Equatable {
  /// The number of what its lines look like.
  var protocolNumber: Int
  /// The version of Locust.
  var version: String
  /// The address at which other machines reach it.
  var host: String
  /// The port that it listens on.
  var port: Int
  /// Whether the Locust file has a shape, which drives the load.
  var hasShape: Bool

  init?(_ json: JSON) {
    guard let number = json["protocol"]?.integerValue(as: Int.self),
      let version = json["locust"]?.stringValue, let host = json["host"]?.stringValue,
      let port = json["port"]?.integerValue(as: Int.self)
    else { return nil }
    protocolNumber = number
    self.version = Visible.text(version.prefix(40))
    self.host = Visible.text(host.prefix(200))
    self.port = port
    hasShape = json["shape"]?.boolValue ?? false
  }
}

/// A worker that came or went.
struct LocustWorker: Equatable {
  /// What happened to it.
  enum Change: String {
    case joined
    case missing
    case back
    case left
  }

  var change: Change
  /// Its machine.
  var host: String
  var process: Int
  /// The version of its Locust.
  var version: String

  init?(_ json: JSON) {
    guard let change = json["change"]?.stringValue.flatMap(Change.init),
      let host = json["host"]?.stringValue, let process = json["pid"]?.integerValue(as: Int.self)
    else { return nil }
    self.change = change
    self.host = Visible.text(host.prefix(200))
    self.process = process
    version = Visible.text((json["locust"]?.stringValue ?? "").prefix(40))
  }

  /// What it is called.
  var name: String { "worker \(host)/\(process)" }
}

/// What one name did in an interval, or in a part of it.
struct LocustCounts: Equatable {
  var name: String
  var good: SparseCounts
  var bad: SparseCounts
  /// Failures by kind; they add up to `bad`.
  var errors: [ErrorKind: UInt64] = [:]
  /// Values beyond an hour.
  var clamped: UInt64

  init?(_ json: JSON) {
    guard let name = json["name"]?.stringValue, let good = Self.counts(json["good"]),
      let bad = Self.counts(json["bad"])
    else { return nil }
    self.name = name
    self.good = good
    self.bad = bad
    clamped = json["clamped"]?.integerValue() ?? 0
    for reason in json["reasons"]?.arrayValue ?? [] {
      guard let parts = reason.arrayValue, parts.count == 3, let kind = parts[0].stringValue,
        let text = parts[1].stringValue, let count: UInt64 = parts[2].integerValue()
      else { return nil }
      errors[ErrorKind(locust: kind, text), default: 0] += count
    }
  }

  /// Buckets and their counts, in turns, ascending.
  private static func counts(_ json: JSON?) -> SparseCounts? {
    guard let numbers = json?.arrayValue, numbers.count.isMultiple(of: 2) else { return nil }
    var entries: [SparseCounts.Entry] = []
    entries.reserveCapacity(numbers.count / 2)
    for place in stride(from: 0, to: numbers.count, by: 2) {
      guard let index: UInt16 = numbers[place].integerValue(),
        Int(index) < BucketLayout.bucketCount, index > entries.last?.index ?? 0,
        let count: UInt32 = numbers[place + 1].integerValue(), count > 0
      else { return nil }
      entries.append(SparseCounts.Entry(index: index, count: count))
    }
    return SparseCounts(entries: entries)
  }
}

extension ErrorKind {
  /// A reason of a failure: a status, what the user's file said of it, or an exception.
  init(locust kind: String, _ text: String) {
    switch kind {
    case "status": self = Int(text).map(ErrorKind.status) ?? .reported(Visible.text(text))
    case "said": self = .reported(text.isEmpty ? "failed" : Visible.text(text.prefix(120)))
    default: self.init(message: text)
    }
  }
}

/// A request that was among the slowest.
struct LocustRequest: Equatable {
  var nanoseconds: Int64
  var name: String
  /// `GET /path?query`.
  var request: String
  /// Its status, or why it failed.
  var outcome: String

  /// The requests of a line, slowest first.
  static func read(_ json: JSON) -> [LocustRequest]? {
    json["requests"]?.arrayValue?.compactMap { request in
      guard let parts = request.arrayValue, parts.count == 5,
        let nanoseconds: Int64 = parts[0].integerValue(), let name = parts[1].stringValue,
        let text = parts[2].stringValue, let kind = parts[3].stringValue,
        let detail = parts[4].stringValue
      else { return nil }
      let outcome =
        switch kind {
        case "ok": detail.isEmpty ? "ok" : Visible.text(detail)
        case "status": Visible.text(detail)
        default: ErrorKind(locust: kind, detail).name
        }
      return LocustRequest(
        nanoseconds: nanoseconds,
        name: name,
        request: Visible.text(text.prefix(300)),
        outcome: outcome
      )
    }
  }
}

/// How the load stands.
struct LocustStatus: Equatable {
  /// Users that run.
  var users: Int
  /// Workers that are there.
  var workers: Int
  /// The first interval of which more may come; nil if nobody knows.
  var interval: Int?
  /// The share of a core that the busiest worker used.
  var busiestWorker: Double
  /// The greatest delay of a timer of the workers, ns.
  var lagNanoseconds: Int64

  init?(_ json: JSON) {
    guard let users: Int = json["users"]?.integerValue(),
      let workers: Int = json["workers"]?.integerValue()
    else { return nil }
    self.users = users
    self.workers = workers
    interval = json["interval"]?.integerValue()
    busiestWorker = json["cpu"]?.doubleValue ?? 0
    lagNanoseconds = Int64(((json["lag"]?.doubleValue ?? 0) * 1e9).rounded())
  }
}
