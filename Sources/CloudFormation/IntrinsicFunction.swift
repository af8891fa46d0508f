package import SourceText

/// The intrinsic functions of CloudFormation, in their long and short forms.
enum IntrinsicFunction: String, CaseIterable {
  case and = "Fn::And"
  case base64 = "Fn::Base64"
  case cidr = "Fn::Cidr"
  case condition = "Condition"
  case contains = "Fn::Contains"
  case eachMemberEquals = "Fn::EachMemberEquals"
  case eachMemberIn = "Fn::EachMemberIn"
  case equals = "Fn::Equals"
  case findInMap = "Fn::FindInMap"
  case getAtt = "Fn::GetAtt"
  case getAZs = "Fn::GetAZs"
  case `if` = "Fn::If"
  case importValue = "Fn::ImportValue"
  case join = "Fn::Join"
  case length = "Fn::Length"
  case not = "Fn::Not"
  case or = "Fn::Or"
  case ref = "Ref"
  case refAll = "Fn::RefAll"
  case select = "Fn::Select"
  case split = "Fn::Split"
  case sub = "Fn::Sub"
  case toJSONString = "Fn::ToJsonString"
  case transform = "Fn::Transform"
  case valueOf = "Fn::ValueOf"
  case valueOfAll = "Fn::ValueOfAll"

  /// The tag of the short form: `!GetAtt`, `!Ref`, `!Condition`.
  var tag: String {
    "!" + (rawValue.hasPrefix("Fn::") ? String(rawValue.dropFirst(4)) : rawValue)
  }
}

/// Finds intrinsic functions by the names of the vocabulary, without comparing texts.
package struct IntrinsicTable: Sendable {
  /// By name: 1 + the function's index in `allCases`, 0 for other words.
  private let byName: [UInt8]

  /// Functions that are not in the vocabulary are not found.
  package init(_ vocabulary: Vocabulary) {
    var byName = [UInt8](repeating: 0, count: vocabulary.count)
    for (index, function) in IntrinsicFunction.allCases.enumerated() {
      byName[Int(vocabulary.name(function.rawValue).rawValue)] = UInt8(index + 1)
      byName[Int(vocabulary.name(function.tag).rawValue)] = UInt8(index + 1)
    }
    byName[0] = 0
    self.byName = byName
  }

  subscript(name: Name) -> IntrinsicFunction? {
    let index = byName[Int(name.rawValue)]
    return index == 0 ? nil : IntrinsicFunction.allCases[Int(index) - 1]
  }
}
