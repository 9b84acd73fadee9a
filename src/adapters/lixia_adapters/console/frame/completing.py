"""What the Tab key offers: commands, options, choices and names of views, from the tables alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence

from lixia_adapters.console.frame import tree
from lixia_adapters.console.frame.groups import GROUPS, USE_CASE_NAMES, VIEW_NAMES
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
    *before, now = map(unquoted, joined(typed))
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


def unquoted(word: str) -> str:
    """Return a word as it is meant: shells hand it over as it stands on the line."""
    if word[:1] in QUOTES:
        return word[1:].removesuffix(word[0])
    return re.sub(r"\\(.)", r"\1", word)


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
    kept = VIEW_NAMES if "VIEW" in (option.shown, option.value) else NAMED.get(option.name)
    if kept is not None:
        titles = json.loads(kept.read_bytes())
        yield from ((name, Words(*words).text(lang)) for name, words in titles.items())
        if now:  # a title may be typed for a name
            yield from ((title, name) for name, words in titles.items() for title in words)


NAMED = {"use_case": USE_CASE_NAMES}
"""Where names and titles of what an option names are kept."""
QUOTES = ("'", '"')


def lines(shell: str, typed: Sequence[str], found: Iterable[Candidate]) -> Iterator[str]:
    """Yield candidates as ``shell`` wants them; only bash goes on after the equals sign.

    Bash does not keep a blank from ending the word by itself.
    """
    shown, onto, value = typed[-1].partition("=")
    if shell == "bash" and (value if onto and is_option(shown) else typed[-1])[:1] not in QUOTES:
        found = ((re.sub(r"([ '\"()&;])", r"\\\1", word), says) for word, says in found)
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
