package import Sessions

/// Another session behind this one, at the same elapsed time.
extension WatchState {
  /// The moment of the ghost that is as long after 00:00 as the one that the screen shows, ns since
  /// the ghost's start; nil without a ghost.
  ///
  /// 00:00 is the start of the measured part in both, so warm-ups of different lengths don't matter.
  package var ghostMomentNanoseconds: Int64? {
    guard let ghost else { return nil }
    let sinceOrigin = hereNanoseconds - newest.originNanoseconds
    return max(0, ghost.overview.snapshot.originNanoseconds + sinceOrigin)
  }

  /// Takes in what is known by now of the session behind this one; what could not be read of it is
  /// said once.
  package mutating func take(_ ghost: Ghost) {
    if self.ghost?.overview.warnings.isEmpty != false, let warning = ghost.overview.warnings.first {
      tell("\(ghost.name): \(warning)")
    }
    self.ghost = ghost
  }

  mutating func toggleGhost() {
    showsGhost.toggle()
    guard let ghost else {
      notice = "there is no other session behind this one"
      return
    }
    notice = showsGhost ? "with \(ghost.name)" : "without \(ghost.name)"
  }
}
