import Glibc
import Headroom
import Recordings
import Sessions
import SimulatedSessions

// What it takes to write a recording, and to read one.
extension SelfBenchmarks {
  private static let intervalCount = 60

  @BenchmarksBuilder static var ofRecordings: some Benchmarks {
    Benchmark("write-interval") { measurement in
      let file = try TemporaryFile()
      let writer = try RecordingWriter.create(path: file.path, head: StressRun().head)
      var intervals = EndlessIntervals()
      withExtendedLifetime(file) {
        measurement { try writer.write(intervals.next(), events: []) }
      }
    }
    Benchmark("read-recording") { measurement in
      let file = try TemporaryFile()
      let run = StressRun()
      let writer = try RecordingWriter.create(path: file.path, head: run.head)
      var intervals = EndlessIntervals()
      for _ in 0..<intervalCount { try writer.write(intervals.next(), events: []) }
      measurement {
        let reader = try RecordingReader(path: file.path)
        while let input = try reader.next() { blackHole(input) }
      }
    }
  }
}

/// A path in the temporary folder, where nothing is left behind.
final class TemporaryFile {
  /// There is no file before somebody writes one.
  let path: String
  private let folder: String

  /// A path at which there is nothing yet.
  init() throws {
    var template = Array("/tmp/headroom-self-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw TemporaryFileError(code: errno) }
    folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    path = folder + "/file"
  }

  /// A file with this text.
  convenience init(text: String) throws {
    try self.init()
    guard let file = fopen(path, "w") else { throw TemporaryFileError(code: errno) }
    fputs(text, file)
    fclose(file)
  }

  deinit {
    unlink(path)
    rmdir(folder)
  }
}

/// Why there is no temporary file.
struct TemporaryFileError: Error, CustomStringConvertible {
  /// The system's error number.
  var code: Int32

  var description: String { "there can be no temporary file: \(String(cString: strerror(code)))" }
}
