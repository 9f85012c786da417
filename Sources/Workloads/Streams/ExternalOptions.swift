/// What is not in the suite of a program that measures by itself.
package struct ExternalOptions: Sendable {
  /// The length of an interval, ns, in whole milliseconds.
  package var intervalNanoseconds: Int64 = 1_000_000_000
  /// After which it is ended, ns; nil if it ends by itself.
  package var mostNanoseconds: Int64?
  /// Where relative paths are meant from, as in `Suite.folder`.
  package var folder = ""

  /// Everything as usual.
  package init() {}
}
