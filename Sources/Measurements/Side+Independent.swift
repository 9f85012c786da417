/// Of samples that do not depend on each other, as those of commands and functions.
extension Side {
  /// The side of a limit on which the share of `hits` among `count` samples lies: the exact binomial
  /// test.
  ///
  /// Source: Clopper and Pearson, Biometrika 26 (1934) 404.
  package init(
    ofIndependent hits: UInt64,
    of count: UInt64,
    limit: Double,
    _ confidence: Confidence
  ) {
    guard count > 0 else {
      self = .uncertain(.samples(needed: 1, soFar: 0))
      return
    }
    if BinomialTail.atMost(hits, of: count, share: limit) <= confidence.tail {
      self = .below
    } else if BinomialTail.atLeast(hits, of: count, share: limit) <= confidence.tail {
      self = .above
    } else {
      self = .uncertain(Self.shortage(hits, count, limit, confidence))
    }
  }

  private static func shortage(
    _ hits: UInt64,
    _ count: UInt64,
    _ limit: Double,
    _ confidence: Confidence
  ) -> Uncertainty {
    let n = Double(count)
    let chance = hits == 0 ? 1 - limit : hits == count ? limit : 0
    if chance > 0, chance < 1 {
      return .samples(needed: confidence.unanimous(chance), soFar: n)
    }
    let halfWidth = confidence.normal * (max(0, limit * (1 - limit)) / n).squareRoot()
    guard case .uncertain(let why) = Side(of: Double(hits) / n - limit, halfWidth: halfWidth) else {
      return .close(times: 2)
    }
    return why
  }

  /// The side of a limit on which the mean of samples lies: Student's t-test.
  package init(ofMean samples: Histogram, limit: Double, _ confidence: Confidence) {
    guard samples.count > 1, let mean = samples.mean, let deviation = samples.standardDeviation
    else {
      self = .uncertain(.samples(needed: 2, soFar: Int(clamping: samples.count)))
      return
    }
    // The histogram's is the deviation of a population: n / (n - 1) makes it that of a sample.
    let freedom = Double(samples.count) - 1
    let error = (deviation * deviation / freedom).squareRoot()
    self.init(
      of: mean - limit,
      halfWidth: confidence.student(degreesOfFreedom: freedom) * error
    )
  }
}
