import Sessions
import TestSupport
import Testing

/// The summary that a command printed as JSON.
func summary(_ text: String) throws -> Summary {
  try Summary(JSON(parsing: String(text.dropLast())))
}

/// The path of the only recording in a folder, from there.
func recording(in folder: TemporaryFolder) throws -> String {
  let names = folder.names(in: "recordings").filter { $0.hasSuffix(".hlog") }
  try #require(names.count == 1)
  return "recordings/" + names[0]
}
