import Glibc
import NIOSSL
import Testing

/// A certificate for localhost and 127.0.0.1 that nobody has signed but itself, good until 2120.
enum TestCertificate {
  static func certificate() throws -> NIOSSLCertificate {
    try NIOSSLCertificate(bytes: Array(certificateText.utf8), format: .pem)
  }

  /// A file of it, which is the caller's to remove.
  static func file() throws -> String {
    var path = Array("/tmp/headroom-certificate-XXXXXX".utf8CString)
    let descriptor = mkstemp(&path)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    let text = Array(certificateText.utf8)
    try #require(write(descriptor, text, text.count) == text.count)
    return String(decoding: path.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  static func key() throws -> NIOSSLPrivateKey {
    try NIOSSLPrivateKey(bytes: Array(keyText.utf8), format: .pem)
  }

  private static let certificateText = """
    -----BEGIN CERTIFICATE-----
    MIIBZzCCAQ2gAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv
    c3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMM
    CWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABEU+Kx6BaYJqVUGp
    xBXk1NwMPLCWVqB6CHQVBNeN76Fgu0QfNbvYe2lwaj5K41u/d+FuaqyhiPEZ6E7+
    rFRx08CjTjBMMBoGA1UdEQQTMBGCCWxvY2FsaG9zdIcEfwAAATAPBgNVHRMBAf8E
    BTADAQH/MB0GA1UdDgQWBBTIgKo2qSMaK4YeV1WwuY1z8btp+zAKBggqhkjOPQQD
    AgNIADBFAiBtDBmM08yWWMDe4eahb2yiVvTf+DvljP775BY9TIFL+gIhAKJLLj3t
    rJFOAkgUErYm51IMYs88pYdIFWWq9gCbFbg8
    -----END CERTIFICATE-----
    """

  // Of no use to anybody: it stands here for all to see.
  private static let keyText = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgsj0jPAOlkibiwmgL
    UZculA/zPthET9hVmlMJiNaef86hRANCAARFPisegWmCalVBqcQV5NTcDDywllag
    egh0FQTXje+hYLtEHzW72HtpcGo+SuNbv3fhbmqsoYjxGehO/qxUcdPA
    -----END PRIVATE KEY-----
    """
}
