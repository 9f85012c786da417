import Sessions

/// How the load stands.
struct LocustStatus: Equatable {
  /// Users that run.
  var users: Int
  /// Workers that are there.
  var workers: Int
  /// The first interval of which more may come; nil if nobody knows.
  var interval: Int?
  /// The share of a core that the busiest worker used.
  var busiestWorker: Double
  /// The greatest delay of a timer of the workers, ns.
  var lagNanoseconds: Int64

  init?(_ json: JSON) {
    guard let users: Int = json["users"]?.integerValue(),
      let workers: Int = json["workers"]?.integerValue()
    else { return nil }
    self.users = users
    self.workers = workers
    interval = json["interval"]?.integerValue()
    busiestWorker = json["cpu"]?.doubleValue ?? 0
    lagNanoseconds = Int64(exactly: ((json["lag"]?.doubleValue ?? 0) * 1e9).rounded()) ?? 0
  }
}
