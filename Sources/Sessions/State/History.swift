/// Values over time, one per interval until there are too many, then one per 2, 4, 8 … intervals.
package struct History: Sendable, Equatable {
  /// The most points; when they are reached, neighbours are joined.
  package static let capacity = 1024

  /// `[point]`, oldest first; nil where there was no sample.
  package private(set) var points = Points()
  /// Intervals per point.
  package private(set) var stride = 1
  /// Intervals in the last point.
  package private(set) var filled = 0

  /// No values.
  package init() {}

  /// Takes in the value of the next interval.
  ///
  /// A joined point has the greatest of its values.
  package mutating func append(_ value: Double?) {
    if points.isEmpty || filled == stride {
      if points.count == Self.capacity {
        points.joinPairs(by: Self.greater)
        stride *= 2
      }
      points.append(value)
      filled = 1
      return
    }
    points.replaceLast(with: Self.greater(points.last ?? nil, value))
    filled += 1
  }

  /// The first `intervals` values.
  ///
  /// If they end within a joined point, it is whole all the same.
  package func prefix(_ intervals: Int) -> History {
    let count = min(points.count, (max(0, intervals) + stride - 1) / stride)
    guard count < points.count else { return self }
    var history = History()
    history.points = points.prefix(count)
    history.stride = stride
    history.filled = count > 0 ? intervals - (count - 1) * stride : 0
    return history
  }

  private static func greater(_ left: Double?, _ right: Double?) -> Double? {
    guard let left else { return right }
    guard let right else { return left }
    return max(left, right)
  }
}

extension History {
  /// Values, or nil, in eight bytes each: a thousand benchmarks have several thousand histories.
  package struct Points: RandomAccessCollection, Sendable, Equatable {
    /// NaN stands for nil.
    private var values: [Double]

    init(values: [Double] = []) { self.values = values }

    package var startIndex: Int { 0 }
    package var endIndex: Int { values.count }

    package subscript(position: Int) -> Double? {
      values[position].isNaN ? nil : values[position]
    }

    package static func == (left: Points, right: Points) -> Bool { left.elementsEqual(right) }

    mutating func append(_ value: Double?) { values.append(value ?? .nan) }

    mutating func replaceLast(with value: Double?) { values[values.count - 1] = value ?? .nan }

    func prefix(_ count: Int) -> Points { Points(values: Array(values.prefix(count))) }

    mutating func joinPairs(by join: (Double?, Double?) -> Double?) {
      values = Swift.stride(from: 0, to: count, by: 2).map { join(self[$0], self[$0 + 1]) ?? .nan }
    }
  }
}
