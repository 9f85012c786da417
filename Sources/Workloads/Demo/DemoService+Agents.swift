/// A job that an agent does on its own.
struct Job {
  var task: String
  var completedNanoseconds: Int64
}

extension DemoService {
  /// How long jobs take after they were queued.
  static let jobShape = LatencyShape(medianMilliseconds: 2_500, sigma: 0.5)

  /// Workflows, jobs and workspaces.
  func agent(_ request: DemoRequest, _ route: DemoRoute, _ now: Int64) -> DemoReply {
    let name = DemoJSON(reading: request.body)?["name"]?.string ?? ""
    guard name.count <= 200 else { return .problem(400, "a name has at most 200 characters") }
    let number = Int(route.id) ?? 0
    switch route.endpoint {
    case .runWorkflow:
      let result: DemoJSON = ["name": .string(name), "state": "completed", "steps": 4]
      let number = workflows.add(result)
      return .created(result.identified(number), at: "/v1/workflows/\(number)")
    case .createWorkspace:
      let workspace: DemoJSON = ["name": .string(name), "state": "ready"]
      let number = workspaces.add(workspace)
      return .created(workspace.identified(number), at: "/v1/workspaces/\(number)")
    case .createJob:
      let length = Self.jobShape.milliseconds(at: jobDurations.next().first)
      let job = Job(task: name, completedNanoseconds: now + LatencyShape.nanoseconds(length))
      let number = jobs.add(job)
      var reply = DemoReply(202, ["id": .number(Double(number)), "state": "running"])
      reply.headers.append((name: "Location", value: "/v1/agents/jobs/\(number)"))
      return reply
    case .readJob:
      guard let job = jobs[number] else { return .problem(404, "no job \(route.id)") }
      let state = now < job.completedNanoseconds ? "running" : "completed"
      return DemoReply(
        200,
        [
          "id": .number(Double(number)), "name": .string(job.task), "state": .string(state),
        ]
      )
    case .readWorkflow:
      guard let workflow = workflows[number] else {
        return .problem(404, "no workflow \(route.id)")
      }
      return DemoReply(200, workflow.identified(number))
    default:
      guard let workspace = workspaces[number] else {
        return .problem(404, "no workspace \(route.id)")
      }
      return DemoReply(200, workspace.identified(number))
    }
  }

  /// Proofs: every one holds that is not the text "invalid".
  func proof(_ request: DemoRequest, _ route: DemoRoute) -> DemoReply {
    guard let json = DemoJSON(reading: request.body) else {
      return .problem(400, "the body must be JSON")
    }
    if route.endpoint == .verifyProofs {
      guard let proofs = json["proofs"]?.array, proofs.count <= 1_000 else {
        return .problem(400, "a batch is {\"proofs\": […]}, of at most 1000")
      }
      let results = proofs.map { DemoJSON.bool($0.string != nil && $0 != "invalid") }
      return DemoReply(200, ["results": .array(results)])
    }
    guard let proof = json["proof"]?.string else {
      return .problem(400, "a proof is {\"proof\": \"…\"}")
    }
    return DemoReply(200, ["valid": .bool(proof != "invalid")])
  }
}

extension DemoJSON {
  /// The object with an `id` before its other members.
  fileprivate func identified(_ number: Int) -> DemoJSON {
    guard case .object(let members) = self else { return self }
    return .object([Member(name: "id", value: .number(Double(number)))] + members)
  }
}
