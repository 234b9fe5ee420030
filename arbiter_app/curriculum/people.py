"""Who and what word problems are about."""

from __future__ import annotations

from random import Random

# fmt: off
SHE = ("Anna", "Maria", "Priya", "Chloe", "Zoe", "Fatima", "Emma", "Grace", "Hana", "Lucy", "Nora", "Olivia",
       "Sofia", "Wendy", "Yasmin", "Ruth")
HE = ("Ben", "Carlos", "David", "Ethan", "Felix", "Hugo", "Ivan", "Jack", "Kofi", "Leo", "Mateo", "Noah",
      "Omar", "Peter", "Sam", "Tom")
THINGS = ("marbles", "stickers", "apples", "pencils", "shells", "stamps", "cards", "beads", "coins",
          "buttons", "balloons", "cookies", "oranges", "books", "toy cars", "photos")
PACKS = ("boxes", "bags", "packs", "baskets", "trays", "jars")
GOODS = ("notebook", "pen", "mug", "cap", "ball", "kite", "lamp", "hat", "poster", "puzzle", "sandwich",
         "ticket", "plant", "torch")
DEAR = ("bicycle", "camera", "desk", "sofa", "guitar", "tent", "phone", "printer", "carpet", "drill", "coat",
        "watch")
# fmt: on


def person(rng: Random) -> dict[str, str]:
    """A name with its pronouns, as the words of a template: name, she, her."""
    if rng.random() < 0.5:
        return {"name": rng.choice(SHE), "she": "she", "her": "her", "She": "She"}
    return {"name": rng.choice(HE), "she": "he", "her": "his", "She": "He"}


def two_people(rng: Random) -> tuple[str, str]:
    first, second = rng.sample(SHE + HE, 2)
    return first, second
