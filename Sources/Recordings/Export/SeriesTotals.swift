import Measurements
import Sessions

/// Each series of a session as a whole.
struct SeriesTotals {
  /// The series in the order in which they first had samples.
  private(set) var all: [(id: SeriesID, histogram: Histogram)] = []
  private var places: [SeriesID: Int] = [:]

  /// Adds samples of an interval.
  mutating func add(_ series: [SeriesCounts]) {
    for series in series {
      if let place = places[series.id] {
        all[place].histogram.add(series.counts)
      } else {
        places[series.id] = all.count
        all.append((series.id, Histogram(series.counts)))
      }
    }
  }

  /// Leaves only what succeeded, if all of them are of one benchmark and any did.
  mutating func keepOnlySucceededIfOneBenchmark() {
    guard let first = all.first, all.allSatisfy({ $0.id.benchmark == first.id.benchmark }),
      let place = places[SeriesID(first.id.benchmark)]
    else { return }
    all = [all[place]]
    places = [all[0].id: 0]
  }
}
