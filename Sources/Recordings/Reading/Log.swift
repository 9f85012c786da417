import Sessions

/// The lines of a file, by who wrote it.
enum Log {
  case own(OwnLog)
  case foreign(ForeignLog)

  /// Where the last interval is, for `seek`.
  var place: Int64 {
    switch self {
    case .own(let log): log.place
    case .foreign(let log): log.place
    }
  }

  /// Goes on with the interval at a place.
  mutating func seek(to place: Int64) {
    switch self {
    case .own(var log):
      log.seek(to: place)
      self = .own(log)
    case .foreign(var log):
      log.seek(to: place)
      self = .foreign(log)
    }
  }

  /// The next interval that is whole, or the end.
  mutating func next(
    _ warnings: inout WarningList,
    with decoder: PayloadDecoder
  ) throws(RecordingError) -> OwnLog.Step {
    switch self {
    case .own(var log):
      let step = try log.next(&warnings, with: decoder)
      self = .own(log)
      return step
    case .foreign(var log):
      let interval = try log.next(&warnings, with: decoder)
      self = .foreign(log)
      return interval.map { .interval($0, []) } ?? .end(.completed, nil, [])
    }
  }
}
