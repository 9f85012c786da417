package import Budgets

extension Workload {
  /// What it does, in a few words without secrets: `GET /api/notes`.
  package var about: String {
    switch self {
    case .http(let request): request.about
    case .flow(let flow): flow.steps.map(\.request.about).joined(separator: ", ")
    case .webSocket(let exchange): "WebSocket \(exchange.url.withoutQueryAndUser)"
    case .command(let command) where command.usesShell:
      Visible.text(SecretText.hidden(line: command.arguments.last ?? ""))
    case .command(let command):
      Visible.text(SecretText.hidden(arguments: command.arguments).joined(separator: " "))
    case .function: "Swift function"
    case .external(let engine): "from \(Visible.text(engine))"
    }
  }
}

extension HTTPRequest {
  /// What it asks for, without secrets: `GET /api/notes`.
  package var about: String { "\(method) \(url.withoutQueryAndUser)" }
}
