/// Which endpoint a request is for, and the number in its path.
struct DemoRoute: Equatable {
  var endpoint: DemoEndpoint
  /// What stands in place of `{id}`; empty for a path without one.
  var id = ""

  /// Why there is none.
  enum Miss: Error, Equatable {
    case unknownPath
    case wrongMethod(allowed: [String])

    var reply: DemoReply {
      switch self {
      case .unknownPath:
        return .problem(404, "no such path; / lists all there are")
      case .wrongMethod(let allowed):
        let list = allowed.joined(separator: ", ")
        var reply = DemoReply.problem(405, "this path takes \(list)")
        reply.headers.append((name: "Allow", value: list))
        return reply
      }
    }
  }

  /// The endpoint for a request; HEAD is GET, and a GET triggers as well.
  static func find(_ request: DemoRequest) -> Result<DemoRoute, Miss> {
    var allowed: [String] = []
    let method = request.method == "HEAD" ? "GET" : request.method
    for (endpoint, segments) in patterns {
      guard segments.count == request.segments.count else { continue }
      var id = ""
      let matches = zip(segments, request.segments).allSatisfy { pattern, segment in
        if pattern == "{id}" { id = segment }
        return pattern == "{id}" || pattern == segment
      }
      guard matches else { continue }
      if endpoint.method == method || endpoint == .syncTrigger && method == "GET" {
        return .success(DemoRoute(endpoint: endpoint, id: id))
      }
      allowed.append(endpoint.method)
    }
    return .failure(allowed.isEmpty ? .unknownPath : .wrongMethod(allowed: allowed))
  }

  private static let patterns: [(DemoEndpoint, [String])] = DemoEndpoint.allCases.map {
    ($0, $0.path.split(separator: "/").map(String.init))
  }
}
