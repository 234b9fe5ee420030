"""Money by percentage: interest, tax, tips, profit and loss, sales.

Amounts come out in whole cents. Knows nothing of currencies beyond the dollar.
"""

from __future__ import annotations

from fractions import Fraction
from random import Random

from arbiter_app.curriculum.arithmetic import finite_decimal, ways
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
            "How much will I have after {t} if I put in ${p} at {r}% simple interest a year?",
            "I lend a friend ${p} at {r}% simple interest a year. What total do I get back after {t}?",
            "${p}, {r}% simple interest a year, {t}: what is the total amount?",
            "Principal ${p}, rate {r}% simple interest per year, time {t}. What is the final amount?",
            "What does ${p} grow to in {t} with simple interest of {r}% a year?",
            "Given ${p} at {r}% simple interest per annum, determine the amount after {t}.",
            "If I borrow ${p} for {t} at {r}% simple interest per year, what do I have to pay back altogether?",
        ]
        names: tuple[str, ...] = (
            "the total amount of ${p} after {t} at {r}% simple interest a year",
            "the final balance if ${p} earns {r}% simple interest a year for {t}",
            "the amount that ${p} grows to in {t} at {r}% simple interest a year",
            "the amount to repay on a loan of ${p} after {t} at {r}% simple interest a year",
        )
        question = ways(rng, values, names=names, others=phrasings)
        return worked(question, steps, sum_lent + interest, f"${sum_lent + interest}")
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
        "simple interest, ${p}, {r}% a year, {t}?",
        "I put ${p} in the bank at {r}% simple interest a year. How much interest do I get in {t}?",
        "P = ${p}, R = {r}% per year, T = {t}. Find the simple interest.",
        "What interest does a loan of ${p} at {r}% simple interest a year cost over {t}?",
        "How many dollars of interest does ${p} bring in {t} at {r}% simple interest a year?",
        "Given a principal of ${p} and a rate of {r}% per annum, determine the simple interest for {t}.",
        "If ${p} is saved for {t} at {r}% simple interest a year, how much interest does it earn?",
        "my loan is ${p} at {r}% simple interest per year for {t}, how much interest is that",
    ]
    names = (
        "the simple interest on ${p} for {t} at {r}% a year",
        "the simple interest that ${p} earns in {t} at {r}% per year",
        "the interest on ${p} after {t} at {r}% simple interest a year",
        "the simple interest due on ${p} after {t} at a rate of {r}% per annum",
    )
    return worked(ways(rng, values, names=names, others=phrasings), steps, interest, f"${interest}")


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
        phrasings += [
            "How much interest do I get in {t} if ${p} earns {r}% a year, compounded yearly?",
            "Principal ${p}, {r}% per year compounded annually, {t}: how much interest is that?",
            "How much interest is earned on ${p} after {t} at {r}% compounded every year?",
            "Given ${p} at {r}% per annum, compounded annually, find the compound interest on it for {t}.",
            "I save ${p} for {t} at {r}% compound interest a year. How much interest do I earn?",
        ]
        names: tuple[str, ...] = (
            "the compound interest on ${p} for {t} at {r}% a year",
            "the compound interest on ${p} in {t} at {r}% per year, compounded annually",
            "the compound interest on a deposit of ${p} at {r}% per annum after {t}",
        )
        question = ways(rng, values, names=names, others=phrasings)
        return worked(question, steps, Fraction(gained, 100), money(gained))
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
    phrasings += [
        "I invest ${p} at {r}% a year, compounded annually. How much do I have after {t}?",
        "${p}, {r}% compound interest a year, {t}: what is the final amount?",
        "If ${p} earns {r}% a year and the interest is added every year, how much is there after {t}?",
        "What is ${p} worth after {t} if it grows by {r}% each year?",
        "How much is a deposit of ${p} worth after {t} at {r}% compounded yearly?",
        "Principal ${p}, rate {r}% per annum compounded annually, time {t}. Determine the amount.",
        "I borrow ${p} at {r}% a year, compounded yearly, and pay nothing back for {t}. How much do I owe then?",
        "A house bought for ${p} gains {r}% in value every year. What is it worth after {t}?",
        "Given that ${p} is saved at {r}% compound interest per year, find the balance after {t}.",
        "what will my ${p} be after {t} with {r}% compound interest per year",
    ]
    names = (
        "the final balance of ${p} after {t} at {r}% compound interest a year",
        "the value of ${p} after {t} at {r}% a year, compounded annually",
        "the amount that ${p} grows to in {t} at {r}% compounded yearly",
        "the amount in an account after {t} if ${p} is paid in at {r}% compound interest a year",
    )
    question = ways(rng, values, names=names, others=phrasings)
    return worked(question, steps, Fraction(now, 100), money(now))


