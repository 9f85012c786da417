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

  private let requests: LineStream
  private let watch: SpawnWatch
  private let null: Int32
  private let errors: Int32
  private var programs: [SpawnedProgram] = []

  /// A server that takes requests from a socket and wishes to end a run from a pipe, and closes both
  /// at its end.
  init(requests: Int32, cancels: Int32) {
    self.requests = LineStream(requests)
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
    SpawnServer(requests: requestDescriptor, cancels: cancelDescriptor).serve()
    exit(0)
  }

  /// Serves until the socket is closed on the other side; blocks.
  func serve() {
    watch.start()
    while let line = requests.read() {
      guard let request = try? JSON(parsing: line) else { continue }
      if let plan = request["plan"].flatMap(SpawnPlan.init) {
        programs.append(SpawnedProgram(plan, errors: errors, null: null))
      } else if let index: Int = request["run"]?.integerValue(), programs.indices.contains(index),
        let number: Int = request["number"]?.integerValue()
      {
        requests.write(run(programs[index], number: number).json.text)
      }
    }
    watch.stop()
  }

  private func run(_ program: SpawnedProgram, number: Int) -> RunEnd {
    watch.prepare()
    var end = program.run { watch.begin(number, group: $0) }
    end.errorText = watch.finish()
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    end.residentFloorBytes = Int64(usage.ru_maxrss) * 1024
    return end
  }
}
