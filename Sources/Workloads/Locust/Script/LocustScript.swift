/// The Python file that Locust loads beside the user's own: it needs nothing but Locust.
///
/// Its workers count requests in histograms of the layout of `BucketLayout`, its master hands them to
/// us in lines, one JSON object each, over a socket that it was started with.
enum LocustScript {
  /// What it is called: Locust also hands it to workers of other machines, under this name.
  static let fileName = "headroom_locust.py"
  /// The number of what its lines look like.
  static let protocolNumber = 1
  /// The oldest Locust that hands out several files to workers of other machines.
  static let oldestLocust = (major: 2, minor: 31)

  /// The variable with the number of its socket.
  static let channelVariable = "HEADROOM_LOCUST_CHANNEL"
  /// The variable with the length of the warm-up and that of an interval, in seconds.
  static let gridVariable = "HEADROOM_LOCUST_GRID"

  /// All of it.
  static var text: String { [counts, worker, master, start].joined(separator: "\n\n\n") + "\n" }
}
