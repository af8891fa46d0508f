import Permissions
import Testing

/// A verdict about texts that are not known holds whatever they turn out to be: compared with the
/// verdicts about many things that they could be.
@Suite struct PlaceholderTests {
  private let solver = PermissionSolver()

  /// What stands behind `arn:aws:s3:::`, or all of the resource.
  private struct Kind: Sendable {
    let pieces: [Pattern.Piece]
    let prefix: String
    /// What each symbol could stand for, together.
    let completions: [[Symbol: String]]
  }

  private static let x = Symbol.placeholder(.init(1, "X", mayHoldColon: false))
  private static let y = Symbol.placeholder(.init(2, "Y", mayHoldColon: false))
  private static let made = Symbol.placeholder(
    .init(3, "M", mayHoldColon: false, isUnique: true)
  )
  private static let other = Symbol.placeholder(
    .init(4, "N", mayHoldColon: false, isUnique: true)
  )
  private static let arn = Symbol.placeholder(.init(5, "Arn"))

  private static let names = ["", "a", "b", "ab", "*"]
  private static let kinds: [Kind] = [
    Kind(
      pieces: [.text("a"), .anyText, .anyCharacter, .symbol(x), .symbol(y)],
      prefix: "arn:aws:s3:::",
      completions: names.flatMap { x in names.map { [Self.x: x, Self.y: $0] } }
    ),
    Kind(
      pieces: [.text("a"), .anyText, .symbol(made), .symbol(other)],
      prefix: "arn:aws:s3:::",
      completions: [
        [made: "a1", other: "b2"], [made: "b", other: "a"], [made: "a", other: "bb"],
      ]
    ),
    Kind(
      pieces: [.text("/a"), .anyText, .symbol(arn), .text("arn:aws:s3:::a")],
      prefix: "",
      completions: ["arn:aws:s3:::a", "arn:aws:s3:::a/a", "arn:aws:sqs:e:1:q", "arn:aws:s3:::*"]
        .map { [arn: $0] }
    ),
  ]

  private static func patterns(_ kind: Kind, upTo length: Int) -> [[Pattern.Piece]] {
    var all: [[Pattern.Piece]] = [[]]
    var last = all
    for _ in 0..<length {
      last = last.flatMap { start in kind.pieces.map { start + [$0] } }
      all += last
    }
    return all
  }

  private static func completed(
    _ pieces: [Pattern.Piece],
    _ completion: [Symbol: String]
  ) -> [Pattern.Piece] {
    pieces.map { piece in
      guard case .symbol(let symbol) = piece, let text = completion[symbol] else { return piece }
      return .text(text)
    }
  }

  private static func statement(
    _ kind: Kind,
    _ pieces: [Pattern.Piece],
    isNegated: Bool = false
  ) -> Statement {
    let pattern = Pattern([.text(kind.prefix)] + pieces)
    let scope = Scope(
      actions: .only(["s3:GetObject"]),
      resources: isNegated ? .except([pattern]) : .only([pattern])
    )
    return Statement(.allow, scope)
  }

  private func search(_ reference: Statement, _ candidate: Statement) -> Search {
    solver.request(
      allowedBy: Grants(Policy([candidate])),
      butNotBy: Grants(Policy([reference]))
    )
  }

  @Test func whetherAnActionThatIsNotKnownIsAllowedIsOpen() {
    let action = Pattern([.text("s3:"), .symbol(Self.x), .text("Object")])
    let search = solver.request(
      allowedBy: Grants(Policy([Statement(.allow, Scope(actions: .only([action])))]))
    )
    guard case .undetermined(let doubts) = search else {
      Issue.record("\(search)")
      return
    }
    #expect(doubts == [.symbol(Self.x)])
  }

