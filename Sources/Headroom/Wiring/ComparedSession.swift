import Recordings
import Sessions

/// A recording as one side of a comparison.
struct ComparedSession {
  /// The file.
  let path: String
  /// What it measured.
  let figures: SessionFigures
  private let complaints: [String]

  /// Reads a recording from beginning to end, or a stretch of it, ns since its start.
  ///
  /// What follows a place that can't be read is left out.
  init(path: String, stretch: Range<Int64>? = nil) throws {
    let replay = try Replay(path: path)
    let archive = try Replay.open(path)
    let part = try stretch.map { try StretchArchive(archive, $0) }
    let read: any SessionArchive = part ?? archive
    var circumstances = SessionState.Circumstances()
    circumstances.poolsSuite = true
    var state = SessionState(
      head: read.head,
      suite: replay.suite,
      circumstances: circumstances
    )
    var complaints: [String] = []
    do {
      while case .input(let input) = try read.next() { _ = state.apply(input) }
    } catch {
      complaints.append("\(error)")
    }
    if let first = archive.warnings.first {
      let count = archive.warningCount
      complaints.append("\(Visible.text(path)): \(count) warnings, first: \(first)")
    }
    var figures = state.figures()
    if let summary = read.recordedSummary {
      figures.summary = figures.summary.keepingFacts(of: summary)
    } else if stretch == nil, !archive.isForeign {
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
