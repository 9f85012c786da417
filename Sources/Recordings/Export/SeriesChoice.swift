import Sessions

/// Which series of a recording are exported: all, those of a benchmark, or one by its tag.
struct SeriesChoice {
  /// A benchmark's name or a tag, as `list-notes` or `list-notes:failed`; nil for all.
  let name: String?
  /// The names of all series that were seen, in the order in which they came.
  private(set) var known: [String] = []
  /// Whether any of them was chosen.
  private(set) var hasFound = false
  private var seen: Set<SeriesID> = []

  init(_ name: String?) { self.name = name }

  /// Whether a series is chosen.
  mutating func has(_ id: SeriesID) -> Bool {
    let tag = SeriesTag.readable(id)
    if seen.insert(id).inserted { known.append(tag) }
    let isChosen = name == nil || name == id.benchmark || name == tag
    hasFound = hasFound || isChosen
    return isChosen
  }
}
