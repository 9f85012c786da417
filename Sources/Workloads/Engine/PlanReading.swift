import Budgets
import Sessions

/// Makes programs, requests and series of the benchmarks of a suite.
struct PlanReading {
  let suite: Suite
  /// Where relative URLs go; nil if there are none.
  private let base: String?
  var series: [SeriesPlan] = []
  private(set) var requests: [RequestPlan] = []
  private(set) var programs: [Program] = []
  private(set) var endpoints: [Endpoint] = []
  /// The programs of benchmarks, by their place in the suite.
  private var programOfBenchmark: [Int: Int] = [:]
  private var tables: [String: DataTable] = [:]

  init(suite: Suite, base: String?) {
    self.suite = suite
    self.base = base
  }

  /// Reads a benchmark; those that are no load are left out.
  mutating func read(_ benchmark: Benchmark, at place: Int) throws(EngineError) {
    switch benchmark.workload {
    case .http(let request): try read(request, of: benchmark)
    case .flow(let flow): try read(flow, of: benchmark)
    case .webSocket(let exchange): try read(exchange, of: benchmark)
    case .command, .function, .external: return
    }
    programOfBenchmark[place] = programs.count - 1
  }

  private mutating func read(_ request: HTTPRequest, of benchmark: Benchmark) throws(EngineError) {
    var names = ValueNames()
    names.rows = try table(request.rows, of: benchmark)
    let plan = try add(
      request,
      name: benchmark.name,
      timeoutNanoseconds: benchmark.timeoutNanoseconds,
      &names
    )
    add(.request(plan), of: benchmark, series: plan.series, names)
  }

  private mutating func read(_ flow: Flow, of benchmark: Benchmark) throws(EngineError) {
    let place = series.count
    series.append(
      SeriesPlan(
        name: benchmark.name,
        text: "\(flow.steps.count) steps",
        timeoutNanoseconds: benchmark.timeoutNanoseconds,
        endpoint: 0
      )
    )
    var names = ValueNames()
    names.rows = try table(flow.rows, of: benchmark)
    var steps: [FlowStep] = []
    for step in flow.steps {
      let plan = try add(
        step.request,
        name: "\(benchmark.name)/\(step.name)",
        timeoutNanoseconds: step.timeoutNanoseconds,
        &names
      )
      steps.append(FlowStep(request: plan, thinkNanoseconds: step.thinkNanoseconds))
    }
    series[place].endpoint = steps.first?.request.endpoint ?? 0
    add(.flow(steps), of: benchmark, series: place, names)
  }

  /// Makes the program of a benchmark.
  mutating func add(
    _ work: Program.Work,
    of benchmark: Benchmark,
    series: Int,
    _ names: ValueNames
  ) {
    programs.append(
      Program(
        name: benchmark.name,
        number: programs.count,
        series: series,
        work: work,
        thinkNanoseconds: benchmark.thinkNanoseconds,
        slots: names.slots.count,
        hasValues: !names.slots.isEmpty || !work.isConstant
      )
    )
  }

  // MARK: Requests

  /// Makes a request and the series of its samples.
  mutating func add(
    _ request: HTTPRequest,
    name: String,
    timeoutNanoseconds: Int64,
    _ names: inout ValueNames
  ) throws(EngineError) -> RequestPlan {
    let target: RequestTarget?
    let template: RequestTemplate?
    do throws(TemplateFailure) {
      target = try RequestTarget(request.url, base: base, names)
      template = try target.map { target throws(TemplateFailure) in
        try RequestTemplate(request, target, names)
      }
    } catch {
      throw .template(benchmark: name, text: error.excerpt, message: error.message)
    }
    guard let target, let template else {
      throw .invalidURL(benchmark: name, url: request.url.withoutQueryAndUser)
    }
    var origin = target.endpoint
    // Without TLS there is nothing by which a version could be negotiated.
    origin.version = request.version == .negotiated && !origin.isTLS ? .one : request.version
    let endpoint = endpoints.firstIndex(of: origin) ?? endpoints.count
    if endpoint == endpoints.count { endpoints.append(origin) }
    let shown = suite.recordsFullURLs ? target.text : target.text.withoutQueryAndUser
    let plan = RequestPlan(
      index: requests.count,
      series: series.count,
      request: request,
      template: template,
      checks: try checks(request, name, &names),
      endpoint: endpoint
    )
    series.append(
      SeriesPlan(
        name: name,
        text: "\(request.method) \(shown)",
        timeoutNanoseconds: timeoutNanoseconds,
        endpoint: endpoint
      )
    )
    requests.append(plan)
    return plan
  }

  /// What the answers to a request are held against, then what is taken from them.
  private func checks(
    _ request: HTTPRequest,
    _ name: String,
    _ names: inout ValueNames
  ) throws(EngineError) -> [AnswerCheck] {
    let expect = request.expect
    var checks: [AnswerCheck] = []
    if let text = expect.bodyContains { checks.append(.contains(text)) }
    checks += expect.headers.map(AnswerCheck.header)
    checks += expect.json.map(AnswerCheck.json)
    if expect.refusesGraphQLErrors { checks.append(.graphQL) }
    for capture in request.captures {
      if case .regularExpression(let pattern) = capture.source,
        BoundedPattern(pattern) == nil
      {
        throw .pattern(benchmark: name, pattern: pattern)
      }
      checks.append(.capture(capture, slot: names.capture(capture.name)))
    }
    return checks
  }

  /// The rows of a file, which is read once.
  private mutating func table(
    _ file: DataFile?,
    of benchmark: Benchmark
  ) throws(EngineError) -> DataTable? {
    guard let file else { return nil }
    let key = "\(file.order.rawValue) \(file.path)"
    if let table = tables[key] { return table }
    do throws(DataTableError) {
      let table = try DataTable(file, in: suite.folder)
      tables[key] = table
      return table
    } catch {
      throw .rows(benchmark: benchmark.name, error)
    }
  }

  // MARK: Shares

  /// The classes that have something to do here.
  var classes: [UserClassPlan] {
    classShares.map { userClass, shares in
      UserClassPlan(
        weight: userClass.weight,
        mix: ProgramMix(shares, thinkNanoseconds: userClass.thinkNanoseconds)
      )
    }
  }

  /// The programs and their shares of all arrivals: by their weights, or by those of the classes.
  var shares: [(program: Int, weight: Double)] {
    let classShares = classShares
    guard !classShares.isEmpty else { return benchmarkShares }
    var weights = Array(repeating: 0.0, count: programs.count)
    for (userClass, shares) in classShares {
      let total = shares.reduce(0) { $0 + $1.weight }
      for share in shares { weights[share.program] += userClass.weight * share.weight / total }
    }
    return weights.enumerated().map { ($0, $1) }
  }

  private var benchmarkShares: [(program: Int, weight: Double)] {
    programOfBenchmark
      .map { (program: $1, weight: suite.benchmarks[$0].weight) }
      .sorted { $0.program < $1.program }
  }

  private var classShares: [(UserClass, [(program: Int, weight: Double)])] {
    suite.classes.compactMap { userClass in
      let shares = userClass.benchmarks.compactMap { share -> (program: Int, weight: Double)? in
        guard let program = programOfBenchmark[share.benchmark], share.weight > 0 else {
          return nil
        }
        return (program, share.weight)
      }
      return shares.isEmpty || userClass.weight <= 0 ? nil : (userClass, shares)
    }
  }
}
