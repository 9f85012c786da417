import Glibc

/// The pages of files that this process has in memory and can do without.
///
/// A program that is started shares the memory of the one that starts it until it is loaded, and the
/// kernel counts the greatest size of that memory as its own (execve(2), getrusage(2)). Most of it
/// are pages of our program and its libraries, which come back from the page cache when they are
/// needed.
struct ResidentPages {
  /// Pages, as the kernel counts them.
  private static let pageBytes = UInt(sysconf(Int32(_SC_PAGESIZE)))

  /// Mapped parts of files that are never written to.
  private let readOnly: [Range<UInt>]

  /// Finds them, and lets go of the others that nobody has written to yet.
  ///
  /// Before a second thread starts, which could write to one meanwhile. There are none where the system
  /// does not say (proc_pid_smaps(5)).
  init() {
    var readOnly: [Range<UInt>] = []
    var mapping: Mapping?
    let text = ProcFile.text("/proc/self/smaps", atMost: 1 << 20)
    for line in text.split(separator: "\n") {
      if let next = Mapping(line) {
        mapping = next
      } else if line.hasPrefix("Anonymous:"), let found = mapping {
        let isWritten = line.split(separator: " ").dropFirst().first != "0"
        if found.isWritable || isWritten {
          for pages in Self.unwritten(in: found.addresses) { Self.release(pages) }
        } else {
          readOnly.append(found.addresses)
        }
        mapping = nil
      }
    }
    self.readOnly = readOnly
  }

  /// Lets go of them, and has the kernel forget how large this process once was.
  ///
  /// Costs some twenty system calls. Source: madvise(2), MADV_DONTNEED; proc_pid_clear_refs(5), 5.
  func release() {
    for pages in readOnly { Self.release(pages) }
    let file = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    var peak = UInt8(ascii: "5")
    _ = write(file, &peak, 1)
    close(file)
  }

  /// How much of this process is in memory, bytes (proc_pid_statm(5): its second figure, in pages).
  static var currentBytes: Int64 {
    let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return 0 }
    defer { close(file) }
    var text = [UInt8](repeating: 0, count: 64)
    let count = read(file, &text, text.count)
    let figure = text.prefix(max(0, count)).drop { $0 != UInt8(ascii: " ") }.dropFirst()
      .prefix { 0x30...0x39 ~= $0 }
    return figure.reduce(0) { $0 * 10 + Int64($1 - 0x30) } * Int64(pageBytes)
  }

  private static func release(_ pages: Range<UInt>) {
    madvise(UnsafeMutableRawPointer(bitPattern: pages.lowerBound), pages.count, MADV_DONTNEED)
  }

  /// The pages of a private mapping that are still those of the file (proc_pid_pagemap(5)).
  private static func unwritten(in addresses: Range<UInt>) -> [Range<UInt>] {
    let file = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return [] }
    defer { close(file) }
    var entries = [UInt64](repeating: 0, count: Int(UInt(addresses.count) / pageBytes))
    let length = entries.count * MemoryLayout<UInt64>.size
    let offset = Int(addresses.lowerBound / pageBytes) * MemoryLayout<UInt64>.size
    guard entries.withUnsafeMutableBytes({ pread(file, $0.baseAddress, length, offset) }) == length
    else { return [] }
    return entries.indices.compactMap { index in
      // Bit 63: it is in memory; bit 61: it is a page of a file.
      guard entries[index] >> 61 & 0b101 == 0b101 else { return nil }
      let start = addresses.lowerBound + UInt(index) * pageBytes
      return start..<start + pageBytes
    }
  }

  /// A part of a file that is mapped.
  private struct Mapping {
    var addresses: Range<UInt>
    var isWritable: Bool

    /// Reads a line like `7f1c1a000000-7f1c1a021000 r-xp 00000000 08:01 131 /usr/lib/libc.so.6`; nil if
    /// it is something else.
    init?(_ line: Substring) {
      let fields = line.split(separator: " ")
      guard fields.count >= 6, fields[1].utf8.count == 4, fields[5].hasPrefix("/") else {
        return nil
      }
      let bounds = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
      guard bounds.count == 2, bounds[0] < bounds[1] else { return nil }
      addresses = bounds[0]..<bounds[1]
      isWritable = fields[1].contains("w")
    }
  }
}
