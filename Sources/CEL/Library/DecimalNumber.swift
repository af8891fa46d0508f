/// A positive double in decimal digits, all of them: every double is a finite decimal fraction.
struct DecimalNumber {
  /// Without zeros in front; one zero for zero.
  private let digits: [UInt8]
  /// How many of the digits stand behind the point.
  private let fractionCount: Int

  /// Takes a number that is finite; its sign is left out.
  ///
  /// A double is an integer times a power of two; for negative powers, an integer times a power of
  /// five and one of a tenth. At most some 1,100 digits come of it.
  init(_ number: Double) {
    let exponent = Int(number.exponentBitPattern)
    let fraction = number.significandBitPattern
    let integer = exponent == 0 ? fraction : fraction | 1 << 52
    let power = max(exponent, 1) - 1075
    var limbs = [UInt64(integer % 1_000_000_000), UInt64(integer / 1_000_000_000)]
    for _ in 0..<abs(power) { Self.multiply(&limbs, by: power < 0 ? 5 : 2) }
    digits = Self.digits(of: limbs)
    fractionCount = max(0, -power)
  }

  /// Limbs are nine digits each, the lowest first.
  private static func multiply(_ limbs: inout [UInt64], by factor: UInt64) {
    var carry: UInt64 = 0
    for index in limbs.indices {
      let product = limbs[index] * factor + carry
      limbs[index] = product % 1_000_000_000
      carry = product / 1_000_000_000
    }
    if carry > 0 { limbs.append(carry) }
  }

  private static func digits(of limbs: [UInt64]) -> [UInt8] {
    var digits: [UInt8] = []
    for limb in limbs {
      var rest = limb
      for _ in 0..<9 {
        digits.append(UInt8(rest % 10))
        rest /= 10
      }
    }
    while digits.count > 1, digits.last == 0 { digits.removeLast() }
    return digits.reversed()
  }

  /// With so many digits behind the point, a half rounded to the even digit.
  func fixed(_ precision: Int) -> String {
    var rounded = rounded(keeping: digits.count - fractionCount + precision)
    let missing = precision - fractionCount
    if missing > 0 { rounded += Array(repeating: 0, count: missing) }
    if rounded.count <= precision {
      rounded = Array(repeating: 0, count: precision + 1 - rounded.count) + rounded
    }
    let point = rounded.count - precision
    return text(rounded[..<point]) + (precision > 0 ? "." + text(rounded[point...]) : "")
  }

  /// With one digit before the point, so many behind it and an exponent of two digits or more.
  func scientific(_ precision: Int) -> String {
    var exponent = digits == [0] ? 0 : digits.count - 1 - fractionCount
    var rounded = rounded(keeping: precision + 1)
    if rounded.count > precision + 1, digits.count > precision {
      rounded.removeLast()
      exponent += 1
    }
    if rounded.count <= precision {
      rounded += Array(repeating: 0, count: precision + 1 - rounded.count)
    }
    let fraction = precision > 0 ? "." + text(rounded[1...precision]) : ""
    let padding = exponent.magnitude < 10 ? "0" : ""
    return "\(rounded[0])\(fraction)e\(exponent < 0 ? "-" : "+")\(padding)\(exponent.magnitude)"
  }

  private func text(_ digits: ArraySlice<UInt8>) -> String {
    String(decoding: digits.map { $0 + 0x30 }, as: UTF8.self)
  }

  /// The first digits, rounded; one digit more than asked for where that carries.
  private func rounded(keeping count: Int) -> [UInt8] {
    guard count < digits.count else { return digits }
    guard count >= 0 else { return [] }
    var kept = Array(digits[..<count])
    let rest = digits[count...]
    let isHalf = rest.first == 5 && rest.dropFirst().allSatisfy { $0 == 0 }
    let isOdd = kept.last.map { $0 % 2 == 1 } ?? false
    guard isHalf ? isOdd : rest.first.map({ $0 >= 5 }) ?? false else { return kept }
    var index = count - 1
    while index >= 0, kept[index] == 9 {
      kept[index] = 0
      index -= 1
    }
    if index >= 0 { kept[index] += 1 } else { kept.insert(1, at: 0) }
    return kept
  }
}
