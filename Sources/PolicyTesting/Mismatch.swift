package import Findings

/// Something that a run found and nobody expected, or that somebody expected and it did not find.
package struct Mismatch: Hashable, Sendable {
  package enum Kind: String, Sendable {
    /// Nothing of the kind was found on the line.
    case missing
    /// Nothing of the kind was expected on the line.
    case unexpected
    /// It is found on another line of the file.
    case displaced
    /// The line has the other of the two verdicts.
    case wrongVerdict = "wrong-verdict"
  }

  package let kind: Kind
  package let policy: PolicyID
  package let path: String
  /// The line of the expectation, or of the finding where there is none.
  package let line: Int
  /// What was expected, in words; nil where nothing was.
  let expected: String?
  /// What was found, in words.
  let found: String
  /// The line where it was found, if it is displaced.
  package let foundLine: Int?

  /// What was expected and what was found.
  ///
  /// - Parameter shownLine: The line that a reader sees for a line of the file.
  package func message(shownLine: (Int) -> Int = { $0 }) -> String {
    let expected = expected ?? "nothing of '\(policy.rawValue)'"
    let place = foundLine.map { "it on line \(shownLine($0)): " } ?? ""
    return "expected \(expected), found \(place)\(found)"
  }
}
