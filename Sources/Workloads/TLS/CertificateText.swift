import Glibc
import Measurements
import NIOSSL
import Sessions

/// What is told of the certificate of a server.
struct CertificateText {
  private let certificate: NIOSSLCertificate
  private static let mostNames = 3

  init(_ certificate: NIOSSLCertificate) { self.certificate = certificate }

  /// Why it is not trusted, as far as it shows: out of its time, or signed by whom nobody here knows.
  func distrust(nowSeconds: Int64 = SystemClock().wallNanoseconds() / 1_000_000_000) -> String {
    let subject = Self.name(certificate.subjectName)
    let of = subject.map { " ('\($0)')" } ?? ""
    let (from, to) = (Int64(certificate.notValidBefore), Int64(certificate.notValidAfter))
    if to < nowSeconds { return "certificate expired on \(Self.date(to))\(of)" }
    if from > nowSeconds { return "certificate not valid before \(Self.date(from))\(of)" }
    if !isForServers {
      return "certificate not for servers\(of): its extended key usage lacks serverAuth"
    }
    if certificate.subjectName == certificate.issuerName {
      return "unknown issuer: the certificate\(of) is signed by itself"
    }
    let issuer = Self.name(certificate.issuerName).map { " '\($0)'" } ?? ""
    return "unknown issuer\(issuer) of the certificate\(of)"
  }

  /// Whether its extended key usage, if it has one, permits servers (RFC 5280, 4.2.1.12).
  private var isForServers: Bool {
    guard let bytes = try? certificate.toDERBytes() else { return true }
    // The identifiers in DER: id-ce-extKeyUsage, id-kp-serverAuth and anyExtendedKeyUsage.
    let usage: [UInt8] = [0x06, 0x03, 0x55, 0x1D, 0x25]
    let permitting: [[UInt8]] = [
      [0x06, 0x08, 0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x01],
      [0x06, 0x04, 0x55, 0x1D, 0x25, 0x00],
    ]
    return !bytes.contains(usage) || permitting.contains { bytes.contains($0) }
  }

  /// For whom it is valid, as what follows another name: `; it is for a.example, b.example`.
  var validFor: String {
    let names = certificate._subjectAlternativeNames().compactMap(Self.text)
    let all = names.isEmpty ? Self.name(certificate.subjectName).map { [$0] } ?? [] : names
    guard !all.isEmpty else { return "" }
    let others = all.count - Self.mostNames
    let rest = others > 0 ? " and \(others) more" : ""
    return "; it is for " + all.prefix(Self.mostNames).joined(separator: ", ") + rest
  }

  /// The common name, or else what comes first.
  private static func name(_ names: [SSLCertificateName]) -> String? {
    let name = names.last { $0.type == .commonName } ?? names.first
    return name.map { String($0.value.prefix(64)) }
  }

  private static func text(_ name: _SubjectAlternativeName) -> String? {
    let bytes = Array(name.contents)
    switch name.nameType {
    case .dnsName: return String(decoding: bytes.prefix(64), as: UTF8.self)
    case .ipAddress: return address(bytes)
    default: return nil
    }
  }

  private static func address(_ bytes: [UInt8]) -> String? {
    let family = bytes.count == 4 ? AF_INET : AF_INET6
    guard bytes.count == 4 || bytes.count == 16 else { return nil }
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    guard inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else { return nil }
    return text.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } }
  }

  /// The day in UTC.
  private static func date(_ seconds: Int64) -> String {
    let nanoseconds = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    guard !nanoseconds.overflow else { return "an unknown day" }
    return String(UTCTime(nanoseconds: nanoseconds.partialValue).iso8601.prefix(10))
  }
}
