import Sessions

/// Why nothing came out of a recording.
package enum ExportError: Error, Equatable, CustomStringConvertible {
  /// It has no such benchmark or series; those there are.
  case unknownSeries(String, path: String, known: [String])
  /// A distribution is of one series, and it has several.
  case severalSeries(path: String, known: [String])
  /// It has no samples outside of the warm-up.
  case noSamples(path: String)

  /// The exit status of sysexits.h that says so.
  package var exitStatus: Int32 {
    switch self {
    case .unknownSeries, .severalSeries: 64
    case .noSamples: 65
    }
  }

  /// What is wrong, and the way out.
  package var description: String { text.visible }

  private var text: String {
    switch self {
    case .unknownSeries(let name, let path, let known):
      "\(path): has no benchmark '\(name)'. There is: \(Self.list(known))"
    case .severalSeries(let path, let known):
      "\(path): has several series, and a distribution is of one: \(Self.list(known)). Choose one "
        + "with --benchmark NAME, or name a folder: --output FOLDER/"
    case .noSamples(let path):
      "\(path): has no samples to export"
    }
  }

  /// The first names; a log can have thousands.
  private static func list(_ names: [String]) -> String {
    names.isEmpty
      ? "none" : names.prefix(20).joined(separator: ", ") + (names.count > 20 ? ", …" : "")
  }
}
