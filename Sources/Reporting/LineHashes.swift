/// The hashes by which GitHub code scanning recognises an alert after lines have moved.
///
/// The value is the one of the upload action (`github/codeql-action`, `src/fingerprints.ts`), which
/// warns about every result that carries another one. A line's hash covers the 100 UTF-16 units that
/// begin at its first one, spaces and tabs left out and each line break as one LF; after the last unit
/// stand 65535 and zeros. It is a polynomial in 37, modulo 2^64, in hexadecimal digits, followed by how
/// often the value has occurred up to this line.
struct LineHashes {
  /// By line number.
  private let hashes: [Int: String]

  /// Keeps the hashes of the lines asked for; linear in the length of the file.
  init(_ bytes: [UInt8], lines: Set<Int>) {
    let (units, starts) = Self.normalized(bytes)
    var occurrences: [UInt64: Int] = [:]
    var hashes: [Int: String] = [:]
    for (index, start) in starts.enumerated() {
      let hash = units[start..<start + Self.blockSize].reduce(0) { $0 &* 37 &+ UInt64($1) }
      occurrences[hash, default: 0] += 1
      if lines.contains(index + 1) {
        hashes[index + 1] = "\(String(hash, radix: 16)):\(occurrences[hash, default: 0])"
      }
    }
    self.hashes = hashes
  }

  subscript(line: Int) -> String? { hashes[line] }

  private static let blockSize = 100

  /// The units that are hashed, and where the lines begin among them.
  private static func normalized(_ bytes: [UInt8]) -> (units: [UInt16], starts: [Int]) {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count + blockSize + 1)
    var starts: [Int] = []
    var isLineStart = true
    var followsReturn = false
    func append(_ unit: UInt16) {
      if isLineStart { starts.append(units.count) }
      isLineStart = unit == 0x0A
      units.append(unit)
    }
    for unit in String(decoding: bytes, as: UTF8.self).utf16 {
      let endsPair = followsReturn && unit == 0x0A
      followsReturn = unit == 0x0D
      if endsPair || unit == 0x20 || unit == 0x09 { continue }
      append(unit == 0x0D ? 0x0A : unit)
    }
    append(65535)
    units.append(contentsOf: repeatElement(0, count: blockSize))
    return (units, starts)
  }
}
