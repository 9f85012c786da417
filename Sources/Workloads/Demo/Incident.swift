/// Trouble that an endpoint has at fixed times of every minute, if a request asks for it with
/// `?incident=`; without it every endpoint is steady.
enum Incident: String, CaseIterable, Sendable {
  /// Slower and slower from 25 s to 45 s, and well again at 55 s.
  case slowdown
  /// One of five requests fails from 36 s to 42 s.
  case outage

  /// After which it begins anew, s; a request may ask with `period=` for one that passes faster or
  /// slower.
  static let periodSeconds = 60.0

  /// The time of the usual minute at this time of one of `period` s.
  static func usual(_ seconds: Double, period: String?) -> Double {
    guard let length = period.flatMap(Double.init), length.isFinite, length > 0.001 else {
      return seconds
    }
    return seconds * periodSeconds / length
  }

  /// What the latency is multiplied by at this time after the first request, s.
  func factor(atSeconds seconds: Double) -> Double {
    guard self == .slowdown else { return 1 }
    let worst = 2.4
    switch seconds.truncatingRemainder(dividingBy: Self.periodSeconds) {
    case ..<25: return 1
    case let time where time < 45: return 1 + (worst - 1) * (time - 25) / 20
    case ..<50: return worst
    case let time where time < 55: return worst - (worst - 1) * (time - 50) / 5
    default: return 1
    }
  }

  /// The share of the requests that it makes fail at this time after the first request, s.
  func errorShare(atSeconds seconds: Double) -> Double {
    let time = seconds.truncatingRemainder(dividingBy: Self.periodSeconds)
    return self == .outage && (36..<42).contains(time) ? 0.2 : 0
  }
}
