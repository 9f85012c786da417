import Foundation
import Sessions
import Testing

@testable import Recordings

@Suite("What is not a recording")
struct TroubleTests {
  private func error(_ path: String) -> RecordingError? {
    do throws(RecordingError) {
      _ = try Reading(path)
      return nil
    } catch {
      return error
    }
  }

  @Test("is named with what it is, and ends with the status of sysexits.h")
  func texts() throws {
    let scratch = try ScratchDirectory()
    let directory = scratch.path
    #expect(mkfifo("\(directory)/pipe", 0o600) == 0)
    let cases: [(path: String, status: Int32, text: String)] = [
      (
        "\(directory)/none", 66,
        "no such recording. `headroom recordings` lists those there are"
      ),
      (directory, 66, "is a directory, not a recording. Name a .hlog file"),
      ("\(directory)/pipe", 66, "is a pipe, not a recording. Name a .hlog file"),
      ("/dev/null", 66, "is a device, not a recording. Name a .hlog file"),
      (
        try scratch.file("empty", []), 65,
        "is empty. The run that made it was ended before it began"
      ),
      (
        try scratch.file("binary", [0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3]), 65,
        "not a recording: it is not a text. A recording is an HdrHistogram log (.hlog)"
      ),
      (
        try scratch.file("prose", Array("once\nupon\n".utf8)), 65,
        "not a recording: none of its lines is one of a log. A recording is an HdrHistogram log"
          + " (.hlog)"
      ),
      (
        try scratch.file("comments", Array("#[Histogram log format version 1.3]\n".utf8)), 65,
        "not a recording: it has no samples. A recording is an HdrHistogram log (.hlog)"
      ),
      (
        try scratch.file(
          "newer",
          Array(#"#[Headroom head {"format":2,"program":"headroom 9.0"}]"#.utf8)
        ), 65,
        "has format 2 of headroom 9.0; this program reads format 1. Use a newer headroom"
      ),
    ]
    for (path, status, text) in cases {
      let error = error(path)
      #expect(error?.description == "\(path): \(text)")
      #expect(error?.exitStatus == status)
    }
  }

  @Test("control characters of a path do not reach the terminal")
  func visiblePath() {
    #expect(
      RecordingError.empty(path: "a\u{1b}[2J").description.hasPrefix("a\\u{1b}[2J: is empty")
    )
  }

  @Test("a recording is never overwritten, and a place that can't be written to is named")
  func create() throws {
    let scratch = try ScratchDirectory()
    let head = try MadeUpSession(seed: 1, intervals: 0).head
    let path = try scratch.file("there.hlog", [1])
    #expect(throws: RecordingError.alreadyExists(path: path)) {
      try RecordingWriter.create(path: path, head: head)
    }
    #expect(try bytes(of: path) == [1])
    #expect(throws: RecordingError.cannotCreate(path: "\(path)/recordings", code: ENOTDIR)) {
      try RecordingWriter.create(directory: "\(path)/recordings", head: head)
    }
    #expect(
      RecordingError.cannotCreate(path: "recordings", code: EACCES).description
        == "recordings: can't be made: Permission denied. Name another place with --record PATH,"
        + " or use --no-record"
    )
  }

  @Test("a line of endless length is passed over without being held")
  func endlessLine() throws {
    let scratch = try ScratchDirectory()
    let text =
      String(repeating: "x", count: 700_000) + "\nshort\n" + String(repeating: "y", count: 9)
    let file = try InputFile(try scratch.file("x", Array(text.utf8)))
    var reader = LineReader(file, limit: 1000)
    let first = try #require(try reader.next())
    #expect(first.isTooLong && first.bytes.isEmpty && first.isTerminated)
    let second = try #require(try reader.next())
    #expect(String(decoding: second.bytes, as: UTF8.self) == "short")
    #expect(second.offset == 700_001 && second.number == 2)
    let third = try #require(try reader.next())
    #expect(third.bytes.count == 9 && !third.isTerminated)
    #expect(try reader.next() == nil)
  }
}
