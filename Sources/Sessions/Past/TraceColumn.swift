/// Values that are only added to, of which copies share all but the last ones: what is published
/// several times a second while it grows is never copied as a whole.
package struct TraceColumn<Element: Sendable & Equatable>: Sendable, Equatable {
  /// The values that are copied together.
  private static var chunkLength: Int { 1024 }

  /// `[chunk][value]`; all but the last are full.
  private var chunks: [[Element]] = []

  /// No values.
  package init() {}

  /// Values in their order.
  package init(_ values: some Sequence<Element>) { for value in values { append(value) } }

  /// Whether the next value begins a chunk, so that all there are can be shared.
  var isEven: Bool { (chunks.last?.count ?? 0) == Self.chunkLength }

  /// Adds a value.
  package mutating func append(_ value: Element) {
    if chunks.isEmpty || chunks[chunks.count - 1].count == Self.chunkLength {
      chunks.append([])
      chunks[chunks.count - 1].reserveCapacity(Self.chunkLength)
    }
    chunks[chunks.count - 1].append(value)
  }
}

extension TraceColumn: RandomAccessCollection, MutableCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int {
    chunks.isEmpty ? 0 : (chunks.count - 1) * Self.chunkLength + chunks[chunks.count - 1].count
  }

  package subscript(position: Int) -> Element {
    get { chunks[position / Self.chunkLength][position % Self.chunkLength] }
    set { chunks[position / Self.chunkLength][position % Self.chunkLength] = newValue }
  }
}

extension TraceColumn {
  /// Joins neighbours; of an odd number the last one stays alone.
  mutating func joinPairs(by join: (Element, Element) -> Element) {
    self = TraceColumn(
      Swift.stride(from: 0, to: count, by: 2).map { first in
        first + 1 < count ? join(self[first], self[first + 1]) : self[first]
      }
    )
  }
}
