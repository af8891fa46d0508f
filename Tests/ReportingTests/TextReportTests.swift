import Findings
import Foundation
import Reporting
import SourceText
import Testing

@Suite struct TextReportTests {
  /// The lines of the excerpt: from the first that begins with the gutter to the last.
  static func excerpt(_ located: LocatedReport, width: Int = 100, isASCII: Bool = false) -> [String]
  {
    let style = TextStyle(width: width, isASCII: isASCII)
    let text = TextReport.render(located, options: .init(style: style))
    return text.split(separator: "\n").map(String.init).filter { $0.contains(/^ *\d* \|/) }
      .filter { !$0.hasSuffix(" |") }
  }

  @Test(arguments: [
    ("key: value", "value", "1 | key: value", "  |      ^^^^^"),
    ("größe: wert", "wert", "1 | größe: wert", "  |        ^^^^"),
    ("データ: wert", "wert", "1 | データ: wert", "  |         ^^^^"),
    ("a\u{308}: wert", "wert", "1 | a\u{308}: wert", "  |    ^^^^"),
    ("\tkey:\tvalue", "value", "1 |     key:    value", "  |             ^^^^^"),
    ("k: 'a\tb'", "'a\tb'", "1 | k: 'a    b'", "  |    ^^^^^^^^"),
    ("k\u{202E}: v", "v", "1 | k<U+202E>: v", "  |            ^"),
    ("\u{FEFF}key: v", "key", "1 | key: v", "  | ^^^"),
    ("😀: v", "v", "1 | 😀: v", "  |     ^"),
  ])
  func caretsStandUnderTheMarkedText(
    content: String,
    marked: String,
    line: String,
    carets: String
  ) {
    #expect(Self.excerpt(TinyReport.report(content, marking: marked)) == [line, carets])
  }

  @Test func anEmptySpanAtTheEndOfALineGetsACaretBehindIt() {
    let located = TinyReport.report(Array("key:\n".utf8), marking: [4..<4])
    #expect(Self.excerpt(located) == ["1 | key:", "  |     ^"])
  }

  @Test func brokenUTF8IsSpelledOut() {
    let bytes = Array("a: ".utf8) + [0xFF] + Array(" b".utf8)
    let located = TinyReport.report(bytes, marking: [5..<6])
    #expect(Self.excerpt(located) == ["1 | a: <FF> b", "  |         ^"])
  }

  @Test func aSpanOfSeveralLinesSaysWhereItEnds() {
    let located = TinyReport.report("a:\n  b: 1\n  c: 2\nd: 3\n", marking: "b: 1\n  c: 2")
    #expect(Self.excerpt(located) == ["1 | a:", "2 |   b: 1", "  |   ^^^^ to line 3"])
  }

  @Test func aKeyThatOpensABlockIsShownWithTheBeginningOfTheBlock() {
    let content = "x: 0\nA:\n  Type: T\n  Properties:\n    P: 1\n"
    let located = TinyReport.report(content, marking: "A")
    #expect(Self.excerpt(located) == ["2 | A:", "  | ^", "3 |   Type: T", "4 |   Properties:"])
  }

  @Test func contextStopsAtTheParent() {
    let content = "A:\n  P: 0\nB:\n  Type: T\n"
    let located = TinyReport.report(content, marking: "Type")
    #expect(Self.excerpt(located) == ["3 | B:", "4 |   Type: T", "  |   ^^^^"])
  }

