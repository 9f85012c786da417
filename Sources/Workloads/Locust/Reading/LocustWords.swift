/// A line that Locust says on its standard error, without what its log puts in front of it.
struct LocustWords: Equatable {
  /// What it says.
  let text: String
  /// Whether that is what went wrong.
  let isComplaint: Bool

  /// The words of a line: of the log of Locust, an exception of Python, a complaint about arguments.
  init(_ line: String) {
    // `[2026-11-21 20:33:07,123] host/ERROR/locust.runners: text`; see locust/log.py.
    if line.first == "[", let date = line.firstRange(of: "] "),
      let end = line[date.upperBound...].firstRange(of: ": ")
    {
      let origin = line[date.upperBound..<end.lowerBound].split(separator: "/")
      if origin.count == 3, Self.levels.contains(String(origin[1])) {
        text = String(line[end.upperBound...])
        isComplaint = ["ERROR", "CRITICAL"].contains(origin[1])
        return
      }
    }
    if let mark = line.firstRange(of: ": error: ") {
      text = String(line[mark.upperBound...])
      isComplaint = true
      return
    }
    text = line
    // `ModuleNotFoundError: No module named 'x'`, which stands at the beginning of its line.
    isComplaint = line.prefix { $0 != " " }.hasSuffix("Error:")
  }

  private static let levels = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]
}
