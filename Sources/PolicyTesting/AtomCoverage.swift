import CEL
import Linting
package import Policies
import SourceText
package import Syntax

/// What the examples of a policy made its questions come to: each comparison, `has` and boolean call
/// should have been true and false at some point.
package struct AtomCoverage: Sendable {
  /// An atom that never was one of the two.
  package struct Gap: Hashable, Sendable {
    /// What was never seen; nil where it was neither.
    package enum Missing: String, Sendable {
      case `true`, `false`, either
    }

    package let missing: Missing
    /// The expression that it stands in: `rules[0].when`.
    package let expression: String
    package let place: PolicyPlace
    /// The atom as it is written, on one line.
    package let text: String
  }

  /// How many atoms there are.
  package let atoms: Int
  package let gaps: [Gap]

  package var covered: Int { atoms - gaps.count }

  /// Runs a policy over its examples and notes what its atoms come to.
  init(of trials: [PolicyTrial], in document: SyntaxTree, path: String) {
    let probe = AtomProbe(document, path: path)
    var seen: Set<AtomTruth> = []
    for trial in trials { seen.formUnion(trial.truths(replacing: probe.replacements)) }
    atoms = probe.count
    gaps = probe.gaps(in: seen)
  }
}

/// The atoms of a policy, and expressions that tell what they come to.
package struct AtomProbe {
  private let places: [(expression: PolicyExpression, atom: ExpressionAtom)]
  /// The policy's expressions with a call around each atom, for ``PolicyTrial/truths(replacing:)``.
  package let replacements: [NodeID: String]
  private let writer: PolicyPlaceWriter

  package init(_ document: SyntaxTree, path: String) {
    var places: [(expression: PolicyExpression, atom: ExpressionAtom)] = []
    var replacements: [NodeID: String] = [:]
    for expression in PolicyExpression.all(in: document) {
      guard
        let atoms = try? Program.atoms(of: expression.text, isQuestion: expression.isQuestion),
        !atoms.isEmpty
      else { continue }
      let text = Program.text(
        expression.text,
        calling: AtomTruth.function,
        around: atoms,
        from: places.count
      )
      // Calls add to the height of an expression, which is limited.
      guard (try? Program.atoms(of: text, isQuestion: false)) != nil else { continue }
      replacements[expression.node] = text
      places += atoms.map { (expression, $0) }
    }
    self.places = places
    self.replacements = replacements
    writer = PolicyPlaceWriter(document, path: path)
  }

  package var count: Int { places.count }

  /// The atoms that were not both true and false.
  package func gaps(in seen: Set<AtomTruth>) -> [AtomCoverage.Gap] {
    places.enumerated().compactMap { index, place in
      let values = Set(seen.filter { $0.atom == index }.map(\.isTrue))
      guard values.count < 2 else { return nil }
      return AtomCoverage.Gap(
        missing: values.isEmpty ? .either : values.contains(true) ? .false : .true,
        expression: place.expression.path,
        place: writer.place(of: place.atom.range, in: place.expression.node),
        text: place.atom.text.onOneLine.shortened
      )
    }
  }
}

extension AtomCoverage.Gap {
  /// What is missing, in words: `'x == 1' is never true`.
  package var fact: String {
    switch missing {
    case .true: "'\(text)' is never true"
    case .false: "'\(text)' is never false"
    case .either: "'\(text)' is never reached"
    }
  }
}
