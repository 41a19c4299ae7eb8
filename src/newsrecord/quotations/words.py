"""The words that tell who said what, as a reader of quotations needs them: tables of a language in, sets out."""

from __future__ import annotations

import functools
from itertools import chain, repeat
from typing import TYPE_CHECKING, Final

from attrs import frozen

if TYPE_CHECKING:
    from ..language import Language

__all__ = ["GENDERS", "Words", "bare", "load_words"]

GENDERS: Final = ("he", "she")
"""The genders that a pronoun tells, by the names of their tables."""


@functools.lru_cache(maxsize=16_384)
def bare(word: str) -> str:
    """The form that words are looked up by: small letters, straight apostrophes. The cache is bounded."""
    return word.lower().replace("’", "'")


@frozen(eq=False, repr=False)
class Words:
    """The words of `quotations.toml` and `given.toml`, and those of `names.toml` that say what a person is."""

    say: frozenset[str]
    """Verbs that may also stand before their speaker."""
    cues: frozenset[str]
    """All finite verbs that report words."""
    participles: frozenset[str]
    nouns_too: frozenset[str]
    """Verbs that are nouns as well."""
    phrasal: dict[str, frozenset[str]]
    """The words after a verb that belong to it; without one of them a verb of no other table reports nothing."""
    cries: frozenset[str]
    """Verbs after which capitals mean loud words and no title."""
    strict: frozenset[str]
    """Verbs that report only right beside the words themselves."""
    documents: frozenset[str]
    reporting: dict[str, str]
    """Every word that can be a cue, or begin one: `cue`, `participle` or `phrase`."""
    according: dict[str, tuple[tuple[str, ...], ...]]
    """Phrases before a speaker, by their first words."""
    addressed: frozenset[str]
    passive: frozenset[str]
    agent: frozenset[str]
    undergone: frozenset[str]
    """Participles in a passive whose subject has spoken."""
    nouns: frozenset[str]
    auxiliaries: frozenset[str]
    adverbs: frozenset[str]
    adverb_endings: tuple[str, ...]
    prepositions: frozenset[str]
    openers: frozenset[str]
    lead_ins: frozenset[str]
    linking: frozenset[str]
    likening: frozenset[str]
    copulas: frozenset[str]
    manner: frozenset[str]
    bringing: frozenset[str]
    whole: frozenset[str]
    that: frozenset[str]
    sender: frozenset[str]
    infinitive: frozenset[str]
    relative: frozenset[str]
    possessives: dict[str, str]
    """Of which pronoun each is."""
    definite: frozenset[str]
    indefinite: frozenset[str]
    lone: frozenset[str]
    stops: frozenset[str]
    """Words that are in no noun phrase."""
    title: frozenset[str]
    title_small: frozenset[str]
    elisions: frozenset[str]
    pronouns: dict[str, str]
    """What each subject pronoun is: `he`, `she`, `they`, `it`, `me`."""
    people: frozenset[str]
    modifiers: frozenset[str]
    """Words inside of a role before its head."""
    again: frozenset[str]
    once: frozenset[str]
    bodies: frozenset[str]
    realms: frozenset[str]
    short: dict[str, str]
    titles: dict[str, str]
    """Forms of address, by the gender that they tell."""
    gendered: dict[str, str]
    """Nouns, by the gender that they tell."""
    given: dict[str, str]
    """Given names, by the gender of who has them."""


def load_words(language: Language) -> Words | None:
    """The words of a language, None where it has none: `language.made(load_words)`.

    Raises:
        DataFileError: a table holds what cannot be used.
    """
    table = language.table("quotations")
    if not table:
        return None
    cues, words, told = table.table("cues"), table.table("words"), table.table("descriptions")
    names = language.table("names")
    pronouns = table.table("pronouns")
    genders = table.table("gender")
    given = language.table("given")
    say = frozenset(cues.words("say"))
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for phrase in cues.words("according"):
        first, *rest = phrase.split()
        phrases.setdefault(first, []).append(tuple(rest))
    named = {gender: genders.table(gender) for gender in GENDERS}
    pronoun_of = {word: kind for kind in ("he", "she", "they", "it", "me") for word in pronouns.words(kind)}
    conjunctions, others = words.words("conjunctions"), words.words("others")
    prepositions, auxiliaries = frozenset(words.words("prepositions")), frozenset(words.words("auxiliaries"))
    relative = frozenset(words.words("relative"))
    all_cues = say | frozenset(cues.words("call"))
    participles = frozenset(cues.words("participles"))
    phrasal: dict[str, frozenset[str]] = {}
    for particle, verbs in cues.table("phrasal").lists().items():
        for verb in verbs:
            phrasal[verb] = phrasal.get(verb, frozenset()) | {particle}
    kinds = (("phrase", phrases), ("participle", participles), ("cue", [*all_cues, *phrasal]))
    made = Words(
        reporting={word: kind for kind, some in kinds for word in some},
        say=say,
        cues=all_cues,
        participles=participles,
        nouns_too=frozenset(cues.words("nouns_too")),
        phrasal=phrasal,
        cries=frozenset(cues.words("cries")),
        strict=frozenset(cues.words("strict")),
        documents=frozenset(cues.words("documents")),
        according={first: tuple(rest) for first, rest in phrases.items()},
        addressed=frozenset(cues.words("addressed")),
        passive=frozenset(cues.words("passive")),
        agent=frozenset(cues.words("agent")),
        undergone=frozenset(cues.words("undergone")),
        nouns=frozenset(cues.words("nouns")),
        auxiliaries=auxiliaries,
        adverbs=frozenset(words.words("adverbs")),
        adverb_endings=words.words("adverb_endings"),
        prepositions=prepositions,
        openers=frozenset(words.words("openers")),
        **{
            name: frozenset(words.words(name))
            for name in (
                *("lead_ins", "linking", "likening", "that", "sender", "infinitive"),
                *("copulas", "manner", "bringing", "whole"),
            )
        },
        relative=relative,
        possessives={word: str(kind) for word, kind in table.values("possessives", str).items()},
        definite=frozenset(words.words("definite")),
        indefinite=frozenset(words.words("indefinite")),
        lone=frozenset(words.words("lone")),
        stops=frozenset({*conjunctions, *others, *prepositions, *auxiliaries, *relative, *pronoun_of}),
        title=frozenset(words.words("title")),
        title_small=frozenset(words.words("title_small")),
        elisions=frozenset(words.words("elisions")),
        pronouns=pronoun_of,
        people=frozenset({*told.words("people"), *names.words("role_heads")}),
        modifiers=frozenset(names.words("role_modifiers")),
        again=frozenset(told.words("again")),
        once=frozenset(told.words("once")),
        bodies=frozenset(told.words("bodies")),
        realms=frozenset(told.words("realms")),
        short={short: str(long) for short, long in told.values("short", str).items()},
        titles={word: gender for gender in GENDERS for word in named[gender].words("titles")},
        gendered={word: gender for gender in GENDERS for word in named[gender].words("nouns")},
        given=dict(chain.from_iterable(zip(given.word(gender).split(), repeat(gender)) for gender in GENDERS)),
    )
    table.finish()
    given.finish()
    return made
