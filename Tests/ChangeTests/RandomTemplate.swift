import TemplateEstates

/// A template with one bucket, in a layout that somebody may have chosen.
struct RandomTemplate {
  /// A property that is written or not, with one of two values.
  struct Property: Hashable {
    let path: [String]
    let values: [String]
    /// What AWS takes where it is not written.
    let missing: String
  }

  static let properties: [Property] =
    ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"].map {
      Property(
        path: ["PublicAccessBlockConfiguration", $0],
        values: ["true", "false"],
        missing: "false"
      )
    } + [
      Property(path: ["BucketName"], values: ["alpha", "beta"], missing: "none"),
      Property(
        path: ["VersioningConfiguration", "Status"],
        values: ["Enabled", "Suspended"],
        missing: "none"
      ),
      Property(path: ["ObjectLockEnabled"], values: ["true", "false"], missing: "false"),
    ]

  /// The written properties with their values, in order.
  var written: [(property: Property, value: String)]
  /// The seed of everything that is only layout.
  private let layout: UInt64

  init(_ random: inout SeededGenerator) {
    written = Self.properties.shuffled(using: &random).compactMap { property in
      Int.random(in: 0..<3, using: &random) == 0
        ? nil : (property, property.values.randomElement(using: &random) ?? "")
    }
    layout = random.next()
  }

  /// The name of the file, which says whether it is JSON.
  var path: String { layout % 4 == 0 ? "template.json" : "template.yaml" }

  /// The text; the same layout for whichever values.
  var text: String {
    var random = SeededGenerator(seed: layout)
    let style = LayoutStyle(&random, isJSON: layout % 4 == 0)
    var entries: [LayoutStyle.Node.Entry] = []
    for (property, value) in written {
      let name = property.path[0]
      if property.path.count == 1 {
        entries.append(.init(name, .scalar(value)))
      } else if let place = entries.firstIndex(where: { $0.key == name }) {
        guard case .map(let inner) = entries[place].value else { continue }
        let added = inner + [.init(property.path[1], .scalar(value))]
        entries[place] = .init(name, .map(added))
      } else {
        entries.append(.init(name, .map([.init(property.path[1], .scalar(value))])))
      }
    }
    var body: [LayoutStyle.Node.Entry] = [.init("Type", .scalar("AWS::S3::Bucket"))]
    if !entries.isEmpty || style.writesEmptyProperties {
      body.append(.init("Properties", .map(entries)))
    }
    if style.hasTail { body.append(.init("DeletionPolicy", .scalar("Retain"))) }
    let other: LayoutStyle.Node = .map([.init("Type", .scalar("AWS::SNS::Topic"))])
    let resources: LayoutStyle.Node = .map([.init("Data", .map(body)), .init("News", other)])
    return style.text(.map([.init("Resources", resources)]), &random)
  }
}
