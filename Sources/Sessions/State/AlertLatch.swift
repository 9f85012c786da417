/// When an alert begins and ends, so that it does not come and go with every interval.
///
/// It begins at once and ends after 10 s without a reason for it; after that it takes three intervals in
/// a row to begin again, for as long as it was just over.
struct AlertLatch {
  /// What changed at the end of an interval.
  enum Change {
    case begins
    case ends
  }

  /// Intervals in a row before it begins again soon after its end.
  private static let again = 3

  /// The intervals of 10 s.
  private let hold: Int
  private(set) var isOn = false
  /// Intervals in a row without a reason, or with one while it is off.
  private var calm = 0
  private var firing = 0
  /// Intervals since it was over; nil if it never was on.
  private var sinceOver: Int?

  init(intervalNanoseconds: Int64) {
    hold = SubjectState.intervals(in: 10, of: intervalNanoseconds)
  }

  /// Takes in whether there was a reason for it in an interval.
  mutating func take(_ isFiring: Bool) -> Change? {
    sinceOver = sinceOver.map { min($0 + 1, hold + 1) }
    (firing, calm) = isFiring ? (firing + 1, 0) : (0, calm + 1)
    if isOn {
      guard calm >= hold else { return nil }
      (isOn, sinceOver) = (false, 0)
      return .ends
    }
    let isSoon = sinceOver.map { $0 <= hold } ?? false
    guard isFiring, !isSoon || firing >= Self.again else { return nil }
    isOn = true
    return .begins
  }
}
