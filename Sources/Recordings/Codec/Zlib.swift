import CZlib

/// Compresses one zlib stream after the other with one working memory.
final class Deflater {
  // At one address for life: zlib's own state points back to it.
  private let stream: UnsafeMutablePointer<z_stream>

  /// A compressor of zlib's default level, as the reference implementation uses.
  init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = headroom_deflate_init(stream, Z_DEFAULT_COMPRESSION)
    precondition(status == Z_OK, "zlib could not be set up: \(status)")
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// The zlib stream of `bytes`.
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

/// Decompresses one zlib stream after the other with one working memory, never more than asked for.
final class Inflater {
  private let stream: UnsafeMutablePointer<z_stream>

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

  /// The first `limit` bytes of what `bytes` holds, and whether the stream ends right there; nil if
  /// it is damaged or has less.
  func decompress(_ bytes: ArraySlice<UInt8>, exactly limit: Int) -> [UInt8]? {
    guard let output = decompress(bytes, atMost: limit), output.bytes.count == limit else {
      return nil
    }
    return output.isWhole ? output.bytes : nil
  }

  /// At most `limit` bytes of what `bytes` holds, and whether that is all of it, its checksum
  /// included; nil if it is damaged.
  func decompress(_ bytes: ArraySlice<UInt8>, atMost limit: Int) -> (bytes: [UInt8], isWhole: Bool)?
  {
    inflateReset(stream)
    var status = Z_OK
    // One byte more, so that zlib gets to see the checksum and a longer stream is told apart.
    let output = [UInt8](unsafeUninitializedCapacity: limit + 1) { output, count in
      bytes.withUnsafeBufferPointer { input in
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.pointee.avail_in = uInt(input.count)
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = uInt(limit + 1)
        status = inflate(stream, Z_FINISH)
      }
      count = limit + 1 - Int(stream.pointee.avail_out)
    }
    switch status {
    case Z_STREAM_END where output.count <= limit: return (output, true)
    case Z_STREAM_END, Z_OK, Z_BUF_ERROR: return (Array(output.prefix(limit)), false)
    default: return nil
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
