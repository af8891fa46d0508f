/// An address in which `*` stands for any text without a slash: `ml-prod/trainingJobs/*`.
struct AddressPattern {
  private let steps: [Substring]

  init(_ text: String) {
    steps = text.split(separator: "/", omittingEmptySubsequences: false)
  }

  func matches(_ address: String) -> Bool {
    let others = address.split(separator: "/", omittingEmptySubsequences: false)
    return steps.count == others.count
      && zip(steps, others).allSatisfy { Self.matches(Array($0.utf8), Array($1.utf8)) }
  }

  private static func matches(_ pattern: [UInt8], _ text: [UInt8]) -> Bool {
    var place = 0
    var index = 0
    // After a mismatch the last `*` swallows one byte more.
    var star: (place: Int, index: Int)?
    while index < text.count {
      if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
        star = (place, index)
        place += 1
      } else if place < pattern.count, pattern[place] == text[index] {
        place += 1
        index += 1
      } else if let last = star {
        star = (last.place, last.index + 1)
        place = last.place + 1
        index = last.index + 1
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
