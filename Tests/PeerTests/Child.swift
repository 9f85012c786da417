import Foundation
import Testing

/// A child process whose output goes to files.
///
/// Foundation's `Process` takes a child for running as long as a daemon that it left behind, as
/// tmux does; so it is spawned and waited for here.
final class Child {
  private let identifier: pid_t
  private let folder: TemporaryFolder
  private let name: String
  private var ended: Int32?

  init(
    _ path: String,
    _ arguments: [String],
    in folder: TemporaryFolder,
    as name: String = "child"
  )
    throws
  {
    self.folder = folder
    self.name = name
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    for (descriptor, ending) in [(Int32(1), "out"), (2, "err")] {
      let file = folder.url.appendingPathComponent("\(name).\(ending)").path
      posix_spawn_file_actions_addopen(
        &actions,
        descriptor,
        file,
        O_WRONLY | O_CREAT | O_TRUNC,
        0o644
      )
    }
    // A test that runs in the background of a script has SIGINT ignored, which would be inherited.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var (all, none) = (sigset_t(), sigset_t())
    sigfillset(&all)
    sigemptyset(&none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK)
    )
    // env(1) changes the folder and becomes the program: Swift does not see `addchdir_np`.
    let line = ["/usr/bin/env", "-C", folder.url.path, path] + arguments
    var words = line.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var identifier: pid_t = 0
    let status = posix_spawn(&identifier, line[0], &actions, &attributes, &words, environ)
    try #require(status == 0, "\(path) does not start: \(String(cString: strerror(status)))")
    self.identifier = identifier
  }

  deinit {
    guard isRunning else { return }
    kill(identifier, SIGKILL)
    var status: Int32 = 0
    waitpid(identifier, &status, 0)
  }

  var isRunning: Bool {
    guard ended == nil else { return false }
    var status: Int32 = 0
    guard waitpid(identifier, &status, WNOHANG) == identifier else { return true }
    // As a shell has it: 128 and the number of the signal that killed it (wait(2)).
    ended = status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    return false
  }

  func signal(_ number: Int32) { kill(identifier, number) }

  /// Its status, once it has ended.
  func status() throws -> Int32 {
    try wait("the end of \(name)") { !self.isRunning }
    return try #require(ended)
  }

  var output: String { (try? folder.text(of: "\(name).out")) ?? "" }
  var errors: String { (try? folder.text(of: "\(name).err")) ?? "" }
}