  @Test(arguments: 0..<3, [0, 1, 2, 3])
  func whatIsSaidOfPlaceholdersHoldsForWhateverTheyStandFor(kind: Int, negations: Int) {
    let kind = Self.kinds[kind]
    let patterns = Self.patterns(kind, upTo: 2)
    var definite = 0
    for (place, reference) in patterns.enumerated() {
      for candidate in patterns.dropFirst(place % 7).striding(by: 7) {
        func statements(_ completion: [Symbol: String]) -> (Statement, Statement) {
          (
            Self.statement(
              kind,
              Self.completed(reference, completion),
              isNegated: negations & 1 == 1
            ),
            Self.statement(
              kind,
              Self.completed(candidate, completion),
              isNegated: negations & 2 == 2
            )
          )
        }
        let open = statements([:])
        let verdict = search(open.0, open.1)
        if case .undetermined = verdict { continue }
        definite += 1
        for completion in kind.completions {
          let closed = statements(completion)
          switch (verdict, search(closed.0, closed.1)) {
          case (.none, .none), (.found, .found): continue
          case (.none, _), (.found, _), (.undetermined, _):
            Issue.record("\(reference) and \(candidate) with \(completion), \(negations)")
            return
          }
        }
      }
    }
    #expect(definite > patterns.count / 4)
  }

  @Test(arguments: 0..<3) func aRequestWithPlaceholdersIsDecidedForWhateverTheyStandFor(
    kind: Int
  ) {
    let kind = Self.kinds[kind]
    let patterns = Self.patterns(kind, upTo: 2)
    let texts = patterns.filter { $0.allSatisfy { $0 != .anyText && $0 != .anyCharacter } }
    func request(_ pieces: [Pattern.Piece]) -> Request {
      let texts: [Text.Piece] = pieces.compactMap { piece in
        switch piece {
        case .text(let text): .text(text)
        case .symbol(let symbol): .symbol(symbol)
        case .anyText, .anyCharacter: nil
        }
      }
      return Request("s3:GetObject", on: Text([.text(kind.prefix)] + texts))
    }
    var definite = 0
    for pattern in patterns {
      for text in texts {
        let policy = Policy([Self.statement(kind, pattern)])
        let verdict = policy.decision(for: request(text)).verdict
        if verdict == .undetermined { continue }
        definite += 1
        for completion in kind.completions {
          let closed = Policy([Self.statement(kind, Self.completed(pattern, completion))])
          let decision = closed.decision(for: request(Self.completed(text, completion)))
          guard decision.verdict == verdict else {
            Issue.record("\(pattern) and \(text) with \(completion): \(verdict)")
            return
          }
        }
      }
    }
    #expect(definite > texts.count)
  }

  /// An example chooses the values of variables; what is covered is so for all values.
  @Test func whatIsSaidOfVariablesHoldsForAllTheirValues() {
    let variable = Symbol.variable("aws:username", default: nil)
    let kind = Kind(
      pieces: [.text("a"), .anyText, .anyCharacter, .symbol(variable)],
      prefix: "arn:aws:s3:::",
      completions: Self.names.map { [variable: $0] }
    )
    let patterns = Self.patterns(kind, upTo: 2)
    var definite = 0
    for reference in patterns {
      for candidate in patterns {
        let verdict = search(Self.statement(kind, reference), Self.statement(kind, candidate))
        let closed = kind.completions.map { completion in
          search(
            Self.statement(kind, Self.completed(reference, completion)),
            Self.statement(kind, Self.completed(candidate, completion))
          )
        }
        switch verdict {
        case .none:
          definite += 1
          let isCovered = closed.allSatisfy { if case .none = $0 { true } else { false } }
          #expect(isCovered, "\(reference) covers \(candidate)")
        case .found:
          definite += 1
        case .undetermined: continue
        }
      }
    }
    #expect(definite > patterns.count)
  }
}

extension ArraySlice {
  /// The first element, and every one a number of places further.
  fileprivate func striding(by step: Int) -> [Element] {
    stride(from: startIndex, to: endIndex, by: step).map { self[$0] }
  }
}
