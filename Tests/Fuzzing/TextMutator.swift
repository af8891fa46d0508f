import SourceText

/// Changes texts where they mean nothing: bytes, lines, pieces of other texts.
struct TextMutator {
  var random: RandomNumbers
  let corpus: Corpus

  static let fragments = [
    "\n", " ", "  ", "\t", ": ", "- ", "? ", "[", "]", "{", "}", ",", "\"", "'", "|\n", ">-\n", "#",
    " # ", "&a0 ", "*a0", "<<: *a0\n", "!Ref ", "!If [C, a, !Ref AWS::NoValue]", "!Sub ",
    "!GetAtt ",
    "!Select [0, []]", "{Ref: X}", "!!int ", "!!binary ", "---\n", "...\n", "%YAML 1.1\n", "\r\n",
    "\r", "\\", "\\u00e4", "\\ud834", "\u{FEFF}", "\u{85}", "\u{2028}", "ä", "𝄞", "\u{0}", "\u{7}",
    "1",
    "true", "~", "null", "key: v\n", "- - - - ", "? ? ? ", "[[[[[[[[", "{a: {a: {a: ",
    "99999999999",
    "-1e999", "AWS::", "Fn::If", "Type: AWS::S3::Bucket\n", "Resources:\n", "${", "# expect: x\n",
    "# checkov:skip=CKV_AWS_1: why\n", " # kics-scan ignore-line\n", "# trivy:ignore:AVD-AWS-1\n",
    " # nosemgrep: a.b\n", "# cfn-lint: disable=E1\n",
  ].map { Array($0.utf8) }

  init(random: RandomNumbers, corpus: Corpus) {
    self.random = random
    self.corpus = corpus
  }

  mutating func mutate(_ text: inout [UInt8]) {
    let count = random.chance(70) ? random.number(in: 1...4) : random.number(in: 5...40)
    for _ in 0..<count {
      switch random.number(in: 0...19) {
      case 0..<9: changeBytes(of: &text)
      case 9..<16: changeLines(of: &text)
      case 16..<18: splice(&text)
      default: changeWord(of: &text)
      }
    }
    if random.chance(4) { reencode(&text) }
  }

  private mutating func changeBytes(of text: inout [UInt8]) {
    let place = random.number(in: 0...text.count)
    let length = random.chance(80) ? random.number(in: 0...8) : random.number(in: 0...400)
    let end = min(text.count, place + length)
    switch random.number(in: 0...9) {
    case 0, 1:
      if place < text.count { text[place] ^= 1 << UInt8(random.number(in: 0...7)) }
    case 2: text.insert(UInt8(random.number(in: 0...255)), at: place)
    case 3: text.removeSubrange(place..<end)
    case 4: text.insert(contentsOf: text[place..<end], at: random.number(in: 0...text.count))
    case 5:
      let count = random.chance(95) ? random.number(in: 1...8) : random.number(in: 100...2000)
      let piece = text[place..<min(end, place + 12)]
      text.insert(contentsOf: repeatElement(piece, count: count).joined(), at: place)
    case 6:
      if random.chance(20) { text.removeSubrange(end...) }
    default: text.insert(contentsOf: random.pick(Self.fragments, or: []), at: place)
    }
  }

  private mutating func changeLines(of text: inout [UInt8]) {
    var lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map(Array.init)
    let place = random.number(in: 0...lines.count - 1)
    let end = min(lines.count, place + random.number(in: 1...8))
    switch random.number(in: 0...7) {
    case 0: lines.remove(at: place)
    case 1: lines.insert(contentsOf: lines[place..<end], at: random.number(in: 0...lines.count))
    case 2: lines.swapAt(place, random.number(in: 0...lines.count - 1))
    case 3: lines[place..<end].shuffle(using: &random)
    case 4:
      for index in place..<end { lines[index].insert(contentsOf: [0x20, 0x20], at: 0) }
    case 5:
      for index in place..<end where lines[index].starts(with: [0x20, 0x20]) {
        lines[index].removeFirst(2)
      }
    case 6: lines[place].append(contentsOf: random.pick(Self.fragments, or: []))
    default: replaceValue(of: &lines[place])
    }
    text = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
  }

  /// What stands behind the first `: ` of a line.
  private mutating func replaceValue(of line: inout [UInt8]) {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return }
    let maker = IntrinsicMaker(names: DeclaredNames(of: .plain("")), corpus: corpus)
    let value =
      random.chance(50)
      ? OddValues.scalar(&random, corpus) : maker.make(around: .plain("x"), &random)
    var replacement = DraftWriter.write(value, .flow)
    replacement.removeLast()
    line.replaceSubrange((colon + 1)..., with: [0x20] + replacement)
  }

  /// A range of another seed's bytes.
  private mutating func splice(_ text: inout [UInt8]) {
    let seeds = random.pick([corpus.files, corpus.hostile, corpus.examples], or: [])
    guard let other = seeds.randomElement(using: &random)?.file.bytes else { return }
    let start = random.number(in: 0...other.count)
    let end = min(other.count, start + random.number(in: 0...2000))
    let place = random.number(in: 0...text.count)
    let placeEnd = min(text.count, place + random.number(in: 0...1000))
    text.replaceSubrange(place..<placeEnd, with: other[start..<end])
  }

  /// A word of the seeds in place of the letters at a place.
  private mutating func changeWord(of text: inout [UInt8]) {
    func isLetter(_ byte: UInt8) -> Bool {
      (0x41...0x5A).contains(byte & 0xDF) || byte == UInt8(ascii: ":")
    }
    let middle = random.number(in: 0...text.count)
    var start = middle
    var end = middle
    while start > 0, isLetter(text[start - 1]) { start -= 1 }
    while end < text.count, isLetter(text[end]) { end += 1 }
    let words = random.pick([corpus.keys, corpus.texts, corpus.types], or: [])
    text.replaceSubrange(start..<end, with: random.pick(words, or: "").utf8)
  }

  private mutating func reencode(_ text: inout [UInt8]) {
    let string = String(decoding: text, as: UTF8.self)
    switch random.number(in: 0...3) {
    case 0: text = [0xEF, 0xBB, 0xBF] + text
    case 1: text = [0xFF, 0xFE] + string.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    case 2: text = [0xFE, 0xFF] + string.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    default: text = Array(text.split(separator: 0x0A).joined(separator: [0x0D, 0x0A]))
    }
  }
}
