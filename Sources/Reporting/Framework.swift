/// The names that compliance frameworks are known by.
enum Framework {
  /// `AWS Foundational Security Best Practices` for `aws-fsbp`; the id itself where no name is known.
  static func title(of id: String) -> String {
    switch id {
    case "aws-fsbp": "AWS Foundational Security Best Practices"
    case "nist-800-53-r5": "NIST SP 800-53 Revision 5"
    default: id
    }
  }
}
