import CEL
package import Findings
import Policies

/// A policy with one thing changed, and whether its tests notice.
package struct Mutant: Hashable, Sendable {
  package let policy: PolicyID
  /// The expression that was changed: `rules[0].when`.
  package let expression: String
  /// What was done, in words: `'<=' for '<'`, `without 'has(props.KmsKeyId)'`.
  package let change: String
  package let place: PolicyPlace
  /// Some test fails.
  package let isKilled: Bool
  /// The example that would tell the two apart.
  package let hint: String
}

/// A change of one expression, before it is tried.
struct MutantDraft {
  let expression: PolicyExpression
  /// Of the expression's text.
  let range: Range<Int>
  let replacement: String
  let change: String
  let hint: String

  /// The drafts of one expression, each change in words once.
  static func all(of expression: PolicyExpression) -> [MutantDraft] {
    var drafts: [MutantDraft] = []
    let isOptional = expression.part == .selection || expression.part == .condition
    if isOptional, expression.text.onOneLine != "true" {
      let key = expression.part == .selection ? "where" : "when"
      drafts.append(
        MutantDraft(
          expression: expression,
          range: 0..<expression.text.utf8.count,
          replacement: "true",
          change: "without '\(key)'",
          hint: "an example that '\(key)' keeps out, and that is not as the assertion wants it"
        )
      )
    }
    let variants =
      (try? Program.variants(of: expression.text, isQuestion: expression.isQuestion)) ?? []
    return drafts + variants.map { MutantDraft($0, of: expression) }
  }

  private init(
    expression: PolicyExpression,
    range: Range<Int>,
    replacement: String,
    change: String,
    hint: String
  ) {
    self.expression = expression
    self.range = range
    self.replacement = replacement
    self.change = change
    self.hint = hint
  }

  private init(_ variant: ExpressionVariant, of expression: PolicyExpression) {
    let original = variant.original.onOneLine.shortened
    let replacement = variant.replacement.onOneLine.shortened
    self.init(
      expression: expression,
      range: variant.range,
      replacement: variant.text,
      change: replacement.isEmpty ? "without '\(original)'" : "'\(replacement)' for '\(original)'",
      hint: variant.hint
    )
  }
}

extension ExpressionVariant {
  /// The example that tells the variant from the original.
  var hint: String {
    let original = original.onOneLine.shortened
    return switch change {
    case .conjunct: "an example in which '\(original)' is false, and all the rest is true"
    case .disjunct: "an example in which '\(original)' is true, and all the rest is false"
    case .connective: "an example in which one side is true and the other is false"
    case .comparison where original == "==" || original == "!=" || original == "in":
      "an example in which the verdict hangs on this comparison"
    case .comparison: "an example in which both sides are equal, and one to either side"
    case .negation: "an example in which the verdict hangs on '\(original)'"
    case .quantifier: "an example with two elements of which one fits"
    case .filter: "an example with an element that '\(original)' keeps out"
    case .branch: "an example for each branch, with the verdict hanging on it"
    case .number: "an example with exactly \(original)"
    case .element: "an example that needs '\(original)'"
    case .fallback: "an example in which nothing is there"
    case .term: "an example in which '\(original)' makes the difference"
    }
  }
}
