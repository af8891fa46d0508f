package import Findings
package import Permissions

extension CoverAnswer.Example.Principal {
  /// A principal of a request, with the words of policies.
  package init(_ principal: Principal) {
    switch principal {
    case .aws(let name): self.init(type: "AWS", name: name.description)
    case .service(let name): self.init(type: "Service", name: name.description)
    case .federated(let name): self.init(type: "Federated", name: name.description)
    case .canonicalUser(let name): self.init(type: "CanonicalUser", name: name.description)
    case .anonymous: self.init(type: "AWS", name: "*")
    }
  }
}
