/// The objects of SARIF 2.1.0 (errata 01) that Lintel writes. Property names are the standard's; section
/// numbers are given where a choice is not plain.
enum SARIF {
  struct Log: Encodable {
    let schema =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
      + "sarif-schema-2.1.0.json"
    let version = "2.1.0"
    let runs: [Run]

    enum CodingKeys: String, CodingKey {
      case schema = "$schema"
      case version, runs
    }
  }

  struct Run: Encodable {
    let tool: ToolRoot
    let invocations: [Invocation]
    let artifacts: [Artifact]
    let taxonomies: [ToolComponent]
    let columnKind = "unicodeCodePoints"
    let results: [Result]
    let properties: RunProperties
  }

  struct RunProperties: Encodable {
    let complete: Bool
    let summary: EncodedSummary
    let coverage: EncodedCoverage
  }

  struct ToolRoot: Encodable {
    let driver: ToolComponent
  }

  struct ToolComponent: Encodable {
    var name: String
    var version: String?
    var semanticVersion: String?
    var informationUri: String?
    var shortDescription: Message?
    var isComprehensive: Bool?
    var rules: [ReportingDescriptor]?
    var notifications: [ReportingDescriptor]?
    var taxa: [ReportingDescriptor]?
    var supportedTaxonomies: [ComponentReference]?
  }

  struct ComponentReference: Encodable {
    let name: String
    let index: Int
  }

  struct ReportingDescriptor: Encodable {
    let id: String
    var shortDescription: Message?
    var fullDescription: Message?
    var help: Message?
    var defaultConfiguration: Configuration?
    var relationships: [Relationship]?
    var properties: RuleProperties?
  }

  struct Configuration: Encodable {
    let level: String
  }

  struct Relationship: Encodable {
    struct Target: Encodable {
      let id: String
      let index: Int
      let toolComponent: ComponentReference
    }

    let target: Target
    let kinds = ["relevant"]
  }

  struct RuleProperties: Encodable {
    let tags: [String]
    let precision = "high"
    let problemSeverity: String
    let securitySeverity: String?

    enum CodingKeys: String, CodingKey {
      case tags, precision
      case problemSeverity = "problem.severity"
      case securitySeverity = "security-severity"
    }
  }

  struct Message: Encodable {
    let text: String
    var markdown: String?
  }

  struct Invocation: Encodable {
    let executionSuccessful: Bool
    let toolExecutionNotifications: [Notification]
  }

  struct Notification: Encodable {
    struct Descriptor: Encodable {
      let id: String
      let index: Int
    }

    let descriptor: Descriptor
    let level: String
    let message: Message
    let locations: [Location]?
  }

  struct Artifact: Encodable {
    let location: ArtifactLocation
    let roles = ["analysisTarget"]
  }

  struct ArtifactLocation: Encodable {
    let uri: String
    /// Only for what is relative (§3.4.4).
    let uriBaseId: String?
    let index: Int?

    init(path: String, index: Int? = nil) {
      uri = SARIFText.uri(path)
      uriBaseId = path.hasPrefix("/") ? nil : "%SRCROOT%"
      self.index = index
    }
  }

  struct Result: Encodable {
    let ruleId: String
    let ruleIndex: Int
    let kind: String
    let level: String
    let message: Message
    let locations: [Location]
    let relatedLocations: [Location]?
    let codeFlows: [CodeFlow]?
    let fixes: [Fix]?
    let partialFingerprints: [String: String]
    let properties: ResultProperties
  }

  struct ResultProperties: Encodable {
    let severity: String
    let when: [String]
    let assumes: [String]
    let needs: [String]
    let environment: String?
  }

  struct Location: Encodable {
    var id: Int?
    let physicalLocation: PhysicalLocation
    var logicalLocations: [LogicalLocation]?
    var message: Message?
  }

  struct PhysicalLocation: Encodable {
    let artifactLocation: ArtifactLocation
    let region: Region
  }

  struct Region: Encodable {
    let startLine: Int
    let startColumn: Int
    let endLine: Int
    let endColumn: Int
  }

  struct LogicalLocation: Encodable {
    let fullyQualifiedName: String
    let kind = "resource"
  }

  struct CodeFlow: Encodable {
    let threadFlows: [ThreadFlow]
  }

  struct ThreadFlow: Encodable {
    let locations: [ThreadFlowLocation]
  }

  struct ThreadFlowLocation: Encodable {
    let location: Location
    let executionOrder: Int
  }

  struct Fix: Encodable {
    let description: Message
    let artifactChanges: [ArtifactChange]
    let properties: FixProperties
  }

  struct FixProperties: Encodable {
    let safety: String
  }

  struct ArtifactChange: Encodable {
    let artifactLocation: ArtifactLocation
    let replacements: [Replacement]
  }

  struct Replacement: Encodable {
    let deletedRegion: Region
    let insertedContent: InsertedContent
  }

  struct InsertedContent: Encodable {
    let text: String
  }
}
