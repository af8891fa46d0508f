import Syntax
import Values

/// A parameter of a template, with the value that this run gives it.
struct Parameter {
  /// What is known of the value, best first.
  enum Resolution {
    /// Given for this run; a fact.
    case given(String)
    /// Given for this run as a reference to a resource outside of the template, or a list of such.
    case bound(Value)
    /// One of several allowed values; the index of the variable that decides.
    case oneOf(variable: Int, values: [String])
    /// The default, which a deployment may override.
    case assumed(String)
    /// Not known; `variable` distinguishes the values that conditions compare it with.
    case unknown(variable: Int?)
  }

  let name: String
  let type: String
  let node: NodeID
  let resolution: Resolution

  /// True for the types whose value is a list, written with commas.
  var isList: Bool {
    type == "CommaDelimitedList" || type.hasPrefix("List<")
      || type.hasPrefix("AWS::SSM::Parameter::Value<List<")
      || type == "AWS::SSM::Parameter::Value<CommaDelimitedList>"
  }

  /// True for the types that take ids of existing resources, or the names of zones, and lists of such.
  ///
  /// Names of key pairs and security groups are not among them: there may be an asterisk in those.
  /// Source: CloudFormation User Guide, "AWS-specific parameter types".
  var holdsIdentifiers: Bool {
    let element = type.hasPrefix("List<") ? type.dropFirst(5).dropLast() : type[...]
    return element == "AWS::EC2::AvailabilityZone::Name"
      || (element.hasPrefix("AWS::EC2::") && element.hasSuffix("::Id"))
  }

  /// True for the types whose value is the name of a parameter of Systems Manager.
  var isStored: Bool { type.hasPrefix("AWS::SSM::Parameter::Value<") }
}
