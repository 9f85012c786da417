/// What a key on the screen of a comparison asks of the world.
package enum CompareEffect: Hashable, Sendable {
  case quit
  /// Whether the mouse is reported.
  case mouse(Bool)
}
