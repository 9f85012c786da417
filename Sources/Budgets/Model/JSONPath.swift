/// A place in a JSON value: `$.a.b[0]`, a member by its name or an element by its number.
package struct JSONPath: Sendable, Hashable {
  /// One step down.
  package enum Step: Sendable, Hashable {
    /// Into an object.
    case member(String)
    /// Into an array; negative ones count from its end.
    case element(Int)
  }

  /// From the root down; empty for the whole value.
  package var steps: [Step]

  /// A place.
  package init(_ steps: [Step]) { self.steps = steps }
}
