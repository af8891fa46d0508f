import ServiceAuthorization
import Testing

struct ActionSetTests {
  let reference = ServiceAuthorization.builtIn

  /// Patterns that overlap in all ways, against sets of names.
  @Test func algebraIsThatOfSets() {
    let patterns = ["s3:*", "s3:Get*", "s3:*Object", "sns:*", "s?s:*", "iam:List*", "*", "none:*"]
    let sets = patterns.map { reference.actions(matching: $0) }
    for left in sets {
      for right in sets {
        let one = Set(left.elements)
        let other = Set(right.elements)
        #expect(left.union(right).elements == one.union(other).sorted())
        #expect(left.subtracting(right).elements == one.subtracting(other).sorted())
        #expect(left.intersection(right).elements == one.intersection(other).sorted())
        #expect(left.count == one.count)
        #expect(one.allSatisfy(left.contains))
        #expect(other.subtracting(one).allSatisfy { !left.contains($0) })
      }
    }
  }

  @Test(arguments: [
    "s3:*", "s?s:*", "iam:List*", "*", "none:*", "sagemaker:CreateModel", "*:List*",
  ])
  func aSetHasTheServicesOfItsActions(pattern: String) {
    let actions = reference.actions(matching: pattern)
    var services: [ServiceID] = []
    for service in actions.elements.map(reference.service) where services.last != service {
      services.append(service)
    }
    #expect(reference.services(of: actions) == services)
  }
}
