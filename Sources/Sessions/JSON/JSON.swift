/// A JSON value (RFC 8259) whose objects keep the order of their members.
package enum JSON: Sendable, Equatable {
  case null
  case bool(Bool)
  /// A number written without fraction and exponent.
  case integer(Int64)
  /// An integer beyond `Int64.max`.
  case unsigned(UInt64)
  /// A number with a fraction or an exponent.
  case number(Double)
  case string(String)
  case array([JSON])
  case object([Member])

  /// One member of an object.
  package struct Member: Sendable, Equatable {
    /// Its name.
    package var key: String
    /// Its value.
    package var value: JSON

    /// A member of an object.
    package init(_ key: String, _ value: JSON) {
      self.key = key
      self.value = value
    }
  }

  /// An integer of any size up to 64 bits.
  package init(_ value: some BinaryInteger) {
    if let small = Int64(exactly: value) {
      self = .integer(small)
    } else {
      self = .unsigned(UInt64(clamping: value))
    }
  }

  /// A string, or null.
  package init(_ value: String?) {
    if let value { self = .string(value) } else { self = .null }
  }

  /// An integer, or null.
  package init(_ value: (some BinaryInteger)?) {
    if let value { self.init(value) } else { self = .null }
  }

  /// A number; null if there is none or it is not finite.
  package init(_ value: Double?) {
    if let value, value.isFinite { self = .number(value) } else { self = .null }
  }

  /// A duration in whole nanoseconds; null if there is none or it is not finite.
  package init(nanoseconds value: Double?) {
    guard let value, let whole = Int64(exactly: value.rounded()) else {
      self = .null
      return
    }
    self = .integer(whole)
  }

  /// The value of a member of this object; nil if there is none or this is no object.
  ///
  /// Of members with the same name the last one counts.
  package subscript(key: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    // By index: whoever goes through the members copies each of them.
    return members.indices.last { members[$0].key == key }.map { members[$0].value }
  }

  /// Whether it is null.
  package var isNull: Bool { self == .null }

  /// The truth value; nil if it is none.
  package var boolValue: Bool? { if case .bool(let value) = self { value } else { nil } }

  /// The text; nil if it is no string.
  package var stringValue: String? { if case .string(let value) = self { value } else { nil } }

  /// The elements; nil if it is no array.
  package var arrayValue: [JSON]? { if case .array(let value) = self { value } else { nil } }

  /// The members in their order; nil if it is no object.
  package var members: [Member]? { if case .object(let value) = self { value } else { nil } }

  /// The integer; nil if it is none or does not fit.
  package func integerValue<Value: FixedWidthInteger>(as type: Value.Type = Value.self) -> Value? {
    switch self {
    case .integer(let value): Value(exactly: value)
    case .unsigned(let value): Value(exactly: value)
    default: nil
    }
  }

  /// The number, also of an integer; nil if it is none.
  package var doubleValue: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .unsigned(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }
}

extension JSON: ExpressibleByStringLiteral {
  /// A string.
  package init(stringLiteral value: String) { self = .string(value) }
}

extension JSON: ExpressibleByBooleanLiteral {
  /// A truth value.
  package init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSON: ExpressibleByDictionaryLiteral {
  /// An object whose members stand in the order of the literal.
  package init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
}

extension JSON: ExpressibleByArrayLiteral {
  /// An array.
  package init(arrayLiteral elements: JSON...) { self = .array(elements) }
}
