import NIOSSL

/// Certificates of servers that an authority of the tests has signed, with the key of `TestCertificate`.
enum SignedCertificate: String, CaseIterable {
  /// For localhost and 127.0.0.1, until 2120.
  case good
  /// The same, until 2021-10-01.
  case expired
  /// The same, from 2119-05-03 on.
  case future
  /// For other hosts, until 2120.
  case elsewhere

  /// It, in PEM.
  var text: String {
    switch self {
    case .good:
      """
      -----BEGIN CERTIFICATE-----
      MIIBXzCCAQagAwIBAgIUDg/sWHIVRMaqsFrZ0Z8zJPOO0ZowCgYIKoZIzj0EAwIw
      GTEXMBUGA1UEAwwOdGVzdCBhdXRob3JpdHkwIBcNMjAwMTAxMDAwMDAwWhgPMjEy
      MDAxMDEwMDAwMDBaMBcxFTATBgNVBAMMDGdvb2QuZXhhbXBsZTBZMBMGByqGSM49
      AgEGCCqGSM49AwEHA0IABEU+Kx6BaYJqVUGpxBXk1NwMPLCWVqB6CHQVBNeN76Fg
      u0QfNbvYe2lwaj5K41u/d+FuaqyhiPEZ6E7+rFRx08CjLDAqMAwGA1UdEwEB/wQC
      MAAwGgYDVR0RBBMwEYIJbG9jYWxob3N0hwR/AAABMAoGCCqGSM49BAMCA0cAMEQC
      IFCDr5o0cqAPEIuco0VPziQj8WhWOXklnh4hyhgthsrvAiB3FF3BGwiPdNLU8a69
      E8p5iUHl8gJUedm7yZkuL9trOQ==
      -----END CERTIFICATE-----
      """
    case .expired:
      """
      -----BEGIN CERTIFICATE-----
      MIIBYjCCAQegAwIBAgIUNdFEVg27H62avG27LsnZBEks+1cwCgYIKoZIzj0EAwIw
      GTEXMBUGA1UEAwwOdGVzdCBhdXRob3JpdHkwHhcNMjAwMTAxMDAwMDAwWhcNMjEx
      MDAxMDAwMDAwWjAaMRgwFgYDVQQDDA9leHBpcmVkLmV4YW1wbGUwWTATBgcqhkjO
      PQIBBggqhkjOPQMBBwNCAARFPisegWmCalVBqcQV5NTcDDywllagegh0FQTXje+h
      YLtEHzW72HtpcGo+SuNbv3fhbmqsoYjxGehO/qxUcdPAoywwKjAMBgNVHRMBAf8E
      AjAAMBoGA1UdEQQTMBGCCWxvY2FsaG9zdIcEfwAAATAKBggqhkjOPQQDAgNJADBG
      AiEAtrSLn41P4de2/qfnOGwT216pzbjhQTv6cNcTCcdaaqECIQDjWumSPDgn2+U/
      ezVGWb6SZu1ZjPOGgSJA8DvWFfvfug==
      -----END CERTIFICATE-----
      """
    case .future:
      """
      -----BEGIN CERTIFICATE-----
      MIIBZDCCAQqgAwIBAgIUFvsEmfsebvsfbErV8PBmwgP7JDEwCgYIKoZIzj0EAwIw
      GTEXMBUGA1UEAwwOdGVzdCBhdXRob3JpdHkwIhgPMjExOTA1MDMwMDAwMDBaGA8y
      MTIwMDEwMTAwMDAwMFowGTEXMBUGA1UEAwwOZnV0dXJlLmV4YW1wbGUwWTATBgcq
      hkjOPQIBBggqhkjOPQMBBwNCAARFPisegWmCalVBqcQV5NTcDDywllagegh0FQTX
      je+hYLtEHzW72HtpcGo+SuNbv3fhbmqsoYjxGehO/qxUcdPAoywwKjAMBgNVHRMB
      Af8EAjAAMBoGA1UdEQQTMBGCCWxvY2FsaG9zdIcEfwAAATAKBggqhkjOPQQDAgNI
      ADBFAiEAozvAYyMLeS1ApmgbT6Te5WpJnvf68yZiR+gu/a5UOLICIDjxtLe68vRn
      zBBh+smMtQybFqe+rJxI29dlbqOLLHwo
      -----END CERTIFICATE-----
      """
    case .elsewhere:
      """
      -----BEGIN CERTIFICATE-----
      MIIBgTCCASigAwIBAgIUd9SLHPES9mnkRwCJiuRaz0NLEeUwCgYIKoZIzj0EAwIw
      GTEXMBUGA1UEAwwOdGVzdCBhdXRob3JpdHkwIBcNMjAwMTAxMDAwMDAwWhgPMjEy
      MDAxMDEwMDAwMDBaMBwxGjAYBgNVBAMMEWVsc2V3aGVyZS5leGFtcGxlMFkwEwYH
      KoZIzj0CAQYIKoZIzj0DAQcDQgAERT4rHoFpgmpVQanEFeTU3Aw8sJZWoHoIdBUE
      143voWC7RB81u9h7aXBqPkrjW7934W5qrKGI8RnoTv6sVHHTwKNJMEcwDAYDVR0T
      AQH/BAIwADA3BgNVHREEMDAugglhLmV4YW1wbGWCCWIuZXhhbXBsZYcECgECA4cQ
      /oAAAAAAAAAAAAAAAAAAATAKBggqhkjOPQQDAgNHADBEAiAAzUrz9YqMNssuIcon
      ebD58qy+pZB1nLGC5BVbiQS4RgIgSWY0Pxx/vg0+1hoZV7+x0J+pu1UDO4ybSVh0
      x+2+nOk=
      -----END CERTIFICATE-----
      """
    }
  }

  /// A server that shows it.
  func serverConfiguration() throws -> TLSConfiguration {
    .makeServerConfiguration(
      certificateChain: [
        .certificate(try NIOSSLCertificate(bytes: Array(text.utf8), format: .pem))
      ],
      privateKey: .privateKey(try TestCertificate.key())
    )
  }

  /// The authority that has signed them all, in PEM.
  static let authorityText = """
    -----BEGIN CERTIFICATE-----
    MIIBSTCB76ADAgECAhRllchtLiuQkAwD1T36R4gs90AryjAKBggqhkjOPQQDAjAZ
    MRcwFQYDVQQDDA50ZXN0IGF1dGhvcml0eTAgFw0yMDAxMDEwMDAwMDBaGA8yMTIw
    MDEwMTAwMDAwMFowGTEXMBUGA1UEAwwOdGVzdCBhdXRob3JpdHkwWTATBgcqhkjO
    PQIBBggqhkjOPQMBBwNCAARjA2tux8dsfTubvORcAK5j0fbYqSu2Ppm0z5apZ1MW
    fVOJRiCKKMZKTGhRGA3JLSzv7Sy2DNZjGyZIbGggaX1koxMwETAPBgNVHRMBAf8E
    BTADAQH/MAoGCCqGSM49BAMCA0kAMEYCIQDUHmPanZCGKq+nWzMc9OvIMYD9NbuC
    1hKI56lQzcgsjAIhANeguyowI/23zXQi4DJZ2ecM+GJHlH1PKl/bYglGPM9f
    -----END CERTIFICATE-----
    """
}
