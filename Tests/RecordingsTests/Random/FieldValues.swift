/// What each field of some values was, so that one that no generator sets is found.
struct FieldValues {
  private var seen: [String: Set<String>] = [:]

  /// Takes in a value and all that is in it.
  mutating func add(_ value: Any, _ path: String = "") {
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .struct where !mirror.children.isEmpty:
      for child in mirror.children { add(child.value, "\(path).\(child.label ?? "")") }
    case .optional:
      note(mirror.children.isEmpty ? "nil" : "some", path + "?")
      for child in mirror.children { add(child.value, path) }
    case .collection:
      note("\(mirror.children.count)", path + "[]")
      for child in mirror.children { add(child.value, path + "[]") }
    case .enum:
      note(mirror.children.first?.label ?? "\(value)", path)
      for child in mirror.children { add(child.value, "\(path).\(child.label ?? "")") }
    default: note(String(describing: value), path)
    }
  }

  private mutating func note(_ text: String, _ path: String) {
    if seen[path, default: []].count < 3 { seen[path, default: []].insert(text) }
  }

  /// The fields that always had the same value.
  var constant: [String] { seen.filter { $0.value.count < 2 }.map(\.key).sorted() }
}
