import Testing

extension TemporaryFolder {
  /// Writes `key.pem`, and `certificate.pem` for localhost and 127.0.0.1 that it has signed itself.
  func writeCertificate() throws {
    let openssl = try Child(
      Peer.openssl.required(),
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
        "-keyout", "key.pem", "-out", "certificate.pem", "-days", "2", "-subj", "/CN=localhost",
        "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
      ],
      in: self,
      as: "openssl"
    )
    let status = try openssl.status()
    try #require(status == 0, "\(openssl.errors)")
  }
}
