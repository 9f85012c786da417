import Glibc
import Sessions

/// The notes that were written to a recording afterwards: `FILE.notes.jsonl`, one a line.
///
/// A recording itself is never changed.
struct NoteFile {
  /// The most that is read, bytes.
  private static let limit = 4 << 20

  let path: String

  /// The notes of a recording.
  init(of recording: String) { path = recording + ".notes.jsonl" }

  /// The notes, in the order in which they were written; what is not a note is left out.
  func read() -> [Note] {
    guard let bytes = try? Files.read(path, limit: Self.limit) else { return [] }
    return bytes.prefix(Self.limit).split(separator: UInt8(ascii: "\n")).compactMap { line in
      (try? JSON(parsing: line)).flatMap { try? Note($0) }
    }
  }

  /// Adds a note in one write, so that two programs can add to the same file.
  func append(_ note: Note) throws(FileError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileError(code: errno) }
    defer { close(descriptor) }
    let line = Array((note.json.text + "\n").utf8)
    let count = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    guard count == line.count else { throw FileError(code: count < 0 ? errno : EIO) }
  }
}
