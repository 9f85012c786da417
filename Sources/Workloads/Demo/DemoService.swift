/// The five systems behind the demo server: what they know, what they answer, and how slowly.
///
/// Confined to one event loop; takes the time as an argument and does no input or output.
final class DemoService {
  /// After so long with nothing to do the next request begins everything anew, so that each run
  /// against a server that stays up gives the same picture.
  static let idleNanoseconds: Int64 = 4_000_000_000

  var notes: BoundedStore<Note>
  var models: BoundedStore<Model>
  var workflows = BoundedStore<DemoJSON>(capacity: 1_000)
  var jobs = BoundedStore<Job>(capacity: 1_000)
  var workspaces = BoundedStore<DemoJSON>(capacity: 1_000)
  var resolver: NameResolver
  var jobDurations: LowDiscrepancy
  var requests = 0
  /// Who is told when a note changes.
  let news = DemoNews()

  /// By how much every answer takes longer than it should.
  private let slowness: Double
  private var sequences: [LowDiscrepancy]
  private var inFlight: [Int]
  private var firstNanoseconds: Int64?
  private var lastNanoseconds: Int64 = 0

  init(seed: UInt64, slowness: Double = 1) {
    self.slowness = slowness
    notes = BoundedStore(capacity: 5_000, fixed: Note.fixed)
    models = BoundedStore(capacity: 1_000, fixed: Model.fixed)
    resolver = NameResolver(
      seed: seed,
      registryShape: DemoEndpoint.graphQL.shape ?? NameResolver.cachedShape
    )
    jobDurations = LowDiscrepancy(seed: seed, stream: 1_003)
    sequences = DemoEndpoint.allCases.map { LowDiscrepancy(seed: seed, stream: $0.rawValue) }
    inFlight = DemoEndpoint.allCases.map { _ in 0 }
  }

  /// What a request leads to; `ended` must follow when the reply has been sent.
  func answer(_ request: DemoRequest, nanoseconds now: Int64) -> (DemoReply, DemoEndpoint?) {
    let seconds = elapsedSeconds(now)
    requests += 1
    let route: DemoRoute
    switch DemoRoute.find(request) {
    case .failure(let reply): return (reply.reply, nil)
    case .success(let found): route = found
    }
    let endpoint = route.endpoint
    inFlight[endpoint.rawValue] += 1
    guard let shape = endpoint.shape else { return (reply(to: request, route, now), endpoint) }

    let incident = request.query["incident"].flatMap(Incident.init)
    let time = Incident.usual(seconds, period: request.query["period"])
    let pace = pace(of: endpoint, shape, incident, atSeconds: time)
    guard !pace.fails else {
      var failure = DemoReply.problem(503, "overloaded, try again")
      failure.delayNanoseconds = pace.delayNanoseconds
      return (failure, endpoint)
    }
    var reply = reply(to: request, route, now)
    // The resolver has a latency of its own making.
    reply.delayNanoseconds =
      endpoint == .graphQL
      ? Int64(Double(reply.delayNanoseconds) * pace.factor) : pace.delayNanoseconds
    return (reply, endpoint)
  }

  /// What a message of a WebSocket leads to, and how long that takes; `ended` must follow.
  func answer(
    message: [UInt8],
    _ incident: Incident?,
    nanoseconds now: Int64
  ) -> (DemoNews.Answer, delayNanoseconds: Int64) {
    let seconds = elapsedSeconds(now)
    requests += 1
    inFlight[DemoEndpoint.webSocket.rawValue] += 1
    let delay = DemoEndpoint.webSocket.shape.map {
      pace(of: .webSocket, $0, incident, atSeconds: seconds).delayNanoseconds
    }
    return (news.answer(message), delay ?? 0)
  }

  /// How long an answer takes, by how much slower than usual that is, and whether it is a failure.
  private func pace(
    of endpoint: DemoEndpoint,
    _ shape: LatencyShape,
    _ incident: Incident?,
    atSeconds seconds: Double
  ) -> (delayNanoseconds: Int64, factor: Double, fails: Bool) {
    let point = sequences[endpoint.rawValue].next()
    let errorShare = max(shape.errorShare, incident?.errorShare(atSeconds: seconds) ?? 0)
    let factor =
      shape.slowdown(inFlight: inFlight[endpoint.rawValue])
      * (incident?.factor(atSeconds: seconds) ?? 1) * slowness
    let delay = LatencyShape.nanoseconds(shape.milliseconds(at: point.first) * factor)
    return (delay, factor, point.second >= 1 - errorShare)
  }

  /// Says that the reply of an endpoint is on its way.
  func ended(_ endpoint: DemoEndpoint, nanoseconds now: Int64) {
    inFlight[endpoint.rawValue] -= 1
    lastNanoseconds = now
  }

  private func reply(to request: DemoRequest, _ route: DemoRoute, _ now: Int64) -> DemoReply {
    switch route.endpoint {
    case .index: DemoService.index
    case .health: DemoReply(200, ["status": "ok"])
    case .listNotes, .createNote, .readNote, .updateNote, .deleteNote: note(request, route)
    case .syncStatus, .syncMetrics, .syncLatest, .syncTrigger: sync(route)
    case .graphQL: graphQL(request)
    case .listModels, .createModel, .readModel, .vectorSearch: model(request, route)
    case .runWorkflow, .readWorkflow, .createJob, .readJob, .createWorkspace, .readWorkspace:
      agent(request, route, now)
    case .verifyProof, .verifyBiometricProof, .verifyProofs: proof(request, route)
    case .webSocket: .upgradeRequired
    }
  }

  private static var index: DemoReply {
    let rows = DemoEndpoint.allCases.map { endpoint -> DemoJSON in
      [
        "method": .string(endpoint.method), "path": .string(endpoint.path),
        "about": .string(endpoint.about),
      ]
    }
    return DemoReply(
      200,
      [
        "server": "headroom demo", "endpoints": .array(rows),
        "incidents": .array(Incident.allCases.map { .string("?incident=" + $0.rawValue) }),
      ]
    )
  }

  private func elapsedSeconds(_ now: Int64) -> Double {
    let isIdle = now - lastNanoseconds > Self.idleNanoseconds && inFlight.allSatisfy { $0 == 0 }
    if firstNanoseconds == nil || isIdle {
      firstNanoseconds = now
      for index in sequences.indices { sequences[index].restart() }
      resolver.restart()
      jobDurations.restart()
    }
    lastNanoseconds = now
    return Double(now - (firstNanoseconds ?? now)) / 1e9
  }
}
