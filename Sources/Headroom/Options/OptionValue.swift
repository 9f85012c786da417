import ArgumentParser
import Budgets
import Dashboard
import Sessions

/// Values of options, written as they are in suites.
enum OptionValue {
  /// `30s` in nanoseconds, of what takes seconds rather than milliseconds.
  static func duration(_ text: String) throws -> Int64 {
    do {
      return try ValueText.readLength(text)
    } catch {
      throw ValidationError(error.message)
    }
  }

  /// `200/s` in events per second.
  static func rate(_ text: String) throws -> Double {
    do {
      return try ValueText.readRate(text)
    } catch {
      throw ValidationError(error.message)
    }
  }

  /// `30d`, `2w` or any duration, in nanoseconds.
  static func age(_ text: String) throws -> Int64 {
    let days = text.last.flatMap { ["d": Int64(1), "w": 7][$0] }
    guard let days else {
      if Double(text) != nil, text != "0" {
        throw ValidationError(
          "'\(Visible.text(text))' has no unit. Write \(Visible.text(text))d, for days."
        )
      }
      return try duration(text)
    }
    guard let count = Int64(text.dropLast()), 0...36_500 ~= count else {
      throw ValidationError("'\(Visible.text(text))' is no age. Write it as in 30d, 2w or 12h.")
    }
    return count * days * 86_400_000_000_000
  }

  /// `POST` or `post`.
  static func method(_ text: String) throws -> String {
    do {
      return try ValueText.readMethod(text)
    } catch {
      throw ValidationError(error.message)
    }
  }

  /// `2%` as a share.
  static func share(_ text: String) throws -> Double {
    do {
      return try ValueText.readShare(text)
    } catch {
      throw ValidationError(error.message)
    }
  }

  /// `14:03`, `+21:57` or `50%`.
  static func moment(_ text: String) throws -> SessionMoment {
    guard let moment = SessionMoment(text) else {
      throw ValidationError(
        "'\(Visible.text(text))' is no time such as \(SessionMoment.examples)."
      )
    }
    return moment
  }

  /// `4x`, `1/4x` or `max`.
  static func speed(_ text: String) throws -> Speed {
    guard let speed = Speed(text) else {
      let choices = Speed.all.map(\.text).joined(separator: ", ")
      throw ValidationError("'\(Visible.text(text))' is no speed. There are: \(choices).")
    }
    return speed
  }

  /// Says so if a number is out of its range.
  static func check(_ option: String, _ number: Int?, in range: ClosedRange<Int>) throws {
    guard let number, !range.contains(number) else { return }
    throw ValidationError(
      "\(option) is \(range.lowerBound) to \(range.upperBound), and not \(number)."
    )
  }

  /// `NAME=VALUE` taken apart.
  static func assignment(_ text: String) throws -> VariableAssignment {
    guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
      throw ValidationError("'\(Visible.text(text))' is no NAME=VALUE.")
    }
    let name = text[..<equals]
    let isName =
      name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "_" }
      && name.first?.isNumber == false
    guard isName else {
      throw ValidationError(
        "'\(Visible.text(name))' is no name of a variable: letters, digits and '_' only."
      )
    }
    return VariableAssignment(
      name: String(name),
      value: String(text[text.index(after: equals)...])
    )
  }
}

/// A variable of the command line.
struct VariableAssignment: Equatable {
  /// Its name.
  var name: String
  /// Its value.
  var value: String
}