  @Test func aLineOfAMegabyteIsCutToAWindowAroundTheMark() {
    let long = String(repeating: "é\t", count: 200_000)
    let located = TinyReport.report(long + "HERE" + long, marking: "HERE")
    let lines = Self.excerpt(located, width: 60)
    #expect(lines.count == 2)
    #expect(lines.allSatisfy { $0.unicodeScalars.count <= 60 })
    let caret = lines[1].firstRange(of: "^^^^")
    #expect(
      caret.map { lines[1].distance(from: lines[1].startIndex, to: $0.lowerBound) }
        == lines[0].firstRange(of: "HERE")
        .map { lines[0].distance(from: lines[0].startIndex, to: $0.lowerBound) }
    )
    #expect(lines[0].hasPrefix("1 | …") && lines[0].hasSuffix("…"))
  }

  @Test func aMarkLongerThanTheWindowShowsItsBeginning() {
    let located = TinyReport.report("key: " + String(repeating: "v", count: 500), marking: "vvv")
    let whole = TinyReport.report(
      Array(("key: " + String(repeating: "v", count: 500)).utf8),
      marking: [5..<505]
    )
    #expect(Self.excerpt(located, width: 60)[1] == "  |      ^^^")
    #expect(Self.excerpt(whole, width: 60)[0].hasPrefix("1 | key: vvvvv"))
    #expect(Self.excerpt(whole, width: 60)[1].hasPrefix("  |      ^^^^^"))
  }

  @Test func noLineOfTheReportIsTakenForACommandOfABuildLog() {
    for rendering in SampleRendering.all {
      for line in rendering.render().split(separator: "\n") {
        #expect(!line.drop { $0 == " " }.hasPrefix("::"), "\(rendering.name): \(line)")
        #expect(!line.contains("##[") && !line.contains("##vso["), "\(rendering.name): \(line)")
      }
    }
  }

  @Test func aPathThatBeginsLikeACommandIsBrokenUp() {
    let located = TinyReport.report(
      Array("a: 1".utf8),
      marking: [0..<1],
      path: "::error file=x",
      message: "wraps here " + String(repeating: "x", count: 50) + " ::error::y"
    )
    #expect(ShortReport.render(located).hasPrefix("<U+003A>:error"))
    let text = TextReport.render(located, options: .init(style: TextStyle(width: 60)))
    #expect(text.contains("\n    <U+003A>:error::y\n"))
  }

  @Test func noFormatWritesControlOrFormattingCharacters() {
    for rendering in SampleRendering.all where rendering.name != "report-color.txt" {
      let hidden = rendering.render().unicodeScalars.filter { scalar in
        scalar != "\n"
          && [.control, .format, .lineSeparator].contains(scalar.properties.generalCategory)
      }
      #expect(hidden.isEmpty, "\(rendering.name): \(hidden)")
    }
  }

  @Test func colorsOnlyRepeatWhatTheWordsSay() {
    let located = LocatedReport(SampleReport.report())
    let colored = TextReport.render(located, options: .init(style: TextStyle(isColored: true)))
    let plain = TextReport.render(located)
    #expect(colored != plain)
    #expect(colored.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
  }

  @Test func theASCIIStyleIsASCII() {
    let style = TextStyle(isASCII: true)
    let located = LocatedReport(SampleReport.report())
    let text = TextReport.render(located, options: .init(style: style))
    #expect(text.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test func runningTextKeepsToTheWidth() {
    let located = LocatedReport(SampleReport.report())
    let text = TextReport.render(located, options: .init(style: TextStyle(width: 70)))
    // Addresses and places are words that no line break may part.
    for line in text.split(separator: "\n") where line.unicodeScalars.count > 70 {
      #expect(line.contains("#") || line.contains(".json"), "\(line)")
    }
  }

  @Test func aPolicyIsExplainedAtItsFirstFindingOnly() {
    let text = TextReport.render(LocatedReport(SampleReport.report()))
    #expect(text.ranges(of: "lintel explain bucket-public-access-block").count == 1)
    #expect(text.ranges(of: "violation[bucket-public-access-block]").count == 2)
  }

  @Test func undeterminedVerdictsAreGroupedByTheValueTheyWaitFor() {
    let text = TextReport.render(LocatedReport(SampleReport.report()))
    #expect(text.ranges(of: "settle it with: --parameter KeyId=VALUE").count == 1)
    #expect(text.ranges(of: "[ml-storage-customer-managed-key]").count == 2)
    #expect(!text.contains("undetermined["))
  }

  @Test func diagnosticsOfOnePlaceAreShownTogether() {
    let place = TinyReport.span(0..<1)
    let located = TinyReport.report(
      Array("a: 1".utf8),
      marking: [],
      diagnostics: ["X", "Y", "Y", "Z"].map { name in
        Diagnostic(
          .error,
          "policy-error",
          "cannot judge '\(name)'",
          at: place,
          related: [Note("the resource", at: place)]
        )
      }
    )
    let text = TextReport.render(located)
    #expect(text.ranges(of: "error[policy-error]").count == 1)
    #expect(text.contains("  also:     cannot judge 'Y'\n            cannot judge 'Z'\n"))
    #expect(text.ranges(of: "the resource (line 1)").count == 1)
    #expect(text.contains("analysis incomplete: 4 errors"))
  }

  @Test func nothingReadIsSaidAloud() {
    let located = TinyReport.empty(files: [
      .init(path: "package.json", status: .skipped, format: nil, reason: "no template in it")
    ])
    let text = TextReport.render(located)
    #expect(text.contains("no violations, 0 undetermined"))
    #expect(text.contains("nothing was judged: no resource was found in 1 file"))
    #expect(text.contains("skipped package.json: no template in it"))
  }

  @Test func positionsInOneLongLineAreThoseOfTheLineIndex() throws {
    let content = Array(("\u{FEFF}" + String(repeating: "é😀x", count: 40) + "\r\n\n" + "yé").utf8)
    let ranges = content.indices.map { $0..<$0 }
    let index = LineIndex(content)
    let lines = ShortReport.render(TinyReport.report(content, marking: ranges)).split(
      separator: "\n"
    )
    for (offset, line) in lines.enumerated() {
      let position = index.position(at: UInt32(offset))
      #expect(line.hasPrefix("a.yaml:\(position.line):\(position.column): "))
    }
  }
}
