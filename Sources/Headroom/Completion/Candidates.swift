import Budgets
import Recordings
import Sessions

/// What a word of the command line can become.
enum Candidates {
  /// The names of suites, and files.
  static func suites(_ line: TypedLine) -> [String] {
    var names = SuiteLookup().all().map(\.name)
    if !names.contains("demo") { names.append("demo") }
    return names + files(line.typed, endings: [".yaml", ".yml"])
  }

  /// What is called so in the suite that was typed, without what was chosen already.
  static func benchmarks(_ line: TypedLine) -> [String] {
    (line.suite?.benchmarks ?? []).filter { !line.before.contains($0) }
  }

  /// The profiles of the suite that was typed.
  static func profiles(_ line: TypedLine) -> [String] { line.suite?.profiles ?? [] }

  /// The environments of the suite that was typed.
  static func environments(_ line: TypedLine) -> [String] { line.suite?.environments ?? [] }

  /// The names of recordings, the words that stand for them, and files.
  static func recordings(_ line: TypedLine) -> [String] {
    let found = names(ofRecordingsIn: ProjectFolder().recordings)
    let words = found.isEmpty ? [] : found.count == 1 ? ["last"] : ["last", "last~1"]
    let baselines = baselines(line)
    let ofBaselines =
      baselines.isEmpty
      ? [] : ["baseline"] + (baselines.count == 1 ? [] : baselines.map { "baseline:" + $0 })
    return words + ofBaselines + found + files(line.typed, endings: [".hlog"])
  }

  /// The names of baselines, `notes-api/stress@staging`.
  static func baselines(_ line: TypedLine) -> [String] {
    let catalog = RecordingCatalog(directory: ProjectFolder().recordings)
    return catalog.baselines().map(\.name.text)
  }

  /// The series of the recording that was typed, as far as its beginning has them.
  static func series(_ line: TypedLine) -> [String] {
    let catalog = RecordingCatalog(directory: ProjectFolder().recordings)
    guard let file = line.recording, let path = try? catalog.resolve(file),
      let reader = try? RecordingReader(path: path)
    else { return [] }
    var names: [String] = []
    for _ in 0..<mostInputs {
      guard let input = try? reader.next() else { break }
      guard case .interval(let interval) = input else { continue }
      for series in interval.series where !names.contains(series.id.benchmark) {
        names.append(series.id.benchmark)
      }
    }
    return names
  }

  /// So many inputs of a recording are looked at while somebody waits for the shell.
  private static let mostInputs = 100

  private static func names(ofRecordingsIn folder: String) -> [String] {
    Files.names(in: folder).filter { !$0.hasPrefix(".") && $0.hasSuffix(".hlog") }
      .sorted(by: >)
  }

  /// Files with one of these endings in the folder of what is typed, and the folders there once
  /// something is.
  private static func files(_ typed: String, endings: [String]) -> [String] {
    let folder = typed.lastIndex(of: "/").map { String(typed[...$0]) } ?? ""
    let showsHidden = typed.dropFirst(folder.count).hasPrefix(".")
    return Files.names(in: folder.isEmpty ? "." : folder).sorted().compactMap { name in
      guard showsHidden || !name.hasPrefix(".") else { return nil }
      let path = folder + name
      if Files.isFolder(path) { return typed.isEmpty ? nil : path + "/" }
      return endings.contains { name.hasSuffix($0) } ? path : nil
    }
  }
}
