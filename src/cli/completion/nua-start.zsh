#compdef nua-start
# Completion of nua-start for zsh. In ~/.zshrc, behind compinit: source <(nua-start completion zsh)
# Or as the file _nua-start in a directory of $fpath.

_nua_start() {
  local program=${${(Q)words[1]}/#\~\//$HOME/} answer text
  local -a others directories
  for answer in "${(@f)$("$program" complete zsh "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}"; do
    text=${answer%%$'\t'*}
    if [[ $text == */ ]]; then
      directories+=("$text")
    elif [[ -n $text ]]; then
      # _describe wants a colon between a word and what it is for.
      others+=("${text//:/\\:}${${answer#"$text"}/$'\t'/:}")
    fi
  done
  (($#directories)) && compadd -S '' -a directories
  (($#others)) && _describe 'nua-start' others
}

if [[ $funcstack[1] == _nua-start ]]; then
  _nua_start "$@"
elif (($+functions[compdef])); then
  compdef _nua_start nua-start
fi
