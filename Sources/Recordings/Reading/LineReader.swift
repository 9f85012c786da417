/// One line of a file, without its end.
struct Line {
  /// 1 for the first.
  var number: Int
  /// Where it begins, in bytes.
  var offset: Int64
  /// Its bytes, without the line feed; nothing if it is longer than a line may be.
  var bytes: [UInt8]
  /// Whether a line feed ends it, as all but a torn last line.
  var isTerminated: Bool
  /// Whether it was left out for its length.
  var isTooLong = false

  /// Without the carriage return of files from elsewhere.
  var text: ArraySlice<UInt8> {
    bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes[...]
  }
}

/// Reads a file line by line with bounded memory.
struct LineReader {
  /// The longest line that is kept, bytes.
  static let limit = 32 << 20
  private static let blockLength = 256 << 10

  let file: InputFile
  private var block: [UInt8] = []
  private var position = 0
  private var nextBlock: Int64
  private var number = 0
  /// Where the next line begins, in bytes.
  private(set) var offset: Int64
  private let limit: Int

  init(_ file: InputFile, from offset: Int64 = 0, limit: Int = LineReader.limit) {
    self.file = file
    self.offset = offset
    self.limit = limit
    nextBlock = offset
  }

  /// The next line; nil at the end.
  mutating func next() throws(RecordingError) -> Line? {
    var line = Line(number: number + 1, offset: offset, bytes: [], isTerminated: false)
    while true {
      if position == block.count {
        block = try file.read(at: nextBlock, count: Self.blockLength)
        position = 0
        nextBlock += Int64(block.count)
        if block.isEmpty { break }
      }
      let rest = block[position...]
      let feed = rest.firstIndex(of: UInt8(ascii: "\n"))
      let piece = rest[..<(feed ?? rest.endIndex)]
      if !line.isTooLong, line.bytes.count + piece.count <= limit {
        line.bytes += piece
      } else {
        line.isTooLong = true
        line.bytes = []
      }
      position = piece.endIndex
      offset += Int64(piece.count)
      if feed != nil {
        position += 1
        offset += 1
        line.isTerminated = true
        break
      }
    }
    guard line.isTerminated || offset > line.offset else { return nil }
    number += 1
    return line
  }
}
