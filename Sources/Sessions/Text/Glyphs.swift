/// The marks that screens are drawn with, in Unicode or in ASCII.
package struct Glyphs: Hashable, Sendable {
  /// A cell filled from below by 1 to 8 eighths.
  package let rising: [Unicode.Scalar]
  /// A cell filled from the left by 1 to 8 eighths.
  package let growing: [Unicode.Scalar]
  package let rule: Unicode.Scalar
  package let budgetLine: Unicode.Scalar
  package let budgetMark: Unicode.Scalar
  package let ghostMark: Unicode.Scalar
  package let ghostLine: Unicode.Scalar
  package let planned: Unicode.Scalar
  package let band: Unicode.Scalar
  package let filledBand: Unicode.Scalar
  package let limit: Unicode.Scalar
  package let passedLimit: Unicode.Scalar
  package let empty: Unicode.Scalar
  package let diamond: Unicode.Scalar
  package let cursor: Unicode.Scalar
  package let regionStart: String
  package let regionEnd: String
  package let playing: String
  package let selected: String
  package let pass: String
  package let drift: String
  package let violation: String
  package let pending: String
  package let skipped: String
  package let over: String
  package let mark: String
  package let load: String
  package let recording: String
  package let now: String
  package let ellipsis: String
  package let infinity: String
  package let none: String
  package let separator: String
  package let atMost: String
  package let atLeast: String
  package let becomes: String
  package let leftRight: String
  package let upDown: String
  package let isASCII: Bool

  /// For a locale whose codeset is UTF-8.
  package static let unicode = Glyphs(
    rising: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
    growing: ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"],
    rule: "─",
    budgetLine: "┄",
    budgetMark: "┊",
    ghostMark: "╎",
    ghostLine: "╌",
    planned: "░",
    band: "░",
    filledBand: "▓",
    limit: "│",
    passedLimit: "┃",
    empty: "·",
    diamond: "◆",
    cursor: "┃",
    regionStart: "▐",
    regionEnd: "▌",
    playing: "▸",
    selected: "▸",
    pass: "✓",
    drift: "▲",
    violation: "✗",
    pending: "…",
    skipped: "-",
    over: "!",
    mark: "◇",
    load: "┴",
    recording: "●",
    now: "▲",
    ellipsis: "…",
    infinity: "∞",
    none: "–",
    separator: "·",
    atMost: "≤",
    atLeast: "≥",
    becomes: "→",
    leftRight: "←→",
    upDown: "↑↓",
    isASCII: false
  )

  /// For every other locale.
  package static let ascii = Glyphs(
    rising: ["_", "_", ".", ":", "-", "=", "#", "#"],
    growing: [".", ":", "-", "-", "=", "=", "#", "#"],
    rule: "-",
    budgetLine: "-",
    budgetMark: "|",
    ghostMark: ":",
    ghostLine: "~",
    planned: ".",
    band: ":",
    filledBand: "#",
    limit: "|",
    passedLimit: "|",
    empty: ".",
    diamond: "o",
    cursor: "|",
    regionStart: "[",
    regionEnd: "]",
    playing: ">",
    selected: ">",
    pass: "+",
    drift: "~",
    violation: "X",
    pending: "?",
    skipped: "-",
    over: "!",
    mark: "*",
    load: "^",
    recording: "*",
    now: "^",
    ellipsis: "...",
    infinity: "inf",
    none: "-",
    separator: "-",
    atMost: "<=",
    atLeast: ">=",
    becomes: "->",
    leftRight: "Left/Right",
    upDown: "Up/Down",
    isASCII: true
  )
}
