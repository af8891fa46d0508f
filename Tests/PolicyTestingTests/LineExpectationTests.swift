import Findings
import PolicyTesting
import SourceText
import Testing

/// Reading expectations from YAML comments and from sidecars.
@Suite struct LineExpectationTests {
  func expectations(in text: String, path: String = "template.yaml") -> [LineExpectation] {
    LineExpectation.comments(of: SourceFile(path: path, bytes: Array(text.utf8)))
  }

  func expectation(_ claim: LineExpectation.Claim, _ id: String, _ line: Int) -> LineExpectation {
    LineExpectation(claim, PolicyID(id), path: "template.yaml", line: line)
  }

  @Test func eachClaimHasItsWord() {
    let text = """
      a: 1   # expect: one
      b: 2   # related: one
      c: 3   # undetermined: two
      d: 4   # todo: three
      """
    #expect(
      expectations(in: text) == [
        expectation(.violation, "one", 1),
        expectation(.related, "one", 2),
        expectation(.undetermined, "two", 3),
        expectation(.gap, "three", 4),
      ]
    )
  }

  @Test func aLineMayHaveSeveralIdsAndSeveralComments() {
    #expect(
      expectations(in: "a: 1 # expect: one, two # related: three") == [
        expectation(.violation, "one", 1),
        expectation(.violation, "two", 1),
        expectation(.related, "three", 1),
      ]
    )
  }

  @Test func otherCommentsExpectNothing() {
    #expect(expectations(in: "a: 1 # expected: one\n# see: two\nb: 2 # expect one").isEmpty)
  }

  @Test(
    arguments: [
      "a: \"x # expect: one\"",
      "a: 'x # expect: one'",
      "a: x#expect: one",
      "a: |\n  x # expect: one\n",
      "a: >-\n  x\n  # expect: one\n",
      "? \"k # expect: one\"\n: 1",
      "{\"a\": \"b # expect: one\"}",
    ]
  )
  func aMarkWithinAScalarIsNoComment(text: String) {
    #expect(expectations(in: text).isEmpty)
  }

  @Test func theHeaderOfABlockScalarMayHaveAComment() {
    let text = "a: |   # expect: one\n  # expect: two\nb: 1 # expect: three\n"
    #expect(
      expectations(in: text) == [
        expectation(.violation, "one", 1), expectation(.violation, "three", 3),
      ]
    )
  }

  @Test func aCommentMayStandBetweenATagAndItsValue() {
    #expect(
      expectations(in: "a: !Sub # expect: one\n  'x'\n") == [expectation(.violation, "one", 1)]
    )
  }

  @Test func aCommentMayStandWithinAFlowCollection() {
    #expect(
      expectations(in: "a: [1, # expect: one\n  2]") == [expectation(.violation, "one", 1)]
    )
  }

  @Test(arguments: ["\r\n", "\r", "\n"])
  func linesAreCountedAsEditorsCountThem(lineBreak: String) {
    let text = ["a: 1", "b: 2 # expect: one", "c: 3"].joined(separator: lineBreak)
    #expect(expectations(in: text) == [expectation(.violation, "one", 2)])
  }

  @Test func whatCannotBeParsedExpectsNothing() {
    #expect(expectations(in: "a: [1 # expect: one").isEmpty)
  }

  @Test func aSidecarIsAboutTheFileBesideIt() throws {
    let text = "# the endpoint\n36 expect one, two\n\n100 related one\n"
    let file = SourceFile(path: "serving.json.expect", bytes: Array(text.utf8))
    let path = "serving.json"
    #expect(
      try LineExpectation.sidecar(file) == [
        LineExpectation(.violation, PolicyID("one"), path: path, line: 36),
        LineExpectation(.violation, PolicyID("two"), path: path, line: 36),
        LineExpectation(.related, PolicyID("one"), path: path, line: 100),
      ]
    )
  }

  @Test(arguments: ["expect one", "x expect one", "0 expect one", "3 expects one", "3 expect"])
  func aSidecarLineThatSaysNothingIsAnError(line: String) throws {
    let file = SourceFile(path: "a.json.expect", bytes: Array("1 expect one\n\(line)".utf8))
    let error = #expect(throws: LineExpectation.SidecarError.self) {
      try LineExpectation.sidecar(file)
    }
    #expect(error?.line == 2)
  }
}
