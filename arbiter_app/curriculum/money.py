"""Money by percentage: interest, tax, tips, profit and loss.

Amounts come out in whole cents. Knows nothing of currencies beyond the dollar.
"""

from __future__ import annotations

from fractions import Fraction
from random import Random

from arbiter_app.curriculum.arithmetic import finite_decimal
from arbiter_app.curriculum.people import DEAR, GOODS, person
from arbiter_app.curriculum.problem import Family, Steps, Worked, decimal, money, one_of, times, worked

TOPIC = "money"


def _percent(rate: Fraction, cents: int) -> tuple[Steps, int]:
    """`rate` % of an amount, in cents: a whole number of them. The rate has one decimal at most."""
    scale = 1 if cents % 100 == 0 else 10 if cents % 10 == 0 else 100
    amount, scale_rate = cents * scale // 100, 1 if rate.denominator == 1 else 10
    digits = int(rate * scale_rate)
    below = 100 * scale * scale_rate
    share = amount * digits * 100 // below
    points = below > 100
    steps = [
        (
            f"Multiply the amount by the percentage{', leaving out the points' if points else ''}.",
            times(amount, digits),
        ),
        (
            f"Divide by one hundred{' and put the points back' if points else ''}.",
            f"{amount * digits} / {below} = {decimal(share, 100)}",
        ),
    ]
    return steps, share


def _years(n: int) -> str:
    return "1 year" if n == 1 else f"{n} years"


