/// Where the screen stands in time: on the newest moment, or stopped or playing somewhere before it.
package struct Playhead: Hashable, Sendable {
  /// Ns since the start of the session; nil while it rides on the newest moment, which is the end of
  /// a session that is over.
  package internal(set) var atNanoseconds: Int64?
  /// Whether it was only held where it rode, so that letting go brings it back to now.
  package internal(set) var isHeld = false
  /// Whether it moves by itself.
  package internal(set) var isPlaying = false
  /// How fast it then moves.
  package internal(set) var speed = Speed.normal
  /// The time that it was last told, by the caller's clock, ns.
  var toldNanoseconds: Int64?
}

/// How many seconds of a session pass in one.
package struct Speed: Hashable, Sendable {
  /// nil for as fast as frames come.
  package var factor: Double?

  /// From a quarter on, each twice the one before; the last as fast as possible.
  package static let all =
    [0.25, 0.5, 1, 2, 4, 8, 16, 32, 64].map { Speed(factor: $0) } + [Speed(factor: nil)]
  /// As it happened.
  package static let normal = Speed(factor: 1)

  /// `1/4x`, `64x`, `max`.
  package var text: String {
    guard let factor else { return "max" }
    return factor < 1 ? "1/\(Int(1 / factor))x" : "\(Int(factor))x"
  }

  /// One of them as it is typed, with or without its `x`; nil for another one.
  package init?(_ text: String) {
    guard let speed = Self.all.first(where: { $0.text == text || $0.text == text + "x" }) else {
      return nil
    }
    self = speed
  }

  /// A speed.
  init(factor: Double?) { self.factor = factor }

  /// The next faster or slower one; itself at either end.
  func stepping(faster: Bool) -> Speed {
    let index = (Self.all.firstIndex(of: self) ?? 2) + (faster ? 1 : -1)
    return Self.all[min(Self.all.count - 1, max(0, index))]
  }
}
