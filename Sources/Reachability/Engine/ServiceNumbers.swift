/// Sets of services under small numbers, so that what was found for two of them is found once.
struct ServiceNumbers {
  /// The number of the empty set.
  static let none: Int32 = 0

  private var sets: [ServiceSet] = [.none]
  private var numbers: [ServiceSet: Int32] = [.none: none]
  /// Of the set that was numbered last, which the next one often is.
  private var last: Int32 = none

  subscript(number: Int32) -> ServiceSet { sets[Int(number)] }

  mutating func number(of set: ServiceSet) -> Int32 {
    if sets[Int(last)] == set { return last }
    if let known = numbers[set] {
      last = known
    } else {
      last = Int32(sets.count)
      sets.append(set)
      numbers[set] = last
    }
    return last
  }

  mutating func union(_ number: Int32, _ set: ServiceSet) -> Int32 {
    self.number(of: number == Self.none ? set : self[number].union(set))
  }
}
