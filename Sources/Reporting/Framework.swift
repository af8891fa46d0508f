/// The names that compliance frameworks are known by.
enum Framework {
  /// `AWS Foundational Security Best Practices` for `aws-fsbp`; the id itself where no name is known.
  static func title(of id: String) -> String {
    switch id {
    case "aws-fsbp": "AWS Foundational Security Best Practices"
    case "cis-aws-v5.0": "CIS AWS Foundations Benchmark 5.0"
    case "iso-27001-2022": "ISO/IEC 27001:2022 Annex A"
    case "nist-800-53-r5": "NIST SP 800-53 Revision 5"
    case "pci-dss-v4.0": "PCI DSS 4.0"
    default: id
    }
  }
}
