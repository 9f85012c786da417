import Glibc

/// What lines are taken apart with.
extension ArraySlice<UInt8> {
  /// Whether it begins with a text in ASCII.
  func begins(with text: StaticString) -> Bool {
    withUnsafeBufferPointer { bytes in
      guard bytes.count >= text.utf8CodeUnitCount, let start = bytes.baseAddress else {
        return false
      }
      return memcmp(start, text.utf8Start, text.utf8CodeUnitCount) == 0
    }
  }

  /// The index of the first line feed; nil if there is none.
  var firstLineFeed: Int? { first(UInt8(ascii: "\n")) }

  /// What stands before the first comma; all of it without one.
  func field() -> ArraySlice<UInt8> { self[..<(first(UInt8(ascii: ",")) ?? endIndex)] }

  private func first(_ byte: UInt8) -> Int? {
    withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress,
        let found = memchr(start, Int32(byte), bytes.count)
      else { return nil }
      return startIndex + (UnsafeRawPointer(found) - start)
    }
  }

  /// Without the blanks, tabs and carriage returns behind it.
  var withoutBlanksAtEnd: ArraySlice<UInt8> {
    var text = self
    while let last = text.last, last == 0x20 || last == 0x09 || last == 0x0D { text.removeLast() }
    return text
  }

  /// Whether it is a text in UTF-8.
  var isUTF8: Bool {
    allSatisfy { $0 < 0x80 } || String(validating: self, as: UTF8.self) != nil
  }

  /// Whether it has the same bytes.
  func isSame(as other: [UInt8]) -> Bool {
    guard count == other.count else { return false }
    return withUnsafeBytes { bytes in
      other.withUnsafeBytes { other in
        guard let left = bytes.baseAddress, let right = other.baseAddress else { return true }
        return memcmp(left, right, bytes.count) == 0
      }
    }
  }
}
