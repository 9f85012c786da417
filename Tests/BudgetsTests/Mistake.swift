import Testing

/// One suite file with one mistake, the place that its error has to name, and what it has to say.
struct Mistake: Sendable, CustomTestStringConvertible {
  let text: String
  let place: String
  let message: String

  init(_ text: String, _ place: String, _ message: String) {
    self.text = text
    self.place = place
    self.message = message
  }

  var testDescription: String { "\(place) \(message)" }

  /// A benchmark that nothing is wrong with; lines at its end belong to it.
  static let list = """
    benchmarks:
      list:
        http: GET http://localhost/

    """

  static let all = values + blanks + structure + requests + commands + surroundings + engines
}
