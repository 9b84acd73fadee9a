"""What the Tab key offers: commands, options, choices and names of views, from the tables alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from lixia_adapters.console.frame import tree
from lixia_adapters.console.frame.groups import GROUPS, VIEW_NAMES
from lixia_adapters.console.frame.line import is_option, options_of
from lixia_adapters.console.frame.options import EVERYWHERE, Option
from lixia_adapters.console.frame.trouble import Usage
from lixia_domain.kernel.words import Words

Candidate = tuple[str, str]
"""A word that may stand here, and what it is."""


def candidates(typed: Sequence[str], lang: str) -> Iterator[Candidate]:
    """Yield what may stand in the place of the last word of ``typed``, which it opens.

    The value of an option that it is written onto (``--lang=``) comes without the option.
    """
    *before, now = joined(typed)
    shown, onto, value = now.partition("=")
    if not (onto and is_option(shown)):
        shown, value = "", now
    for word, says in dict(_words(before, shown, value, lang)).items():
        if word.startswith(value):
            yield word, says


def joined(typed: Sequence[str]) -> list[str]:
    """Return ``typed`` with ``--lang``, ``=``, ``zh`` as one word: bash parts them."""
    found: list[str] = []
    for word in typed:
        if found and is_option(found[-1]) and (word == "=" or found[-1].endswith("=")):
            found[-1] += word
        else:
            found.append(word)
    return found


def _words(before: Sequence[str], shown: str, now: str, lang: str) -> Iterator[Candidate]:
    try:
        words, rest = tree.find(before)
    except Usage:
        return
    options: Sequence[Option] = EVERYWHERE
    if words in tree.TREE:
        options = options_of(tree.TREE[words].described())
    named = {option.shown: option for option in options if not option.positional}
    last = shown or (rest[-1] if rest else "")
    if last in named and not named[last].flag:
        yield from _values(named[last], now, lang)
        return
    if is_option(now) or now == "-":
        yield from _options(named.values(), rest, lang)
        return
    yield from _next_words(words, lang)
    loose = _loose(rest, named)
    placed = [option for option in options if option.positional]
    if words == ("help",):
        yield from _words(loose, "", now, lang)
    elif loose_left := placed[len(loose) :] or [o for o in placed[-1:] if o.many]:
        yield from _values(loose_left[0], now, lang)
    elif words in tree.TREE:
        yield from _options((o for o in named.values() if o.need), rest, lang)


def _next_words(words: tree.CommandName, lang: str) -> Iterator[Candidate]:
    for key, entry in tree.below(words).items():
        if len(key) > len(words):
            word = key[len(words)]
            said = entry.says if len(key) == len(words) + 1 else GROUPS[word]
            yield word, said.text(lang)


def _loose(rest: Sequence[str], named: dict[str, Option]) -> list[str]:
    """Return what of ``rest`` goes by its place."""
    loose: list[str] = []
    takes = False
    for token in rest:
        if not takes and not is_option(token):
            loose.append(token)
        takes = token in named and not named[token].flag
    return loose


def _options(options: Iterable[Option], rest: Sequence[str], lang: str) -> Iterator[Candidate]:
    given = {token.partition("=")[0] for token in rest}
    for option in options:
        if option.many or option.shown not in given:
            yield option.shown, option.says.text(lang)


def _values(option: Option, now: str, lang: str) -> Iterator[Candidate]:
    yield from ((choice, "") for choice in option.choices)
    if "VIEW" in (option.shown, option.value):
        titles = json.loads(VIEW_NAMES.read_bytes())
        yield from ((name, Words(*words).text(lang)) for name, words in titles.items())
        if now:  # a title may be typed for a name; one with blanks is more than a word
            yield from ((zh, name) for name, (zh, _) in titles.items())


def lines(shell: str, typed: Sequence[str], found: Iterable[Candidate]) -> Iterator[str]:
    """Yield candidates as ``shell`` wants them; only bash goes on after the equals sign."""
    shown, onto, _ = typed[-1].partition("=")
    before = f"{shown}=" if onto and is_option(shown) and shell != "bash" else ""
    for word, says in found:
        if shell == "zsh":
            yield f"{before}{word}:{says}" if says else f"{before}{word}"
        else:
            yield f"{before}{word}\t{says}" if says and shell == "fish" else f"{before}{word}"


SCRIPTS = {
    "bash": """\
_lixia() {
    local IFS=$'\\n'
    COMPREPLY=($("${COMP_WORDS[0]}" completion bash -- \\
        "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _lixia lixia
""",
    "zsh": """\
#compdef lixia
_lixia() {
    local -a found
    found=("${(@f)$("${words[1]}" completion zsh -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    if [[ -n "$found" ]]; then _describe lixia found; else _files; fi
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }
compdef _lixia lixia
""",
    "fish": """\
function __lixia_complete
    set -l typed (commandline -opc)
    set -l current (commandline -ct)
    set -l found ($typed[1] completion fish -- $typed[2..-1] "$current" 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\\n' $found
    else
        __fish_complete_path "$current"
    end
end
complete -c lixia -f -a '(__lixia_complete)'
""",
}
"""What each shell is told: to ask ``lixia completion`` what may come; else it offers files."""
