import Sessions

/// What hyperfine exports as JSON.
package struct HyperfineOutput: Equatable, Sendable {
  /// The mean wall time of its first command, s.
  package var meanSeconds: Double

  /// Reads an export; nil if it is none.
  package init?(reading text: String) {
    guard let json = try? JSON(parsing: text),
      let mean = json["results"]?.arrayValue?.first?["mean"]?.doubleValue
    else { return nil }
    meanSeconds = mean
  }
}
