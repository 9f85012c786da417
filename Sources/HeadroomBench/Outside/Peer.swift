import Glibc

/// Another program that something is measured with.
enum Peer: String {
  case nginx
  case wrk
  case tmux
  case valgrind
  case hyperfine
  case taskset
  case bash
  case strip

  /// The Debian package that has it.
  private var package: String {
    switch self {
    case .taskset: "util-linux"
    case .strip: "binutils"
    default: rawValue
    }
  }

  /// Where it is; an error that says how to install it if it is nowhere.
  func path() throws(ChildFailure) -> String {
    let listed = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    // Servers are often where only root looks.
    let folders = listed.split(separator: ":").map { String($0) }
    for folder in folders + ["/usr/sbin", "/sbin"] {
      let path = "\(folder)/\(rawValue)"
      if access(path, X_OK) == 0 { return path }
    }
    throw ChildFailure(
      description: "\(rawValue) is missing; install it with: apt-get install \(package)"
    )
  }
}
