package import Budgets
import Sessions

/// How much load, in words.
package enum LoadText {
  /// `1 user`, `50 users`, `200/s`.
  package static func level(_ level: Double, _ model: LoadProfile.LoadModel) -> String {
    if model == .samples { return "one at a time" }
    let number = number(level, model)
    guard model.countsUsers else { return number + "/s" }
    return number + (number == "1" ? " user" : " users")
  }

  /// The same without its unit; users are whole.
  package static func number(_ level: Double, _ model: LoadProfile.LoadModel) -> String {
    guard model.countsUsers else { return Figures.trimmed(Figures.rate(level)) }
    return Figures.quantity(Int(exactly: level.rounded()) ?? 0)
  }
}
