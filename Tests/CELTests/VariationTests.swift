import CEL
import Testing

/// The variants that tests of an expression should notice, and the atoms that they should reach.
@Suite struct VariationTests {
  /// `what is shown → the whole expression`, in order.
  static func variants(of text: String, isQuestion: Bool = true) throws -> [String] {
    try Program.variants(of: text, isQuestion: isQuestion).map { variant in
      "\(variant.original) > \(variant.replacement): \(variant.text)"
    }
  }

  @Test func anOperandOfAConjunctionIsLeftOutAndTheConnectiveSwapped() throws {
    let variants = try Self.variants(of: "has(a.b) && a.b == 'x'")
    #expect(
      variants == [
        "has(a.b) > : (a.b == 'x')".replacing("(a.b == 'x')", with: "((a.b == 'x'))"),
        "has(a.b) > !(has(a.b)): !has(a.b) && a.b == 'x'",
        "&& > ||: (has(a.b) || (a.b == 'x'))",
        "a.b == 'x' > : (has(a.b))",
        "== > !=: has(a.b) && a.b != 'x'",
      ]
    )
  }

  @Test func aBoundIsMovedAndAComparisonTurned() throws {
    let variants = try Self.variants(of: "a.size() > 1")
    #expect(
      variants == [
        "> > >=: a.size() >= 1", "> > <=: a.size() <= 1", "1 > 2: a.size() > 2",
        "1 > 0: a.size() > 0",
      ]
    )
  }

  /// `1 < 2` and `0 < 2` come to the same; what is not there is never `2`.
  @Test func aDefaultIsOnlyMovedWhereTheComparisonTurns() throws {
    let variants = try Self.variants(of: "a.?n.orValue(1) < 2")
    #expect(!variants.contains { $0.hasPrefix("1 > 0") })
    #expect(variants.contains("1 > 2: a.?n.orValue(2) < 2"))
  }

  @Test func aQuantifierBecomesTheOther() throws {
    let variants = try Self.variants(of: "!l.exists(x, x.ok)")
    #expect(variants.contains("exists > all: !l.all(x, x.ok)"))
    #expect(variants.contains("!l.exists(x, x.ok) > l.exists(x, x.ok): l.exists(x, x.ok)"))
    #expect(variants.contains("x.ok > !(x.ok): !l.exists(x, !x.ok)"))
    #expect(variants.count == 3)
  }

  @Test func branchesElementsDefaultsAndFiltersAreChanged() throws {
    let variants = try Self.variants(of: "a in ['x', 'y'] ? b.?c.orValue(false) : d.filter(e, e.f)")
    for change in [
      "'x' > : a in ['y'] ?", "'y' > : a in ['x'] ?", "in > not in: !(a in ['x', 'y']) ?",
      "false > true: a in", "e.f > true: a in",
    ] {
      #expect(variants.contains { $0.hasPrefix(change) }, "\(change)")
    }
  }

  @Test(arguments: [
    "has(a.b) && (a.b == 'x' || !(a.c in [1, 2]))", "l.all(x, x > 1 || x.y.exists(z, z == 'a'))",
    "a ? b : c", "a.?b.orValue('x') + 'y' == 'xy'", "(a || b) && (c || d)",
  ])
  func everyVariantIsAnExpressionOfItsOwn(text: String) throws {
    let variants = try Program.variants(of: text, isQuestion: true)
    #expect(variants.count >= 3)
    for variant in variants {
      #expect(throws: Never.self) { try Program.atoms(of: variant.text, isQuestion: true) }
      #expect(variant.text != text)
    }
  }

  @Test func atomsAreWhatIsTrueOrFalseByItself() throws {
    let text = "has(a.b) && !(l.exists(x, x.ok && x.n > 1)) || flag ? c == d : e.f()"
    let atoms = try Program.atoms(of: text, isQuestion: true)
    #expect(
      atoms.map(\.text) == [
        "has(a.b)", "l.exists(x, x.ok && x.n > 1)", "x.ok", "x.n > 1", "flag", "c == d",
      ]
    )
  }

  @Test func atomsAreWrappedOneInTheOther() throws {
    let text = "l.exists(x, x > 1) && (y)"
    let atoms = try Program.atoms(of: text, isQuestion: true)
    #expect(
      Program.text(text, calling: "see", around: atoms, from: 3)
        == "see(3, l.exists(x, see(4, x > 1))) && (see(5, y))"
    )
  }

  @Test func whatIsNoExpressionHasNoVariants() {
    #expect(throws: ExpressionError.self) { try Program.variants(of: "a &&", isQuestion: true) }
  }
}
