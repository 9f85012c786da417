extension Summary {
  /// These figures with what is a fact of the run and can't be computed again: where the recording
  /// was, its trust and its status, unless these figures lead to another verdict, as those of a file
  /// that was damaged since.
  package func keepingFacts(of run: Summary) -> Summary {
    var summary = self
    summary.recording = run.recording
    summary.trust = run.trust
    if run.verdict == verdict { summary.status = run.status }
    return summary
  }
}
