import Infrastructure

/// What holds for each address of a family, as pieces in order that cover all of it.
struct AddressMap<Element> {
  private var starts: [UInt128] = []
  private var values: [Element] = []
  private let end: UInt128

  /// A map of one piece.
  init(_ value: Element, _ family: IPPrefix.Family) {
    starts = [0]
    values = [value]
    end = family.span.upper
  }

  /// The map whose pieces lie between the borders of spans; `value` is given the indices of the spans
  /// that cover a piece.
  ///
  /// Linear in the spans, but for sorting and the number of those that cover one piece.
  init(
    of spans: [AddressSpan],
    _ family: IPPrefix.Family,
    _ value: ([Int]) -> Element
  ) {
    end = family.span.upper
    if spans.allSatisfy({ $0.lower == 0 && $0.upper == end }) {
      starts = [0]
      values = [value(Array(spans.indices))]
      return
    }
    // Where a span begins, and where it no longer holds.
    var borders: [(at: UInt128, index: Int, opens: Bool)] = []
    borders.reserveCapacity(2 * spans.count)
    for (index, span) in spans.enumerated() {
      borders.append((span.lower, index, true))
      if span.upper < end { borders.append((span.upper + 1, index, false)) }
    }
    borders.sort { $0.at < $1.at }
    starts.reserveCapacity(borders.count + 1)
    values.reserveCapacity(borders.count + 1)
    var covering: [Int] = []
    var next = 0
    var start: UInt128 = 0
    while true {
      while next < borders.count, borders[next].at == start {
        let border = borders[next]
        if border.opens {
          covering.append(border.index)
        } else if let place = covering.firstIndex(of: border.index) {
          covering.remove(at: place)
        }
        next += 1
      }
      starts.append(start)
      values.append(value(covering))
      guard next < borders.count else { return }
      start = borders[next].at
    }
  }

  /// The piece that holds an address; logarithmic.
  private func index(of address: UInt128) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= address { low = middle } else { high = middle }
    }
    return low
  }

  func value(at address: UInt128) -> Element {
    values[index(of: address)]
  }

  /// The parts of a span with what holds there.
  func forEachPiece<Failure: Error>(
    over span: AddressSpan,
    _ body: (AddressSpan, Element) throws(Failure) -> Void
  ) throws(Failure) {
    var index = index(of: span.lower)
    while index < starts.count, starts[index] <= span.upper {
      let last = index + 1 < starts.count ? starts[index + 1] - 1 : end
      try body(
        AddressSpan(max(starts[index], span.lower), min(last, span.upper)),
        values[index]
      )
      index += 1
    }
  }
}
