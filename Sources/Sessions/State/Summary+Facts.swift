extension Summary {
  /// These figures with what is a fact of the run and can't be computed again: where the recording
  /// was, its trust and its status.
  package func keepingFacts(of run: Summary) -> Summary {
    var summary = self
    summary.recording = run.recording
    summary.trust = run.trust
    summary.status = run.status
    return summary
  }
}
