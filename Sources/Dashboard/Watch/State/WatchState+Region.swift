import Sessions

/// The stretch that is judged on its own.
extension WatchState {
  /// Sets the beginning; an end before it is forgotten.
  mutating func markRegion(from nanoseconds: Int64) -> [Effect] {
    region.from = nanoseconds
    if let to = region.to, to <= nanoseconds { region.to = nil }
    return askForRegion()
  }

  /// Sets the end; a beginning after it is forgotten.
  mutating func markRegion(to nanoseconds: Int64) -> [Effect] {
    region.to = nanoseconds
    if let from = region.from, from >= nanoseconds { region.from = nil }
    return askForRegion()
  }

  /// Sets both, in whichever order they come.
  mutating func markRegion(between one: Int64, and other: Int64) -> [Effect] {
    region = Region(from: min(one, other), to: max(one, other))
    return askForRegion()
  }

  mutating func clearRegion() -> [Effect] {
    region = Region()
    regionResult = nil
    return [.region(nil)]
  }

  private mutating func askForRegion() -> [Effect] {
    guard let bounds = region.bounds(endNanoseconds: endNanoseconds), !bounds.isEmpty else {
      notice = "a region needs some time between its ends"
      return clearRegion()
    }
    return [.region(bounds)]
  }
}
