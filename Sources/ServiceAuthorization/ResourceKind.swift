/// A resource type that an action works on.
package struct ResourceKind: Hashable, Sendable {
  /// `training-job`
  package let name: String
  /// `arn:${Partition}:sagemaker:${Region}:${Account}:training-job/${TrainingJobName}`
  package let arn: String
  /// Whether every request for the action has one, so that a statement has to name it.
  package let isRequired: Bool

  /// The ARN's template as a pattern in which `*` stands for what the template leaves open.
  package var pattern: String {
    var pattern = ""
    var isInName = false
    for character in arn {
      switch character {
      case "$" where !isInName: pattern.append("*")
      case "{" where pattern.last == "*": isInName = true
      case "}" where isInName: isInName = false
      case _ where isInName: break
      default: pattern.append(character)
      }
    }
    return pattern
  }
}
