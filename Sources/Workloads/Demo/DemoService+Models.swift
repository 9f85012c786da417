import Glibc

/// A model that requests are routed to.
struct Model {
  /// What it is read by, beside its number.
  var id: String
  var name: String

  /// Those that are there from the start.
  static let fixed = ["router-small", "router-large"].map { Model(id: $0, name: $0) }

  var json: DemoJSON { ["id": .string(id), "name": .string(name), "state": "ready"] }
}

extension DemoService {
  /// Models, and the documents that are found by their vectors.
  func model(_ request: DemoRequest, _ route: DemoRoute) -> DemoReply {
    switch route.endpoint {
    case .createModel:
      guard let name = DemoJSON(reading: request.body)?["name"]?.string, !name.isEmpty,
        name.count <= 200
      else { return .problem(400, "a model is {\"name\": \"…\"}, of at most 200 characters") }
      let number = models.add(Model(id: "", name: name))
      let model = Model(id: "model-\(number)", name: name)
      models[number] = model
      return .created(model.json, at: "/v1/models/\(model.id)")
    case .readModel:
      let fixed = Model.fixed.first { $0.id == route.id }
      let number = route.id.hasPrefix("model-") ? Int(route.id.dropFirst(6)) : nil
      guard let model = fixed ?? number.flatMap({ models[$0] }) else {
        return .problem(404, "no model '\(route.id)'")
      }
      return DemoReply(200, model.json)
    case .vectorSearch:
      return search(request)
    default:
      return DemoReply(200, ["models": .array(models.newest(20).map(\.record.json))])
    }
  }

  /// The documents nearest to the words of the query, by the cosine of their vectors.
  private func search(_ request: DemoRequest) -> DemoReply {
    guard let json = DemoJSON(reading: request.body), let query = json["query"]?.string else {
      return .problem(400, "a search is {\"query\": \"…\", \"limit\": 5}")
    }
    let limit = max(1, min(20, Int(exactly: json["limit"]?.number ?? 5) ?? 5))
    let wanted = Self.vector(of: query)
    let found = Self.documents
      .map { (title: $0.title, score: zip($0.vector, wanted).reduce(0) { $0 + $1.0 * $1.1 }) }
      .sorted { $0.score > $1.score }
      .prefix(limit)
    let rows = found.map { document -> DemoJSON in
      ["title": .string(document.title), "score": .number(document.score)]
    }
    return DemoReply(200, ["results": .array(rows)])
  }

  private static let documents = (1...64).map { number in
    let title = "document \(number) about \(topics[number % topics.count])"
    return (title: title, vector: vector(of: title))
  }

  private static let topics = ["budgets", "latency", "models", "notes", "proofs", "sync", "users"]

  /// Counts of pairs of letters, hashed into 16 dimensions, of length 1.
  private static func vector(of text: String) -> [Double] {
    var vector = [Double](repeating: 0, count: 16)
    let bytes = Array(text.utf8.prefix(1_000))
    for (first, second) in zip(bytes, bytes.dropFirst()) {
      vector[(Int(first | 0x20) &* 31 &+ Int(second | 0x20)) % 16] += 1
    }
    let length = sqrt(vector.reduce(0) { $0 + $1 * $1 })
    return length > 0 ? vector.map { $0 / length } : vector
  }
}
