import Measurements
import Sessions

/// What one name did in an interval, or in a part of it.
struct LocustCounts: Equatable {
  var name: String
  var good: SparseCounts
  var bad: SparseCounts
  /// Failures by kind; they add up to `bad`.
  var errors: [ErrorKind: UInt64] = [:]
  /// Values beyond an hour.
  var clamped: UInt64

  init?(_ json: JSON) {
    guard let name = json["name"]?.stringValue, let good = Self.counts(json["good"]),
      let bad = Self.counts(json["bad"])
    else { return nil }
    self.name = name
    self.good = good
    self.bad = bad
    clamped = json["clamped"]?.integerValue() ?? 0
    for reason in json["reasons"]?.arrayValue ?? [] {
      guard let parts = reason.arrayValue, parts.count == 3, let kind = parts[0].stringValue,
        let text = parts[1].stringValue, let count: UInt64 = parts[2].integerValue()
      else { return nil }
      errors[ErrorKind(locust: kind, text), default: 0] += count
    }
  }

  /// Buckets and their counts, in turns, ascending.
  private static func counts(_ json: JSON?) -> SparseCounts? {
    guard let numbers = json?.arrayValue, numbers.count.isMultiple(of: 2) else { return nil }
    var entries: [SparseCounts.Entry] = []
    entries.reserveCapacity(numbers.count / 2)
    for place in stride(from: 0, to: numbers.count, by: 2) {
      guard let index: UInt16 = numbers[place].integerValue(),
        Int(index) < BucketLayout.bucketCount, index > entries.last?.index ?? 0,
        let count: UInt32 = numbers[place + 1].integerValue(), count > 0
      else { return nil }
      entries.append(SparseCounts.Entry(index: index, count: count))
    }
    return SparseCounts(entries: entries)
  }

  /// Adds what it did besides.
  mutating func merge(_ other: LocustCounts) {
    good.merge(other.good)
    bad.merge(other.bad)
    errors.merge(other.errors) { $0 + $1 }
    clamped += other.clamped
  }
}

extension ErrorKind {
  /// A reason of a failure: a status, what the user's file said of it, or an exception.
  init(locust kind: String, _ text: String) {
    switch kind {
    case "status": self = Int(text).map(ErrorKind.status) ?? .reported(Visible.text(text))
    case "said": self = .reported(text.isEmpty ? "failed" : Visible.text(text.prefix(120)))
    default: self.init(message: text)
    }
  }
}
