"""Who and what stories are about: first names of many countries with their pronouns, and things to count."""

from __future__ import annotations

from random import Random

from arbiter_app.curriculum.nouns import WORDS, plural

# fmt: off
SHE = ("Anna", "Maria", "Priya", "Chloe", "Zoe", "Fatima", "Emma", "Grace", "Hana", "Lucy", "Nora", "Olivia",
       "Sofia", "Wendy", "Yasmin", "Ruth", "Aisha", "Mei", "Ingrid", "Amara", "Leila", "Carmen", "Sakura", "Nadia",
       "Elena", "Abigail", "Freya", "Linh", "Zainab", "Rosa", "Ivy", "Thandiwe", "Noor", "Katya", "Daniela", "Bella",
       "Marie", "Jane", "Kelly", "Rachel", "Megan", "Tina", "Paula", "Faith", "Adaeze", "Sunita", "Alice", "Sara",
       "Julia", "Gina", "Melissa", "Haley", "Diana", "Nancy", "Joan", "Betty", "Ximena", "Parvati", "Astrid", "Wren")
HE = ("Ben", "Carlos", "David", "Ethan", "Felix", "Hugo", "Ivan", "Jack", "Kofi", "Leo", "Mateo", "Noah", "Omar",
      "Peter", "Sam", "Tom", "Ahmed", "Raj", "Wei", "Lars", "Diego", "Kwame", "Yusuf", "Hiroshi", "Pavel", "Tariq",
      "Liam", "Oscar", "Viktor", "Arjun", "Jamal", "Luca", "Finn", "Emeka", "Chen", "Marco", "Andre", "Bilal",
      "George", "Henry", "Adam", "Mike", "Jim", "Paul", "Frank", "Roger", "Edward", "Bob", "Tim", "Isaac", "Jerry",
      "Alan", "Luke", "Rafael", "Sipho", "Dmitri", "Olu", "Bruno", "Gary", "Will")
# fmt: on
THINGS = tuple(plural(noun) for noun in WORDS["thing"])
PACKS = tuple(plural(noun) for noun in WORDS["box"])
GOODS, DEAR = WORDS["good"], WORDS["dear"]


def person(rng: Random) -> dict[str, str]:
    """A name with its pronouns, as the words of a template: name, she, her."""
    if rng.random() < 0.5:
        return {"name": rng.choice(SHE), "she": "she", "her": "her", "She": "She"}
    return {"name": rng.choice(HE), "she": "he", "her": "his", "She": "He"}


def two_people(rng: Random) -> tuple[str, str]:
    first, second = rng.sample(SHE + HE, 2)
    return first, second
