import Infrastructure
import SourceText
import Values

/// The reference page of platform descriptions, in Markdown, made of the declarations and the tables
/// of the language.
package func descriptionReference() -> String {
  LanguageReference(.builtIn).page()
}

struct LanguageReference {
  private let declarations: Declarations
  private let catalogue: Catalogue
  private let keys: PropertyKeys

  init(_ declarations: Declarations) {
    self.declarations = declarations
    catalogue = Catalogue(declarations)
    keys = PropertyKeys(declarations)
  }

  func page() -> String {
    let sections = [
      Self.introduction, table("The description", LanguageKeys.description),
      table("Parts of a platform", LanguageKeys.parts), table("Accounts", LanguageKeys.account),
      table("Stacks", LanguageKeys.stack), table("Templates", LanguageKeys.template),
      table("What exists elsewhere", LanguageKeys.external),
      table("The organization", LanguageKeys.organization),
      table("Units, and the root", LanguageKeys.unit),
      table("Control Tower", LanguageKeys.controlTower),
      table("Expectations about reach", LanguageKeys.reach),
      table("Expectations about permissions", LanguageKeys.permission),
      table("Statements", LanguageKeys.statement), table("Trusts", LanguageKeys.trust),
      table("Routes", LanguageKeys.route), Self.marks, collections(),
    ]
    return sections.joined(separator: "\n") + "\n" + resources()
  }

  private static let introduction = """
    # Platform descriptions: reference

    Written from the declarations of resource types and the tables of the language; do not edit. The
    [tutorial](tutorial.md) grows a platform in six steps, and
    [platform.schema.json](../schemas/platform.schema.json) tells editors the same as this page.

    A description is a YAML mapping. Resources stand in collections of their account, by name;
    properties are AWS's own in lower camel case, also without `Id`, `Arn` and `Kms`. Where a property
    names another resource, write its name: it is looked for in the VPC, then in the account, then in
    the organization. An address, `ml-prod/vpcs/ml/subnets/a`, crosses scopes;
    `network.yaml#PrivateSubnet` is a resource of a template beside the description. Identifiers and
    ARNs of AWS's stand as they are.

    """

  private static let marks = """
    ## Marks

    In the place of any value.

    | mark | meaning |
    | --- | --- |
    | `{$unknown: who decides}` | nobody knows yet: verdicts that need it are undetermined, never a pass |
    | `{$ref: ml-prod/roles/trainer, attribute: Arn}` | another resource, where a name would not be looked up: in documents, in parameters of templates |
    | `{$text: literally}` | a text that is neither looked up nor checked |
    | `{$text: [dataset-, {$own: account}]}` | a text of several pieces |
    | `{$own: region}` | a fact of the account: `account`, `partition`, `region`, `urlSuffix` |
    | `$maybe: the budget is granted` | as a key of a resource: it may not exist |

    """

  private func table(_ title: String, _ keys: [LanguageKey]) -> String {
    var text = "## \(title)\n\n| key | meaning |\n| --- | --- |\n"
    for key in keys {
      let mark = key.isRequired ? ", required" : ""
      text += "| `\(key.key)`\(mark) | \(escaped(key.meaning)) |\n"
    }
    return text
  }

  private func collections() -> String {
    var text = """
      ## Collections

      A collection is a mapping from names to resources, or a list of names. What stands in a resource
      refers to it by itself.

      | in | key | type |
      | --- | --- | --- |

      """
    for collection in catalogue.collections.values.sorted(by: { $0.key < $1.key }) {
      text += "| an account | `\(collection.key)` | \(collection.type) |\n"
    }
    for collection in Catalogue.everyCollection.sorted(by: { $0.type < $1.type }) {
      for member in collection.members {
        text += "| \(collection.type) | `\(member.key)` | \(member.type) |\n"
      }
    }
    return text
  }

  // MARK: - Resource types

  private func resources() -> String {
    var text = "## Properties\n\nRequired are those that AWS refuses a resource without.\n"
    for id in declarations.types {
      let type = declarations.typeName(of: id)
      text += "\n### \(type)\n\n| key | property | takes |\n| --- | --- | --- |\n"
      text += rows(of: declarations.shape(of: id), type: type)
    }
    return text
  }

  private func rows(of shape: ShapeID, type: String) -> String {
    var rows: [String] = []
    let defaults = declarations.defaults(of: shape)
    for property in declarations.properties(of: shape) where !property.isReadOnly {
      let name = declarations.vocabulary.text(of: property.name)
      guard let key = keys.key(for: name, in: shape, owner: type, type: type) else { continue }
      var takes = words(for: property.kind, property, type: type)
      if property.isRequired { takes += "; required" }
      if let entry = defaults.first(where: { $0.name == property.name }) {
        takes += "; default \(declarations.text(of: entry))"
      }
      rows.append("| `\(key)` | \(name) | \(escaped(takes)) |\n")
    }
    for key in ShortForms.keys(of: type) {
      guard let form = ShortForms.form(key, of: type) else { continue }
      if case .property(let path) = form, path.count == 1 { continue }
      rows.append("| `\(key)` | | \(escaped(form.meaning)) |\n")
    }
    return rows.sorted().joined()
  }

  /// What a property takes, in words.
  func words(
    for kind: PropertyKind,
    _ property: PropertyDeclaration,
    type: String
  ) -> String {
    switch kind.form {
    case .string:
      let name = declarations.vocabulary.text(of: property.name)
      let targets = ReferenceTargets.types(of: name, in: type)
      if !targets.isEmpty { return DescriptionReader.words(for: targets) }
      let words = declarations.enumeration(of: property)
      guard !words.isEmpty else { return "text" }
      return words.count > 8
        ? words.prefix(6).joined(separator: ", ") + ", …"
        : words.joined(separator: ", ")
    case .integer: return "whole number"
    case .number: return "number"
    case .boolean: return "true or false"
    case .json: return "anything"
    case .object: return "mapping"
    case .list(let element): return "list of \(words(for: element, property, type: type))"
    case .map(let element): return "names to \(words(for: element, property, type: type))"
    }
  }

  private func escaped(_ text: String) -> String {
    String(text.flatMap { $0 == "|" ? Array("\\|") : [$0] })
  }
}
