import NIOSSL
import Testing

@testable import Workloads

struct CertificateTextTests {
  /// For clients alone, from 2026 to 2120, signed by itself.
  private static let ofClient = """
    -----BEGIN CERTIFICATE-----
    MIIBszCCAVqgAwIBAgIUXo+NxbAs0MO/fT1USz3aeHn+TRowCgYIKoZIzj0EAwIw
    GTEXMBUGA1UEAwwOY2xpZW50LmV4YW1wbGUwIBcNMjYxMjAxMTIyMzUwWhgPMjEy
    MDAxMDMxMjIzNTBaMBkxFzAVBgNVBAMMDmNsaWVudC5leGFtcGxlMFkwEwYHKoZI
    zj0CAQYIKoZIzj0DAQcDQgAEy6HNiaNgJCp8HQMMu9MxbivNc3LgUo2Luqgfw8gq
    NJDammqFAakjl8ZPQt3+Ols8aPGV4SduS/ArVrW/JNT9rqN+MHwwHQYDVR0OBBYE
    FAnXK6XvG3VaMoqXs32XyAArW2b/MB8GA1UdIwQYMBaAFAnXK6XvG3VaMoqXs32X
    yAArW2b/MA8GA1UdEwEB/wQFMAMBAf8wEwYDVR0lBAwwCgYIKwYBBQUHAwIwFAYD
    VR0RBA0wC4IJbG9jYWxob3N0MAoGCCqGSM49BAMCA0cAMEQCIHJyNz0NhZJc4w88
    xiF+CG+AqRPEyC+uQDJdxV3uZhemAiAuJI0jj4wx6LUiB+9F1Ggsh+7WoLQrbbC/
    B+9+O01rnA==
    -----END CERTIFICATE-----
    """

  @Test func `a certificate that is not for servers says so`() throws {
    let certificate = try NIOSSLCertificate(bytes: Array(Self.ofClient.utf8), format: .pem)
    // In 2096.
    #expect(
      CertificateText(certificate).distrust(nowSeconds: 4_000_000_000)
        == "certificate not for servers ('client.example'): its extended key usage lacks serverAuth"
    )
    for certificate in SignedCertificate.allCases {
      let server = try NIOSSLCertificate(bytes: Array(certificate.text.utf8), format: .pem)
      #expect(!CertificateText(server).distrust(nowSeconds: 0).contains("serverAuth"))
    }
  }
}
