import Sessions
import Testing

@Suite("Figures")
struct FiguresTests {
  @Test(
    "of a budget say 100% of nothing but all of it",
    arguments: [
      (1.0, "100%"), (1.001, "100.1%"), (1.0003, ">100%"), (1.0049, "100.5%"), (1.0051, "101%"),
      (0.9999, "<100%"), (0.9991, "99.9%"), (0.996, "99.6%"), (0.994, "99%"), (0, "0%"),
      (12.5, "1250%"), (.infinity, "∞"),
    ]
  )
  func consumption(share: Double, expected: String) {
    #expect(Figures.consumption(share) == expected)
  }
}
