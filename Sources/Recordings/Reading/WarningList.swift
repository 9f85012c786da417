/// Warnings of one file: all of them are counted, and the first are kept.
struct WarningList {
  private static let limit = 100

  private(set) var kept: [RecordingWarning] = []
  private(set) var count = 0

  mutating func add(_ kind: RecordingWarning.Kind, _ line: Line? = nil, _ text: String) {
    count += 1
    guard kept.count < Self.limit else { return }
    kept.append(RecordingWarning(kind, line: line?.number, offset: line?.offset, text))
  }
}
