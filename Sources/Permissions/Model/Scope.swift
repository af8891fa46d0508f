/// Some requests: those that fit in all of these.
package struct Scope: Hashable, Sendable {
  /// An element, `Action`, or its opposite, `NotAction`.
  package enum Selection<Element: Hashable & Sendable>: Hashable, Sendable {
    case only([Element])
    case except([Element])

    package var elements: [Element] {
      switch self {
      case .only(let elements), .except(let elements): elements
      }
    }
  }

  package var actions: Selection<Pattern>
  /// Nil in trust policies, which are about the role itself.
  package var resources: Selection<Pattern>?
  /// Nil in identity policies, which are about whom they are attached to.
  package var principals: Selection<PrincipalPattern>?
  package var conditions: [Condition]

  package init(
    actions: Selection<Pattern>,
    resources: Selection<Pattern>? = nil,
    principals: Selection<PrincipalPattern>? = nil,
    conditions: [Condition] = []
  ) {
    self.actions = actions
    self.resources = resources
    self.principals = principals
    self.conditions = conditions
  }
}
