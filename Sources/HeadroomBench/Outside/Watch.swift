import Glibc
import Sessions

/// Ends overdue children, and everything on Ctrl-C or SIGTERM.
enum Watch {
  /// Starts the thread that watches; before any other thread, since those inherit the blocked
  /// signals.
  static func start(_ children: Children, folder: String) {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, number) }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    let blocked = signals
    startThread {
      var waited = blocked
      var pause = timespec(tv_sec: 0, tv_nsec: 100_000_000)
      while true {
        let number = sigtimedwait(&waited, nil, &pause)
        if number > 0 {
          children.endAll()
          TemporaryFolder.remove(folder)
          _exit(128 + number)
        }
        children.endOverdue()
      }
    }
  }
}