def _simple_interest(rng: Random, level: int) -> Worked:
    sum_lent, rate = 100 * rng.randint(1, (20, 60, 99)[level - 1]), rng.randint(1, (10, 12, 15)[level - 1])
    years = rng.randint(1, (3, 8, 10)[level - 1])
    interest = sum_lent * rate * years // 100
    steps = [
        *[
            ("Find the interest of one year: multiply by the rate.", times(sum_lent, rate)),
            ("Divide by one hundred.", f"{sum_lent * rate} / 100 = {sum_lent * rate // 100}"),
        ],
    ]
    if years > 1:
        steps.append(("Multiply by the number of years.", times(sum_lent * rate // 100, years)))
    values = {"p": sum_lent, "r": rate, "t": _years(years), **person(rng)}
    if level > 1 and rng.random() < 0.5:
        steps.append(("Add the interest to the sum.", f"{sum_lent} + {interest} = {sum_lent + interest}"))
        phrasings = [
            "${p} is invested at {r}% simple interest per year. What is it worth after {t}?",
            "{name} puts ${p} into an account that pays {r}% simple interest a year. "
            "How much is in the account after {t}?",
            "Find the total amount after {t} if ${p} earns simple interest at {r}% per annum.",
            "{name} borrows ${p} at {r}% simple interest per year. How much must {she} pay back after {t}?",
            "What is the final balance of ${p} after {t} at {r}% simple interest per year?",
        ]
        return worked(one_of(rng, phrasings, **values), steps, sum_lent + interest, f"${sum_lent + interest}")
    phrasings = [
        "What is the simple interest on ${p} at {r}% per year for {t}?",
        "Find the simple interest on ${p} at {r}% per annum for {t}.",
        "Calculate the simple interest: principal ${p}, rate {r}% per year, time {t}.",
        "${p} is lent at {r}% simple interest a year. How much interest is due after {t}?",
        "{name} invests ${p} at {r}% simple interest per year. How much interest does {she} earn in {t}?",
        "A bank pays {r}% simple interest a year. How much interest does ${p} earn in {t}?",
        "How much simple interest is earned on ${p} in {t} at a rate of {r}% a year?",
        "{name} borrows ${p} for {t} at {r}% simple interest a year. What interest does {she} pay?",
        "Simple interest on ${p} for {t} at {r}% per year",
    ]
    return worked(one_of(rng, phrasings, **values), steps, interest, f"${interest}")


def _compound_interest(rng: Random, level: int) -> Worked:
    """Yearly interest on interest; the amount in whole cents every year."""
    rates = (10, 20, 5, 50) if level == 1 else (2, 4, 5, 8, 10, 15, 20, 25, 30)
    rate, years = rng.choice(rates), 2 if level < 3 else rng.randint(2, 3)
    start = (100 if level == 1 else 50) * rng.randint(1, 60)
    if years == 3:
        rate, start = 10, 1000 * rng.randint(1, 60)
    now, steps = start * 100, []
    for i in range(years):
        if now * rate % 100:
            return _compound_interest(rng, level)
        found, interest = _percent(Fraction(rate), now)
        steps += [(goal if not i else f"{goal[:-1]} again.", work) for goal, work in found]
        steps.append(
            (
                "Add the interest.",
                f"{decimal(now, 100)} + {decimal(interest, 100)} = {decimal(now + interest, 100)}",
            )
        )
        now += interest
    values = {"p": start, "r": rate, "t": _years(years), **person(rng)}
    if years == 2 and rng.random() < 0.35:
        gained = now - start * 100
        steps.append(
            ("Take the first sum from the last.", f"{decimal(now, 100)} - {start} = {decimal(gained, 100)}")
        )
        phrasings = [
            "Find the compound interest on ${p} for {t} at {r}% per year, compounded yearly.",
            "How much interest does ${p} earn in {t} at {r}% a year, compounded annually?",
            "What is the compound interest on ${p} at {r}% per annum after {t}?",
            "{name} invests ${p} at {r}% compound interest a year. How much interest does {she} earn in {t}?",
        ]
        return worked(one_of(rng, phrasings, **values), steps, Fraction(gained, 100), money(gained))
    phrasings = [
        "${p} is invested at {r}% interest per year, compounded annually. What is it worth after {t}?",
        "What will ${p} grow to in {t} at {r}% compound interest a year?",
        "{name} puts ${p} into an account with {r}% interest a year, which is added every year. "
        "How much is in the account after {t}?",
        "Find the value of ${p} after {t} at {r}% per annum compound interest.",
        "An account pays {r}% compound interest yearly. What does ${p} become after {t}?",
        "A sum of ${p} grows by {r}% every year. How much is it after {t}?",
        "Calculate the final balance: principal ${p}, {r}% compounded yearly, {t}.",
        "How much money will {name} have after {t} if {she} invests ${p} at {r}% compounded annually?",
    ]
    return worked(one_of(rng, phrasings, **values), steps, Fraction(now, 100), money(now))


_TAX = (
    "A {item} costs ${p} before tax. The sales tax is {r}%. What is the total price?",
    "The price of a {item} is ${p} plus {r}% tax. How much does {name} pay?",
    "{name} buys a {item} for ${p}. Sales tax of {r}% is added. What does {she} pay in total?",
    "Find the total cost of a ${p} {item} with {r}% sales tax.",
    "How much does a {item} priced at ${p} cost with {r}% sales tax?",
    "A {item} is listed at ${p} without tax. With tax at {r}%, what is the full price?",
    "What is the final price of a {item} that costs ${p} before {r}% VAT is added?",
    "Including {r}% tax, how much is a {item} with a net price of ${p}?",
)
_TAX_ONLY = (
    "A {item} costs ${p}. How much is the sales tax at {r}%?",
    "The tax rate is {r}%. How much tax is due on a ${p} {item}?",
    "Find the sales tax on a purchase of ${p} at a rate of {r}%.",
    "How much tax does {name} pay on ${p} if the tax rate is {r}%?",
)
_TIP = (
    "A restaurant bill is ${p}. {name} leaves a {r}% tip. How much does {she} pay in all?",
    "{name}'s meal costs ${p} and {she} adds a tip of {r}%. What is the total?",
    "What is the total of a ${p} bill with a {r}% tip?",
    "A dinner comes to ${p}. With a tip of {r}%, how much is paid altogether?",
    "{name} pays a ${p} taxi fare plus a {r}% tip. How much is that in total?",
    "The bill is ${p}. Add a {r}% tip. What is the final amount?",
    "How much does {name} pay for a ${p} lunch if {she} tips {r}%?",
    "A haircut costs ${p}. {name} gives the barber a tip of {r}%. What does {she} spend in total?",
)
_TIP_ONLY = (
    "A restaurant bill is ${p}. How much is a {r}% tip?",
    "{name} tips {r}% on a bill of ${p}. How much is the tip?",
    "Find a {r}% tip on ${p}.",
    "What tip does {name} leave on a ${p} meal if {she} tips {r}%?",
    "How much should {name} leave as a {r}% tip on ${p}?",
)


def _tax(rng: Random, level: int) -> Worked:
    return _added(rng, level, _TAX, _TAX_ONLY, (5, 6, 7, 8, 10, 12, 15, 18, 20, 25))


def _tip(rng: Random, level: int) -> Worked:
    return _added(rng, level, _TIP, _TIP_ONLY, (5, 10, 12, 15, 18, 20, 25))


def _added(
    rng: Random, level: int, total: tuple[str, ...], only: tuple[str, ...], rates: tuple[int, ...]
) -> Worked:
    rate = Fraction(rng.choice((5, 10, 20, 25) if level == 1 else rates))
    cents = (1000, 100, 50)[level - 1] * rng.randint(1, (20, 200, 900)[level - 1])
    if level == 3 and rng.random() < 0.3:
        rate += Fraction(1, 2)
    if (rate * cents / 100).denominator > 1:
        return _added(rng, level, total, only, rates)
    steps, share = _percent(rate, cents)
    dear = cents >= 6000
    values = {
        "p": money(cents)[1:],
        "r": finite_decimal(rate.numerator, rate.denominator),
        "item": rng.choice(DEAR if dear else GOODS),
        **person(rng),
    }
    if rng.random() < 0.3:
        return worked(one_of(rng, only, **values), steps, Fraction(share, 100), money(share))
    whole = cents + share
    steps.append(
        ("Add it to the price.", f"{decimal(cents, 100)} + {decimal(share, 100)} = {decimal(whole, 100)}")
    )
    return worked(one_of(rng, total, **values), steps, Fraction(whole, 100), money(whole))


def _markup(rng: Random, level: int) -> Worked:
    """A selling price from the cost and a profit or a loss in per cent."""
    rate = (10 * rng.randint(1, 9)) if level == 1 else 5 * rng.randint(1, 30 if level == 3 else 19)
    cost = 20 * rng.randint(1, (20, 45, 99)[level - 1])
    up = rate >= 60 or rng.random() < 0.6
    steps, share = _percent(Fraction(rate), cost * 100)
    share //= 100
    price = cost + share if up else cost - share
    steps.append(
        (
            "Add the profit to the cost." if up else "Take the loss from the cost.",
            f"{cost} {'+' if up else '-'} {share} = {price}",
        )
    )
    gain = "profit" if up else "loss"
    phrasings = [
        "{name} buys a {item} for ${c} and sells it at a {gain} of {r}%. What is the selling price?",
        "A shopkeeper bought a {item} for ${c} and sold it at a {r}% {gain}. For how much did he sell it?",
        "A {item} costs a dealer ${c}. She sells it with a {gain} of {r}%. What price does she get?",
        "Cost price ${c}, {gain} {r}%. Find the selling price.",
        "Find the selling price of a {item} that was bought for ${c} and sold at a {r}% {gain}.",
        "At what price was a {item} sold if it was bought for ${c} and sold at a {gain} of {r}%?",
    ]
    if up:
        phrasings += [
            "A store buys a {item} for ${c} and marks it up by {r}%. What is the selling price?",
            "A {item} costs a shop ${c}. The markup is {r}%. What does the shop charge for it?",
            "With a markup of {r}% on a cost of ${c}, what is the price of the {item}?",
        ]
    question = one_of(rng, phrasings, c=cost, r=rate, gain=gain, item=rng.choice(DEAR), **person(rng))
    return worked(question, steps, price, f"${price}")


def _profit_rate(rng: Random, level: int) -> Worked:
    """The profit or loss, in dollars at level 1, else in per cent of the cost."""
    rate, cost = 5 * rng.randint(1, 19), 20 * rng.randint(1, (20, 45, 99)[level - 1])
    up = rng.random() < 0.6
    share = cost * rate // 100
    price, gain = (cost + share, "profit") if up else (cost - share, "loss")
    values = {"c": cost, "s": price, "gain": gain, "item": rng.choice(DEAR), **person(rng)}
    steps = [
        (
            f"Find the {gain}: take the smaller price from the larger.",
            f"{max(cost, price)} - {min(cost, price)} = {share}",
        )
    ]
    if level == 1 and rng.random() < 0.6:
        phrasings = [
            "{name} buys a {item} for ${c} and sells it for ${s}. How much {gain} does {she} make?",
            "A {item} was bought for ${c} and sold for ${s}. What was the {gain}?",
            "Cost price ${c}, selling price ${s}. Find the {gain}.",
            "A dealer pays ${c} for a {item} and sells it for ${s}. Find the {gain}.",
            "What is the {gain} on a {item} bought for ${c} and sold for ${s}?",
        ]
        return worked(one_of(rng, phrasings, **values), steps, share, f"${share}")
    steps += [
        ("Multiply it by one hundred.", f"{share} * 100 = {share * 100}"),
        ("Divide by the cost to get the percentage.", f"{share * 100} / {cost} = {rate}"),
    ]
    phrasings = [
        "{name} buys a {item} for ${c} and sells it for ${s}. What is {her} percentage {gain}?",
        "A {item} was bought for ${c} and sold for ${s}. Find the {gain} per cent.",
        "Cost price ${c}, selling price ${s}. Find the {gain} percent.",
        "A dealer pays ${c} for a {item} and sells it for ${s}. What is the {gain} as a percentage of the cost?",
        "What percentage {gain} is made on a {item} bought for ${c} and sold for ${s}?",
        "A {item} that cost ${c} is sold for ${s}. By what percentage of the cost is this a {gain}?",
        "Calculate the percentage {gain} when a {item} is bought at ${c} and sold at ${s}.",
        "Find the {gain} percentage on the cost: bought for ${c}, sold for ${s}.",
    ]
    return worked(one_of(rng, phrasings, **values), steps, Fraction(rate, 100), f"{rate}%")


FAMILIES = (
    Family("simple_interest", TOPIC, _simple_interest),
    Family("compound_interest", TOPIC, _compound_interest),
    Family("sales_tax", TOPIC, _tax),
    Family("tip", TOPIC, _tip),
    Family("markup", TOPIC, _markup),
    Family("profit_and_loss", TOPIC, _profit_rate),
)
