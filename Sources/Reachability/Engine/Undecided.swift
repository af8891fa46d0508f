/// The variable that has to be chosen before an exploration can go on.
struct Undecided: Error {
  let variable: Int
}
