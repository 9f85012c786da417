import Sessions
import Testing

@testable import Recordings

@Suite("A recording as a source")
struct ReplayTests {
  @Test("plays everything in its order, and then says how the run ended")
  func plays() throws {
    let scratch = try ScratchDirectory()
    let session = try MadeUpSession(seed: 16, intervals: 200, samples: 2)
    let source = ReplaySource(
      try RecordingReader(path: try session.write(to: scratch.path))
    )
    let inbox = Inbox()
    source.start(into: inbox)
    var intervals: [IntervalRecord] = []
    var events: [SessionEvent] = []
    var end: SessionEnd?
    while end == nil {
      let inputs = inbox.takeAll()
      #expect(inputs.count <= 65)
      for input in inputs {
        switch input {
        case .interval(let interval): intervals.append(interval)
        case .event(let event): events.append(event)
        case .end(let reason): end = reason
        case .preview: Issue.record("a replay has no previews")
        }
      }
    }
    #expect(intervals == session.intervals.map(\.record))
    #expect(events == session.inputs)
    #expect(end == session.end)
    #expect(source.outcome?.summary == session.summary)
    #expect(source.outcome?.warningCount == 0)
  }

  @Test("stops when it is asked to")
  func stops() throws {
    let scratch = try ScratchDirectory()
    let session = try MadeUpSession(seed: 17, intervals: 300, samples: 2)
    let source = ReplaySource(
      try RecordingReader(path: try session.write(to: scratch.path))
    )
    source.apply(.stop(.signal(2), drain: false))
    let inbox = Inbox()
    source.start(into: inbox)
    let inputs = inbox.takeAll()
    guard inputs.count == 1, case .end(.signal(2)) = inputs[0] else {
      Issue.record("not the end: \(inputs.count) inputs")
      return
    }
    #expect(source.outcome?.end == .signal(2))
  }
}
