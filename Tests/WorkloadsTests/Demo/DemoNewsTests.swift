import Budgets
import Sessions
import Testing

@testable import Workloads

struct DemoNewsTests {
  @Test func `messages come back, and subscribers are told of notes`() {
    let news = DemoNews()
    #expect(news.answer(Array("hello".utf8)) == .echo)
    #expect(news.answer(Array(#"{"id":7}"#.utf8)) == .echo)
    #expect(news.answer(Array(#"{"subscribe":"weather"}"#.utf8)) == .echo)
    #expect(news.answer(Array(#"{"subscribe":"notes"}"#.utf8)) == .subscribed)
    let subscriber = Told()
    news.tell("created", ["id": 1])
    news.add(subscriber) { subscriber.texts.append($0) }
    news.add(subscriber) { subscriber.texts.append($0) }
    news.tell("updated", ["id": 1])
    news.remove(subscriber)
    news.tell("deleted", ["id": 1])
    #expect(subscriber.texts == [#"{"event":"updated","note":{"id":1}}"#])
  }

  private final class Told { var texts: [String] = [] }

  @Test func `a request that is no handshake is told to upgrade`() throws {
    let service = DemoService(seed: 1)
    let (reply, _) = service.answer(DemoRequest(method: "GET", uri: "/ws"), nanoseconds: 0)
    #expect(reply.status == 426)
    #expect(reply.headers.contains { $0.name == "Upgrade" && $0.value == "websocket" })
  }
}

extension EngineTests {
  struct DemoExchangeTests {
    @Test func `the demo server echoes, and tells subscribers what others write`() async throws {
      let server = try await DemoServer.start()
      var exchange = WebSocketExchange.withID
      exchange.subscribe = #"{"subscribe":"notes"}"#
      exchange.subscribed = "subscribed"
      var post = HTTPRequest(method: "POST", url: "/api/notes")
      post.body = #"{"title":"a note"}"#
      var scenario = EngineScenario.closed(users: 4, milliseconds: 0)
      scenario.workloads = [.webSocket(exchange), .http(post)]
      scenario.iterations = 60
      let run = try await scenario.run(against: server.url)
      await server.stop()
      #expect(run.count("b0") + run.count("b1") == 60)
      #expect(run.count("b0/subscribe") == run.count("b0/connect"))
      #expect(run.count("b0/received") > run.count("b0") + run.count("b0/subscribe"))
      #expect(run.errors("b0").isEmpty)
    }
  }
}
