var expressions = Expressions(resources: 2000)
for figure in try expressions.figures() {
  print(figure.name, figure.interpreted, figure.asClosures)
}
