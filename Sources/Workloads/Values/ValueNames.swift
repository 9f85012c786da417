import Budgets

/// The values that the templates of one benchmark may name.
struct ValueNames {
  /// The slot of each captured value.
  private(set) var slots: [String: Int] = [:]
  /// The rows; nil without any.
  var rows: DataTable?

  /// Makes a slot for a value that is captured from now on.
  mutating func capture(_ name: String) -> Int {
    let slot = slots[name] ?? slots.count
    slots[name] = slot
    return slot
  }

  /// Parses a text; a name that does not exist here is a failure.
  func template(_ text: String) throws(TemplateFailure) -> Template {
    var names = TemplateNames()
    names.captured = slots.keys.sorted()
    names.columns = rows?.columns ?? []
    return try Template(text, names: names)
  }

  /// Where a value of a template that was parsed here is found.
  func value(_ value: TemplateValue) -> TextPlan.Value {
    switch value {
    case .counter: return .counter
    case .user: return .user
    case .uuid: return .uuid
    case .random(let range): return .random(range)
    case .randomString(let count): return .randomString(count)
    case .captured(let name):
      guard let slot = slots[name] else { preconditionFailure("'\(name)' is not captured") }
      return .captured(slot)
    case .row(let name):
      guard let column = rows?.columns.firstIndex(of: name) else {
        preconditionFailure("there is no column '\(name)'")
      }
      return .column(column)
    }
  }
}
