# Completion of nua-start for bash. In ~/.bashrc: source <(nua-start completion bash)

_nua_start() {
  local line=${COMP_LINE:0:COMP_POINT} words=() word i
  # bash cuts words at ":" and "=" as well; what stands together in the line is one word.
  for ((i = 0; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if ((i > 0)) && [[ $line == [![:space:]]* ]]; then
      ((i == COMP_CWORD)) && word=$line
      words[${#words[@]} - 1]+=$word
    else
      line=${line#"${line%%[![:space:]]*}"}
      ((i == COMP_CWORD)) && word=$line
      words+=("$word")
    fi
    line=${line#"$word"}
  done

  # And it replaces only what is behind the last of them.
  local program=${words[0]/#\~\//$HOME/} cursor=${words[${#words[@]} - 1]} cut= answer
  [[ $COMP_WORDBREAKS == *:* && $cursor == *:* ]] && cut=${cursor%"${cursor##*:}"}
  [[ $COMP_WORDBREAKS == *=* && ${cursor#"$cut"} == *=* ]] && cut=${cursor%"${cursor##*=}"}

  COMPREPLY=()
  while IFS= read -r answer; do
    [[ $answer == */ ]] && compopt -o nospace 2>/dev/null
    answer=${answer#"$cut"}
    [[ $answer == *[![:alnum:]_./:=@%+,~-]* ]] && printf -v answer %q "$answer"
    COMPREPLY+=("$answer")
  done < <("$program" complete bash "${words[@]:1}" 2>/dev/null)
}

complete -F _nua_start nua-start
