import Findings

/// A control as reports write it.
struct EncodedControl: Encodable {
  let framework: String
  let id: String

  init(_ control: ControlID) {
    framework = control.framework
    id = control.id
  }
}
