/// Sparse counts in two to three bytes a bucket, for what is kept and seldom read: the steps between
/// buckets and their counts as LEB128 (DWARF 5, 7.6).
package struct PackedCounts: Sendable {
  private let bytes: [UInt8]
  /// The coarser buckets that the samples come from; nil if they were counted in these.
  package let resolution: Resolution?

  /// No samples; allocates nothing.
  package init() {
    bytes = []
    resolution = nil
  }

  /// The samples of `counts`, in as many bytes as they need.
  package init(_ counts: SparseCounts) {
    resolution = counts.resolution
    var length = 0
    var last: UInt16 = 0
    for entry in counts.entries {
      length += Self.length(of: UInt32(entry.index - last)) + Self.length(of: entry.count)
      last = entry.index
    }
    guard length > 0 else {
      // To fill an array of no capacity would write to the one that all threads share.
      bytes = []
      return
    }
    bytes = [UInt8](unsafeUninitializedCapacity: length) { buffer, filled in
      var last: UInt16 = 0
      for entry in counts.entries {
        Self.write(UInt32(entry.index - last), into: buffer, at: &filled)
        Self.write(entry.count, into: buffer, at: &filled)
        last = entry.index
      }
    }
  }

  private static func length(of number: UInt32) -> Int {
    // 7 bits a byte; a zero takes one too.
    (38 - (number | 1).leadingZeroBitCount) / 7
  }

  private static func write(
    _ number: UInt32,
    into buffer: UnsafeMutableBufferPointer<UInt8>,
    at filled: inout Int
  ) {
    var rest = number
    while rest > 127 {
      buffer[filled] = UInt8(truncatingIfNeeded: rest) | 128
      filled += 1
      rest >>= 7
    }
    buffer[filled] = UInt8(truncatingIfNeeded: rest)
    filled += 1
  }

  /// Their length, bytes.
  package var length: Int { bytes.count }

  /// The same, not packed.
  package var sparse: SparseCounts {
    SparseCounts(entries: withEntries(Array.init), resolution: resolution)
  }

  /// Calls `body` with the buckets in their order, which are there only until it returns.
  func withEntries<Result>(_ body: (Entries) -> Result) -> Result {
    bytes.withUnsafeBufferPointer { body(Entries(bytes: $0)) }
  }

  /// The buckets, read from bytes that `init` has written.
  struct Entries: Sequence, IteratorProtocol {
    private var rest: UnsafePointer<UInt8>?
    private let end: UnsafePointer<UInt8>?
    private var last: UInt32 = 0

    fileprivate init(bytes: UnsafeBufferPointer<UInt8>) {
      rest = bytes.baseAddress
      end = bytes.baseAddress.map { $0 + bytes.count }
    }

    mutating func next() -> SparseCounts.Entry? {
      guard var byte = rest, byte != end else { return nil }
      last &+= Self.read(&byte)
      let count = Self.read(&byte)
      rest = byte
      return SparseCounts.Entry(index: UInt16(truncatingIfNeeded: last), count: count)
    }

    @inline(__always)
    private static func read(_ next: inout UnsafePointer<UInt8>) -> UInt32 {
      var byte = next.pointee
      next += 1
      var number = UInt32(byte & 127)
      var shift: UInt32 = 7
      while byte > 127 {
        byte = next.pointee
        next += 1
        number |= UInt32(byte & 127) &<< shift
        shift += 7
      }
      return number
    }
  }
}
