import Recordings
import Sessions

/// A recording as one side of a comparison.
struct ComparedSession {
  /// The file.
  let path: String
  /// What it measured.
  let figures: SessionFigures
  private let complaints: [String]

  /// Reads a recording from beginning to end.
  ///
  /// What follows a place that can't be read is left out.
  init(path: String) throws {
    let replay = try Replay(path: path)
    let reader = try RecordingReader(path: path)
    var circumstances = SessionState.Circumstances()
    circumstances.poolsSuite = true
    var state = SessionState(
      head: replay.head,
      suite: replay.suite,
      circumstances: circumstances
    )
    var complaints: [String] = []
    do throws(RecordingError) {
      while let input = try reader.next() { _ = state.apply(input) }
    } catch {
      complaints.append(error.description)
    }
    if reader.warningCount > 0 {
      let first = reader.warnings.first.map { ", first: \($0.description)" } ?? ""
      complaints.append("\(Visible.text(path)): \(reader.warningCount) warnings\(first)")
    }
    var figures = state.figures()
    if let summary = reader.summary {
      figures.summary = figures.summary.keepingFacts(of: summary)
    } else {
      complaints.append("\(Visible.text(path)): the run did not end; this is how far it came.")
    }
    self.path = path
    self.figures = figures
    self.complaints = complaints
  }

  /// Says on standard error what could not be read.
  func warn() {
    for complaint in complaints { StandardStreams.complain(complaint) }
  }
}