_TAX = (
    "A {item} costs ${p} before tax. The sales tax is {r}%. What is the total price?",
    "The price of a {item} is ${p} plus {r}% tax. How much does {name} pay?",
    "{name} buys a {item} for ${p}. Sales tax of {r}% is added. What does {she} pay in total?",
    "Find the total cost of a ${p} {item} with {r}% sales tax.",
    "How much does a {item} priced at ${p} cost with {r}% sales tax?",
    "A {item} is listed at ${p} without tax. With tax at {r}%, what is the full price?",
    "What is the final price of a {item} that costs ${p} before {r}% VAT is added?",
    "Including {r}% tax, how much is a {item} with a net price of ${p}?",
    "I buy something for ${p} plus {r}% tax. What do I pay in total?",
    "${p} plus {r}% sales tax, what is the total?",
    "what is ${p} with {r}% tax, in total",
    "How much is ${p} with {r}% tax, altogether?",
    "The tag says ${p}, and {r}% sales tax comes on top. What is the total to pay?",
    "Net price ${p}, VAT {r}%. Find the total price.",
    "Given a net price of ${p} and a tax rate of {r}%, determine the total price.",
    "If tax is {r}%, what is the total price of a ${p} {item}?",
    "I have a ${p} {item} in my basket and the tax is {r}%. What is my total?",
    "a {item} for ${p} + {r}% tax, total?",
    "What will the checkout total be for a ${p} {item} when {r}% tax is added?",
    "Total with {r}% tax on ${p}?",
    "Can you work out the total price with tax? It costs ${p} and tax is {r}%.",
    "{name} wants to know the total cost of a {item} at ${p} with {r}% tax added.",
)
_TAX_ONLY = (
    "A {item} costs ${p}. How much is the sales tax at {r}%?",
    "The tax rate is {r}%. How much tax is due on a ${p} {item}?",
    "Find the sales tax on a purchase of ${p} at a rate of {r}%.",
    "How much tax does {name} pay on ${p} if the tax rate is {r}%?",
    "How much tax is {r}% on ${p}?",
    "How much tax do I pay on a ${p} {item} at {r}%?",
    "I spend ${p} before tax. How much tax is added at {r}%?",
    "The net price is ${p} and VAT is {r}%. How much tax is that?",
    "A {item} is ${p} before tax of {r}%. How much tax comes on top?",
    "Find the tax on ${p} at {r}%.",
    "At {r}%, how much sales tax is there on ${p}?",
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
    "My bill is ${p} and I tip {r}%. What do I pay in total?",
    "${p} plus a {r}% tip, what is the total?",
    "what is ${p} with a {r}% tip in total",
    "Dinner was ${p}. If I leave {r}%, what do I pay altogether?",
    "Meal ${p}, tip {r}%. Find the total.",
    "I want to tip {r}% on ${p}. What is the total to pay?",
    "How much in all for a bill of ${p} with {r}% tip?",
    "Given a bill of ${p} and a tip of {r}%, determine the total.",
    "The pizza is ${p} and I give the driver {r}% extra. How much is that in total?",
    "bill ${p}, tip {r}%, total?",
    "Can you work out the total with tip? The bill is ${p} and the tip is {r}%.",
    "With {r}% for service, what is the total of a ${p} bill?",
    "If we tip {r}% on our ${p} meal, how much do we pay altogether?",
)
_TIP_ONLY = (
    "A restaurant bill is ${p}. How much is a {r}% tip?",
    "{name} tips {r}% on a bill of ${p}. How much is the tip?",
    "Find a {r}% tip on ${p}.",
    "What tip does {name} leave on a ${p} meal if {she} tips {r}%?",
    "How much should {name} leave as a {r}% tip on ${p}?",
    "How much is {r}% tip on a ${p} bill?",
    "My bill is ${p}. What tip do I leave if I give {r}%?",
    "I want to leave {r}%. What tip is that on ${p}?",
    "What tip is {r}% of a ${p} bill?",
    "The waiter gets {r}% of ${p}. What tip is that?",
    "{r}% tip on ${p}?",
    "tip for a ${p} bill at {r}%?",
    "Find the tip on ${p} at {r}%.",
    "What tip should I give on ${p} at {r}%?",
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
    phrasings += [
        "I bought a {item} for ${c} and sold it with a {gain} of {r}%. How much did I sell it for?",
        "cost ${c}, {gain} {r}%, selling price?",
        "For how much must a {item} that cost ${c} be sold to make a {gain} of {r}%?",
        "If something costs ${c} and is sold at a {r}% {gain}, what is it sold for?",
        "Given a cost price of ${c} and a {gain} of {r}%, determine the selling price.",
        "{name} paid ${c} for a {item} and then sold it at a {r}% {gain}. What did {she} get for it?",
        "I made a {r}% {gain} on a {item} that I bought for ${c}. What did I sell it for?",
        "A trader's cost is ${c} and his {gain} is {r}%. What is his selling price?",
    ]
    names = (
        "the selling price of a {item} bought for ${c} and sold at a {r}% {gain}",
        "the selling price if the cost is ${c} and the {gain} is {r}%",
        "the selling price of something that cost ${c} and made a {r}% {gain}",
        "the price at which a {item} bought for ${c} is sold with a {gain} of {r}%",
    )
    values = {"c": cost, "r": rate, "gain": gain, "item": rng.choice(DEAR), **person(rng)}
    return worked(ways(rng, values, names=names, others=phrasings), steps, price, f"${price}")


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
        phrasings += [
            "I bought a {item} for ${c} and sold it for ${s}. What {gain} did I make?",
            "bought for ${c}, sold for ${s}, how much {gain}?",
            "If a {item} costs ${c} and is sold for ${s}, how big is the {gain}?",
            "Given a cost price of ${c} and a selling price of ${s}, determine the {gain}.",
            "{name} paid ${c} for a {item} and got ${s} for it later. How many dollars of {gain} is that?",
            "How much {gain} is there if I buy at ${c} and sell at ${s}?",
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
    phrasings += [
        "I bought a {item} for ${c} and sold it for ${s}. What is my {gain} in per cent?",
        "bought for ${c}, sold for ${s}, percentage {gain}?",
        "Given that a {item} cost ${c} and was sold for ${s}, determine the percentage {gain}.",
        "How many per cent {gain} is it if I pay ${c} for a {item} and it is sold for ${s}?",
        "What is the {gain} as a percentage of the cost if something is bought for ${c} and sold for ${s}?",
        "{name} paid ${c} for a {item} and sold it for ${s}. By what percentage of the cost did {she} make a {gain}?",
        "A {item} that cost ${c} was sold for ${s}. What per cent {gain} is that?",
    ]
    names = (
        "the percentage {gain} on a {item} bought for ${c} and sold for ${s}",
        "the percentage {gain} if the cost is ${c} and it is sold for ${s}",
        "the {gain} in per cent on a {item} bought for ${c} and sold for ${s}",
    )
    question = ways(rng, values, names=names, others=phrasings)
    return worked(question, steps, Fraction(rate, 100), f"{rate}%")


# ── Sales ────────────────────────────────────────────────────────────────────────────────────

_SALE_PRICE = (
    "{r}% off ${p}",
    "${p} with {r}% off",
    "${p} less {r}%",
    "${p} minus a {r}% discount",
    "a price of ${p} after a {r}% discount",
    "the sale price of a {item} that is ${p} with {r}% off",
    "the price of a ${p} {item} after {r}% off",
    "the price to pay for ${p} with a {r}% discount",
    "${p} reduced by {r}%",
    "the discounted price if ${p} is cut by {r}%",
)
_ASK_SALE_PRICE = (
    "{r}% off a ${p} {item}: what is the price now?",
    "A ${p} {item} is {r}% off. What does it cost?",
    "My coupon gives {r}% off and the {item} is ${p}. What do I pay?",
    "I have a {r}% voucher and a ${p} bill. How much do I have to pay?",
    "How much do I pay if {r}% is taken off ${p}?",
    "What do I pay for a {item} at ${p} with {r}% discount?",
    "The {item} was ${p}, now it is {r}% cheaper. What does it cost now?",
    "Regular price ${p}, discount {r}%. Find the sale price.",
    "List price ${p}, {r}% rebate: price to pay?",
    "If everything in the shop is {r}% off, how much is a ${p} {item}?",
    "Determine the sale price of a ${p} {item} when the discount is {r}%.",
    "Given a list price of ${p} and a discount of {r}%, find the price paid.",
    "{name} buys a {item} for ${p} less {r}%. How much does {she} pay?",
    "what will a ${p} {item} cost me in the sale with {r}% off",
)
_SAVED = (
    "the saving on ${p} at {r}% off",
    "the discount on a ${p} {item} at {r}% off",
    "the amount that {r}% off ${p} saves",
    "the amount saved when ${p} is reduced by {r}%",
    "the discount in dollars if ${p} is cut by {r}%",
    "the reduction of a price of ${p} by {r}%, in dollars",
)
_ASK_SAVED = (
    "How much do I save with {r}% off ${p}?",
    "A ${p} {item} is {r}% off. How much do I save?",
    "How many dollars is a {r}% discount on ${p}?",
    "{r}% off ${p}: how much is taken off?",
    "What do I save on a {item} of ${p} if I get {r}% off?",
    "My voucher is for {r}% off. How much money does it save me on ${p}?",
    "By how many dollars does ${p} drop if it is {r}% off?",
    "Regular price ${p}, discount {r}%. How much is saved?",
)


def _percent_off(rng: Random, level: int) -> Worked:
    """A price with so many per cent off, asked without a story; or what is saved, or a second discount after it."""
    rate = rng.choice((10, 20, 25, 50, 5, 30)) if level == 1 else 5 * rng.randint(1, 18)
    cents = (1000, 100, 50)[level - 1] * rng.randint(1, (20, 200, 600)[level - 1])
    again = 5 * rng.randint(1, 10) if level == 3 and rng.random() < 0.4 else 0
    left = cents * (100 - rate)
    if left % 100 or left // 100 * again % 100:
        return _percent_off(rng, level)
    steps, share = _percent(Fraction(rate), cents)
    values = {
        "p": money(cents)[1:],
        "r": rate,
        "item": rng.choice(DEAR if cents >= 6000 else GOODS),
        **person(rng),
    }
    if not again and rng.random() < 0.3:
        return worked(
            ways(rng, values, names=_SAVED, others=_ASK_SAVED), steps, Fraction(share, 100), money(share)
        )
    now = cents - share
    steps.append(_take_off(cents, share))
    if not again:
        question = ways(rng, values, names=_SALE_PRICE, others=_ASK_SALE_PRICE, amount=True)
        return worked(question, steps, Fraction(now, 100), money(now))
    more, share = _percent(Fraction(again), now)
    steps += [(f"{goal[:-1]} for the second discount.", work) for goal, work in more]
    steps.append(_take_off(now, share))
    names = (
        "${p} with {r}% off and then another {s}% off the new price",
        "${p} after a {r}% discount and then a further {s}% discount on what is left",
        "a price of ${p} with {r}% off, followed by {s}% off the reduced price",
    )
    others = (
        "A ${p} {item} is {r}% off, and at the till another {s}% comes off the reduced price. What do I pay?",
        "First {r}% off ${p}, then {s}% off that. What is left to pay?",
        "${p} is reduced by {r}% and the new price is reduced by {s}%. What is the final price?",
        "Take {r}% off ${p}, then take {s}% off the result. How much is it?",
        "A {item} costs ${p}. The shop takes off {r}%, and a voucher takes {s}% off the rest. What does {name} pay?",
    )
    question = ways(rng, {**values, "s": again}, names=names, others=others)
    return worked(question, steps, Fraction(now - share, 100), money(now - share))


def _take_off(cents: int, share: int) -> tuple[str, str]:
    return "Take it off the price.", (
        f"{decimal(cents, 100)} - {decimal(share, 100)} = {decimal(cents - share, 100)}"
    )


FAMILIES = (
    Family("simple_interest", TOPIC, _simple_interest),
    Family("compound_interest", TOPIC, _compound_interest),
    Family("sales_tax", TOPIC, _tax),
    Family("tip", TOPIC, _tip),
    Family("markup", TOPIC, _markup),
    Family("profit_and_loss", TOPIC, _profit_rate),
    Family("percent_off", TOPIC, _percent_off),
)
