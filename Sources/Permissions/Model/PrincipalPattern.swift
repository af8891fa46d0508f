/// An element of `Principal` or `NotPrincipal`.
///
/// Source: IAM User Guide, "AWS JSON policy elements: Principal".
package enum PrincipalPattern: Hashable, Sendable {
  /// `"*"`, or `{"AWS": "*"}`: everyone, services and the anonymous included.
  case everyone
  /// `{"AWS": …}`: an account, its root, a user, a role, a session, or the unique id of one. No
  /// wildcards: `*` in it stands for itself.
  case aws(Pattern)
  case service(Pattern)
  case federated(Pattern)
  case canonicalUser(Pattern)
  /// Somebody; who is not known.
  case open(Doubt)

  /// Whether it is about everyone, however it is written.
  package var isEveryone: Bool {
    switch self {
    case .everyone, .aws("*"): true
    case .aws, .service, .federated, .canonicalUser, .open: false
    }
  }
}
