import Foundation
import Testing

/// What the style guide forbids, as far as a machine can see it.
@Suite struct HygieneTests {
  /// The files in which pointers are handled.
  static let pointerFiles = [
    "Sources/Infrastructure/Declarations/Declarations+BuiltIn.swift",
    "Sources/Linting/BuiltInPolicies.swift",
    "Sources/Linting/ParallelMap.swift",
    "Sources/ServiceAuthorization/EmbeddedTables.swift",
    "Sources/Syntax/",
    "Sources/Values/",
  ]

  @Test func noFileIsLongerThan600Lines() {
    let long = (SourceCode.sources + SourceCode.tests).filter { $0.lines.count > 600 }
    #expect(long.map(\.path) == [])
  }

  @Test(arguments: [
    #"@testable\b"#, #"\btry!"#, #"\bas!"#, #"\bfatalError\b"#, #"@_spi\b"#, #"@unchecked\b"#,
    #"\bpublic\b(?! import)"#, #"\bopen (class|var|func)\b"#,
  ])
  func theSourcesDoNotHave(pattern: String) throws {
    let pattern = try Regex(pattern)
    let found = SourceCode.sources.filter { $0.code.firstMatch(of: pattern) != nil }
    #expect(found.map(\.path) == [])
  }

  @Test func nothingIsLeftToDo() throws {
    let pattern = /\b(TODO|FIXME|XXX)\b/
    let found = SourceCode.sources.filter { $0.text.firstMatch(of: pattern) != nil }
    #expect(found.map(\.path) == [])
  }

  @Test func pointersAreHandledInFewPlaces() throws {
    let pattern = /\bunsafe\b/
    let found = SourceCode.sources.filter { file in
      file.code.firstMatch(of: pattern) != nil
        && !Self.pointerFiles.contains { file.path.hasPrefix($0) }
    }
    #expect(found.map(\.path) == [])
  }

  @Test func aWordInACommentOrAStringIsNoCode() {
    let text = ##"""
      let a = "try! \(f("as! \(x)")) b" // fatalError
      /* try! /* nested */ as! */ let b = #"try! " \#(y) "#
      """##
    #expect(
      CodeText.strip(text) == ##"""
        let a = "(f("(x)"))" 
         let b = "(y)"
        """##
    )
  }
}
