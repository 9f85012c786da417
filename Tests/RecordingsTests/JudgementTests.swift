import Foundation
import Glibc
import Measurements
import Sessions
import Testing

@testable import Recordings

/// A list of files and whoever opens one of them say the same of it.
@Suite("What a file is")
struct JudgementTests {
  private static func sampleLine(_ start: String = "0.500") -> String {
    var histogram = Histogram()
    histogram.record(1000)
    var output: [UInt8] = []
    HistogramPayload.encode(histogram.sparse, with: Deflater(), into: &output)
    return "Tag=a,\(start),1.000,0.001,\(String(decoding: output, as: UTF8.self))\n"
  }

  private static let version = "#[Histogram log format version 1.3]\n"

  /// Files by what a list calls them.
  private static func files() throws -> [(word: String, bytes: [UInt8])] {
    var random = SystemRandomNumberGenerator()
    let own = try String(contentsOfFile: sample(), encoding: .utf8)
    let lines = own.split(separator: "\n", omittingEmptySubsequences: false)
    let headless = lines.filter { !$0.hasPrefix("#[Headroom head ") }.joined(separator: "\n")
    let damaged = lines.map { $0.hasPrefix("#[Headroom head ") ? $0.dropLast(40) + "]" : $0 }
    let many = String(repeating: "# nothing\n", count: 500)
    let texts: [(String, String)] = [
      ("session", own), ("damaged", headless), ("damaged", damaged.joined(separator: "\n")),
      ("session", String(own.prefix(own.count / 2))), ("other program", version + sampleLine()),
      ("other program", sampleLine()), ("other program", version + many + sampleLine()),
      ("other program", "root:x:0:0\n" + sampleLine()), ("not a log", version),
      ("not a log", "#[Histogram log format version 2.0]\n" + sampleLine()),
      ("not a log", "root:x:0:0:root:/root:/bin/bash\nbin:x:1:1:bin:/bin:/usr/sbin/nologin\n"),
      ("not a log", "{\"measure\":\"a\",\"ms\":1}\n"), ("not a log", "\n\n\n"), ("empty", ""),
    ]
    return texts.map { ($0.0, Array($0.1.utf8)) }
      + (0..<20).map { _ in
        ("not a log", (0..<5000).map { _ in UInt8.random(in: 0...255, using: &random) })
      }
  }

  private static func sample() -> String {
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
      + "/recordings/sample-2-after.hlog"
  }

  private func expectAgreement(
    _ word: String,
    _ path: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let entry = RecordingEntry(path: path)
    var problem: RecordingError?
    var isForeign = false
    var isDamaged = false
    do throws(RecordingError) {
      let reader = try RecordingReader(path: path)
      isForeign = reader.isForeign
      isDamaged = reader.warnings.contains { $0.kind == .damagedHead }
    } catch {
      problem = error
    }
    #expect(entry.problem == problem, sourceLocation: sourceLocation)
    #expect(entry.isForeign == isForeign, sourceLocation: sourceLocation)
    #expect((entry.damage != nil) == isDamaged, sourceLocation: sourceLocation)
    #expect((entry.head != nil) == (word == "session"), sourceLocation: sourceLocation)
    let own = entry.problem?.shortText ?? (isDamaged ? "damaged" : nil)
    #expect(
      own ?? (isForeign ? "other program" : "session") == word,
      "\(path)",
      sourceLocation: sourceLocation
    )
  }

  @Test("is the same for those who list it and those who open it")
  func files() throws {
    let scratch = try ScratchDirectory()
    for (number, file) in try Self.files().enumerated() {
      let path = try scratch.file("\(number).hlog", file.bytes)
      expectAgreement(file.word, path)
    }
  }

  @Test("is said of what is no file too, without waiting for it")
  func others() throws {
    let scratch = try ScratchDirectory()
    let folder = scratch.path + "/folder.hlog"
    mkdir(folder, 0o700)
    expectAgreement("directory", folder)
    let pipe = scratch.path + "/pipe.hlog"
    try #require(mkfifo(pipe, 0o600) == 0)
    expectAgreement("pipe", pipe)
    expectAgreement("device", "/dev/zero")
    expectAgreement("device", "/dev/null")
    expectAgreement("gone", scratch.path + "/nothing.hlog")
  }
}
