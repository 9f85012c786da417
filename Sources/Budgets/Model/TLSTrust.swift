/// Whose certificates are believed.
package struct TLSTrust: Sendable, Equatable {
  /// Whether the server's certificate is checked at all.
  package var verifies = true
  /// A PEM file with certificates that are believed beside those of the system; nil for none.
  package var authorityFile: String?

  /// The certificates of the system.
  package init(verifies: Bool = true, authorityFile: String? = nil) {
    self.verifies = verifies
    self.authorityFile = authorityFile
  }
}
