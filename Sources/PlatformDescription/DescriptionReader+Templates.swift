import Findings
import Infrastructure
import SourceText
import Syntax
import Values

/// What a description says of the templates beside it: the account that they are deployed to, and
/// the values of their parameters, among them what is described here.
extension DescriptionReader {
  /// Finds the entries of `templates`; what they say is read when all names are known.
  mutating func readTemplates(_ place: Place, _ estate: inout EstateBuilder) {
    for (key, body) in entries(of: place, "'templates'", &estate) {
      let path = Self.resolve(documents.text(of: key), beside: self.path(of: key))
      if let first = templates.first(where: { $0.path == path }) {
        report(
          "duplicate-name",
          "the deployment of '\(path)' is described twice",
          at: key,
          related: [note("first described here", at: first.place)],
          &estate
        )
        continue
      }
      if !sources.contains(where: { $0.path == path }) {
        wanted.insert(path)
        let fact = "there is no file '\(path)'"
        report("missing-file", fact, at: key, help: fileHelp(for: path), &estate)
      }
      templates.append((path: path, place: key, body: body))
    }
  }

  /// What is said of each template's deployment, by its path.
  mutating func deployments(_ estate: inout EstateBuilder) -> [String: Deployment] {
    var deployments: [String: Deployment] = [:]
    for template in templates {
      let name = documents.text(of: template.place)
      var deployment = Deployment()
      for (key, value) in entries(of: template.body, "template '\(name)'", &estate) {
        switch documents.text(of: key) {
        case "account": readAccount(value, into: &deployment, &estate)
        case "parameters": readParameters(value, into: &deployment, &estate)
        default:
          let known = LanguageKeys.template.map(\.key)
          reportUnknownKey(key, of: "a template", among: known, &estate)
        }
      }
      deployments[template.path] = deployment
    }
    return deployments
  }

  private func readAccount(
    _ place: Place,
    into deployment: inout Deployment,
    _ estate: inout EstateBuilder
  ) {
    let type = "AWS::Organizations::Account"
    guard let thing = named(place, types: [type], from: Draft.Home(), &estate),
      let account = thing.home.account.map({ accounts[$0] })
    else { return }
    deployment.account = identity(of: account)
    deployment.region = account.region.map { documents.text(of: $0) }
    deployment.environment = account.environment.map { documents.text(of: $0) }
    deployment.texts["AWS::Region"] = deployment.region
    deployment.texts["AWS::AccountId"] = account.id.map { documents.text(of: $0) }
  }

  private mutating func readParameters(
    _ place: Place,
    into deployment: inout Deployment,
    _ estate: inout EstateBuilder
  ) {
    for (key, value) in entries(of: place, "'parameters'", &estate) {
      let name = documents.text(of: key)
      if documents.kind(of: value) == .scalar {
        deployment.texts[name] = documents.text(of: value)
        continue
      }
      let wanted = Wanted(nil, name: name, owner: "", key: key)
      if documents.kind(of: value) == .sequence {
        let elements = documents.elements(of: value).map { parameter($0, wanted, &estate) }
        deployment.values[name] = estate.heap.list(elements, origin: origin(value))
      } else {
        deployment.values[name] = parameter(value, wanted, &estate)
      }
    }
    // What resources say of themselves is not laid out yet: texts that were made of it are not kept.
    texts = [:]
  }

  private mutating func parameter(
    _ place: Place,
    _ wanted: Wanted,
    _ estate: inout EstateBuilder
  ) -> Value {
    if documents.kind(of: place) == .scalar { return plainText(place, &estate) }
    if Mark(in: place, documents) != nil { return marked(place, wanted, &estate) }
    let fact = "a parameter is \(words(for: place))"
    let help = "write a text, or {$ref: ADDRESS} for what is described"
    report("wrong-type", fact, at: place, help: help, &estate)
    return invalid("parameter '\(wanted.name)'", at: place, &estate)
  }
}
