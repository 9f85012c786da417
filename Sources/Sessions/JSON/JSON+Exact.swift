/// Numbers that are read back as they were, whatever they are.
extension JSON {
  /// What stands behind the name of a figure whose whole number of ns is not all of it.
  static let exactSuffix = "_exact"

  /// A number; one that JSON can't write, as a text.
  init(exact value: Double) {
    if value.isFinite {
      self = .number(value)
    } else {
      self = .string(value.isNaN ? "nan" : value > 0 ? "infinity" : "-infinity")
    }
  }

  /// A number that may be missing.
  init(exact value: Double?) {
    if let value { self.init(exact: value) } else { self = .null }
  }

  /// The number that `init(exact:)` wrote; nil if it is none.
  var exactDouble: Double? {
    switch self {
    case .string("nan"): .nan
    case .string("infinity"): .infinity
    case .string("-infinity"): -.infinity
    default: doubleValue
    }
  }

  /// A figure in whole nanoseconds, and where that is not all of it, the figure itself next to it.
  static func exact(_ key: String, nanoseconds value: Double?) -> [Member] {
    let whole = JSON(nanoseconds: value)
    guard let value, whole.doubleValue != value else { return [Member(key, whole)] }
    return [Member(key, whole), Member(key + exactSuffix, JSON(exact: value))]
  }

  /// How much of a budget is used: null without bound, which `unbounded` says unless a reader takes
  /// null for that, and if there is none.
  static func consumption(_ value: Double?, isUnbounded: Bool = false) -> [Member] {
    guard let value, value != .infinity else {
      let says = value != nil
      return [Member("consumption", .null)]
        + (says == isUnbounded ? [] : [Member("unbounded", .bool(says))])
    }
    return [Member("consumption", JSON(exact: value))]
  }
}
