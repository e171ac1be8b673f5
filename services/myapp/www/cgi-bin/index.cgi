#!/bin/sh
# The whole guest book. GET shows the last entries, POST adds one. Every entry is a file of its own in $GUESTBOOK:
# the name on the first line, the time on the second, below them what was written.
set -eu

longest=20000 # bytes of a posted form
shown=50      # entries on the page

main() {
  case "$REQUEST_METHOD" in
    GET | HEAD) page ;;
    POST)
      add
      redirect
      ;;
    *) refuse '405 Method Not Allowed' 'This page knows GET and POST.' ;;
  esac
}

# Two visitors may write at the same time: each writes a hidden file, which becomes an entry in one step, by renaming.
add() {
  length=${CONTENT_LENGTH:-0}
  case "$length" in *[!0-9]*) refuse '400 Bad Request' 'The length of the form is no number.' ;; esac
  [ "$length" -le "$longest" ] || refuse '413 Content Too Large' "At most $longest bytes, please."
  form=$(head -c "$length")
  name=$(field name | tr -d '\r' | head -n 1)
  text=$(field text | tr -d '\r')
  [ -n "$text" ] || refuse '400 Bad Request' 'An entry needs some text.'
  write || refuse '500 Internal Server Error' 'The guest book cannot be written to.'
}

write() {
  new=$(mktemp "$GUESTBOOK/.new.XXXXXX") &&
    printf '%s\n%s\n%s\n' "${name:-Somebody}" "$(date -u '+%Y-%m-%d %H:%M')" "$text" >"$new" &&
    mv "$new" "$GUESTBOOK/$(date +%s)${new##*.new}"
}

# One field of the posted form, decoded. httpd -d decodes and exits.
field() {
  httpd -d "$(printf '%s' "$form" | tr '&' '\n' | sed -n "s/^$1=//p" | head -n 1)"
}

redirect() {
  printf 'Status: 303 See Other\r\nLocation: /\r\n\r\n'
}

# refuse STATUS REASON
refuse() {
  printf 'Status: %s\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n%s\n' "$1" "$2"
  exit 0
}

# What people wrote is shown as text, whatever it looks like.
escape() {
  sed -e 's/&/\&amp;/g' -e 's/</\&lt;/g' -e 's/>/\&gt;/g' -e 's/"/\&quot;/g' -e "s/'/\&#39;/g"
}

# The newest entries as list items.
entries() {
  cd "$GUESTBOOK"
  newest=$(ls -r | head -n "$shown")
  if [ -z "$newest" ]; then
    echo '<li class="empty">Nobody has written anything yet. Be the first.</li>'
    return
  fi
  # shellcheck disable=SC2086 # the names are ours: digits, a dot, letters
  awk '
    function escaped(text) {
      gsub(/&/, "\\&amp;", text); gsub(/</, "\\&lt;", text); gsub(/>/, "\\&gt;", text)
      return text
    }
    FNR == 1 { if (NR > 1) print "</p></li>"; name = escaped($0); next }
    FNR == 2 { printf "<li><b>%s</b> <time>%s UTC</time><p>", name, escaped($0); next }
    { print escaped($0) }
    END { print "</p></li>" }
  ' $newest
}

page() {
  title=$(printf '%s' "$TITLE" | escape)
  printf 'Content-Type: text/html; charset=utf-8\r\n'
  printf "Content-Security-Policy: default-src 'none'; style-src 'self'; form-action 'self'\r\n\r\n"
  cat <<HTML
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<main>
<h1>$title</h1>
<form method="post" action="/cgi-bin/index.cgi">
<label>Your name <input name="name" maxlength="60" autocomplete="name"></label>
<label>Your words <textarea name="text" rows="3" maxlength="1000" required></textarea></label>
<button>Write it down</button>
</form>
<ol>
$(entries)
</ol>
</main>
</body>
</html>
HTML
}

main
