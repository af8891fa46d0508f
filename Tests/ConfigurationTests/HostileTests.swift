import Configuration
import Findings
import SourceText
import Testing

/// Configurations that nobody would write: each is read or refused, at places of its own text.
struct HostileTests {
  private static let seed = """
    lintel: config/v1
    extends: ../a.yaml
    policies: {select: [domain:x, "tag:y", 'control:z/1'], overrides: {a: {severity: low}}}
    fail-on: high
    undetermined: {critical: &s fail, high: *s}
    parameters: &p {A: 1, B: [a, b], C: true}
    ssm: {<<: *p, /a: "\\u00e9"}
    stacks:
      "**/*.yaml": {account: "111122223333", region: eu-west-1}
    environments:
      dev: {parameters: *p, imports: {x: y}}
    """

  /// The same numbers give the same texts.
  private struct Numbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  @Test(arguments: 0..<8)
  func changedBytesAreReadOrRefusedAtTheirPlace(series: Int) {
    var numbers = Numbers(state: UInt64(series))
    let pieces = [
      "{", "}", "[", "]", ": ", "\n", "  ", "&p ", "*p", "!x ", "'", "\"", "- ", "<<: *p",
    ]
    .map { Array($0.utf8) }
    var read = 0
    for _ in 0..<500 {
      var bytes = Array(Self.seed.utf8)
      for _ in 0..<Int.random(in: 1...4, using: &numbers) {
        let place = Int.random(in: 0..<bytes.count, using: &numbers)
        switch Int.random(in: 0..<3, using: &numbers) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &numbers)
        case 1: bytes.insert(contentsOf: pieces.randomElement(using: &numbers) ?? [], at: place)
        default:
          let end = min(bytes.count, place + Int.random(in: 1...12, using: &numbers))
          bytes.removeSubrange(place..<end)
        }
      }
      let source = SourceFile(path: ".lintel.yaml", bytes: bytes)
      let result = ConfigurationFile.read(source, id: SourceID(0))
      #expect((result.file == nil) == !result.diagnostics.isEmpty)
      for diagnostic in result.diagnostics {
        guard let span = diagnostic.span else { continue }
        #expect(span.start <= span.end && Int(span.end) <= bytes.count)
      }
      if let file = result.file {
        _ = Configuration(file.setting(extending: file.setting))
        _ = ConfigurationValue.all(of: file.setting)
        read += 1
      }
    }
    #expect(read > 0)
  }
}
