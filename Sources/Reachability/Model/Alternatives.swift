package import Values

/// One of several values, depending on the world: the first whose guard holds, or none.
package struct Alternatives<Element: Sendable>: Sendable {
  package struct Case: Sendable {
    package let existence: GuardID
    package let value: Element

    package init(_ value: Element, when existence: GuardID = .always) {
      self.existence = existence
      self.value = value
    }
  }

  package var cases: [Case]

  package init(_ cases: [Case] = []) {
    self.cases = cases
  }

  /// The value of every world.
  package init(_ value: Element) {
    cases = [Case(value)]
  }
}
