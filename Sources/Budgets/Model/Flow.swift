/// Several requests of one user, one after the other; it ends with the first that fails.
package struct Flow: Sendable, Equatable {
  /// The steps, in order; at least one.
  package var steps: [Step]
  /// A CSV file whose rows the values of `{{ row.NAME }}` come from; nil for none.
  package var rows: DataFile?

  /// A flow of steps.
  package init(steps: [Step]) { self.steps = steps }

  /// One step.
  ///
  /// Its series is that of the benchmark `<flow>/<step>`; the flow's own, from the first byte of its
  /// first step to the last byte of its last, bears the name of the flow.
  package struct Step: Sendable, Equatable {
    /// Its name, unique in the flow; unless the suite names it, the method and path.
    package var name: String
    /// What is sent.
    package var request: HTTPRequest
    /// The pause of the user after it, ns; it is in no latency.
    package var thinkNanoseconds: ClosedRange<Int64> = 0...0
    /// After which an answer is not waited for any longer, ns.
    package var timeoutNanoseconds: Int64 = 30_000_000_000

    /// A step.
    package init(name: String, request: HTTPRequest) {
      self.name = name
      self.request = request
    }
  }
}

/// A value that is taken from an answer: `capture: { id: $.id }`.
package struct Capture: Sendable, Equatable {
  /// What later steps call it: `{{ id }}`.
  package var name: String
  /// Where it is found.
  package var source: Source

  /// A value under a name.
  package init(name: String, source: Source) {
    self.name = name
    self.source = source
  }

  /// Where a value is found in an answer.
  package enum Source: Sendable, Equatable {
    /// In the body, which is JSON: `$.a.b[0]`.
    case json(JSONPath)
    /// In a header field: `header:Location`.
    case header(String)
    /// In the body, the first group of a regular expression, or all that it matches:
    /// `regex:token="([a-z]+)"`.
    case regularExpression(String)
  }
}

/// A CSV file with a line of names: `data: users.csv`.
package struct DataFile: Sendable, Equatable {
  /// The file, relative to the folder of the suite.
  package var path: String
  /// In which order its rows are taken.
  package var order = Order.sequential

  /// A file.
  package init(path: String) { self.path = path }

  /// In which order rows are taken.
  package enum Order: String, Sendable, CaseIterable {
    /// One after the other, from the beginning again at the end.
    case sequential
    /// At random, by the seed.
    case random
  }
}

/// Users of one kind, with a share of all users: `classes:`.
package struct UserClass: Sendable, Equatable {
  /// Its name.
  package var name: String
  /// Its share among the weights of all classes.
  package var weight: Double = 1
  /// The pause of its users after each benchmark, ns; nil for that of the benchmark.
  package var thinkNanoseconds: ClosedRange<Int64>?
  /// `[benchmark]`: what its users do, and how often, as places in the suite and weights.
  package var benchmarks: [Share] = []

  /// A class.
  package init(name: String) { self.name = name }

  /// One benchmark of a class.
  package struct Share: Sendable, Equatable {
    /// A place in the suite's benchmarks.
    package var benchmark: Int
    /// How often, among the weights of the class.
    package var weight: Double

    /// A benchmark and its weight.
    package init(benchmark: Int, weight: Double) {
      self.benchmark = benchmark
      self.weight = weight
    }
  }
}
