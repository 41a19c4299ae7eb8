"""Two hundred texts that quote nobody: without quotation marks, or with titles, terms, names and distance in them."""

import itertools

import pytest

from newsrecord import Parser

PEOPLE = ("Maria Torres", "James Walker", "Elena Petrova", "Robert Schmidt")
PLACES = ("Lima", "Nairobi", "Oslo", "Warsaw")
TITLES = ("The Long Way Home", "Blue Rain", "A Winter in Oslo", "Night Train to Lima")
TERMS = ("carbon leakage", "quiet quitting", "shadow fleet", "zombie firms")

BARE = (
    "{person} said on Monday that the roads out of {place} were open again and that nobody had been hurt.",
    "According to {person}, the workers' rights had been the mayor's first concern since the '90s.",
    "The nurses’ union in {place} told its members' families that it wasn’t over; {person} wouldn't comment.",
    "{person} asked whether the dogs' home would close. It's the city's only one, and it won't be there next year.",
    "A 6' wall and a 10\" pipe were all that stood between {place} and the sea, {person} wrote in a report.",
    "“ The sign above the door in {place} had lost all its letters, {person} said",
    "{person} called the plan a disaster and its makers fools, and told reporters in {place} so twice.",
    "In {place}, rock 'n' roll was {person}'s life; the ol' records were his parents’, he said.",
    "The class of ’98 met in {place}. {person} said ’twas the best year of all the teachers’ lives.",
    "{person}: The water will be back by Friday. {place}: The mayor's office couldn't be reached.",
    "Speaking to the players' union, {person} admitted that the owners' offer of $5' was a misprint in {place}.",
    "{person} insisted that Jones' and Davis' houses in {place} had been sold before the judges' ruling.",
    "The report says that {place} has lost a third of its trees, and {person}'s own count says the same.",
    "{person} replied that the children's clinic was closed. The doctors' lounge in {place} was open.",
    "It was 5 o'clock in {place} when {person} announced the strike, the drivers' third this year.",
    "Fishermen's wives in {place} waited; {person} warned them that the boats' radios weren't working.",
    "“{place}”",
    "{person} argued against it. Others' views in {place} differed, the editors' most of all.",
    "We don't know what {person} thinks. He'd been in {place} for years' worth of talks, he noted.",
    "The ministers' meeting in {place} ended at 6' past nine, {person} recalled, with no one's approval.",
    "{person} declined to comment. {place}'s council did too, and its lawyers' letters said nothing.",
    "James' and Robert's shares fell; {person} added that {place}'s exchange hadn't seen worse.",
    "It wasn’t {person}’s fault, the jurors’ foreman said in {place}, and it wasn’t anyone else’s.",
    "{person} stressed the need for calm in {place}; the bishops' conference hadn't been asked.",
    "{place} is 4' above the sea, {person} explained; the engineers' drawings had 5'.",
)
TERMED = (
    "{person}’s new film, “{title},” opens in {place} on Friday.",
    "The term “{term}” was unknown in {place} until {person} wrote a book about it.",
    "{person} sang “{title}” and two other songs in {place} last night.",
    'The festival in {place} opened with "{title}" by {person}.',
    "{person} said the album “{title}” was recorded in {place} in two weeks.",
    "Her novel ‘{title}’ won the prize, and {person} came to {place} to read from it.",
    "Economists speak of “{term}” when firms leave. {place} has seen little of it.",
    "The so-called “{term}” has reached {place}.",
    "In {place}, what is known as “{term}” is nothing new.",
    "The exhibition, titled “{title},” will be shown in {place} until May.",
    "{person}, nicknamed “The Fox,” was born in {place}.",
    "The word “{term}” does not appear in the law.",
    "The single “{title}” stayed at the top in {place} for nine weeks.",
    "A company called “{title}” has opened an office in {place}.",
    "“{title}” is a play about {place} in the war.",
    "The phrase “{term}” was searched for a million times in {place}.",
    "{person} plays the lead in the series “{title}”, which is set in {place}.",
    "The paper is entitled “{title}: {place} and the Sea”.",
    "The plan, dubbed “{title}”, would cost {place} two million.",
    "It is a kind of ‘{term}’, and there is more of it in {place} than before.",
    "Critics of “{term}” met in {place}. The meeting was short.",
    "Many shops in {place} have a button that reads “Buy Now”. It is blue.",
    'The code name was "{title}".',
    "There is no “I agree” button on the page of the city of {place}.",
    "The book has a chapter on “{term}” and one on {place}.",
)
MOST = 2
"""Quotations that may be found in all of the two hundred together."""


def texts():
    for number, template in enumerate(itertools.chain(BARE, TERMED)):
        for turn in range(4):
            i = (number + turn) % 4
            yield template.format(person=PEOPLE[i], place=PLACES[turn], title=TITLES[turn], term=TERMS[i])


@pytest.fixture(scope="module")
def parser():
    return Parser(layout=None, dates=None)


def test_nobody_is_quoted_where_nobody_is(parser):
    some = list(texts())
    assert len(some) == 200
    found = [(text, one.kind, one.text) for text in some for one in parser.parse(text).quotations]
    assert len(found) <= MOST, found


def test_the_same_texts_with_a_quotation_have_one(parser):
    some = [
        f"{text}\n\n“We have no time for this,” {person} said."
        for text, person in zip(texts(), itertools.cycle(PEOPLE))
    ]
    found = [sum(one.text == "We have no time for this," for one in parser.parse(text).quotations) for text in some]
    assert sum(found) == len(some)
