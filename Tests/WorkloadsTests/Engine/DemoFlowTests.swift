import Budgets
import Sessions
import Testing

@testable import Workloads

extension EngineTests {
  /// The flows of the systems that Headroom stands in for, against the embedded server.
  struct DemoFlowTests {
    private static func flow(_ path: String, creating body: String, id: String) throws -> Flow {
      var create = HTTPRequest(method: "POST", url: path)
      create.headers = [HeaderField(name: "Content-Type", value: "application/json")]
      create.body = body
      create.expect.statuses = [201...201]
      create.captures = [
        Capture(name: "id", source: .json(try JSONPath(id))),
        Capture(name: "place", source: .header("Location")),
      ]
      let read = HTTPRequest(method: "GET", url: "\(path)/{{ id }}")
      let again = HTTPRequest(method: "GET", url: "{{ place }}")
      return Flow(steps: [
        .init(name: "create", request: create), .init(name: "read", request: read),
        .init(name: "again", request: again),
      ])
    }

    @Test(arguments: [
      ("/v1/models", #"{"name":"{{ random_string(8) }}"}"#),
      ("/api/notes", #"{"title":"note {{ counter }} of {{ user }}","text":"{{ uuid }}"}"#),
    ])
    func `what is created is read by the id that it got`(path: String, body: String) async throws {
      let demo = try await DemoServer.start()
      var scenario = EngineScenario.closed(users: 4, milliseconds: 0)
      scenario.workloads = [.flow(try Self.flow(path, creating: body, id: "$.id"))]
      scenario.iterations = 20
      scenario.threads = 2
      let run = try await scenario.run(against: demo.url)
      await demo.stop()
      #expect(run.errors("b0").isEmpty)
      for series in ["b0", "b0/create", "b0/read", "b0/again"] { #expect(run.count(series) == 20) }
    }
  }
}
