package import SourceText

/// What one estate allows that another one does not.
package struct AccessDifference: Sendable {
  package enum Verdict: String, Sendable {
    case new
    case undetermined
  }

  /// Which of two estates something is written in.
  package enum Side: String, Sendable {
    case base
    case head
  }

  package struct Place: Hashable, Sendable {
    package let side: Side
    package let span: SourceSpan

    package init(_ span: SourceSpan, in side: Side) {
      self.side = side
      self.span = span
    }
  }

  /// A statement, with the resource that holds it.
  package struct Statement: Hashable, Sendable {
    /// `statement 'Read'`, or by its number.
    package let name: String
    /// The address of the resource.
    package let holder: String
    package let place: Place?

    package init(_ name: String, of holder: String, at place: Place?) {
      self.name = name
      self.holder = holder
      self.place = place
    }
  }

  /// Something that is open, and what would settle it.
  package struct Need: Hashable, Sendable {
    package let text: String
    package let place: Place?
    /// Empty where nothing can be done.
    package let settle: String

    package init(_ text: String, at place: Place?, settle: String) {
      self.text = text
      self.place = place
      self.settle = settle
    }
  }

  /// A part of a statement, with a request that it newly allows.
  package struct Example: Sendable {
    /// An action as the statement writes it, `s3:Get*`, or a principal.
    package let part: String
    package let request: CoverAnswer.Example
    /// Whether AWS documents the action of the request.
    package let isDocumented: Bool

    package init(of part: String, _ request: CoverAnswer.Example, isDocumented: Bool) {
      self.part = part
      self.request = request
      self.isDocumented = isDocumented
    }
  }

  /// What a statement allows that was not allowed.
  package struct Change: Sendable {
    package enum Kind: String, Sendable {
      /// A role or user can do more.
      case principal
      /// Whoever a policy is attached to outside of the estate can do more.
      case policy
      /// A role trusts somebody more.
      case trust
      /// The policy of a resource lets in more.
      case resource
    }

    package let kind: Kind
    package let verdict: Verdict
    /// The address of the principal, policy, role or resource.
    package let subject: String
    /// Whether the other estate has no such resource.
    package let isNewSubject: Bool
    /// The statement that grants it; nil where a denial of a resource's policy is gone, so that policies
    /// of principals may grant it.
    package let statement: Statement?
    /// One for each part of the statement that allows something new; of what is open, requests that are
    /// newly allowed unless something that is not known allowed them before, or denies them.
    package let examples: [Example]
    /// The statement of the other estate that denied it; nil where none allowed it.
    package let denial: Statement?
    /// The choices of a deployment under which it is so; nil where it always is.
    package let condition: String?
    /// What would decide; empty for what is certain.
    package let needs: [Need]

    package init(
      _ kind: Kind,
      _ verdict: Verdict,
      of subject: String,
      isNewSubject: Bool,
      by statement: Statement?,
      examples: [Example] = [],
      denial: Statement? = nil,
      when condition: String? = nil,
      needs: [Need] = []
    ) {
      self.kind = kind
      self.verdict = verdict
      self.subject = subject
      self.isNewSubject = isNewSubject
      self.statement = statement
      self.examples = examples
      self.denial = denial
      self.condition = condition
      self.needs = needs
    }
  }

  /// A resource that is taken for one of another name.
  package struct Rename: Sendable {
    package let earlier: String
    package let name: String
    package let place: Place?

    package init(of earlier: String, to name: String, at place: Place?) {
      self.earlier = earlier
      self.name = name
      self.place = place
    }
  }

  package let changes: [Change]
  package let renames: [Rename]

  package init(changes: [Change], renames: [Rename]) {
    self.changes = changes
    self.renames = renames
  }

  /// All places that a report of it tells.
  package var places: [Place] {
    let statements = changes.compactMap(\.statement) + changes.compactMap(\.denial)
    return statements.compactMap(\.place) + changes.flatMap(\.needs).compactMap(\.place)
      + renames.compactMap(\.place)
  }
}
