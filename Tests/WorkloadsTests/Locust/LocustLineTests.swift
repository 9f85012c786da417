import Measurements
import Sessions
import Testing

@testable import Workloads

struct LocustLineTests {
  private func read(_ text: String) -> LocustLine? {
    var text = text
    return text.withUTF8 { LocustLine(UnsafeRawBufferPointer($0)) }
  }

  @Test func `the first line says what runs and where`() throws {
    let line = read(
      #"{"kind":"hello","protocol":1,"locust":"2.47.0","host":"10.0.0.5","port":5557,"shape":true}"#
    )
    guard case .hello(let hello) = try #require(line) else { throw NoSuchLine() }
    #expect(hello.protocolNumber == 1)
    #expect(hello.version == "2.47.0")
    #expect(hello.host == "10.0.0.5")
    #expect(hello.port == 5557)
    #expect(hello.hasShape)
  }

  @Test func `counts are buckets in turns with their samples, failures have reasons`() throws {
    let line = read(
      #"{"kind":"counts","interval":7,"name":"GET /a","good":[5,2,900,1],"bad":[7,4],"#
        + #""reasons":[["status","503",1],["said","bad body\u0007",1],"#
        + #"["raised","ConnectionRefusedError: [Errno 111]",1],["raised","KeyError: 'id'",1]],"#
        + #""clamped":3}"#
    )
    guard case .counts(let counts, 7) = try #require(line) else { throw NoSuchLine() }
    #expect(counts.name == "GET /a")
    #expect(counts.good.entries == [.init(index: 5, count: 2), .init(index: 900, count: 1)])
    #expect(counts.bad.count == 4)
    #expect(counts.clamped == 3)
    #expect(
      counts.errors.map { $0.key.name }.sorted() == [
        "KeyError: 'id'", "bad body^G", "refused", "status 503",
      ]
    )
  }

  @Test(arguments: [
    "", "{}", "[1]", "no JSON", #"{"kind":"other"}"#, #"{"kind":"counts","name":"a"}"#,
    #"{"kind":"counts","name":"a","good":[1],"bad":[]}"#,
    #"{"kind":"counts","name":"a","good":[9,1,5,1],"bad":[]}"#,
    #"{"kind":"counts","name":"a","good":[0,1],"bad":[]}"#,
    #"{"kind":"counts","name":"a","good":[40000,1],"bad":[]}"#,
    #"{"kind":"counts","name":"a","good":[5,0],"bad":[]}"#,
    #"{"kind":"counts","name":"a","good":[5,-1],"bad":[]}"#,
    #"{"kind":"start"}"#, #"{"kind":"worker","change":"danced","host":"a","pid":1}"#,
  ])
  func `what is none of them is not guessed at`(text: String) {
    #expect(read(text) == nil)
  }

  @Test func `workers, slow requests and the load are told in lines of their own`() throws {
    let worker = read(#"{"kind":"worker","change":"joined","host":"a","pid":7,"locust":"2.40"}"#)
    guard case .worker(let worker) = try #require(worker) else { throw NoSuchLine() }
    #expect(worker.change == .joined)
    #expect(worker.name == "worker a/7")
    let slowest = read(
      #"{"kind":"slowest","interval":null,"requests":[[9,"GET /a","GET /a?x=1","status","404"],"#
        + #"[8,"b","POST /b","ok","201"],[7,"b","POST /b","raised","ReadTimeout: x"]]}"#
    )
    guard case .slowest(let requests, nil) = try #require(slowest) else { throw NoSuchLine() }
    #expect(requests.map(\.outcome) == ["404", "201", "timeout"])
    #expect(requests.map(\.request) == ["GET /a?x=1", "POST /b", "POST /b"])
    let status = read(
      #"{"kind":"status","users":12,"workers":2,"interval":4,"cpu":0.5,"lag":0.0125}"#
    )
    guard case .status(let status) = try #require(status) else { throw NoSuchLine() }
    #expect(status.users == 12)
    #expect(status.interval == 4)
    #expect(status.lagNanoseconds == 12_500_000)
  }

  @Test(arguments: [
    ("2.30.0", true), ("2.31.0", false), ("2.47.1", false), ("3.0", false), ("1.6", true),
  ])
  func `a Locust that is too old is refused, and it says how to mend that`(
    version: String,
    isTooOld: Bool
  ) throws {
    let line = read(
      #"{"kind":"hello","protocol":1,"locust":"\#(version)","host":"h","port":1,"shape":false}"#
    )
    guard case .hello(let hello) = try #require(line) else { throw NoSuchLine() }
    let complaint = LocustVersion.complaint(about: hello)
    #expect((complaint != nil) == isTooOld)
    if let complaint { #expect(complaint.contains("pip install --upgrade locust")) }
  }
}

private struct NoSuchLine: Error {}
