import Glibc

/// Reads lines from a descriptor into one buffer of its own.
///
/// Owned by one thread. Its memory is bounded: a line that is longer than `mostLineBytes` is skipped
/// and counted.
final class LineReader {
  /// The longest line that is kept, bytes.
  static let mostLineBytes = 1 << 20

  /// What a read gave.
  enum Outcome: Equatable {
    /// So many bytes, at least one.
    case bytes(Int)
    /// Nothing now.
    case nothing
    /// The end of the file, or every writer is gone.
    case end
    /// An error of the system, as `errno`.
    case failed(Int32)
  }

  /// Lines so far that were too long.
  private(set) var overlongLines: UInt64 = 0
  private let mostBytes: Int
  private var buffer: UnsafeMutableRawBufferPointer
  /// The bytes that were read and are not part of a line that was given yet.
  private var filled = 0..<0
  /// Where the search for the end of the line goes on.
  private var searched = 0
  /// Whether the line that is being read was too long already.
  private var isSkipping = false

  /// A reader that keeps lines of at most so many bytes.
  init(mostLineBytes: Int = LineReader.mostLineBytes) {
    mostBytes = mostLineBytes
    buffer = .allocate(byteCount: min(1 << 18, mostLineBytes + 1), alignment: 16)
  }

  deinit { buffer.deallocate() }

  /// Reads once from `descriptor`; waits only if that one does.
  func fill(from descriptor: Int32) -> Outcome {
    makeRoom()
    while true {
      let free = UnsafeMutableRawBufferPointer(rebasing: buffer[filled.upperBound...])
      let count = read(descriptor, free.baseAddress, free.count)
      if count > 0 {
        filled = filled.lowerBound..<(filled.upperBound + count)
        return .bytes(count)
      }
      if count == 0 { return .end }
      switch errno {
      case EINTR: continue
      case EAGAIN: return .nothing
      default: return .failed(errno)
      }
    }
  }

  /// Gives every whole line that was read, without its end; the bytes are valid inside `body` alone.
  @inline(__always)
  func forEachLine(_ body: (UnsafeRawBufferPointer) -> Void) {
    while let end = nextLineEnd() {
      if isSkipping {
        isSkipping = false
        overlongLines += 1
      } else {
        body(UnsafeRawBufferPointer(rebasing: buffer[filled.lowerBound..<end]))
      }
      filled = (end + 1)..<filled.upperBound
      searched = end + 1
    }
  }

  /// Gives what stands behind the last line end, if anything does: there will be no more of it.
  func finish(_ body: (UnsafeRawBufferPointer) -> Void) {
    if isSkipping {
      overlongLines += 1
    } else if !filled.isEmpty {
      body(UnsafeRawBufferPointer(rebasing: buffer[filled]))
    }
    forget()
  }

  /// Forgets what was read of a line that has no end yet.
  func forget() {
    isSkipping = false
    filled = 0..<0
    searched = 0
  }

  private func nextLineEnd() -> Int? {
    guard let base = buffer.baseAddress, searched < filled.upperBound else { return nil }
    let count = filled.upperBound - searched
    guard let found = memchr(base + searched, Int32(UInt8(ascii: "\n")), count) else {
      searched = filled.upperBound
      return nil
    }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// Moves a line without end to the front, and makes the buffer larger if it fills all of it.
  private func makeRoom() {
    if isSkipping || filled.count > mostBytes {
      isSkipping = true
      filled = 0..<0
    } else if filled.lowerBound > 0, let base = buffer.baseAddress {
      base.copyMemory(from: base + filled.lowerBound, byteCount: filled.count)
      filled = 0..<filled.count
    }
    searched = filled.upperBound
    guard filled.count == buffer.count else { return }
    let larger = UnsafeMutableRawBufferPointer.allocate(
      byteCount: min(buffer.count * 2, mostBytes + 1),
      alignment: 16
    )
    larger.copyMemory(from: UnsafeRawBufferPointer(buffer))
    buffer.deallocate()
    buffer = larger
  }
}
