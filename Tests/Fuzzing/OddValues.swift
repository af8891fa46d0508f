/// Scalars that readers stumble over.
enum OddValues {
  /// Written without quotes where the writer can.
  static let plain = [
    "0", "-1", "-0", "1", "65535", "65536", "2147483648", "4294967296", "9223372036854775807",
    "9223372036854775808", "-9223372036854775808", "18446744073709551616", "1e400", "1.5", ".5",
    "-.inf", ".nan", "0x1F", "0o17", "017", "1_000", "190:20:30", "2012-10-17", "true", "false",
    "yes", "NO", "on", "null", "~", "",
  ]

  /// Of the domain: addresses, ARNs, actions, functions' texts.
  static let texts = [
    "*", "**", "?", "0.0.0.0/0", "::/0", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/0", "256.1.1.1/8",
    "10.0.0.0/8/8", "/", "1.2.3", "::ffff:0:0/96", "1::2::3/64", "fe80::/129", "10.0.0.1/16",
    "arn:aws:s3:::*", "arn:", "arn:aws:iam::aws:policy/AdministratorAccess", "arn:*:*:*:*:*:*",
    "arn:aws:iam::111122223333:root", "iam:*", "iam:Pass*", "s3:*Object", "sagemaker:?reate*", ":",
    "::", "aws:SecureTransport", "AWS:PrincipalOrgID", "StringEqualsIfExists", "BoolIfExists",
    "ForAllValues:StringLike", "ForAnyValue:", "Deny", "allow", "Allow", "alias/aws/s3", "alias/",
    "com.amazonaws.eu-west-1.s3", "com.amazonaws.${AWS::Region}.sagemaker.api", "${", "${}", "}",
    "${!Literal}", "${AWS::NoValue}", "${AWS::Region}-${AWS::Region}", "${a.b.c}", "${ }", "$",
    "$$",
    "${AWS::AccountId", "{{resolve:ssm:name:1}}", "{{resolve:", "AWS::NoValue", "AWS::", "a.b.c",
    ".", "..", "a.", ".a", "../../etc/passwd", "/dev/null", "platform/v1", "platform/v2",
    "policy/v1", "prod", "Enabled", "Disabled", "VpcOnly", "dev,test,prod", ",", ",,,", " ", "\t",
    "\n", "\r\n", "a\nb", "-", "- a", "a: b", "{", "[", "{\"Statement\": []}", "{\"Ref\": \"A\"}",
    "#", "'", "\"", "\\", "\u{0}", "\u{7F}", "\u{85}", "\u{2028}", "\u{FEFF}", "\u{202E}abc", "é",
    "e\u{301}", "İ", "ß", "ﬁ", "日本語", "👩‍👩‍👧‍👦", "𝄞", "\u{10FFFF}", "\u{FFFE}", "<<", "*a0", "&a0",
    "!Ref",
  ]

  static func scalar(_ random: inout RandomNumbers, _ corpus: Corpus) -> Draft {
    switch random.number(in: 0...9) {
    case 0...2: return .plain(random.pick(plain, or: ""))
    case 3...5: return .quoted(random.pick(texts, or: ""))
    case 6...7: return .plain(random.pick(corpus.texts, or: ""))
    case 8: return .quoted(random.pick(corpus.types, or: ""))
    default:
      let unit = random.pick(texts + ["a", "A.", "*?", "10.", "aé", "${A}", "\n"], or: "a")
      let isLong = random.chance(10)
      let count = random.number(in: isLong ? 200...4000 : 2...60)
      return .quoted(String(repeating: unit, count: min(count, 20_000 / max(1, unit.utf8.count))))
    }
  }
}
