import Foundation
import Infrastructure
import SourceText
import Testing

/// The committed binary against the files that it was written from.
struct DeclarationsDataTests: DeclarationsReading {
  /// The same list as `INPUTS` in `schemas/generate.py`.
  static let inputs = [
    "types.txt", "words.txt", "overlay.yaml", "generate.py", "sources.py", "blob.py",
  ]

  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  @Test func theBinaryIsAsNewAsItsSources() throws {
    var digest: UInt64 = 0xCBF2_9CE4_8422_2325
    for name in Self.inputs {
      let file = try Data(contentsOf: Self.root.appending(path: "schemas/\(name)"))
      for byte in file + [0] { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
    #expect(declarations.digest == digest, "run schemas/generate.py")
    #expect(Declarations.others.digest == digest, "run schemas/generate.py")
  }

  @Test func theBinarySaysWhatItWasReadFrom() {
    #expect(declarations.origin.hasPrefix("cfn-lint 1."))
    #expect(declarations.origin.contains("botocore"))
  }

  @Test func theVocabularyIsTheOneThatWordsWouldBuild() {
    let vocabulary = declarations.vocabulary
    let words = (1..<UInt16(vocabulary.count)).map { vocabulary.text(of: Name(rawValue: $0)) }
    let built = Vocabulary(words)
    #expect(built.count == vocabulary.count)
    for (index, word) in words.enumerated() {
      #expect(vocabulary.name(word).rawValue == UInt16(index + 1))
      #expect(built.name(word) == vocabulary.name(word))
    }
    for word in words.map({ $0 + "?" }) {
      #expect(vocabulary.name(word) == built.name(word))
    }
  }

  @Test func constantsNameTheirWords() throws {
    let path = "Sources/Infrastructure/Declarations/Name+Words.swift"
    let source = try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
    let lines = source.split(separator: "\n")
    var count = 0
    for (comment, constant) in zip(lines, lines.dropFirst()) {
      guard let number = constant.firstMatch(of: /Name\(rawValue: (\d+)\)/)?.1 else { continue }
      let word = comment.drop { $0 != "`" }.dropFirst().dropLast()
      #expect(try name(String(word)).rawValue == #require(UInt16(number)))
      count += 1
    }
    #expect(count > 100)
    #expect(declarations.vocabulary.text(of: .resources) == "Resources")
    #expect(declarations.vocabulary.text(of: .fnGetAtt) == "Fn::GetAtt")
    #expect(declarations.vocabulary.text(of: .tagSub) == "!Sub")
  }

  @Test(arguments: [
    "Resources", "Fn::If", "!If", "AWS::Region", "Statement", "NotPrincipal", "StringEquals",
    "AWS::EC2::VPC", "DirectInternetAccess", "directInternetAccess", "subnet", "Arn", "Globals",
    "aws:SecureTransport",
  ])
  func readersFindTheirWords(_ word: String) {
    #expect(!name(word).isNone)
  }
}
