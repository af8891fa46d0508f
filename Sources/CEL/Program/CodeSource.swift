import Synchronization

/// Where the code of a program comes from: it is there, or it is compiled once, by whichever thread
/// asks for it first.
final class CodeSource: Sendable {
  private enum State {
    case compiled(Code)
    case deferred(String, Environment)
  }

  private let state: Mutex<State>

  init(_ code: Code) {
    state = Mutex(.compiled(code))
  }

  init(_ text: String, _ environment: Environment) {
    state = Mutex(.deferred(text, environment))
  }

  var code: Code {
    state.withLock { state in
      switch state {
      case .compiled(let code):
        return code
      case .deferred(let text, let environment):
        guard let code = try? Compiler.compile(text, in: environment) else {
          preconditionFailure("'\(text)' has been compiled before")
        }
        state = .compiled(code)
        return code
      }
    }
  }
}
