/// The function that a call means.
enum Callee {
  case host(Function)
  case builtin(Builtin.Signature)
  case text(TextFunction)
  case library(LibraryFunction)

  /// How many arguments there are, the receiver included.
  var arity: ClosedRange<Int> {
    switch self {
    case .host(let function): function.arity
    case .builtin(let signature): signature.count...signature.count
    case .text(let function): function.arity
    case .library(let function): function.arity
    }
  }

  /// The overloads as declarations write them; empty where nothing is declared.
  var types: [String] {
    switch self {
    case .host(let function): function.types
    case .builtin(let signature): signature.types
    case .text(let function): function.types
    case .library(let function): function.types
    }
  }
}

extension Environment {
  /// The function with a name that takes so many arguments: the host's own come first.
  func callee(_ name: String, isMember: Bool, count: Int) -> Callee? {
    for function in functions where function.isMember == isMember && function.name == name {
      if function.arity.contains(count) { return .host(function) }
    }
    for signature in Builtin.signatures where signature.isMember == isMember {
      if signature.count == count, signature.name == name { return .builtin(signature) }
    }
    if isMember, let function = TextFunction(rawValue: name), function.arity.contains(count) {
      return .text(function)
    }
    return LibraryFunction.named(name, isMember: isMember).first { $0.arity.contains(count) }
      .map { .library($0) }
  }

  /// How many arguments some function with a name takes; nil if none has it.
  func arity(_ name: String, isMember: Bool) -> ClosedRange<Int>? {
    let builtins = Builtin.signatures.filter { $0.isMember == isMember && $0.name == name }
    return functions.first { $0.isMember == isMember && $0.name == name }?.arity
      ?? builtins.first.map { $0.count...$0.count }
      ?? (isMember ? TextFunction(rawValue: name)?.arity : nil)
      ?? LibraryFunction.named(name, isMember: isMember).first?.arity
  }
}
