import Foundation

/// A template cut in two: the resources that nothing refers to go into another one, which a stack nests
/// or which imports what the first one exports.
struct TemplateSplit {
  private typealias Object = [String: Any]

  /// The template with what stays.
  let outer: String
  /// The template with what goes.
  let inner: String

  /// - Parameter nests: The outer stack nests the inner one, as `Inner`; otherwise that imports.
  init(of template: Any, nesting nests: Bool) throws {
    var whole = template as? Object ?? [:]
    let resources = whole["Resources"] as? Object ?? [:]
    whole["Outputs"] = nil
    var named: Set<String> = []
    for body in resources.values { Self.collect(body, into: &named) }
    let gone = resources.filter { !named.contains($0.key) }
    let kept = resources.filter { named.contains($0.key) }
    var uses: [String: Any] = [:]
    var moved: Object = [:]
    for (name, body) in gone {
      var body = body as? Object ?? [:]
      body["DependsOn"] = nil
      moved[name] = Self.rewrite(body, kept: Set(kept.keys), &uses) { name in
        nests ? ["Ref": name] : ["Fn::ImportValue": name]
      }
    }
    var inside = whole
    inside["Resources"] = moved
    var outside = whole
    var parameters = whole["Parameters"] as? Object ?? [:]
    if nests {
      var passed: Object = uses
      for name in parameters.keys { passed[name] = ["Ref": name] }
      for name in uses.keys { parameters[name] = ["Type": "String"] }
      inside["Parameters"] = parameters
      outside["Resources"] = kept.merging([
        "Inner": [
          "Type": "AWS::CloudFormation::Stack",
          "Properties": ["TemplateURL": "inner.template", "Parameters": passed],
        ]
      ]) { $1 }
    } else {
      outside["Resources"] = kept
      outside["Outputs"] = uses.reduce(into: Object()) { outputs, use in
        outputs[use.key] = ["Value": use.value, "Export": ["Name": use.key]]
      }
    }
    outer = try Self.text(outside)
    inner = try Self.text(inside)
  }

  private static func text(_ template: Object) throws -> String {
    String(decoding: try JSONSerialization.data(withJSONObject: template), as: UTF8.self)
  }

  /// The resources that `Ref`, `Fn::GetAtt`, `Fn::Sub` and `DependsOn` name.
  private static func collect(_ value: Any, into named: inout Set<String>) {
    if let list = value as? [Any] { for element in list { collect(element, into: &named) } }
    guard let object = value as? Object else { return }
    for (key, value) in object {
      switch (key, value) {
      case ("Ref", let name as String), ("DependsOn", let name as String): named.insert(name)
      case ("DependsOn", let names as [String]): named.formUnion(names)
      case ("Fn::GetAtt", let path as [Any]): named.insert(path.first as? String ?? "")
      case ("Fn::Sub", _):
        let text = value as? String ?? (value as? [Any])?.first as? String ?? ""
        for variable in variables(of: text) {
          named.insert(variable.split(separator: ".").first.map(String.init) ?? "")
        }
        collect(value, into: &named)
      default: collect(value, into: &named)
      }
    }
  }

  private static func variables(of text: String) -> [String] {
    text.matches(of: /\$\{([A-Za-z0-9.]+)\}/).map { String($0.1) }
  }

  /// A value in which references across the cut are `link`s; `uses` gets what these stand for.
  private static func rewrite(
    _ value: Any,
    kept: Set<String>,
    _ uses: inout [String: Any],
    _ link: (String) -> Object
  ) -> Any {
    if let list = value as? [Any] { return list.map { rewrite($0, kept: kept, &uses, link) } }
    guard let object = value as? Object else { return value }
    if let name = object["Ref"] as? String, kept.contains(name) {
      uses["Use\(name)"] = object
      return link("Use\(name)")
    }
    if let path = object["Fn::GetAtt"] as? [Any], let name = path.first as? String,
      kept.contains(name), path.count == 2
    {
      let use = "Use\(name)\(path[1])"
      uses[use] = object
      return link(use)
    }
    if let text = object["Fn::Sub"] as? String {
      let crossing = variables(of: text).filter {
        kept.contains($0.split(separator: ".").first.map(String.init) ?? "")
      }
      if !crossing.isEmpty {
        var values: Object = [:]
        var result = text
        for variable in crossing {
          let use = "Use" + variable.replacing(".", with: "")
          let parts = variable.split(separator: ".", maxSplits: 1).map(String.init)
          uses[use] = parts.count == 1 ? ["Ref": variable] : ["Fn::GetAtt": parts]
          result = result.replacing("${\(variable)}", with: "${\(use)}")
          values[use] = link(use)
        }
        return ["Fn::Sub": [result, values]]
      }
    }
    return object.mapValues { rewrite($0, kept: kept, &uses, link) }
  }
}
