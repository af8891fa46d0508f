import Findings

extension SARIFBuilder {
  func descriptor(for id: PolicyID) -> SARIF.ReportingDescriptor {
    guard let policy = located.policy(id) else {
      let name = SARIFText.message(id.rawValue)
      return SARIF.ReportingDescriptor(
        id: id.rawValue,
        shortDescription: name,
        fullDescription: name,
        help: name
      )
    }
    var page = MarkdownPage()
    page.write(explanationOf: policy, headingLevel: 2)
    return SARIF.ReportingDescriptor(
      id: id.rawValue,
      shortDescription: SARIFText.message(SARIFText.clipped(policy.title, or: id.rawValue)),
      fullDescription: SARIFText.message(SARIFText.clipped(policy.rationale, or: policy.title)),
      help: SARIF.Message(
        text: SARIFText.plain(policy.remediation.isEmpty ? policy.title : policy.remediation),
        markdown: page.text
      ),
      defaultConfiguration: SARIF.Configuration(level: Self.level(of: policy.severity)),
      relationships: relationships(of: policy),
      properties: SARIF.RuleProperties(
        tags: Self.tags(of: policy),
        problemSeverity: Self.problemSeverity(of: policy.severity),
        securitySeverity: Self.securitySeverity(of: policy.severity)
      )
    )
  }

  private func relationships(of policy: LintReport.Policy) -> [SARIF.Relationship]? {
    let relationships = taxonomies.enumerated().flatMap { index, taxonomy in
      taxonomy.ids.enumerated().compactMap { position, id -> SARIF.Relationship? in
        let control = ControlID(framework: taxonomy.framework, id: id)
        guard policy.controls.contains(control) else { return nil }
        return SARIF.Relationship(
          target: .init(id: id, index: position, toolComponent: taxonomyReference(index))
        )
      }
    }
    return relationships.isEmpty ? nil : relationships
  }

  func taxonomy(_ group: ControlGroup) -> SARIF.ToolComponent {
    SARIF.ToolComponent(
      name: group.framework,
      shortDescription: SARIFText.message(Framework.title(of: group.framework)),
      isComprehensive: false,
      taxa: group.ids.map { SARIF.ReportingDescriptor(id: $0) }
    )
  }

  func taxonomyReference(_ index: Int) -> SARIF.ComponentReference {
    SARIF.ComponentReference(name: taxonomies[index].framework, index: index)
  }

  /// `security` makes the alert a security alert; GitHub takes 20 tags and shows 10.
  private static func tags(of policy: LintReport.Policy) -> [String] {
    var seen: Set<String> = []
    let tags = ["security", policy.domain] + policy.tags
    return Array(tags.filter { !$0.isEmpty && seen.insert($0).inserted }.prefix(20))
  }

  static func level(of severity: Severity) -> String {
    switch severity {
    case .critical, .high: "error"
    case .medium: "warning"
    case .low, .info: "note"
    }
  }

  private static func problemSeverity(of severity: Severity) -> String {
    switch severity {
    case .critical, .high: "error"
    case .medium: "warning"
    case .low, .info: "recommendation"
    }
  }

  /// GitHub's bands: over 9.0 critical, from 7.0 high, from 4.0 medium, from 0.1 low.
  private static func securitySeverity(of severity: Severity) -> String? {
    switch severity {
    case .critical: "9.5"
    case .high: "8.0"
    case .medium: "5.5"
    case .low: "2.0"
    case .info: nil
    }
  }
}
