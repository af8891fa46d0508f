import SourceText
import Testing

/// Patterns of paths against the rules of gitignore(5).
struct PathPatternTests {
  @Test(arguments: [
    ("build", "build"), ("build", "a/build"), ("*.yaml", "a/b/c.yaml"), ("/build", "build"),
    ("a/b", "a/b"), ("a/*.yaml", "a/x.yaml"), ("**/x", "x"), ("**/x", "a/b/x"),
    ("a/**", "a/b"), ("a/**", "a/b/c"), ("a/**/b", "a/b"), ("a/**/b", "a/x/y/b"),
    ("a?c", "abc"), ("[a-c]x", "bx"), ("[!a-c]x", "dx"), ("[^a]x", "bx"), ("[]]x", "]x"),
    (#"\*"#, "*"), (#"[\]]"#, "]"), ("a*b*c", "aXbYbZc"), ("**", "any/thing"), ("*", "x"),
    ("dev-[0-9].json", "dev-7.json"), ("a-[b-]", "a--"), ("ü*", "übung"),
  ])
  func aPatternCovers(pattern: String, path: String) throws {
    #expect(try #require(PathPattern(pattern)).covers(path))
  }

  @Test(arguments: [
    ("/build", "a/build"), ("a/b", "x/a/b"), ("a/*.yaml", "a/b/x.yaml"), ("a/**", "a"),
    ("a?c", "a/c"), ("*", "a/b/"), ("[!a]x", "ax"), (#"\*"#, "x"), ("build", "building"),
    ("a/**/b", "a/b/c"), ("*.yaml", "x.yml"),
  ])
  func aPatternDoesNotCover(pattern: String, path: String) throws {
    let covers = try #require(PathPattern(pattern)).covers(path)
    // A bare star stands for the folder above, too.
    #expect(covers == (pattern == "*"))
  }

  @Test func aSlashAtTheEndMeansFolders() throws {
    let pattern = try #require(PathPattern("out/"))
    #expect(pattern.covers("a/out", isFolder: true))
    #expect(!pattern.covers("a/out"))
  }

  @Test func anAnchoredPatternStandsForNothingFurtherDown() throws {
    let pattern = try #require(PathPattern("main.yaml", isAnchored: true))
    #expect(pattern.covers("main.yaml"))
    #expect(!pattern.covers("a/main.yaml"))
  }

  @Test(arguments: ["", "/", "a//b", "[a", "a\\", "[!"])
  func whatNoPathMatchesIsNoPattern(text: String) {
    #expect(PathPattern(text) == nil)
  }

  @Test func literalsAreToldFromWildcards() throws {
    #expect(try #require(PathPattern("a/b.yaml", isAnchored: true)).isLiteral)
    #expect(try #require(PathPattern(#"\*"#, isAnchored: true)).isLiteral)
    #expect(try !#require(PathPattern("a/*", isAnchored: true)).isLiteral)
    #expect(try !#require(PathPattern("b.yaml")).isLiteral)
  }

  @Test func manyStarsTakeNoLongTime() throws {
    let names = String(repeating: "**/a*a*a*b/", count: 20)
    let path = String(repeating: String(repeating: "a", count: 60) + "/", count: 60)
    #expect(try !#require(PathPattern(names + "c")).covers(path))
  }
}
