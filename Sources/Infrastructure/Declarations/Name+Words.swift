// Written by schemas/generate.py from schemas/words.txt.

package import SourceText

/// Words of the built-in vocabulary that code asks for by name.
extension Name {
  /// `AWSTemplateFormatVersion`
  package static let awsTemplateFormatVersion = Name(rawValue: 1)
  /// `Conditions`
  package static let conditions = Name(rawValue: 2)
  /// `Description`
  package static let description = Name(rawValue: 3)
  /// `Globals`
  package static let globals = Name(rawValue: 4)
  /// `Mappings`
  package static let mappings = Name(rawValue: 5)
  /// `Metadata`
  package static let metadata = Name(rawValue: 6)
  /// `Outputs`
  package static let outputs = Name(rawValue: 7)
  /// `Parameters`
  package static let parameters = Name(rawValue: 8)
  /// `Resources`
  package static let resources = Name(rawValue: 9)
  /// `Rules`
  package static let rules = Name(rawValue: 10)
  /// `Transform`
  package static let transform = Name(rawValue: 11)
  /// `Condition`
  package static let condition = Name(rawValue: 12)
  /// `CreationPolicy`
  package static let creationPolicy = Name(rawValue: 13)
  /// `DeletionPolicy`
  package static let deletionPolicy = Name(rawValue: 14)
  /// `DependsOn`
  package static let dependsOn = Name(rawValue: 15)
  /// `Properties`
  package static let properties = Name(rawValue: 16)
  /// `Type`
  package static let `type` = Name(rawValue: 17)
  /// `UpdatePolicy`
  package static let updatePolicy = Name(rawValue: 18)
  /// `UpdateReplacePolicy`
  package static let updateReplacePolicy = Name(rawValue: 19)
  /// `AllowedPattern`
  package static let allowedPattern = Name(rawValue: 20)
  /// `AllowedValues`
  package static let allowedValues = Name(rawValue: 21)
  /// `Assert`
  package static let assert = Name(rawValue: 22)
  /// `AssertDescription`
  package static let assertDescription = Name(rawValue: 23)
  /// `Assertions`
  package static let assertions = Name(rawValue: 24)
  /// `ConstraintDescription`
  package static let constraintDescription = Name(rawValue: 25)
  /// `Default`
  package static let `default` = Name(rawValue: 26)
  /// `Export`
  package static let export = Name(rawValue: 27)
  /// `MaxLength`
  package static let maxLength = Name(rawValue: 28)
  /// `MaxValue`
  package static let maxValue = Name(rawValue: 29)
  /// `MinLength`
  package static let minLength = Name(rawValue: 30)
  /// `MinValue`
  package static let minValue = Name(rawValue: 31)
  /// `Name`
  package static let name = Name(rawValue: 32)
  /// `NoEcho`
  package static let noEcho = Name(rawValue: 33)
  /// `RuleCondition`
  package static let ruleCondition = Name(rawValue: 34)
  /// `Value`
  package static let value = Name(rawValue: 35)
  /// `Ref`
  package static let ref = Name(rawValue: 36)
  /// `Fn::And`
  package static let fnAnd = Name(rawValue: 37)
  /// `Fn::Base64`
  package static let fnBase64 = Name(rawValue: 38)
  /// `Fn::Cidr`
  package static let fnCidr = Name(rawValue: 39)
  /// `Fn::Contains`
  package static let fnContains = Name(rawValue: 40)
  /// `Fn::EachMemberEquals`
  package static let fnEachMemberEquals = Name(rawValue: 41)
  /// `Fn::EachMemberIn`
  package static let fnEachMemberIn = Name(rawValue: 42)
  /// `Fn::Equals`
  package static let fnEquals = Name(rawValue: 43)
  /// `Fn::FindInMap`
  package static let fnFindInMap = Name(rawValue: 44)
  /// `Fn::GetAtt`
  package static let fnGetAtt = Name(rawValue: 45)
  /// `Fn::GetAZs`
  package static let fnGetAZs = Name(rawValue: 46)
  /// `Fn::GetStackOutput`
  package static let fnGetStackOutput = Name(rawValue: 47)
  /// `Fn::If`
  package static let fnIf = Name(rawValue: 48)
  /// `Fn::ImportValue`
  package static let fnImportValue = Name(rawValue: 49)
  /// `Fn::Join`
  package static let fnJoin = Name(rawValue: 50)
  /// `Fn::Length`
  package static let fnLength = Name(rawValue: 51)
  /// `Fn::Not`
  package static let fnNot = Name(rawValue: 52)
  /// `Fn::Or`
  package static let fnOr = Name(rawValue: 53)
  /// `Fn::RefAll`
  package static let fnRefAll = Name(rawValue: 54)
  /// `Fn::Select`
  package static let fnSelect = Name(rawValue: 55)
  /// `Fn::Split`
  package static let fnSplit = Name(rawValue: 56)
  /// `Fn::Sub`
  package static let fnSub = Name(rawValue: 57)
  /// `Fn::ToJsonString`
  package static let fnToJsonString = Name(rawValue: 58)
  /// `Fn::Transform`
  package static let fnTransform = Name(rawValue: 59)
  /// `Fn::ValueOf`
  package static let fnValueOf = Name(rawValue: 60)
  /// `Fn::ValueOfAll`
  package static let fnValueOfAll = Name(rawValue: 61)
  /// `DefaultValue`
  package static let defaultValue = Name(rawValue: 62)
  /// `!And`
  package static let tagAnd = Name(rawValue: 63)
  /// `!Base64`
  package static let tagBase64 = Name(rawValue: 64)
  /// `!Cidr`
  package static let tagCidr = Name(rawValue: 65)
  /// `!Condition`
  package static let tagCondition = Name(rawValue: 66)
  /// `!Contains`
  package static let tagContains = Name(rawValue: 67)
  /// `!EachMemberEquals`
  package static let tagEachMemberEquals = Name(rawValue: 68)
  /// `!EachMemberIn`
  package static let tagEachMemberIn = Name(rawValue: 69)
  /// `!Equals`
  package static let tagEquals = Name(rawValue: 70)
  /// `!FindInMap`
  package static let tagFindInMap = Name(rawValue: 71)
  /// `!GetAtt`
  package static let tagGetAtt = Name(rawValue: 72)
  /// `!GetAZs`
  package static let tagGetAZs = Name(rawValue: 73)
  /// `!GetStackOutput`
  package static let tagGetStackOutput = Name(rawValue: 74)
  /// `!If`
  package static let tagIf = Name(rawValue: 75)
  /// `!ImportValue`
  package static let tagImportValue = Name(rawValue: 76)
  /// `!Join`
  package static let tagJoin = Name(rawValue: 77)
  /// `!Length`
  package static let tagLength = Name(rawValue: 78)
  /// `!Not`
  package static let tagNot = Name(rawValue: 79)
  /// `!Or`
  package static let tagOr = Name(rawValue: 80)
  /// `!Ref`
  package static let tagRef = Name(rawValue: 81)
  /// `!RefAll`
  package static let tagRefAll = Name(rawValue: 82)
  /// `!Select`
  package static let tagSelect = Name(rawValue: 83)
  /// `!Split`
  package static let tagSplit = Name(rawValue: 84)
  /// `!Sub`
  package static let tagSub = Name(rawValue: 85)
  /// `!ToJsonString`
  package static let tagToJsonString = Name(rawValue: 86)
  /// `!Transform`
  package static let tagTransform = Name(rawValue: 87)
  /// `!ValueOf`
  package static let tagValueOf = Name(rawValue: 88)
  /// `!ValueOfAll`
  package static let tagValueOfAll = Name(rawValue: 89)
  /// `AWS::AccountId`
  package static let awsAccountId = Name(rawValue: 90)
  /// `AWS::NotificationARNs`
  package static let awsNotificationARNs = Name(rawValue: 91)
  /// `AWS::NoValue`
  package static let awsNoValue = Name(rawValue: 92)
  /// `AWS::Partition`
  package static let awsPartition = Name(rawValue: 93)
  /// `AWS::Region`
  package static let awsRegion = Name(rawValue: 94)
  /// `AWS::StackId`
  package static let awsStackId = Name(rawValue: 95)
  /// `AWS::StackName`
  package static let awsStackName = Name(rawValue: 96)
  /// `AWS::URLSuffix`
  package static let awsURLSuffix = Name(rawValue: 97)
  /// `Account`
  package static let account = Name(rawValue: 98)
  /// `Partition`
  package static let partition = Name(rawValue: 99)
  /// `Region`
  package static let region = Name(rawValue: 100)
  /// `URLSuffix`
  package static let urlSuffix = Name(rawValue: 101)
  /// `Action`
  package static let action = Name(rawValue: 102)
  /// `Effect`
  package static let effect = Name(rawValue: 103)
  /// `Id`
  package static let id = Name(rawValue: 104)
  /// `NotAction`
  package static let notAction = Name(rawValue: 105)
  /// `NotPrincipal`
  package static let notPrincipal = Name(rawValue: 106)
  /// `NotResource`
  package static let notResource = Name(rawValue: 107)
  /// `Principal`
  package static let principal = Name(rawValue: 108)
  /// `Resource`
  package static let resource = Name(rawValue: 109)
  /// `Sid`
  package static let sid = Name(rawValue: 110)
  /// `Statement`
  package static let statement = Name(rawValue: 111)
  /// `Version`
  package static let version = Name(rawValue: 112)
  /// `Allow`
  package static let allow = Name(rawValue: 113)
  /// `Deny`
  package static let deny = Name(rawValue: 114)
  /// `AWS`
  package static let aws = Name(rawValue: 115)
  /// `CanonicalUser`
  package static let canonicalUser = Name(rawValue: 116)
  /// `Federated`
  package static let federated = Name(rawValue: 117)
  /// `Service`
  package static let service = Name(rawValue: 118)
  /// `*`
  package static let wildcard = Name(rawValue: 119)
}
