# Completion of nua-start for fish. In config.fish: nua-start completion fish | source

function __nua_start_complete
    set -l words (commandline -opc)
    set -l cursor (commandline -ct)
    set -l program (string replace -r '^~/' "$HOME/" -- $words[1])
    $program complete fish $words[2..-1] "$cursor" 2>/dev/null
end

complete -c nua-start -f -k -a '(__nua_start_complete)'
