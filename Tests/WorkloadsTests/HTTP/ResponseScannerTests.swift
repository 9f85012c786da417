import Testing

@testable import Workloads

@Suite("The response scanner")
struct ResponseScannerTests {
  @Test("reads every response of the corpus as written beside it", arguments: responseCorpus)
  func expectations(entry: CorpusEntry) {
    let scan = Scan(pieces: [entry.bytes], requestWasHead: entry.requestWasHead)
    switch entry.expected {
    case .fault(let fault):
      #expect(scan.fault == fault)
    case .response(let status, let keepAlive, let body, let leftover):
      #expect(
        scan.reading == .response(status: status, keepAlive: keepAlive, body: Array(body.utf8))
      )
      #expect(entry.bytes.count - scan.consumed == leftover || scan.consumed == 0)
    }
  }

  @Test("agrees with NIO's decoder, but where it is known to differ", arguments: responseCorpus)
  func oracle(entry: CorpusEntry) {
    let ours = Scan(pieces: [entry.bytes], requestWasHead: entry.requestWasHead).reading
    let theirs = readingOfNIO(entry.bytes, requestWasHead: entry.requestWasHead)
    #expect((ours == theirs) != entry.differsFromNIO, "ours \(ours), NIO's \(theirs)")
  }

  @Test("says the same however the bytes are split", arguments: responseCorpus)
  func splits(entry: CorpusEntry) {
    let bytes = entry.bytes
    let whole = Scan(pieces: [bytes], requestWasHead: entry.requestWasHead)
    for cut in 0...bytes.count {
      let split = Scan(
        pieces: [bytes[..<cut], bytes[cut...]],
        requestWasHead: entry.requestWasHead
      )
      #expect(split.reading == whole.reading && split.fault == whole.fault, "cut at \(cut)")
    }
    let single = Scan(pieces: bytes.map { [$0] }, requestWasHead: entry.requestWasHead)
    #expect(single.reading == whole.reading && single.fault == whole.fault)
  }
}
