package import Findings

extension Policy {
  /// The policy as a configuration wants it.
  ///
  /// - Parameters:
  ///   - severity: Nil for the policy's own.
  ///   - values: Values of parameters; those of another type than the policy declares, and those of
  ///     parameters that it does not have, are left out.
  package func changed(
    severity: Severity?,
    values: [String: Parameter.Literal]
  ) -> Policy {
    Policy(
      id: id,
      title: title,
      severity: severity ?? self.severity,
      domain: domain,
      tags: tags,
      rationale: rationale,
      remediation: remediation,
      limits: limits,
      controls: controls,
      references: references,
      parameters: parameters.map { parameter in
        guard let value = values[parameter.name], value.isA(parameter.type) else {
          return parameter
        }
        return Parameter(
          name: parameter.name,
          type: parameter.type,
          value: value,
          description: parameter.description
        )
      },
      rules: rules,
      span: span
    )
  }
}

extension Policy.Parameter.Literal {
  /// Whether the value is of a type as documents write it: `string`, `list(string)`.
  package func isA(_ type: some StringProtocol) -> Bool {
    switch self {
    case .bool: type == "bool"
    case .int: type == "int"
    case .string: type == "string"
    case .list(let parts):
      type.hasPrefix("list(") && parts.allSatisfy { $0.isA(type.dropFirst(5).dropLast()) }
    }
  }
}
