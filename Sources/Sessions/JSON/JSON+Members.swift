import Measurements

/// Typed access to the members of an object, for types that are read from one. Members that nobody
/// asks for are ignored.
extension JSON {
  /// A member that must be there.
  func required(_ key: String) throws(JSONShapeError) -> JSON {
    guard let value = self[key] else { throw .missing(key: key) }
    return value
  }

  /// A member that may be missing or null.
  func optional(_ key: String) -> JSON? {
    guard let value = self[key], !value.isNull else { return nil }
    return value
  }

  func string(_ key: String) throws(JSONShapeError) -> String {
    guard let value = try required(key).stringValue else {
      throw .wrong(key: key, expected: "a string")
    }
    return value
  }

  func integer<Value: FixedWidthInteger>(_ key: String) throws(JSONShapeError) -> Value {
    guard let value = try required(key).integerValue(as: Value.self) else {
      throw .wrong(key: key, expected: "an integer of its range")
    }
    return value
  }

  /// Zero if it is missing.
  func integerOrZero<Value: FixedWidthInteger>(_ key: String) throws(JSONShapeError) -> Value {
    optional(key) == nil ? 0 : try integer(key)
  }

  /// Ten years in ns: no session is longer, and sums of its times don't overflow.
  package static let longestSession: Int64 = 315_360_000_000_000_000

  /// The latest start of a session, ns since 1970, so that its times don't overflow either.
  static let latestStart = SystemClock.latestWall

  /// No interval has more of anything that is counted, so that sums over a session don't overflow,
  /// whatever a file says.
  package static let greatestCount: UInt64 = 1 << 40

  /// A count of what happened in an interval; zero if it is missing.
  func count(_ key: String, atMost limit: UInt64 = greatestCount) throws(JSONShapeError) -> UInt64 {
    let value: UInt64 = try integerOrZero(key)
    guard value <= limit else { throw .wrong(key: key, expected: "a count of its range") }
    return value
  }

  func optionalInteger<Value: FixedWidthInteger>(_ key: String) throws(JSONShapeError) -> Value? {
    optional(key) == nil ? nil : try integer(key)
  }

  func double(_ key: String) throws(JSONShapeError) -> Double {
    guard let value = try required(key).exactDouble else {
      throw .wrong(key: key, expected: "a number")
    }
    return value
  }

  /// Zero if it is missing or null, which is how what is not finite is written.
  func doubleOrZero(_ key: String) throws(JSONShapeError) -> Double {
    optional(key) == nil ? 0 : try double(key)
  }

  func optionalDouble(_ key: String) throws(JSONShapeError) -> Double? {
    optional(key) == nil ? nil : try double(key)
  }

  /// What `exact` wrote: a figure that has a whole number of ns under its own name.
  func optionalFigure(_ key: String) throws(JSONShapeError) -> Double? {
    let exact = key + Self.exactSuffix
    return try optionalDouble(optional(exact) == nil ? key : exact)
  }

  /// What `exact` wrote of a figure that there is.
  func figure(_ key: String) throws(JSONShapeError) -> Double {
    guard let value = try optionalFigure(key) else { throw .missing(key: key) }
    return value
  }

  /// What `consumption` wrote; `isUnbounded` is what is meant by null where nothing else says it.
  func consumption(isUnbounded: Bool = false) throws(JSONShapeError) -> Double? {
    if let value = try optionalDouble("consumption") { return value }
    let says = optional("unbounded") == nil ? isUnbounded : try bool("unbounded")
    return says ? .infinity : nil
  }

  func optionalString(_ key: String) throws(JSONShapeError) -> String? {
    optional(key) == nil ? nil : try string(key)
  }

  /// False if it is missing.
  func bool(_ key: String) throws(JSONShapeError) -> Bool {
    guard let member = optional(key) else { return false }
    guard let value = member.boolValue else { throw .wrong(key: key, expected: "true or false") }
    return value
  }

  /// Empty if it is missing.
  func array(_ key: String) throws(JSONShapeError) -> [JSON] {
    guard let member = optional(key) else { return [] }
    guard let value = member.arrayValue else { throw .wrong(key: key, expected: "an array") }
    return value
  }

  /// Empty if it is missing.
  func strings(_ key: String) throws(JSONShapeError) -> [String] {
    var result: [String] = []
    for element in try array(key) {
      guard let text = element.stringValue else {
        throw .wrong(key: key, expected: "an array of strings")
      }
      result.append(text)
    }
    return result
  }

  /// One of the cases of an enum, by its raw value.
  func choice<Value: RawRepresentable<String>>(
    _ key: String,
    of type: Value.Type = Value.self
  ) throws(JSONShapeError) -> Value {
    guard let value = Value(rawValue: try string(key)) else {
      throw .wrong(key: key, expected: "a known word")
    }
    return value
  }
}

extension Array {
  /// `map` that throws typed errors.
  func mapShape<Result>(
    _ transform: (Element) throws(JSONShapeError) -> Result
  ) throws(JSONShapeError) -> [Result] {
    var result: [Result] = []
    result.reserveCapacity(count)
    for element in self { result.append(try transform(element)) }
    return result
  }
}
