import Sessions

/// The parts of the section with the chart: a title, bars, and tracks under them on the same axis.
struct ChartLayout {
  /// A line under the bars.
  enum Track: Hashable, Sendable {
    case load
    case rate
    case failed
    /// The CPU use of a watched process, by its place among them.
    case process(Int)
    case events
    /// The time of day, in a replay.
    case day
    /// The elapsed time.
    case elapsed
  }

  /// nil where there are too few lines for one.
  let title: Area?
  /// nil if nothing is left for it.
  let plot: Area?
  /// Each line under the bars, in the full width of the section.
  let tracks: [(track: Track, line: Area)]

  /// The parts of `section` for a session that watches these processes.
  init(_ section: Area, _ origin: WatchState.Origin, processes: [ProcessStatus]) {
    let tracks = Self.tracks(rows: section.rows, origin, processes: processes.count)
    var rest = section
    title = section.rows >= 5 ? rest.takeTop(1) : nil
    let isWide = section.columns >= 100
    let longest = processes.map { Columns.width(of: $0.label) }.max() ?? 0
    // Names of processes get as much as they need, up to an eighth of the width.
    let left = max(isWide ? 11 : 8, min(longest + 2, section.columns / 8))
    let right = isWide ? 11 : 6
    let rows = rest.rows - tracks.count
    guard rows > 0, section.columns > left + right else {
      (plot, self.tracks) = (nil, [])
      return
    }
    plot = Area(
      column: section.column + left,
      row: rest.row,
      columns: section.columns - left - right,
      rows: rows
    )
    self.tracks = tracks.enumerated().map { ($1, rest.line(rows + $0)) }
  }

  /// Bars and tracks: what can be clicked to seek.
  var timeline: Area? {
    guard var area = plot else { return nil }
    area.size.rows += tracks.count
    return area
  }

  /// The row of the screen on which events are drawn.
  var eventsRow: Int? { tracks.first { $0.track == .events }?.line.row }

  private static func tracks(
    rows: Int,
    _ origin: WatchState.Origin,
    processes: Int
  ) -> [Track] {
    var tracks = tracks(rows: rows, origin)
    // The cause stands under its effect, as long as the chart keeps its title and six lines.
    let room = max(0, min(processes, rows - 7 - tracks.count))
    let place = tracks.firstIndex(of: .events) ?? tracks.count
    tracks.insert(contentsOf: (0..<room).map(Track.process), at: place)
    return tracks
  }

  private static func tracks(rows: Int, _ origin: WatchState.Origin) -> [Track] {
    switch (origin, rows) {
    case (.live, ..<7): [.load, .elapsed]
    case (.live, ..<9): [.load, .failed, .elapsed]
    case (.live, ..<14): [.load, .failed, .events, .elapsed]
    case (.live, _): [.load, .rate, .failed, .events, .elapsed]
    case (.replay, ..<3): [.day]
    case (.replay, ..<7): [.events, .day]
    case (.replay, ..<9): [.load, .events, .day]
    case (.replay, ..<12): [.load, .failed, .events, .day]
    case (.replay, _): [.load, .rate, .failed, .events, .day, .elapsed]
    }
  }
}
