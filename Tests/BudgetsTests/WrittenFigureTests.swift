import Budgets
import Testing

struct WrittenFigureTests {
  @Test("a figure is shown as it was written, as long as it is that figure")
  func text() {
    for (written, text) in [("60MB", "60MB"), (" 1.50 s", "1.50s"), ("850µs", "850us")] {
      #expect(WrittenFigure(written, value: 1).text(of: 1) == text)
      #expect(WrittenFigure(written, value: 1).text(of: 2) == nil)
    }
    #expect(WrittenFigure("60MB", value: 1).unit == "MB")
  }

  @Test("what has no unit, or is more than a figure, is not kept")
  func refused() {
    for written in ["200", "0.001", "", "ms", "1ms\u{1B}[2J", "123456789012345ms", "-1ms"] {
      #expect(WrittenFigure(written, value: 1).text(of: 1) == nil, "\(written)")
    }
  }

  @Test("how a budget is written makes no other objective of it")
  func equality() {
    var one = Objective(subject: .suite, metric: .residentMemory, budget: 0)
    var other = one
    one.setBudget(1000, as: "1KB")
    other.setBudget(1000, as: "1000B")
    #expect(one == other && one.budgetText == "1KB")
    one.budget = 2000
    #expect(one.budgetText == nil)
  }
}
