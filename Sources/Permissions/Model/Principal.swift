/// Who makes a request.
package enum Principal: Hashable, Sendable {
  /// A user, a role or a session under its ARN, `arn:aws:sts::111122223333:assumed-role/Trainer/job`.
  /// The ARN of a role stands for some session of it.
  case aws(Text)
  /// `sagemaker.amazonaws.com`
  case service(Text)
  /// An identity provider: its ARN, or its domain.
  case federated(Text)
  case canonicalUser(Text)
  case anonymous
}
