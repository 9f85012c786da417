/// An error that may be that a program is not there, which may be so on this machine alone.
package protocol MissingProgram: Error {
  /// Which program is not there, in words; nil if the error is something else.
  var missing: String? { get }
}
