package import Measurements

extension Uncertainty {
  /// Why it is unsure and what would help: `10 intervals needed, 7 so far`.
  package var words: String {
    switch self {
    case .intervals(let needed, let soFar):
      return "\(needed) intervals needed, \(soFar) so far"
    case .samples(let needed, let soFar):
      let about = needed < 1000 ? "\(needed)" : "about \(Figures.quantity(needed))"
      return "\(about) samples needed, \(Figures.quantity(soFar)) so far"
    case .close(let times?) where times < 100:
      let shown =
        times < 10 ? Figures.trimmed(Figures.decimal(times, 1)) : Figures.decimal(times, 0)
      return "it may be chance; a run \(shown)x as long may tell"
    case .close(.some): return "it may be chance; only a far longer run may tell"
    case .close(nil): return "it may be chance"
    case .failures(let most):
      return "more than \(Figures.fineShare(most)) may fail, which would be too many"
    case .openEnd: return "sure only at the end, which is not planned"
    }
  }
}
