import CSpawn
import Glibc
import Sessions

/// Starts programs for another process and measures them.
///
/// A process that is started begins with the greatest resident size of the one that started it
/// (getrusage(2), execve(2)), so a large program can't tell how much memory a small one takes. And a
/// process with one thing to do measures time best. So commands are started by a small process of
/// their own: this program once more, with `word` as its only argument, a socket for requests as
/// descriptor 3, and a pipe for wishes to end a run as 4.
package final class SpawnServer {
  /// The argument that makes this program a server.
  package static let word = "--start-commands"
  static let requestDescriptor: Int32 = 3
  static let cancelDescriptor: Int32 = 4
  /// So many runs at its beginning are no measure of what this process needs.
  private static let firstRuns = 3

  private let requests: MessageStream
  private let watch: SpawnWatch
  private let null: Int32
  private let errors: Int32
  private let hasOwnProcess: Bool
  private var programs: [SpawnedProgram] = []
  /// What this process can do without; nil if it is not its own, or has let go of it.
  private var pages: ResidentPages?
  private var runCount = 0

  /// A server that takes requests from a socket and wishes to end a run from a pipe, and closes both
  /// at its end.
  ///
  /// One that has a process of its own keeps that small.
  init(requests: Int32, cancels: Int32, hasOwnProcess: Bool) {
    self.hasOwnProcess = hasOwnProcess
    self.requests = MessageStream(requests)
    null = open("/dev/null", O_RDWR | O_CLOEXEC)
    var ends: [Int32] = [-1, -1]
    pipe2(&ends, O_CLOEXEC)
    errors = ends[1]
    watch = SpawnWatch(cancels: cancels, errors: ends[0])
  }

  deinit {
    close(null)
    close(errors)
  }

  /// Is the server if that is what this program was started for, and does not come back then.
  package static func serveIfAsked(_ arguments: [String]) {
    guard arguments.dropFirst().first == word, arguments.count == 2 else { return }
    for descriptor in [requestDescriptor, cancelDescriptor] {
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }
    SpawnServer(requests: requestDescriptor, cancels: cancelDescriptor, hasOwnProcess: true)
      .serve()
    exit(0)
  }

  /// Serves until the socket is closed on the other side; blocks.
  func serve() {
    while let message = requests.read(), !message.isEmpty {
      guard let json = try? JSON(parsing: message[...]), let plan = SpawnPlan(json) else { return }
      programs.append(SpawnedProgram(plan, errors: errors, null: null))
    }
    // No second thread has started yet.
    if hasOwnProcess { pages = ResidentPages() }
    watch.start()
    while let request = requests.read()?.integers, request.count == 2,
      programs.indices.contains(Int(request[0]))
    {
      requests.write(run(programs[Int(request[0])], number: Int(request[1])).message)
    }
    watch.stop()
  }

  private func run(_ program: SpawnedProgram, number: Int) -> RunEnd {
    watch.prepare()
    slimDown()
    var end = program.run { watch.begin(number, group: $0) }
    end.residentFloorBytes = ResidentPages.currentBytes
    end.errorText = watch.finish()
    return end
  }

  /// Lets go of what it took to get so far: before each of the first runs, since they need more than
  /// those that follow.
  private func slimDown() {
    guard let pages else { return }
    pages.release()
    runCount += 1
    if runCount == Self.firstRuns { self.pages = nil }
  }
}
