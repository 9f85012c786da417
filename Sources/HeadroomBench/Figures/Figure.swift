/// One line of the table: a measured value, how sure it is, and what it may be at most.
package struct Figure: Equatable, Sendable {
  /// What a value is measured in.
  package enum Unit: String, Sendable {
    case seconds = "s"
    case microseconds = "us"
    case milliseconds = "ms"
    case nanoseconds = "ns"
    case mebibytes = "MiB"
    case bytes = "B"
    case instructions = "instr"
    case perSecond = "/s"
    case count = ""
    case ratio = "x"
    case percent = "%"
  }

  /// What is asked of it.
  package struct Limit: Equatable, Sendable {
    /// What is held against the limit.
    package enum Side: String, Sendable {
      /// The value itself.
      case value
      /// The greatest of the measurements.
      case greatest
      /// The lower end of its 95 % interval.
      case low
      /// The width of that interval.
      case width
    }

    /// What is held against it.
    package var side: Side
    /// In the unit of the figure.
    package var most: Double

    /// A limit that must not be exceeded.
    package init(side: Side, most: Double) {
      self.side = side
      self.most = most
    }
  }

  /// What was measured, in words.
  package var name: String
  /// The measurement, or the median of several.
  package var value: Double
  /// What it is measured in.
  package var unit: Unit
  /// The lower end of its 95 % interval; nil where there is none.
  package var low: Double?
  /// The upper end of its 95 % interval; nil where there is none.
  package var high: Double?
  /// The smallest of several measurements.
  package var minimum: Double?
  /// The greatest of several measurements.
  package var maximum: Double?
  /// How many measurements it comes from.
  package var samples: Int
  /// What is asked of it.
  package var limits: [Limit] = []
  /// What one should know of it; empty for nothing.
  package var note: String = ""

  /// A figure of a single measurement.
  package init(_ name: String, _ value: Double, _ unit: Unit, note: String = "") {
    self.name = name
    self.value = value
    self.unit = unit
    self.note = note
    samples = 1
  }

  /// The median of several measurements; nil without any.
  package init?(
    _ name: String,
    medianOf values: [Double],
    _ unit: Unit,
    limits: [Limit] = [],
    note: String = ""
  ) {
    guard let median = MedianInterval(values) else { return nil }
    self.init(name, median.median, unit, note: note)
    (low, high) = (median.low, median.high)
    (minimum, maximum) = (median.minimum, median.maximum)
    samples = median.count
    self.limits = limits
  }

  /// Whether a limit is kept; nil if the measurements were too few to say.
  package func keeps(_ limit: Limit) -> Bool? {
    switch limit.side {
    case .value: value <= limit.most
    case .greatest: maximum.map { $0 <= limit.most }
    case .low: low.map { $0 <= limit.most }
    case .width:
      if let low, let high { high - low <= limit.most } else { nil }
    }
  }
}
