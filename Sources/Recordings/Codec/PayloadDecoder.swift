import Measurements

/// Reads one payload of a log line after the other, of any encoding, with one working memory.
///
/// Owned by one thread.
final class PayloadDecoder {
  /// What a payload holds.
  struct Decoded: Equatable {
    /// The samples, in buckets of ours.
    var counts = SparseCounts()
    /// How many of them are beyond 1 h, and were clamped.
    var clamped: UInt64 = 0
    /// The lowest and the highest value of its last bucket with samples, in its own units; nil
    /// without samples.
    var maximum: ClosedRange<Double>?
  }

  /// The same, with its buckets among those that the decoder holds.
  struct Part {
    /// Where its buckets lie in what `take` gives.
    var place: Range<Int>
    /// The number of its samples.
    var count: UInt64
    /// The coarser buckets that they come from; nil if they were counted in ours.
    var resolution: Resolution?
    var clamped: UInt64
    var maximum: ClosedRange<Double>?

    /// Its samples, of all that were taken.
    func counts(in all: [SparseCounts.Entry]) -> SparseCounts {
      SparseCounts(all[place], count: count, resolution: resolution)
    }
  }

  /// The most buckets that there is room for all the time.
  private static let heldEntries = 4 * PayloadTally.entryLimit

  private let inflater = Inflater()
  private var framed = ReusedMemory<UInt8>(capacity: 4 << 10)
  /// The buckets of what was read and not taken yet.
  private var entries = ReusedMemory<SparseCounts.Entry>(capacity: heldEntries)
  private var entryCount = 0

  /// The buckets of all payloads that were read since the last call.
  ///
  /// They share one array: of small histograms there are many, and an array of its own for each is
  /// most of what they would cost.
  func take() -> [SparseCounts.Entry] {
    defer {
      entryCount = 0
      if entries.capacity > Self.heldEntries { entries.resize(to: Self.heldEntries) }
    }
    return Array(UnsafeBufferPointer(start: entries.start, count: entryCount))
  }

  /// Reads the base64 of one payload, as `read` does.
  func decode(
    _ text: ArraySlice<UInt8>,
    nanosecondsPerUnit: Double = 1
  ) throws(PayloadError) -> Decoded {
    let part = try read(text, nanosecondsPerUnit: nanosecondsPerUnit)
    return Decoded(counts: part.counts(in: take()), clamped: part.clamped, maximum: part.maximum)
  }

  /// Reads the base64 of a payload, whose values are multiples of `nanosecondsPerUnit`.
  ///
  /// A bucket of another layout is counted where its highest value lies, since that is what the
  /// reference implementation says of a percentile and of the maximum. Layouts of up to three digits
  /// have buckets that are whole numbers of ours, so these figures are the same to the nanosecond;
  /// the minimum and the mean follow from the resolution of the counts. What was counted with four
  /// or five digits, or in units other than ns, is kept to three digits like everything else.
  func read(
    _ text: ArraySlice<UInt8>,
    nanosecondsPerUnit: Double = 1
  ) throws(PayloadError) -> Part {
    framed.reserve(Base64.room(for: text.count))
    let memory = framed.start
    guard let length = text.withUnsafeBufferPointer({ Base64.decode($0, into: memory) }) else {
      throw .notBase64
    }
    var rest = UnsafeRawBufferPointer(start: memory, count: length)
    let isDouble = length >= 4 && PayloadCookie.doubles.contains(rest.word(at: 0))
    let whole = rest
    if isDouble { rest = rest.rebasing(from: PayloadCookie.doublesLength) }
    let cookie = rest.count > 8 ? PayloadCookie(rest.word(at: 0)) : nil
    let (header, counts): (PayloadHeader, UnsafeRawBufferPointer)
    if let cookie {
      (header, counts) = cookie.isCompressed ? try inflated(rest, cookie) : try plain(rest, cookie)
    } else if isDouble {
      (header, counts) = try inflatedDoubles(whole)
    } else {
      guard rest.count > 8 else { throw .tooShort }
      throw .badCookie(rest.word(at: 0))
    }
    let ratio = isDouble ? header.conversionRatio : 1
    guard ratio.isFinite, ratio > 0 else { throw .badHeader }
    var tally = PayloadTally(
      header.layout,
      ratio: ratio,
      nanosecondsPerUnit: nanosecondsPerUnit,
      into: room()
    )
    if header.cookie.version == .v2 {
      try tally.add(packed: counts)
    } else {
      try tally.add(words: counts, of: header.cookie.wordLength)
    }
    let place = entryCount..<(entryCount + tally.entryCount)
    entryCount = place.upperBound
    return tally.part(at: place)
  }

