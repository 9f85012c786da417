import Foundation
import Testing

/// A terminal of the test's own, in which a shell runs.
final class Tmux {
  private let socket = "headroom-\(UUID().uuidString.prefix(8))"
  private let tmux: String
  private let folder: TemporaryFolder

  init(columns: Int, rows: Int, in folder: TemporaryFolder) throws {
    tmux = try Peer.tmux.required()
    self.folder = folder
    try command(
      ["-f", "/dev/null", "-u", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)"]
        + ["env", "-u", "CI", "PS1=$ ", "LC_ALL=C.UTF-8", "bash", "--norc", "--noprofile"]
    )
    try wait("a prompt", for: { self.screen.contains("$") })
  }

  deinit { _ = try? command(["kill-server"]) }

  @discardableResult
  func command(_ arguments: [String]) throws -> String {
    let child = try Child(tmux, ["-L", socket] + arguments, in: folder, as: "tmux")
    _ = try child.status()
    return child.output
  }

  /// Types a line and Enter.
  func type(_ line: String) throws {
    try command(["send-keys", "-l", line])
    try command(["send-keys", "Enter"])
  }

  /// Presses keys by tmux's names.
  func press(_ keys: String...) throws { try command(["send-keys"] + keys) }

  func resize(columns: Int, rows: Int) throws {
    try command(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
  }

  /// What is to be seen, a line a row.
  var screen: String { (try? command(["capture-pane", "-p"])) ?? "" }

  /// The same with what sets colours.
  var colouredScreen: String { (try? command(["capture-pane", "-p", "-e"])) ?? "" }

  /// What is to be seen and what has scrolled away; lines that were wrapped are whole again.
  var scrollback: String { (try? command(["capture-pane", "-p", "-J", "-S", "-200"])) ?? "" }

  /// Whether the cursor is shown, the other screen is left, and the mouse is let go of.
  var isAsBefore: Bool {
    let state = try? command([
      "display-message", "-p", "#{cursor_flag} #{alternate_on} #{mouse_any_flag}",
    ])
    return state?.trimmingCharacters(in: .whitespacesAndNewlines) == "1 0 0"
  }
}
