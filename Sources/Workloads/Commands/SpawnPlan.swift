import Sessions

/// A program as it is started: everything that is the same for each run.
struct SpawnPlan: Sendable, Equatable {
  /// What its standard input is.
  enum Input: Sendable, Equatable {
    case nothing
    case file(String)
    case text(String)
  }

  /// The program: a path that is absolute or meant from `folder`.
  var program: String
  /// Its arguments, the first being its own name.
  var arguments: [String]
  /// The folder that it runs in; nil for the current one.
  var folder: String?
  /// Environment variables as `NAME=VALUE`, beside those of this program.
  var environment: [String] = []
  /// What it reads.
  var input = Input.nothing
}

extension SpawnPlan {
  /// As it goes to the process that starts it.
  var json: JSON {
    var object: [JSON.Member] = [
      .init("program", .string(program)),
      .init("arguments", .array(arguments.map { .string($0) })),
      .init("folder", JSON(folder)),
      .init("environment", .array(environment.map { .string($0) })),
    ]
    switch input {
    case .nothing: break
    case .file(let path): object.append(.init("file", .string(path)))
    case .text(let text): object.append(.init("text", .string(text)))
    }
    return .object(object)
  }

  /// The plan that `json` wrote; nil for anything else.
  init?(_ json: JSON) {
    guard let program = json["program"]?.stringValue,
      let arguments = json["arguments"]?.arrayValue?.compactMap(\.stringValue)
    else { return nil }
    self.program = program
    self.arguments = arguments
    folder = json["folder"]?.stringValue
    environment = json["environment"]?.arrayValue?.compactMap(\.stringValue) ?? []
    if let path = json["file"]?.stringValue { input = .file(path) }
    if let text = json["text"]?.stringValue { input = .text(text) }
  }
}
