import Sessions

/// The series of the tags of a log, each of which is read once: mostly a line has the tag that stood
/// at its place in the interval before.
struct SeriesNames {
  /// The most that are kept.
  private static let limit = 10_000

  /// In the order in which they first stood there.
  private var known: [(tag: [UInt8], id: SeriesID)] = []
  /// `[tag]`: its place in `known`.
  private var places: [[UInt8]: Int] = [:]
  /// The one that is expected next.
  private var next = 0

  /// The series of a tag; nil if its kind is not known here.
  mutating func series(of tag: ArraySlice<UInt8>) -> SeriesID? {
    if next < known.count, tag.isSame(as: known[next].tag) { return found(at: next) }
    let bytes = Array(tag)
    if let place = places[bytes] { return found(at: place) }
    guard let id = SeriesTag.series(of: String(decoding: bytes, as: UTF8.self)) else { return nil }
    if known.count < Self.limit {
      places[bytes] = known.count
      known.append((bytes, id))
    }
    return id
  }

  private mutating func found(at place: Int) -> SeriesID {
    next = place + 1 < known.count ? place + 1 : 0
    return known[place].id
  }
}
