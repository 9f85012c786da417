import NIOHTTP2

extension HTTP2ErrorCode {
  /// Its name in RFC 9113, 7, or its number if it has none: `INTERNAL_ERROR`, `0x2a`.
  var name: String {
    let names = [
      "NO_ERROR", "PROTOCOL_ERROR", "INTERNAL_ERROR", "FLOW_CONTROL_ERROR", "SETTINGS_TIMEOUT",
      "STREAM_CLOSED", "FRAME_SIZE_ERROR", "REFUSED_STREAM", "CANCEL", "COMPRESSION_ERROR",
      "CONNECT_ERROR", "ENHANCE_YOUR_CALM", "INADEQUATE_SECURITY", "HTTP_1_1_REQUIRED",
    ]
    return names.indices.contains(networkCode)
      ? names[networkCode] : "0x" + String(networkCode, radix: 16)
  }
}
