/// One line of a file.
struct Line {
  /// 1 for the first.
  var number: Int
  /// Where it begins, in bytes.
  var offset: Int64
  /// What was read at once, with it and its neighbours.
  var block: [UInt8]
  /// Where it lies in the block, with the line feed; nowhere if it is longer than a line may be.
  var place: Range<Int>
  /// Whether a line feed ends it, as all but a torn last line.
  var isTerminated: Bool
  /// Whether it was left out for its length.
  var isTooLong = false

  /// Its bytes with the line feed; nothing if it is longer than a line may be.
  var whole: ArraySlice<UInt8> { block[place] }

  /// Its bytes, without the line feed.
  var bytes: ArraySlice<UInt8> {
    isTerminated && !place.isEmpty ? block[place.lowerBound..<(place.upperBound - 1)] : whole
  }

  /// Without the carriage return of files from elsewhere, and without a mark of the order of bytes before
  /// the first one.
  var text: ArraySlice<UInt8> {
    var bytes = bytes
    if number == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    return bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes
  }
}

extension Line {
  /// A line that shares its bytes with no other.
  init(number: Int, offset: Int64, _ bytes: [UInt8], isTerminated: Bool) {
    let place = bytes.indices
    self.init(
      number: number,
      offset: offset,
      block: bytes,
      place: place,
      isTerminated: isTerminated
    )
  }

  /// The bytes of as many of consecutive lines, from `next` on, as lie in one block; `next` is then
  /// the one after them.
  static func run(of lines: ArraySlice<Line>, from next: inout Int) -> ArraySlice<UInt8> {
    let first = next
    var end = lines[first].place.upperBound
    next += 1
    // A block begins with a line: what lies in another one does not begin where this one ends.
    while next < lines.endIndex, end > 0, lines[next].place.lowerBound == end {
      end = lines[next].place.upperBound
      next += 1
    }
    return lines[first].block[lines[first].place.lowerBound..<end]
  }
}

/// Reads a file line by line with bounded memory.
///
/// Lines are parts of the blocks that are read, which stay as long as one of their lines is held.
struct LineReader {
  /// The longest line that is kept, bytes.
  static let limit = 32 << 20
  /// What is read at once, bytes, where much of a file is wanted, and where little is.
  static let longBlock = 256 << 10
  static let shortBlock = 16 << 10
  private static let longestBlock = 4 << 20

  let file: InputFile
  private var block: [UInt8] = []
  /// Where the next line begins in the block.
  private var position = 0
  private var nextBlock: Int64
  private var number = 0
  /// Where the next line begins, in bytes.
  private(set) var offset: Int64
  private let limit: Int
  private let blockLength: Int

  init(
    _ file: InputFile,
    from offset: Int64 = 0,
    limit: Int = LineReader.limit,
    blockLength: Int = LineReader.longBlock
  ) {
    self.file = file
    self.offset = offset
    self.limit = limit
    self.blockLength = blockLength
    nextBlock = offset
  }

  /// The next line; nil at the end.
  mutating func next() throws(RecordingError) -> Line? {
    var searched = position
    while true {
      if let feed = block[searched...].firstLineFeed { return take(upTo: feed + 1) }
      let held = block.count - position
      if held > limit { return try takeTooLong() }
      // The longer a line is, the more is read at once.
      guard try read(max(blockLength, min(held, Self.longestBlock)), behind: block[position...])
      else {
        return held > 0 ? take(upTo: block.count, isTerminated: false) : nil
      }
      searched = held
    }
  }

  /// Reads on, and keeps what is given of the block; false at the end of the file.
  private mutating func read(
    _ count: Int,
    behind kept: ArraySlice<UInt8>
  ) throws(RecordingError) -> Bool {
    let keptCount = kept.count
    let longer = try file.read(at: nextBlock, count: count, behind: kept)
    nextBlock += Int64(longer.count - keptCount)
    block = longer
    position = 0
    return longer.count > keptCount
  }

  private mutating func take(upTo end: Int, isTerminated: Bool = true) -> Line {
    let isTooLong = end - position > (isTerminated ? limit + 1 : limit)
    number += 1
    defer {
      offset += Int64(end - position)
      position = end
    }
    return Line(
      number: number,
      offset: offset,
      block: isTooLong ? [] : block,
      place: isTooLong ? 0..<0 : position..<end,
      isTerminated: isTerminated,
      isTooLong: isTooLong
    )
  }

  /// Passes over the rest of a line that is too long to be held.
  private mutating func takeTooLong() throws(RecordingError) -> Line {
    number += 1
    var line = Line(number: number, offset: offset, [], isTerminated: false)
    line.isTooLong = true
    while true {
      let feed = block[position...].firstLineFeed
      let end = feed.map { $0 + 1 } ?? block.count
      offset += Int64(end - position)
      position = end
      line.isTerminated = feed != nil
      guard feed == nil, try read(blockLength, behind: []) else { return line }
    }
  }
}
