import Budgets
import Sessions
import TestSupport
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

    @Test func `a suite file has flows, values, rows, GraphQL and classes of users`() async throws {
      let text = """
        target: http://example.invalid
        headers: { Authorization: "Bearer t0ken" }
        profiles: { p: { users: 5, iterations: 60 } }
        benchmarks:
          create-and-read:
            flow:
              - http: POST /api/notes
                name: create
                headers: { Idempotency-Key: "{{ uuid }}" }
                json: { title: "note {{ counter }}", text: "{{ row.name }}: {{ random(1..9) }}" }
                expect: { status: 201, json: { $.version: 1 } }
                capture: { id: $.id, place: "header:Location", title: 'regex:"title":"([^"]+)' }
                retries: 2
              - http: GET /api/notes/{{ id }}
                name: read
                think: 1ms..3ms
              - http: PUT {{ place }}
                name: update
                json: { title: "{{ title }}, changed" }
                expect: { json: { $.version: 2 } }
            data: users.csv
          resolve-name:
            graphql: '{ resolve(name: "atlas") { id } }'
            retries: 20
        classes:
          readers: { weight: 3, think: 1ms..2ms, benchmarks: [resolve-name] }
          writers: { weight: 2, benchmarks: { create-and-read: 4, resolve-name: 1 } }
        """
      var suite = try SuiteReader.read(text: text, file: "notes.yaml", request: SuiteRequest())
      let folder = TemporaryFolder(["users.csv": "name,age\nada,36\n\"bob \"\"b\"\"\",7\n"])
      suite.folder = folder.path + "/"
      let demo = try await DemoServer.start()
      var scenario = EngineScenario.suite(suite)
      scenario.threads = 2
      let run = try await scenario.run(against: demo.url)
      await demo.stop()
      let created = run.count("create-and-read/create")
      #expect(created > 0)
      for step in ["", "/read", "/update"] {
        #expect(run.count("create-and-read" + step) == created)
      }
      #expect(created + run.count("resolve-name") == 60)
      #expect(run.records.allSatisfy { $0.counters.allSatisfy(\.errors.isEmpty) })
      #expect(
        run.notices.isEmpty || run.notices == ["resolve-name: \(AnswerCheck.graphQL.complaint)"]
      )
    }
  }
}
