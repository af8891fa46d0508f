package import SourceText

/// Why a value is not known, and what would settle it.
package struct Unknown: Hashable, Sendable {
  /// The kinds of gaps, by where the missing fact would come from.
  package enum Reason: String, CaseIterable, Sendable {
    case parameter
    case importedValue = "imported-value"
    case dynamicReference = "dynamic-reference"
    case pseudoParameter = "pseudo-parameter"
    case generatedAttribute = "generated-attribute"
    case unresolvedReference = "unresolved-reference"
    case unsupportedFunction = "unsupported-function"
    case invalidValue = "invalid-value"
    case condition
    case external
    case tooManyWorlds = "too-many-worlds"
    case openWorld = "open-world"
    case unmodelled
  }

  package let reason: Reason
  /// What is unknown. Of what most values are, only the names: few are ever put into words.
  private enum Subject: Hashable {
    case words(String)
    case attribute(String, resource: String, stack: String)
  }

  private let about: Subject
  private let settlement: String
  /// How many characters the text has that it stands for, where the deployment refuses others.
  package let lengths: ClosedRange<Int>?
  /// Which part of which resource's text it is, where AWS makes it up. Two that are equal stand for the
  /// same text, wherever they are read.
  package let part: Part?
  /// The index of the variable of the worlds that decides, where that is all there is to it.
  package let variable: Int?

  /// A part of a text that a resource of the estate stands for at deployment.
  package struct Part: Hashable, Sendable {
    package enum Role: Hashable, Sendable {
      /// Those of the resource's account.
      case partition, region, account, urlSuffix
      /// An identifier of the resource's own: the property or the hole of its texts that has the name.
      case own(Name)
      /// The same in lower case.
      case lowercased(Name)
      /// All of an attribute, of whose form nothing is known; `.none` for what `Ref` gives.
      case attribute(Name)
    }

    /// The index of the resource in its estate.
    package let resource: Int
    package let role: Role

    package init(ofResource resource: Int, _ role: Role) {
      self.resource = resource
      self.role = role
    }
  }

  package init(
    _ reason: Reason,
    _ subject: String,
    settle: String = "",
    lengths: ClosedRange<Int>? = nil,
    decidedBy variable: Int? = nil
  ) {
    self.reason = reason
    about = .words(subject)
    settlement = settle
    self.lengths = lengths
    part = nil
    self.variable = variable
  }

  /// What AWS makes up when it creates a resource.
  ///
  /// - Parameters:
  ///   - attribute: `Arn`; empty for the id of the resource.
  ///   - stack: What stands before the names of its parameters on the command line: `main.yaml/Network#`;
  ///     empty for a stack that is not nested.
  ///   - part: What of it is meant, where the resource is in the estate.
  package init(
    attribute: String,
    ofResource name: String,
    in stack: String = "",
    part: Part? = nil
  ) {
    reason = .generatedAttribute
    about = .attribute(attribute, resource: name, stack: stack)
    settlement = ""
    lengths = nil
    self.part = part
    variable = nil
  }

  /// Whether it is an input of the deployment that has a name, so that one value settles it wherever it
  /// is read. What others wait for has only words, which may be the same of different things.
  package var isNamedInput: Bool {
    switch reason {
    case .parameter, .importedValue, .dynamicReference, .pseudoParameter: !settle.isEmpty
    case .generatedAttribute, .unresolvedReference, .unsupportedFunction, .invalidValue, .condition,
      .external, .tooManyWorlds, .openWorld, .unmodelled:
      false
    }
  }

  /// What somebody can do about it: `--parameter VpcId=…`; empty where nothing can be done.
  package var settle: String {
    switch about {
    case .words, .attribute("", _, _): settlement
    case .attribute(let attribute, let resource, let stack):
      "--parameter \(stack)\(resource).\(attribute)=VALUE"
    }
  }

  /// The same as another part of the resource's text; itself where the resource is not known.
  package func at(_ role: Part.Role) -> Unknown {
    guard let part, case .attribute(let attribute, let name, let stack) = about else { return self }
    let moved = Part(ofResource: part.resource, role)
    return Unknown(attribute: attribute, ofResource: name, in: stack, part: moved)
  }

  /// What is unknown, in the reader's words: `parameter 'VpcId'`.
  package var subject: String {
    switch about {
    case .words(let words): words
    case .attribute("", let resource, _): "the id of '\(resource)'"
    case .attribute(let attribute, let resource, _): "attribute '\(attribute)' of '\(resource)'"
    }
  }
}

/// An error of the expression language: data, because `&&` and `||` can absorb it.
package struct EvaluationError: Error, Hashable, Sendable {
  package enum Code: String, Sendable {
    case noSuchKey = "no such key"
    case noSuchOverload = "no such overload"
    case noSuchVariable = "undeclared reference"
    case divisionByZero = "divide by zero"
    case modulusByZero = "modulus by zero"
    case overflow = "return error for overflow"
    case invalidArgument = "invalid argument"
    case indexOutOfBounds = "index out of bounds"
    case emptyOptional = "optional.none() dereference"
    case budgetExceeded = "evaluation budget exceeded"
  }

  package let code: Code
  /// What it was about: the key, the operand types, the index.
  package let detail: String

  /// The detail of ``Code/noSuchKey`` where a choice falls on nothing.
  package static let nothingIsChosen = "nothing is chosen here"

  package init(_ code: Code, _ detail: String = "") {
    self.code = code
    self.detail = detail
  }
}
