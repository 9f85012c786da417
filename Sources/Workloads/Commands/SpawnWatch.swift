import Glibc
import Measurements
import NIOConcurrencyHelpers
import Sessions

/// Ends the run that is under way when that is asked for, and keeps the beginning of what it writes
/// to standard error; on a thread of its own, so that whoever waits for the run does nothing else.
final class SpawnWatch: Sendable {
  /// How long a process group that was asked to end may take before it is killed, ns.
  private static let graceNanoseconds: Int64 = 2_000_000_000
  /// How often a run that is to end is looked at, ms.
  private static let lookMilliseconds: Int32 = 50
  /// The most bytes of standard error that are kept.
  private static let mostErrorBytes = 2000

  private struct State {
    /// The number of the run, counted from 1, and its process group; nil between two runs.
    var run: (number: Int, group: pid_t)?
    /// The number of the last run that is over.
    var finished = 0
    /// The run that is to end.
    var ending = 0
    /// When it is killed, ns of CLOCK_MONOTONIC.
    var killTime = Int64.max
    var errorBytes: [UInt8] = []
    /// Whether nobody can ask for anything any more.
    var isClosed = false
    var isStopped = false

    /// Whether a run is to end that has not yet.
    var isEnding: Bool { isClosed || ending > finished }
  }

  /// Who asks writes the number of a run, as a line; at its end everything ends.
  private let cancels: Int32
  private let errors: Int32
  // A POSIX lock: two threads often wait for it, and the thread sanitizer can't follow a contended
  // `Mutex`, which the kernel hands over (futex(2), FUTEX_UNLOCK_PI).
  private let state = NIOLockedValueBox(State())

  /// A watch that reads wishes from `cancels` and standard error from `errors`, and closes both.
  init(cancels: Int32, errors: Int32) {
    self.cancels = cancels
    self.errors = errors
    _ = fcntl(errors, F_SETFL, fcntl(errors, F_GETFL) | O_NONBLOCK)
  }

  /// Starts the thread, which ends after `stop`.
  func start() { startThread { [self] in run() } }

  /// Nothing runs any more.
  func stop() { state.withLockedValue { $0.isStopped = true } }

  // MARK: The thread that runs programs

  /// A run is about to begin.
  func prepare() {
    state.withLockedValue { state in
      readErrors(&state)
      state.errorBytes = []
    }
  }

  /// A run has begun.
  func begin(_ number: Int, group: pid_t) {
    state.withLockedValue { state in
      state.run = (number, group)
      if state.ending == number || state.isClosed { askToEnd(&state) }
    }
  }

  /// A run is over; what it wrote to standard error.
  func finish() -> String {
    state.withLockedValue { state in
      // Whoever ignored the wish, and what the leader left behind of its group.
      if let run = state.run, state.killTime < .max { kill(-run.group, SIGKILL) }
      state.finished = state.run?.number ?? state.finished
      state.run = nil
      state.killTime = .max
      readErrors(&state)
      return String(decoding: state.errorBytes, as: UTF8.self)
    }
  }

  // MARK: The thread that watches

  private func run() {
    let wishes = LineBytes()
    while true {
      let (isStopped, isClosed, isEnding) = state.withLockedValue {
        ($0.isStopped, $0.isClosed, $0.isEnding)
      }
      guard !isStopped else { break }
      var entries = [isClosed ? -1 : cancels, errors].map {
        pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
      }
      _ = poll(&entries, 2, isEnding ? Self.lookMilliseconds : -1)
      state.withLockedValue { state in
        if entries[1].revents != 0 { readErrors(&state) }
        if entries[0].revents != 0 { readWishes(wishes, &state) }
        if let run = state.run, SystemClock.monotonic() >= state.killTime {
          kill(-run.group, SIGKILL)
          state.killTime = SystemClock.monotonic() + Self.graceNanoseconds
        }
      }
    }
    close(cancels)
    close(errors)
  }

  private func readWishes(_ wishes: LineBytes, _ state: inout State) {
    var chunk = [UInt8](repeating: 0, count: 256)
    let count = read(cancels, &chunk, chunk.count)
    if count > 0 {
      for line in wishes.lines(adding: chunk[..<count]) { state.ending = Int(line) ?? 0 }
    } else if count == 0 || errno != EINTR {
      state.isClosed = true
    }
    if let run = state.run, state.ending == run.number || state.isClosed { askToEnd(&state) }
  }

  private func askToEnd(_ state: inout State) {
    guard let run = state.run, state.killTime == .max else { return }
    kill(-run.group, SIGTERM)
    state.killTime = SystemClock.monotonic() + Self.graceNanoseconds
  }

  private func readErrors(_ state: inout State) {
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(errors, &chunk, chunk.count)
      guard count > 0 else { return }
      let room = Self.mostErrorBytes - state.errorBytes.count
      state.errorBytes += chunk[..<min(count, max(0, room))]
    }
  }
}

/// Bytes that become lines.
private final class LineBytes {
  private var rest: [UInt8] = []

  func lines(adding bytes: ArraySlice<UInt8>) -> [String] {
    rest += bytes
    var parts = rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    rest = Array(parts.popLast() ?? [])
    return parts.map { String(decoding: $0, as: UTF8.self) }
  }
}
