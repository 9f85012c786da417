import Reports
import Sessions

/// What is printed of a session when it is over.
struct SessionResult {
  /// The session whose figures stand beside; nil for none.
  var other: OtherResult?
  /// Whether drift counts as failed.
  var isStrict = false
  /// What is printed.
  var format: ResultFormat
  /// How marks are drawn.
  var glyphs: Glyphs
  /// The benchmarks that are compared with each other.
  var compared: [String] = []
  /// Where the load went.
  var target = ""
  /// The recording to be named; nil for the one that the summary has.
  var path: String?

  /// Prints the result of a run that ended as `snapshot` says, and returns the program's status.
  func print(
    _ snapshot: Snapshot,
    engineFailure: String?,
    writeFailure: String?
  ) -> ExitStatus {
    guard let summary = snapshot.summary, case .ended(let end) = snapshot.phase else {
      StandardStreams.complain("the session ended without a result")
      return .inputOutput
    }
    let outcome = RunOutcome(
      summary: summary,
      end: end,
      isStrict: isStrict,
      engineFailure: engineFailure,
      writeFailure: writeFailure,
      target: target
    )
    let (status, reason) = outcome.status
    let isWritten = StandardStreams.print(
      text(summary, end: end, status: status, runStatus: status, reason: reason)
    )
    if let writeFailure { StandardStreams.complain(writeFailure) }
    return isWritten || status.isVerdict ? status : .inputOutput
  }

  /// The text of a result; `status` is that of this program, `runStatus` that of the run.
  func text(
    _ summary: Summary,
    end: SessionEnd,
    status: ExitStatus,
    runStatus: ExitStatus,
    reason: String
  ) -> String {
    switch format {
    case .json:
      let outcome = [
        JSON.Member("ended", .string(end.name)), JSON.Member("signal", JSON(end.signal)),
        JSON.Member("exit_status", JSON(runStatus.rawValue)),
      ]
      return JSON.object((summary.json.members ?? []) + outcome).text + "\n"
    case .text:
      let opening = (path ?? summary.recording)
        .flatMap { Files.exists($0) ? "Open it: headroom replay \(Shell.word($0))" : nil }
      return SummaryText(
        summary: summary,
        other: other,
        glyphs: glyphs,
        compared: compared,
        closing: "Status \(status.rawValue): \(reason). \(opening ?? "It was not recorded.")"
      ).text
    }
  }
}

/// Words for a shell.
enum Shell {
  /// `text` as one word that can be pasted into a shell.
  static func word(_ text: String) -> String {
    let isPlain =
      !text.isEmpty
      && text.unicodeScalars.allSatisfy { scalar in
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
          || "-_./:~@%+,".unicodeScalars
            .contains(scalar)
      }
    if isPlain { return text }
    return "'"
      + text.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''") + "'"
  }
}
