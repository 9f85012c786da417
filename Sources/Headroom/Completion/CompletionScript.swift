import ArgumentParser

/// What a shell reads to complete command lines of this program.
enum CompletionScript {
  /// The script that the arguments ask for; nil if they ask for none, or for a shell that is not known.
  static func asked(by arguments: [String]) -> String? {
    let option = "--generate-completion-script"
    guard let first = arguments.first else { return nil }
    let name =
      first == option
      ? arguments.dropFirst().first ?? ""
      : first.hasPrefix(option + "=") ? String(first.dropFirst(option.count + 1)) : ""
    guard let shell = CompletionShell(rawValue: name) else { return nil }
    let script = HeadroomCommandLine.completionScript(for: shell)
    return shell == .bash ? ofBash(script) : script
  }

  /// The script of the parser, with what it lacks in bash.
  private static func ofBash(_ script: String) -> String {
    let names = HeadroomCommandLine.names.joined(separator: " ")
    return
      script
      .replacing(
        """
            local -r cur="${2}"
            local -r prev="${3}"

        """,
        with: joiningValues
      )
      .replacing(
        """
                # Offer subcommand completions

        """,
        with: """
                  # Offer subcommand completions: no files, whatever folders are called so
                  compopt +o filenames

          """
      )
      .replacing(
        """
            __headroom_offer_flags_options -1
        }

        complete
        """,
        with: """
              __headroom_offer_flags_options -1
              compopt +o filenames
              COMPREPLY+=($(compgen -W '\(names)' -- "${cur}"))
          }

          complete
          """
      )
  }

  /// Makes `--option=value`, which is three words to readline, the two that the rest expects.
  private static let joiningValues = """
        local cur="${2}" prev="${3}"
        local -a joined_words=()
        local -i joined_index joined_cursor="${COMP_CWORD}"
        for joined_index in "${!COMP_WORDS[@]}"; do
            if [[ "${COMP_WORDS[joined_index]}" != '=' || "${COMP_WORDS[joined_index - 1]}" != --* ]]; then
                joined_words+=("${COMP_WORDS[joined_index]}")
            elif ((joined_index == COMP_CWORD)); then
                joined_words+=('')
                cur=''
            elif ((joined_index < COMP_CWORD)); then
                joined_cursor+=-1
            fi
        done
        COMP_WORDS=("${joined_words[@]}")
        COMP_CWORD="${joined_cursor}"
        prev="${COMP_WORDS[COMP_CWORD - 1]}"

    """
}
