import Sessions

extension WatchState {
  /// The axis that everything over time is laid on: a recording from its start to its end; the planned
  /// run, or what there is of one without a plan, which doubles when it is full so that the picture
  /// seldom changes its scale.
  func axis(columns: Int) -> TimeAxis {
    let from = min(0, newest.seconds(at: 0))
    let now = newest.seconds(at: endNanoseconds)
    if origin == .replay || isOver {
      return TimeAxis(from: from, to: max(1, now), columns: columns)
    }
    var end = 60.0
    if let planned = newest.plannedEndNanoseconds {
      end = max(1, newest.seconds(at: planned))
    }
    while end < now { end = newest.plannedNanoseconds == nil ? end * 2 : now }
    return TimeAxis(from: from, to: end, columns: columns)
  }
}
