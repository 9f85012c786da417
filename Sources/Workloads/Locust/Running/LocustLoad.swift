import Budgets
import Sessions

/// How many users there should be, as the profile says and as the user changes it.
///
/// Times are ns of session time, unless they are called load time, which begins with the users and
/// stands still in pauses.
struct LocustLoad {
  /// An order to Locust.
  struct Order: Equatable {
    /// Users to go to.
    var users: Int
    /// How many of them start or stop in a second.
    var spawnRate: Double
  }

  /// A ramp is made of steps of this length, ns, as Locust's own are.
  private static let stepNanoseconds: Int64 = 1_000_000_000

  /// Whether a shape in the Locust file drives the load instead.
  var followsShape = false
  private var load: SteeredLoad
  private let spawnRate: Double?
  /// When the users began; nil as long as workers are waited for.
  private var beginning: Int64?
  private var pauses: [ClosedRange<Int64>] = []
  private var pausedSince: Int64?
  private var ordered: Int
  /// When the next step of a ramp is due.
  private var nextOrder: Int64 = 0

  /// The load of a profile, whose users start at `spawnRate` a second, or all within one.
  init(_ profile: LoadProfile, spawnRate: Double?) {
    load = SteeredLoad(profile)
    self.spawnRate = spawnRate
    ordered = max(1, Int(load.curve.level(at: 0).rounded()))
  }

  private var curve: LoadCurve { load.curve }

  /// What Locust begins with.
  var first: Order { Order(users: ordered, spawnRate: rate(from: 0)) }

  /// Whether the users have begun.
  var hasBegun: Bool { beginning != nil }

  /// The users begin.
  mutating func begin(at time: Int64) {
    beginning = time
    if pausedSince != nil { pausedSince = time }
  }

  /// When it is over; nil while a pause, or waiting for workers, puts that off.
  var end: Int64? {
    guard hasBegun, pausedSince == nil, curve.end < .max else { return nil }
    return curve.end + pausedNanoseconds(before: .max)
  }

  /// The sum of the pauses before `time`, ns; until the users begin is one too.
  func pausedNanoseconds(before time: Int64) -> Int64 {
    guard let beginning, beginning < time else { return time }
    let open = pausedSince.map { max(0, time - $0) } ?? 0
    return pauses.reduce(beginning + open) {
      $0 + max(0, min($1.upperBound, time) - $1.lowerBound)
    }
  }

  private func loadTime(_ time: Int64) -> Int64 {
    let time = pausedSince.map { min(time, $0) } ?? time
    return time - pausedNanoseconds(before: time)
  }

  /// What is to be ordered at a time; nil if Locust knows already.
  mutating func order(at time: Int64) -> Order? {
    guard hasBegun, !followsShape, time >= nextOrder else { return nil }
    let users = pausedSince == nil ? Int(curve.level(at: loadTime(time)).rounded()) : 0
    guard users != ordered else { return nil }
    let before = ordered
    ordered = users
    nextOrder = time + Self.stepNanoseconds
    return Order(users: users, spawnRate: rate(from: before, at: loadTime(time)))
  }

  private func rate(from users: Int, at time: Int64 = 0) -> Double {
    let segment = curve.segment(at: time)
    let difference = Double(max(1, abs(ordered - users)))
    return segment.from == segment.to ? spawnRate ?? difference : difference
  }

  /// The changes of the load up to a time that were not told yet, with the time of each.
  mutating func changes(before time: Int64) -> [SessionEvent] {
    guard hasBegun, !followsShape, pausedSince == nil else { return [] }
    let paused = pausedNanoseconds(before: time)
    return load.changes(before: time - paused).map {
      SessionEvent(atNanoseconds: $0.time + paused, kind: .load($0.change))
    }
  }

  // MARK: What the user asks for

  /// Does what the user asks for, and gives what is to be told of it.
  mutating func apply(_ control: Control, at time: Int64) -> [SessionEvent.Kind] {
    switch control {
    case .mark(let text): return [.mark(text)]
    case .only: return [.notice("Locust's users choose what they request: nothing can be left out")]
    case .stop: return []
    case .pause, .resume, .level, .scale, .spike, .stopAfterStage: break
    }
    guard !followsShape else {
      return [.notice("the load follows the shape of the Locust file: no key changes it")]
    }
    nextOrder = 0
    switch control {
    case .pause: return pause(at: time)
    case .resume: return resume(at: time)
    case .level(let level): return load.hold(level, from: loadTime(time))
    case .scale(let factor): return load.scale(by: factor, from: loadTime(time))
    case .spike: return load.spike(from: loadTime(time))
    case .stopAfterStage: return load.stopAfterStage(at: loadTime(time))
    case .mark, .only, .stop: return []
    }
  }

  private mutating func pause(at time: Int64) -> [SessionEvent.Kind] {
    guard pausedSince == nil else { return [] }
    pausedSince = time
    return [.paused]
  }

  private mutating func resume(at time: Int64) -> [SessionEvent.Kind] {
    guard let since = pausedSince else { return [] }
    if hasBegun { pauses.append(since...max(since, time)) }
    pausedSince = nil
    return [.resumed]
  }
}
