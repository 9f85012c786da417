import Foundation
import Sessions

@testable import Recordings

/// A folder `recordings` of a test, with sessions that never ran.
struct RecordedFolder {
  static let dayNanoseconds: Int64 = 86_400_000_000_000
  /// 2026-11-18 11:06:40 UTC, day 0.
  static let firstDay: Int64 = 1_795_000_000_000_000_000

  private let scratch: ScratchDirectory
  let catalog: RecordingCatalog

  init() throws {
    scratch = try ScratchDirectory()
    catalog = RecordingCatalog(directory: "\(scratch.path)/recordings")
  }

  var parent: String { scratch.path }

  /// Writes a session that started so many days after the first one; without a summary it has no
  /// end.
  func record(
    _ suite: String,
    _ profile: String = "smoke",
    environment: String? = nil,
    day: Int,
    ending summary: Summary? = nil,
    as end: SessionEnd = .completed
  ) throws -> String {
    var head = SessionHead(
      suite: suite,
      profile: profile,
      startedNanoseconds: Self.firstDay + Int64(day) * Self.dayNanoseconds
    )
    head.environment = environment
    let writer = try RecordingWriter.create(directory: catalog.directory, head: head)
    if let summary { try writer.finish(summary, end: end) }
    return writer.path
  }

  /// How a session ended that answered 100 requests, and failed some of its budgets.
  static func summary(violations: Int = 0, steered: Bool = false) throws -> Summary {
    let objectives = (0..<3).map { index in
      """
      {"metric":"p\(90 + index)","comparison":"<=","budget":200000000,"unit":"ns",\
      "observed":41811967,"low":null,"high":null,"consumption":0.2,\
      "verdict":"\(index < violations ? "violation" : "pass")","sure":true}
      """
    }
    let text = """
      {"headroom":1,"suite":"a","profile":"smoke","environment":null,"model":"closed",\
      "steered":\(steered),"started":"2026-11-21T03:21:10.123Z","seconds":120.0,"commit":null,\
      "branch":null,"recording":null,"verdict":"\(violations > 0 ? "violation" : "pass")",\
      "status":0,"trust":{"verdict":"good","reasons":[]},"benchmarks":[{"name":"list",\
      "verdict":"pass","skipped":null,"count":100,"failed":1,"warmup":0,"cut_off":0,"dropped":0,\
      "clamped":0,"rate":1.0,"throughput":1.0,"error_rate":0.01,"errors":{},"latency":null,\
      "objectives":[\(objectives.joined(separator: ","))]}],"suite_objectives":[],\
      "error_budgets":[],"steps":[],"first_over":null,"comparison":null}
      """
    return try Summary(JSON(parsing: text))
  }
}
