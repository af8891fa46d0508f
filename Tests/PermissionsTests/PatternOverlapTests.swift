import Permissions
import Testing

/// Patterns that may fit one text, against a search for the text.
@Suite struct PatternOverlapTests {
  /// All words of some letters up to a length.
  private static func words(_ letters: [Character], upTo length: Int) -> [String] {
    var words = [""]
    var last = [""]
    for _ in 0..<length {
      last = last.flatMap { word in letters.map { word + String($0) } }
      words += last
    }
    return words
  }

  /// Two patterns of up to three letters have a text of up to six in common, if they have any.
  @Test func patternsOverlapWhereSomeTextFitsBoth() {
    let patterns = Self.words(["a", "b", "*", "?"], upTo: 3)
    let texts = Self.words(["a", "b"], upTo: 6)
    let fitting = patterns.map { pattern in
      Set(texts.filter { Self.fits(Array($0)[...], Array(pattern)[...]) })
    }
    for (left, own) in zip(patterns, fitting) {
      for (right, others) in zip(patterns, fitting) {
        let one = Pattern(left, variables: false)
        let other = Pattern(right, variables: false)
        #expect(one.mayOverlap(other) == !own.isDisjoint(with: others), "\(left) \(right)")
      }
    }
  }

  private static func fits(_ text: ArraySlice<Character>, _ pattern: ArraySlice<Character>) -> Bool
  {
    switch pattern.first {
    case nil: text.isEmpty
    case "*"?:
      fits(text, pattern.dropFirst()) || !text.isEmpty && fits(text.dropFirst(), pattern)
    case let letter?:
      (letter == "?" ? !text.isEmpty : text.first == letter)
        && fits(text.dropFirst(), pattern.dropFirst())
    }
  }

  @Test(arguments: [
    ("arn:aws:s3:::b/*", "arn:*:s3:*:*:accesspoint/*", false),
    ("arn:aws:s3:::b/*", "arn:*:s3:::*", false),
    ("arn:aws:s3:::b*", "arn:*:s3:::*", true),
    ("arn:aws:iam::*:role/a", "arn:*:iam::*:user/*", false),
    ("arn:aws:logs:*:log-group:/a:*", "arn:*:logs:*:*:log-group:*", true),
    ("arn:aws:s3*", "arn:*:s3:::*", true),
    ("*", "arn:*:s3:::*", true),
  ])
  func wildcardsOfSegmentsReadNoColons(left: String, right: String, overlap: Bool) {
    let one = Pattern(left, variables: false)
    #expect(one.mayOverlap(kind: Pattern(right, variables: false)) == overlap)
  }

  @Test(arguments: [
    ("*", "arn:*:sagemaker:*:*:app/*", true),
    ("arn:aws:sagemaker:*:*:app/*", "arn:*:sagemaker:*:*:app/*", true),
    ("arn:aws:sagemaker:*:111122223333:*", "arn:*:sagemaker:*:*:app/*", true),
    ("arn:aws:sagemaker:*:*:a*/*", "arn:*:sagemaker:*:*:app/*/*", true),
    ("arn:aws:sagemaker:us-east-1:*:app/*", "arn:*:sagemaker:*:*:app/*", false),
    ("arn:aws:sagemaker:*:*:app/a*", "arn:*:sagemaker:*:*:app/*", false),
    ("arn:aws:sagemaker:*:*:app/?", "arn:*:sagemaker:*:*:app/*", false),
    ("arn:aws:s3:::*", "arn:*:s3:::*", true),
    ("arn:aws:s3:*", "arn:*:s3:::*", false),
    ("arn:aws:s3:::*", "arn:*:sns:*:*:*", false),
  ])
  func aPatternCoversAllOfAKindOnlyWithWildcardsInThePlaceOfItsNames(
    pattern: String,
    kind: String,
    isCovered: Bool
  ) {
    let pattern = Pattern(pattern, variables: false)
    #expect(pattern.coversAll(ofKind: Pattern(kind, variables: false)) == isCovered)
  }
}
