import Findings
import TemplateEstates

/// A template with one resource of a type without declaration, whose `Value` is the expression under
/// test; `sections` stand above `Resources`.
func probe(
  _ expression: String,
  sections: String = "",
  parameters: [String: String] = [:]
) -> TemplateEstate {
  TemplateEstate(
    """
    \(sections)
    Resources:
      Bucket: {Type: AWS::S3::Bucket, Properties: {BucketName: data}}
      Nameless: {Type: AWS::S3::Bucket}
      Probe:
        Type: Custom::Probe
        Properties:
          Value: \(expression)
    """,
    parameters: parameters
  )
}

extension TemplateEstate {
  /// The outline of the expression under test; nil where it comes to nothing.
  var outlineOfProbe: String? { outline("Value", of: "Probe") }

  /// The messages of all diagnostics.
  var messages: [String] { diagnostics.map(\.message) }
}
