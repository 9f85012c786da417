package import Sessions

extension Figure {
  /// The figure as an object; what is not known is null.
  package var json: JSON {
    [
      "name": .string(name),
      "value": JSON(value),
      "unit": .string(unit.rawValue),
      "low": JSON(low),
      "high": JSON(high),
      "min": JSON(minimum),
      "max": JSON(maximum),
      "samples": JSON(samples),
      "limits": .array(
        limits.map { limit in
          [
            "of": .string(limit.side.rawValue),
            "at_most": JSON(limit.most),
            "kept": keeps(limit).map { .bool($0) } ?? .null,
          ]
        }
      ),
      "note": .string(note),
    ]
  }
}
