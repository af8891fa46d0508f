/// What statements are about, one after the other: a request is a point with one value in each.
enum Dimension: Hashable, Comparable, Sendable {
  case action
  case resource
  case principal
  case key(ConditionKey)
}
