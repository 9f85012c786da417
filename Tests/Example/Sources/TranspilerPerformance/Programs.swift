/// What is transpiled.
enum Programs {
  static let simple = """
    let a = 1;
    let b = a + 2 * 3;
    print("sum: " + b);
    """

  static let function = """
    let fib = function(n) {
      if (n < 2) { return n; } else { return fib(n - 1) + fib(n - 2); }
    };
    let i = 0;
    while (i < 10) { print(fib(i)); i = i + 1; }
    """

  static let objects = """
    let point = { x: 1, y: 2, name: "origin", inner: { z: 3 } };
    point.x = point.y + point.inner.z;
    let make = function(x, y) { return { x: x, y: y, sum: x + y }; };
    print(make(point.x, point.y).sum);
    """

  static let complex = Array(repeating: function + objects, count: 2).joined(separator: "\n")
}
