extension DemoService {
  /// Answers a query for `resolve(name)`, with an errors array for what it does not know.
  func graphQL(_ request: DemoRequest) -> DemoReply {
    guard let body = DemoJSON(reading: request.body), let text = body["query"]?.string else {
      return Self.errors(400, ["The body must be JSON with a \"query\"."])
    }
    let document: GraphQLDocument
    do {
      document = try GraphQLDocument(text)
    } catch {
      return Self.errors(400, [error.message])
    }
    var mistakes: [String] = []
    var members: [DemoJSON.Member] = []
    var delay: Int64 = 0
    for field in document.fields {
      switch field.name {
      case "__typename":
        members.append(.init(name: field.key, value: "Query"))
      case "resolve":
        guard let name = name(of: field, variables: body["variables"]) else {
          mistakes.append("Field \"resolve\" needs an argument \"name\" of type \"String!\".")
          continue
        }
        let resolution = resolver.resolve(name)
        delay += resolution.delayNanoseconds
        let value = Self.select(field.selection, of: resolution, name: name, &mistakes)
        members.append(.init(name: field.key, value: value))
      default:
        mistakes.append("Cannot query field \"\(field.name)\" on type \"Query\".")
      }
    }
    // A query that does not fit the schema is not run at all (GraphQL, October 2021, section 6.1).
    guard mistakes.isEmpty else { return Self.errors(200, mistakes) }
    var reply = DemoReply(200, ["data": .object(members)])
    reply.delayNanoseconds = delay
    return reply
  }

  private func name(of field: GraphQLDocument.Field, variables: DemoJSON?) -> String? {
    switch field.arguments["name"] {
    case .string(let name): name
    case .variable(let variable): variables?[variable]?.string
    case .other, nil: nil
    }
  }

  private static func select(
    _ fields: [GraphQLDocument.Field],
    of resolution: NameResolver.Resolution,
    name: String,
    _ mistakes: inout [String]
  ) -> DemoJSON {
    if fields.isEmpty {
      mistakes.append("Field \"resolve\" of type \"Name\" must have a selection of subfields.")
    }
    var members: [DemoJSON.Member] = []
    for field in fields {
      let value: DemoJSON
      switch field.name {
      case "__typename": value = "Name"
      case "id": value = .number(Double(resolution.id))
      case "name": value = .string(name)
      case "address": value = .string("10.0.\(resolution.id >> 8 & 255).\(resolution.id & 255)")
      case "cached": value = .bool(resolution.cached)
      case "attempts": value = .number(Double(resolution.attempts))
      default:
        mistakes.append("Cannot query field \"\(field.name)\" on type \"Name\".")
        continue
      }
      members.append(.init(name: field.key, value: value))
    }
    return .object(members)
  }

  private static func errors(_ status: Int, _ messages: [String]) -> DemoReply {
    DemoReply(status, ["errors": .array(messages.map { ["message": .string($0)] })])
  }
}
