import CZlib

/// Compresses one zlib stream after the other with one working memory.
final class Deflater {
  /// Up to this many bytes are stored as they are (RFC 1951, 3.2.4).
  ///
  /// Compressed they would be 18 to 34 bytes shorter, about 13 % of their line. But that costs 8 us for
  /// each, which a run has better uses for, and a fifth of the time in which a long session is read.
  private static let mostStored = 192

  private lazy var storing = Stream(level: Z_NO_COMPRESSION)
  // As the reference implementation.
  private lazy var compressing = Stream(level: Z_DEFAULT_COMPRESSION)

  /// The zlib stream of `bytes`.
  func compress(_ bytes: [UInt8]) -> [UInt8] {
    (bytes.count <= Self.mostStored ? storing : compressing).compress(bytes)
  }

  private final class Stream {
    // At one address for life: zlib's own state points back to it.
    private let stream: UnsafeMutablePointer<z_stream>

    init(level: Int32) {
      stream = .allocate(capacity: 1)
      stream.initialize(to: z_stream())
      let status = headroom_deflate_init(stream, level)
      precondition(status == Z_OK, "zlib could not be set up: \(status)")
    }

    deinit {
      deflateEnd(stream)
      stream.deallocate()
    }

    func compress(_ bytes: [UInt8]) -> [UInt8] {
      deflateReset(stream)
      let bound = Int(deflateBound(stream, uLong(bytes.count)))
      return [UInt8](unsafeUninitializedCapacity: bound) { output, count in
        bytes.withUnsafeBufferPointer { input in
          // zlib does not write to its input; the pointer lacks its const.
          stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
          stream.pointee.avail_in = uInt(input.count)
          stream.pointee.next_out = output.baseAddress
          stream.pointee.avail_out = uInt(bound)
          let status = deflate(stream, Z_FINISH)
          precondition(status == Z_STREAM_END, "deflateBound is a bound: \(status)")
        }
        count = bound - Int(stream.pointee.avail_out)
      }
    }
  }
}

/// Decompresses one zlib stream after the other into one working memory, never more than asked for.
final class Inflater {
  /// How far a stream was decompressed.
  enum State {
    /// To its end, and its checksum is right.
    case whole
    /// As far as there is room; there is more.
    case full
    /// It ends too early.
    case cut
    case damaged
  }

  /// What most streams have room in, bytes.
  private static let roomBytes = 64 << 10

  private let stream: UnsafeMutablePointer<z_stream>
  private var memory = ReusedMemory<UInt8>(capacity: roomBytes)
  /// How far the stream was decompressed.
  private(set) var state = State.cut

  /// A decompressor.
  init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = headroom_inflate_init(stream)
    precondition(status == Z_OK, "zlib could not be set up: \(status)")
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// What came out so far, until something else is asked for.
  var output: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(
      start: memory.start,
      count: memory.capacity - Int(stream.pointee.avail_out)
    )
  }

  /// Begins with a stream, which must stay where it is as long as it is gone on with.
  func start(_ input: UnsafeRawBufferPointer) {
    if memory.capacity > Self.roomBytes { memory.resize(to: Self.roomBytes) }
    inflateReset(stream)
    // zlib does not write to its input; the pointer lacks its const.
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    )
    stream.pointee.avail_in = uInt(input.count)
    stream.pointee.next_out = memory.start
    stream.pointee.avail_out = uInt(memory.capacity)
    run()
  }

  /// Goes on up to so many bytes in all.
  func goOn(upTo limit: Int) {
    guard state == .full, limit > memory.capacity else { return }
    let filled = memory.capacity
    memory.resize(to: limit, keeping: filled)
    stream.pointee.next_out = memory.start + filled
    stream.pointee.avail_out = uInt(limit - filled)
    run()
  }

  private func run() {
    state =
      switch inflate(stream, Z_FINISH) {
      case Z_STREAM_END: .whole
      case Z_OK, Z_BUF_ERROR: stream.pointee.avail_out == 0 ? .full : .cut
      default: .damaged
      }
  }
}

/// CRC-32 (ISO 3309, as zlib computes it) over pieces.
struct Checksum: Equatable {
  /// The sum so far; 0 for nothing.
  private(set) var value: UInt32 = 0

  /// Takes in the next bytes.
  mutating func add(_ bytes: some Collection<UInt8>) {
    // Without a buffer zlib would begin anew.
    guard !bytes.isEmpty else { return }
    value =
      bytes.withContiguousStorageIfAvailable { buffer in
        UInt32(truncatingIfNeeded: crc32(uLong(value), buffer.baseAddress, uInt(buffer.count)))
      } ?? Self.sum(value, Array(bytes))
  }

  private static func sum(_ value: UInt32, _ bytes: [UInt8]) -> UInt32 {
    UInt32(truncatingIfNeeded: crc32(uLong(value), bytes, uInt(bytes.count)))
  }

  /// The sum of `bytes`.
  static func of(_ bytes: some Collection<UInt8>) -> UInt32 {
    var sum = Checksum()
    sum.add(bytes)
    return sum.value
  }
}
