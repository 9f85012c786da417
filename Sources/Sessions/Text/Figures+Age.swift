extension Figures {
  /// How long ago, in one unit: `now`, `5m ago`, `3h ago`, `12d ago`.
  package static func age(nanoseconds: Int64) -> String {
    let minutes = nanoseconds / 60_000_000_000
    switch minutes {
    case ..<1: return "now"
    case ..<60: return "\(minutes)m ago"
    case ..<(48 * 60): return "\(minutes / 60)h ago"
    default: return "\(minutes / 1440)d ago"
    }
  }
}
