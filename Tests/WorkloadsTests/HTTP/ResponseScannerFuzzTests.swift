import Testing

@testable import Workloads

@Suite("The response scanner and NIO's decoder")
struct ResponseScannerFuzzTests {
  @Test("agree on 60,000 mutilated responses", arguments: 1...4)
  func agreement(seed: Int) {
    var numbers = SeededNumbers(state: UInt64(seed))
    let seeds = responseCorpus.filter { !$0.differsFromNIO }
    var accepted = 0
    var refused = 0
    for _ in 0..<15_000 {
      guard let entry = seeds.randomElement(using: &numbers) else { return }
      let bytes = mutilated(entry.bytes, using: &numbers)
      let ours = Scan(
        pieces: pieces(of: bytes, using: &numbers),
        requestWasHead: entry.requestWasHead
      )
      let theirs = readingOfNIO(bytes, requestWasHead: entry.requestWasHead)
      if ours.reading == theirs {
        if theirs == .fault { refused += 1 } else { accepted += 1 }
      } else if !mayDiffer(bytes, entry.requestWasHead, ours, theirs) {
        let text = String(decoding: bytes, as: UTF8.self).debugDescription
        Issue.record("ours \(ours.reading), NIO's \(theirs) for \(text)")
        return
      }
    }
    // Neither side may have been left out.
    #expect(accepted > 1_000 && refused > 1_000)
  }

  private let dictionary = [
    "\r\n", "\r\n\r\n", "\n", "\r", " ", "\t", ":", ",", ";", "0", "1", "ff", "chunked", "close",
    "Content-Length: 3\r\n", "Transfer-Encoding: chunked\r\n", "Connection: close\r\n",
    "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.0 ", "204", "304", "X: y\r\n", "0\r\n\r\n", "\u{0}",
  ].map { Array($0.utf8) }

  private func mutilated(_ bytes: [UInt8], using numbers: inout SeededNumbers) -> [UInt8] {
    var result = bytes
    for _ in 0..<Int.random(in: 1...3, using: &numbers) {
      let position = Int.random(in: 0...result.count, using: &numbers)
      switch Int.random(in: 0..<5, using: &numbers) {
      case 0 where position < result.count:
        result[position] = UInt8.random(in: 0...255, using: &numbers)
      case 1 where position < result.count:
        result.remove(at: position)
      case 2:
        result.insert(contentsOf: dictionary.randomElement(using: &numbers) ?? [], at: position)
      case 3:
        result.removeSubrange(position...)
      case 4 where position < result.count:
        let end = Int.random(in: position..<result.count, using: &numbers)
        result.insert(contentsOf: result[position...end], at: position)
      default: break
      }
    }
    return result
  }

  private func pieces(of bytes: [UInt8], using numbers: inout SeededNumbers) -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + Int.random(in: 1...40, using: &numbers))
      pieces.append(Array(bytes[start..<end]))
      start = end
    }
    return pieces
  }

  /// The ways in which the two are known to see bytes differently; see the scanner's comment.
  private func mayDiffer(
    _ bytes: [UInt8],
    _ requestWasHead: Bool,
    _ ours: Scan,
    _ theirs: Reading
  ) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self).lowercased()
    // An empty element after the last coding: RFC 9110 section 5.6.1 has it ignored.
    if text.contains("chunked,") { return true }
    switch (ours.reading, theirs) {
    case (.response, .fault):
      // Ours tolerate line feeds alone, both headers of length, anything in a chunk's extension,
      // blanks after a chunk's size, and tabs after a length.
      return zip([0] + bytes, bytes).contains { $0 != 0x0D && $1 == 0x0A }
        || text.contains("content-length") && text.contains("transfer-encoding")
        || text.contains("chunked") && text.contains(where: { ";\t ".contains($0) })
        || text.contains("content-length") && text.contains("\t")
    case (.fault, .response):
      // NIO tolerates carriage returns alone around the status line, and a status below 100.
      return ours.fault == .malformedStatusLine
        && (zip(bytes, bytes.dropFirst() + [0]).contains { $0 == 0x0D && $1 != 0x0A }
          || text.contains("http/1.1 0") || text.contains("http/1.0 0"))
    case (.response(let status, _, let body), .response(let theirStatus, false, let theirBody)):
      // NIO closes after an answer to HEAD that names no length.
      return requestWasHead && status == theirStatus && body == theirBody
    default:
      return false
    }
  }
}
