/// Text from outside made harmless inside Markdown, as GitHub and CommonMark read it.
enum Markdown {
  /// Plain text. Names that messages put in 'quotes' become code, which nothing is read into.
  static func text(_ text: String) -> String {
    var result = ""
    for piece in pieces(of: text) {
      switch piece {
      case .plain(let plain): result += escaped(plain)
      case .quoted(let name): result += code(String(name))
      }
    }
    return result
  }

  /// A code span, safe in table cells too; empty text gives an empty string.
  ///
  /// The fence is longer than any run of backticks inside (CommonMark 0.31, section 6.1). A bar is
  /// written as its entity outside code, since inside one a table would still split at it.
  static func code(_ text: String) -> String {
    let visible = Visible.text(text)
    guard !visible.isEmpty else { return "" }
    guard !visible.contains("|") else { return "<code>\(escaped(visible))</code>" }
    var longest = 0
    var run = 0
    for byte in visible.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    let needsSpace = visible.hasPrefix("`") || visible.hasSuffix("`") || visible.hasPrefix(" ")
    return needsSpace ? "\(fence) \(visible) \(fence)" : fence + visible + fence
  }

  /// A link to a web address, or code if it is not one.
  static func link(_ address: String) -> String {
    let allowed = address.utf8.allSatisfy { byte in
      byte > 0x20 && byte < 0x7F && !Array("<>\\`|".utf8).contains(byte)
    }
    return address.hasPrefix("https://") && allowed ? "<\(address)>" : code(address)
  }

  private enum Piece {
    case plain(Substring)
    case quoted(Substring)
  }

  /// Splits at `'quoted'` words: a quote after a blank or at the start, up to the next quote.
  private static func pieces(of text: String) -> [Piece] {
    var pieces: [Piece] = []
    var plainStart = text.startIndex
    var index = text.startIndex
    while let open = text[index...].firstIndex(of: "'") {
      let afterOpen = text.index(after: open)
      let opensWord = open == text.startIndex || " (".contains(text[text.index(before: open)])
      guard opensWord, let close = text[afterOpen...].firstIndex(of: "'"), close > afterOpen else {
        index = afterOpen
        continue
      }
      pieces.append(.plain(text[plainStart..<open]))
      pieces.append(.quoted(text[afterOpen..<close]))
      plainStart = text.index(after: close)
      index = plainStart
    }
    pieces.append(.plain(text[plainStart...]))
    return pieces
  }

  /// Escapes what Markdown, HTML and GitHub's own filters would act on. `@name`, `#1` and web
  /// addresses are linked after Markdown's escapes are undone, so a zero-width space parts them.
  private static func escaped(_ text: Substring) -> String {
    escaped(String(text))
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in Visible.text(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "|": result += "&#124;"
      case "@", "#": result += "\(scalar)&#8203;"
      case ":" where result.hasSuffix("http") || result.hasSuffix("https"): result += ":&#8203;"
      case "." where result.hasSuffix("www"): result += ".&#8203;"
      case "\\", "`", "*", "_", "[", "]", "~", "$":
        result += "\\\(scalar)"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
