import Testing

@testable import Sessions

@Suite("A text that is too long")
struct ColumnsTests {
  @Test("loses its end, or its middle where the end tells more")
  func clipped() {
    let name = "POST /api/verify-biometric-proof"
    #expect(Columns.clip(name, to: 16) == "POST /api/verif…")
    #expect(Columns.clipMiddle(name, to: 16) == "POST …tric-proof")
    #expect(Columns.clipMiddle(name, to: 16, ellipsis: "...") == "POST...ric-proof")
    #expect(Columns.clipMiddle("日本語の名前です", to: 9) == "日…前です")
    #expect(Columns.clipMiddle(name, to: 40) == name)
  }

  @Test("never takes more columns than there are", arguments: 0...12)
  func narrow(columns: Int) {
    for text in ["POST /api", "日本語の名前です", "e\u{301}e\u{301}e\u{301}e\u{301}"] {
      #expect(Columns.width(of: Columns.clip(text, to: columns)) <= columns)
      #expect(Columns.width(of: Columns.clipMiddle(text, to: columns)) <= columns)
    }
  }
}