  /// Where the buckets of the next payload go.
  private func room() -> UnsafeMutablePointer<SparseCounts.Entry> {
    if entryCount + PayloadTally.entryLimit > entries.capacity {
      entries.resize(to: 2 * entries.capacity, keeping: entryCount)
    }
    return entries.start + entryCount
  }

  private func inflated(
    _ bytes: UnsafeRawBufferPointer,
    _ cookie: PayloadCookie
  ) throws(PayloadError) -> (PayloadHeader, UnsafeRawBufferPointer) {
    let length = Int(bytes.word(at: 4))
    guard length <= bytes.count - 8 else { throw .tooShort }
    inflater.start(bytes.rebasing(from: 8, count: length))
    let headerLength = cookie.version.headerLength
    guard inflater.output.count >= headerLength else {
      throw inflater.state == .damaged ? .notZlib : .tooShort
    }
    guard let header = PayloadHeader(inflater.output, of: cookie.version) else { throw .badHeader }
    let limit = headerLength + (header.countsLength ?? header.longestCounts)
    // One byte more than it may have, so that a longer stream is told apart.
    inflater.goOn(upTo: limit + 1)
    let output = inflater.output
    guard inflater.state == .whole, output.count <= limit,
      header.countsLength == nil || output.count == limit
    else { throw .notZlib }
    return (header, output.rebasing(from: headerLength))
  }

  /// A histogram of doubles that was compressed as a whole, its own header with it.
  private func inflatedDoubles(
    _ bytes: UnsafeRawBufferPointer
  ) throws(PayloadError) -> (PayloadHeader, UnsafeRawBufferPointer) {
    guard bytes.count > 8, Int(bytes.word(at: 4)) <= bytes.count - 8 else { throw .tooShort }
    inflater.start(bytes.rebasing(from: 8, count: Int(bytes.word(at: 4))))
    let own = PayloadCookie.doublesLength
    guard inflater.output.count >= own + 4,
      PayloadCookie.doubles.contains(inflater.output.word(at: 0)),
      let cookie = PayloadCookie(inflater.output.word(at: own)), !cookie.isCompressed,
      let header = PayloadHeader(inflater.output.rebasing(from: own), of: cookie.version)
    else { throw .badDoubles }
    let start = own + cookie.version.headerLength
    let limit = start + (header.countsLength ?? header.longestCounts)
    inflater.goOn(upTo: limit + 1)
    let output = inflater.output
    guard inflater.state == .whole, output.count <= limit,
      header.countsLength == nil || output.count == limit
    else { throw .notZlib }
    return (header, output.rebasing(from: start))
  }

  private func plain(
    _ bytes: UnsafeRawBufferPointer,
    _ cookie: PayloadCookie
  ) throws(PayloadError) -> (PayloadHeader, UnsafeRawBufferPointer) {
    guard bytes.count >= cookie.version.headerLength else { throw .tooShort }
    guard let header = PayloadHeader(bytes, of: cookie.version) else { throw .badHeader }
    let counts = bytes.rebasing(from: cookie.version.headerLength)
    guard header.countsLength ?? 0 <= counts.count else { throw .tooShort }
    return (
      header,
      UnsafeRawBufferPointer(rebasing: counts.prefix(header.countsLength ?? header.longestCounts))
    )
  }
}

extension UnsafeRawBufferPointer {
  /// What is behind its first bytes; nothing if it has no more.
  fileprivate func rebasing(from offset: Int) -> UnsafeRawBufferPointer {
    offset < count ? rebasing(from: offset, count: count - offset) : rebasing(from: 0, count: 0)
  }

  /// So many bytes from an offset on, which must be there.
  fileprivate func rebasing(from offset: Int, count: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: baseAddress.map { $0 + offset }, count: count)
  }
}
