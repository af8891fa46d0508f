import Change
import Foundation
import SourceText
import Testing

@Suite struct UnifiedDifferenceTests {
  private func difference(_ before: String, _ after: String) -> String {
    let bytes = UnifiedDifference.text(
      before: SourceFile(path: "a.yaml", bytes: Array(before.utf8)),
      after: SourceFile(path: "a.yaml", bytes: Array(after.utf8))
    )
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func equalTextsHaveNoDifference() {
    #expect(difference("a\nb\n", "a\nb\n") == "")
  }

  @Test func aChangeHasThreeLinesAround() {
    #expect(
      difference("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n")
        == "--- a.yaml\n+++ a.yaml\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"
    )
  }

  @Test func changesFarApartHaveAHunkEach() {
    let lines = (1...20).map { "\($0)\n" }
    var changed = lines
    changed[0] = "one\n"
    changed.append("21\n")
    let text = difference(lines.joined(), changed.joined())
    #expect(text.contains("@@ -1,4 +1,4 @@\n-1\n+one\n 2\n"))
    #expect(text.hasSuffix("@@ -18,3 +18,4 @@\n 18\n 19\n 20\n+21\n"))
  }

  @Test func aLastLineWithoutALineBreakSaysSo() {
    #expect(
      difference("a: 1", "a: 1\nb: 2")
        == """
        --- a.yaml
        +++ a.yaml
        @@ -1 +1,2 @@
        -a: 1
        \\ No newline at end of file
        +a: 1
        +b: 2
        \\ No newline at end of file

        """
    )
  }

  @Test func patchMakesTheNewTextOfTheOldOne() throws {
    let program = URL(filePath: "/usr/bin/patch")
    guard FileManager.default.isExecutableFile(atPath: program.path) else {
      print("skipped: there is no 'patch' here")
      return
    }
    let before = "Resources:\r\n  A: 1\r\n  B: 2\n\nlast"
    let after = "Resources:\r\n  A: 3\r\n  B: 2\n  C: 4\n\nlast\nmore"
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(before.utf8).write(to: folder.appending(path: "a.yaml"))
    try Data(difference(before, after).utf8).write(to: folder.appending(path: "change.diff"))
    let process = Process()
    process.executableURL = program
    process.currentDirectoryURL = folder
    process.arguments = ["--binary", "-s", "-p0", "-i", "change.diff"]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let patched = try Data(contentsOf: folder.appending(path: "a.yaml"))
    #expect(Array(patched) == Array(after.utf8))
  }
}
