"""The same word problem in other words of the same meaning, from a hand-written table.

Knows words and their nearest neighbours only: it parses nothing, so it does not know what a sentence is
about, who "she" is, whether a noun that the table lacks is a person, a place or a unit, or whether a
question makes sense. It leaves numbers, number words, names, units and everything that carries the
arithmetic ("more than", "twice", "half", "ratio", "per cent") as they are, and leaves a text with LaTeX
or an equation alone. It does not know British from American spelling (telling.py does), nor which
wordings are kept for testing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from random import Random

# --- what stands around a phrase ---------------------------------------------------------------

_NUMBER_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand"
).split()
_NUM = rf"(?:\d[\d,.]*|(?:{'|'.join(_NUMBER_WORDS)})(?:-[a-z]+)?)"
_UNIT = (
    r"(?:k?m|cm|mm|k?g|mg|h|ml|l|km/h|°C|litres?|liters?|[a-z]*met(?:re|er)s?|[a-z]*grams?|tonnes?|miles?|points?|hours?|minutes?|"
    r"seconds?|days?|weeks?|months?|years?|evenings?|mornings?|nights?|per|percent|times|dollars?|cents?|degrees?|euros?|games?|"
    r"matches|goals?|pages?|calories|lessons?|classes|tests?|rounds?|trips?|laps?|million|people|children|"
    r"adults|boys|girls|friends|kids|pupils|students|players|visitors|guests|members|passengers|persons?|rows?|"
    r"brothers?|sisters?|cousins?|square|cubic|such|orders?|customers?|workers?|or|to|and|marks?|working|votes?)\b"
)
_MACROS = {
    "{N}": rf" {_NUM}(?![\d%])",
    # so many things one can hold in the hand
    "{C}": rf"(?! (?:another |a further )?{_NUM} (?:more |fewer |further |other )?{_UNIT})(?! {_NUM} (?:more|fewer) than)"
    rf" (?:(?:another |a further )?{_NUM}(?![\d%:/])(?: more| fewer| further)?|some(?: more)?|a few|several)(?: (?!or\b|to\b|such\b|and\b)[a-z-]+|[.,?]|$)",
    # so many things one can own
    "{HAS}": rf"(?! {_NUM} (?:more |fewer |further |other )?{_UNIT}) {_NUM}(?![\d%:/]) (?!or\b|to\b|such\b|and\b|more\b|fewer\b|times\b|training|dog walk|newspaper|swimming|coffee break|exam|talk|rehears|concert|match|film|choice|way|goal|win|tr[iy]|babysit|session|round|lesson|job|shift|walk|tour|bus|boat|performance|show|trip|class|birthday)"
    r"[a-z-]+\b(?![^.,]{0,24}\bleft\b)(?![^.]* (?:a|per|each|every) (?:day|week|month|hour|year))",
    "{M}": r" (?:another |a further |a fixed )?[$£€₹]\d",
    "{NUM}": _NUM,
    "{D}": rf" (?:the|a|an|some|all|his|her|its|their|my|your|our|these|those|another|many|[$£€₹]?{_NUM})\b",
    "{E}": r"(?=[.,?!;]|$)",
    "{Q}": r"(?=[.?!]|$)",
    "{WHO}": r"(?:^|[\s(])(?:he|she|they|who|we|you|I|He|She|They|We|You|"
    r"(?!(?:The|A|An|In|On|At|How|What|Then|Now|And|If|After|Before|For|From|Each|It|There|All|Some|One|Which|When|While|"
    r"By|To|With|Of|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|That|This|These|Those|Find|Work|Both|Half|Together|So|"
    r"Later|Today|Only|Not|But|As|Every|Many)\b)[A-Z][a-z]+(?:-[a-z]+)?) (?:also |then |now |already |first |later |still )?",
    "{START}": r"(?:^|[.?!:] |\n)",
    "{COUNTED}": r"(?:\d|[a-z]s|[$£€₹][\d.,]+|work|time|milk|water|hay|food|feed|money|km|kg|m|ml|g|cm|bread|rice|fuel|people|children) ",
}


def _expanded(pattern: str) -> str:
    for macro, regex in _MACROS.items():
        pattern = pattern.replace(macro, regex)
    return pattern


# --- the tables --------------------------------------------------------------------------------

# One group a line: members between bars; "-" before one that is written but never read. After "<<" what
# must stand before, after ">>" what must follow, as regular expressions with the macros above.
_PHRASES = r"""
# sums and wholes
in all | altogether | in total | -all told | -when all is counted | -all put together >> {Q}
in total | in all | altogether | -overall << [a-z\d] >> ,
In all | Altogether | In total | -All told | -Overall >> (?=,? (?:she|he|they|it|the|there|this|that|we|you|I|[A-Z]))
Together they | -Between them they | -Jointly they >> (?= (?:weigh|cost|make|made|collect|pick|sell|have|had))
What is the total cost | -What is the cost altogether | -How much is the total cost | -What does the total come to | -What is the total sum to pay >> {Q}
What was the total cost | -How much was the total cost | -What was the cost altogether | -What did the total come to >> {Q}
What is the total | -How much is the total | -What does the total come to | -What is the grand total >> {Q}
How much is that altogether | How much is that in all | How much is that in total | -What does that come to altogether | -What does that make in all | -What is the total of that >> {Q}
How many is that altogether | How many is that in all | How many is that in total | -How many does that make altogether | -How many does that make in all >> {Q}
How many are that in all | How many are that altogether | How many is that in all | -How many does that make in all >> {Q}
How much does it all cost | What does it all cost | -What does everything cost together | -What is the cost of everything | -How much is the whole thing >> {Q}
everything costs | -the whole lot costs | -all of it costs | -all of it comes to >> {M}
Everything costs | -The whole lot costs | -All of it costs | -All of it comes to >> {M}
the whole | -the entire | -the complete >> (?= (?:trip|journey|order|bill|price|mixture|time|way|floor|week|day|distance|job|stay|route|tour|year|month|wall|field|garden|harvest|class|group|party))
The whole | -The entire | -The complete >> (?= (?:trip|journey|order|bill|price|mixture|time|way|floor|week|day|distance|job|stay|route|tour))
the total number of | -the overall number of | -the full number of
the total price | the total cost | -the overall price | -the full price to pay << (?:is|was|Find|Calculate|Determine|out|as) >> {E}
the total weight | -the overall weight | -the combined weight | -the weight altogether
the total length | -the overall length | -the combined length
the sum of both | -the total of both << is  >> (?= )
# what is left
are left | remain | are still left | are remaining | -are still there | -are left over >> {Q}
were left | remained | were still left | were remaining | -were still there | -were left over >> {Q}
is left | remains | is still left | -is still there | -is left over | -is remaining >> {Q}
was left | remained | was still left | -was still there | -was left over << (?:much|money|fuel|water|milk|paint|rope|wire|ribbon|flour|rice|cloth) >> {Q}
are left over | are left | remain | -are over at the end | -are to spare >> {Q}
are left over | -are left at the end | -remain over << cm  >> {Q}
are left in the | remain in the | are still in the | -are still left in the << [a-z]s  >>
were left in the | remained in the | were still in the << [a-z]s
are left to read | are still to be read | remain to be read | -are not yet read | -are still unread >> {Q}
are still missing | -are yet to come | -are still lacking | -are still wanting >> {Q}
is still missing | -is still lacking | -is yet to come >> {Q}
points are missing | -points are still needed | -points are lacking
dollars remain | -dollars are left | -dollars are left over | -dollars are still there >> {Q}
of money remains | -of money is left >> {Q}
money is left | money remains | -money is still there | -money is left over | -money is to spare >> {Q}
money was left | money remained | -money was still there | -money was left over >> {Q}
is still to be | remains to be | -has yet to be | -has still to be >> (?= [a-z]+(?:ed|en|ug|one|aid|ilt|ut|ead|old|ent)\b)
still to be | -yet to be << (?:are|were|is)
does not have | -lacks | -does not possess << {WHO} >> (?= (?:enough|any)\b)
have left after paying | -still have after paying | -have over after paying | -be left with after paying << (?:he|she|they|you|[A-Z][a-z]+)  >> {Q}
left after paying | -over after paying | -left once the bill is paid | -left when everything is paid << [$£€₹][\d.,]+
left | -left over | -over | -remaining << ha[sd] [$£€₹][\d.,]+  >> {Q}
is left over | remains >> {Q}
The rest are | The others are | -The remaining ones are | -All the rest are | -What is left is
The rest were | The others were | -The remaining ones were | -All the rest were
All the others are | All the rest are | The rest are | -All the remaining ones are
All the others were | All the rest were | The rest were | -All the remaining ones were
The rest is | -What remains is | -What is left is | -The remainder is
sells the rest | -sells what is left | -sells the remainder | -sells all the rest
saves the rest | -saves what is left | -saves the remainder | -keeps what is left as savings | -puts what remains aside
saved the rest | -saved what was left | -saved the remainder | -put what remained aside
of the rest | -of what is left | -of what remains | -of the remainder << (?:half|third|quarter|fifth|%|tenth)
the rest of the money | -the remaining money | -the money that is left | -what is left of the money
the rest of the | -the remainder of the >> (?= (?:book|novel|way|trip|journey|route|thriller|cake|rope|wire|week|day))
# beginnings and ends
at first | to begin with | in the beginning | at the start | -initially | -originally | -at the outset << [a-z]  >> {E}
At first | To begin with | In the beginning | At the start | -Initially | -At the outset >> (?=,? (?:there|she|he|they|it|[A-Z\d]))
to start with | to begin with | at first | -at the outset | -initially << [a-z\d]  >> {Q}
empty at first | -empty at the start | -empty to begin with | -empty in the beginning | -still empty at the outset
In the end | -At the end | -Finally | -When all is done >> (?= (?:there|she|he|they|it)\b)
in the end | at the end | -finally | -when all is done << (?:there|left|have|has|had|were|are|with|[a-z]s)  >> {Q}
ends up with | -is left with in the end | -finishes with | -has in the end >> {N}
ended up with | -was left with in the end | -finished with | -had in the end >> {N}
starts with | begins with | -sets out with | -starts off with | -starts out with << {WHO} >> (?={N}|{M}| some)
started with | began with | had at first | -set out with | -started off with | -started out with | -initially had << {WHO} >> (?={N}|{M}| some)
starts the week with | begins the week with | -goes into the week with | -has at the start of the week
starts the day with | begins the day with | -goes into the day with | -has at the start of the day
started the week with | began the week with | -went into the week with | -had at the start of the week
from beginning to end | from start to finish | -from the beginning to the end | -from the very start to the very end
in the morning | -that morning | -early in the day | -before noon << \d [a-z ]{2,30}
That left | -This left >> (?= [A-Z])
# order of events
After that, | Then | Next, | Afterwards, | -After this, | -Later on, | -Following that, >> (?= (?:she|he|they|it|there|another|the|a|\d|[A-Z][a-z]+))
After that | Afterwards | -After this | -Thereafter | -From then on | -Following that >> (?= (?:she|he|they|it|the) [a-z]+s? [\d$])
Then | Next, | After that, | -Afterwards | -Subsequently, | -Later on, >> (?= (?:she|he|they|it|another|\d|[A-Z][a-z]+) )
then | -next | -afterwards | -after that << (?:He|She|They|It|Tom|[A-Z][a-z]{2,}|and|, )  >> (?= (?:gave|give|sold|sell|lost|lose|bought|buy|found|find|get|got|gives|sells|loses|buys|finds|gets|put|puts|picks|picked|throws|threw|returns|returned|swam|flew|sorted|packed|divided|shared|split|set)\b)
Later | Later on | After a while | Some time later | -Afterwards >> (?=,? (?:she|he|they|some|another|the|[A-Z\d]))
After a while | A little later | Some time later | -After some time | -Before long | -A short time later
A little later | A while later | Soon afterwards | -A bit later | -Shortly afterwards | -Before long >> (?=,? [a-zA-Z\d])
Soon after, | Soon afterwards, | Shortly after, | -Shortly afterwards, | -Not long after that, | -Before long,
The following day | The next day | -The day after | -On the next day | -A day later | -On the day that followed
the following day | the next day | -the day after | -a day later << (?:and|,|then|[a-z]s)
The next morning | The following morning | -The morning after | -On the next morning
the next morning | the following morning | -the morning after
The following week | The next week | -The week after | -In the week that followed | -A week later
the following week | the next week | -the week after
The following month | The next month | -The month after | -A month later
Last summer | -This past summer | -In the summer of last year | -During the last summer
last summer | -this past summer | -in the summer of last year
last week | -in the past week | -during the last week << [a-z]s  >> {E}
At the same time | Meanwhile, | -Meanwhile | -All the while | -During this time >> (?= [a-z\d])
Now there are | -There are now | -By now there are | -At present there are | -At this point there are
There are now | Now there are | -At present there are | -By now there are
Now she has | She now has | -By now she has | -At present she has | -At this point she has
Now he has | He now has | -By now he has | -At present he has | -At this point he has
are there now | -are there at present | -are there by now | -are now there >> {Q}
have now | -have at present | -now have | -have by now | -have at this point << (?:does|do) [A-Za-z]+  >> {Q}
today | -at present | -now << (?:he|she|[A-Z][a-z]+)  >> {Q}
So far | Up to now | -Until now | -To date | -Thus far | -As yet >> (?=,? (?:she|he|they|I|you|we|[A-Z]))
so far | up to now | -until now | -to date | -thus far << [a-z\d]  >> {E}
until then | -up to then | -till then | -up to that point
By now | Meanwhile | -In the meantime >> (?= (?:she|he|they) )
every time | each time | -on each occasion
at once | -at the same time << (?:all|taken|together)
Once | -As soon as << {START} >> (?= (?:she|he|they) )
while moving house | -during a house move | -when moving house | -in a move to a new house
# days, weeks, hours
a day | per day | -every day | -each day | -daily << {COUNTED} >> (?=[.,?]| for \d| on \d|$| and | at )
every day | each day | -daily << (?<!each ){COUNTED} >> (?=[.,?]| for \d| on \d|$| and | at )
an hour | per hour | -every hour | -each hour | -hourly << (?:\d|[a-z]s) >> (?=[.,?]| for \d| and | on \d|$)
every hour | each hour | -hourly << (?<!each )(?:\d|[a-z]s) >> (?=[.,?]| for \d| and | on \d|$)
a week | per week | -every week | -each week | -weekly << {COUNTED} >> (?=[.,?]| for \d| and |$)
every week | each week | -weekly << (?<!each ){COUNTED} >> (?=[.,?]| for \d| and |$)
a month | per month | -every month | -each month | -monthly << (?:\d|[a-z]s) >> (?=[.,?]| for \d| and | plus |$)
every month | each month | -monthly << (?<!each )(?:\d|[a-z]s) >> (?=[.,?]| for \d| and | plus |$)
a year | per year | -every year | -each year | -yearly << (?:\d|[a-z]s|m|cm) >> (?=[.,?]| for \d| and |$)
every year | each year | -yearly << (?<!each )(?:\d|[a-z]s|m|cm) >> (?=[.,?]| for \d| and |$)
a minute | per minute | -every minute | -each minute << (?:\d|[a-z]s) >> (?=[.,?]| for \d| and |$)
every minute | each minute << (?<!each )(?:\d|[a-z]s) >> (?=[.,?]| for \d| and |$)
a litre | per litre | -for a litre | -for each litre | -for every litre << [$£€₹][\d.,]*\d  >> {E}
a kilogram | per kilogram | per kg | -for each kilogram | -for every kilogram | -a kilo << [$£€₹][\d.,]*\d  >> {E}
a kilometre | per kilometre | -for each kilometre | -for every kilometre << [$£€₹][\d.,]*\d  >> {E}
a square metre | per square metre | -for each square metre | -for every square metre << [$£€₹][\d.,]*\d  >> {E}
per metre | a metre | -for each metre | -for every metre << [$£€₹][\d.,]*\d  >> {E}
per person | a head | -for each person | -for every person | -a person << (?:[$£€₹][\d.,]*\d|that)  >> {E}
on the same day | -that very day | -within the same day << \d:\d\d  >> {E}
the same day | -that same day | -that very day | -on that day << \d  >> {E}
Each day | Every day | -Day after day, | -Day by day, >> (?= (?:she|he|they|it|[A-Z]))
Every day | Each day | -Day after day, | -Day by day, >> (?= (?:she|he|they|it|[A-Z]))
Each week | Every week | -Week after week, | -Week by week, >> (?= (?:she|he|they|it|[A-Z]))
Each month | Every month | -Month after month, | -Month by month, >> (?= (?:she|he|they|it|[A-Z]))
each week | every week << [a-z\d](?<!each) >> {E}
each month | every month << [a-z\d](?<!each) >> {E}
each day | every day << [a-z\d](?<!each) >> {E}
For how many more | -For how many further >> (?= (?:minutes|hours|days|weeks))
How long does it take | How much time does it take | -What time does it take | -How long will it take
How long did it take | How much time did it take | -What time did it take
How long does | How much time does >> (?= (?:the|a|one|each) [a-z ]+ (?:last|take)\?)
For how long | -How long >> (?= (?:does|did|do|can|will) )
in the afternoon | -that afternoon | -later in the day << [a-z]s  >> {E}
on the way | -on the road | -under way | -travelling << (?:he|she|they|[A-Z][a-z]+)  >> {E}
there and back | to the place and back | -both ways | -out and home again
away and back | away, and back | -away and home again | -away and back again << km  >> {Q}
at the same pace | at the same rate | -at the same speed | -just as fast | -at an equal pace >> {E}
at the same rate | at the same pace | -just as fast >> {E}
in the same way | -the same way | -in just the same manner | -in like manner | -likewise >> {Q}
on average | -on the average | -as an average << (?:day|visit|week|game|hour|person|month|year)  >> {E}
years from now | -years from today | -years hence >> {E}
years ago | -years back | -years before now << \d  >> {E}
in how many hours | -within how many hours | -in what number of hours
In how many days | -Within how many days | -After how many days | -In what number of days >> (?= (?:does|will|do|can))
In how many hours | -Within how many hours | -In what number of hours >> (?= (?:does|will|do|can))
a whole week | -a full week | -an entire week
# each
each | apiece | a piece | -per piece << [$£€₹][\d.,]*\d  >> (?=[.?!,]|$| and [$£€₹\d]| with )
apiece | each | a piece | -per piece << [$£€₹][\d.,]*\d  >> {E}
a piece | each | apiece | -per piece << [$£€₹][\d.,]*\d  >> {E}
each to hire | -each as hire | -each in hire charges | -each for the hire << [$£€₹][\d.,]*\d
each | apiece << \d [a-z]+s  >> {Q}
in each of them | -inside each of them >> {E}
with the same number of | with equally many | -with an equal number of >> (?= [a-z]+s )
the same number of | an equal number of | -equally many << (?:have|has|with|hold|holds|had|got|in)  >> (?= [a-z]+s?\b)
in each. | -in each of them. | -inside each. << [a-z]s
in each? | -in each of them? << [a-z]s
equally among | evenly among | -in equal parts among | -in equal shares among | -fairly among | -in equal measure among
equally between | evenly between | -in equal parts between | -in equal shares between | -fairly between
equally into | evenly into | -in equal numbers into | -in equal parts into
equally. | evenly. | -fairly. | -in equal parts. | -in equal shares. << (?:cost|bill|all|[a-z]+s|it|them|hay)
share the cost equally | split the cost equally | share the cost evenly | -divide the cost evenly | -pay equal shares of the cost | -each bear the same share of the cost << (?:friends|people|of them|they)
share the bill equally | split the bill equally | share the bill evenly | -divide the bill evenly | -pay equal shares of the bill
does each pay | does each person pay | does each of them pay | -does each have to pay | -must each pay | -does everyone pay >> {Q}
does each person pay | does each pay | does each of them pay | -does each person have to pay | -must each person pay >> {Q}
does each of them pay | does each person pay | does each have to pay | -must each of them pay >> {Q}
does each get | does each of them get | -does each receive | -does everyone get | -comes to each >> {Q}
does each child get | does each child receive | -goes to each child | -will each child get >> {Q}
did each child get | did each child receive | -went to each child >> {Q}
does each friend get | does each friend receive | -goes to each friend >> {Q}
all of them | -the whole lot | -the lot of them << for
all of the | all the >> (?= [a-z]+s\b)
# asking
How many more | -How many additional | -How many further >> (?= [a-z]+ (?:does|do|must|did|will|are|can|should))
how many more | -how many additional | -how many further >> (?= [a-z]+ (?:are|were|is))
How many | What number of | -Exactly how many | -Just how many | -So how many << {START} >> (?= [a-z]+s (?:does|did|do|will|can|must|would) )
how many | -exactly how many | -just how many << (?:out|Find|Calculate|Determine)
How many | -Exactly how many | -Just how many | -So how many >> (?= [a-z]+s? (?:are|were|is)\b)
How much | -So how much | -Exactly how much | -Just how much >> (?= (?:does|did|do|will|must|can|is left|money))
How much money | How much | -What amount of money | -What sum of money >> (?= (?:does|did|do|will|must|can|is left|was left)\b)
How much will | What will | -What amount will >> (?= [^.?]{3,50} cost)
How much does she pay | What does she pay | What does she have to pay | -How much must she pay | -How much does she have to pay | -What is the price that she pays | -What amount does she pay >> (?= (?:in|for|altogether)|{E})
How much does he pay | What does he pay | What does he have to pay | -How much must he pay | -How much does he have to pay | -What is the price that he pays | -What amount does he pay >> (?= (?:in|for|altogether)|{E})
How much did she pay | What did she pay | -How much did she have to pay | -What amount did she pay | -What did she have to pay >> (?= (?:in|for|altogether|with)|{E})
How much did he pay | What did he pay | -How much did he have to pay | -What amount did he pay | -What did he have to pay >> (?= (?:in|for|altogether|with)|{E})
How much change does | What change does | -How much money back does | -How much in change does >> (?= [A-Za-z ]+ (?:get|receive)\b)
How much change did | What change did | -How much money back did >> (?= [A-Za-z ]+ (?:get|receive)\b)
How much is the change | What is the change | -How much change is there | -What change is due | -How much change is given >> {Q}
What is the change | How much is the change | -How much change is there | -What change is due | -What comes back as change >> {Q}
What is the profit | How much is the profit | How much profit is made | -How large is the profit | -What profit is made | -How much profit is there >> {Q}
How much profit does | What profit does | -How large a profit does
How much is the discount | What is the discount | -How large is the discount | -What does the discount amount to | -By how much is the price cut >> {Q}
How much is the bill | What is the bill | -How large is the bill | -What does the bill come to | -What does the bill amount to >> {Q}
how much was the bill | -what was the bill | -what did the bill come to | -how large was the bill >> {Q}
How much is left | What is left | How much remains | What remains | -How much is still there >> {Q}
How much was left | What was left | How much remained | -How much was still there >> {Q}
how much is left | what is left | how much remains | -what remains >> {E}
What is the price of | -How much is | -What is the cost of >> (?= (?:a|an|one|the) [a-z ]+[.?])
What was the price of | -How much was | -What was the cost of >> (?= (?:a|an|one|the) [a-z ]+[.?])
Find the price of | -Find the cost of >> (?= (?:a|an|one|the) )
What is her average speed | How fast does she go on average | -How fast is she on average | -What speed does she average >> {Q}
What is his average speed | How fast does he go on average | -How fast is he on average | -What speed does he average >> {Q}
What is the average | -How high is the average | -How large is the average >> {Q}
What is the average | -How large is the average << {START} >> (?= of )
What is the sum | -How large is the sum | -How much is the sum | -What does the sum come to >> {Q}
What is the sum of | -How large is the sum of | -How much is the sum of
How old is | -What is the age of | -How many years old is >> (?= [A-Z][a-z]+(?:\?| now| today))
How old are they all | -How old are all of them | -What is the age of them all >> (?= )
How old will | -What age will | -How many years old will
How old was | -What age was | -How many years old was
How far is | -How great a distance is | -What distance is >> (?= (?:it|that|the) )
How far does | What distance does | -How long a way does >> (?= [A-Za-z ]+ (?:drive|go|travel|walk|run|swim|ride|cover|fly|sail)\b)
How far did | What distance did | -How long a way did >> (?= [A-Za-z ]+ (?:drive|go|travel|walk|run|swim|ride|cover|fly|sail)\b)
How long is | What is the length of << {START} >> (?= the [a-z]+\?)
What is the weight of | -How heavy is >> (?= (?:the|a|one) [a-z ]+\?)
What is the probability that | What is the chance that | -How likely is it that | -How probable is it that >> (?=[^,.]+\?)
What is the chance, as a fraction, that | -What is the probability, as a fraction, that | -What is the probability, written as a fraction, that | -What chance, as a fraction, is there that
What is the largest number of | -What is the greatest number of | -What is the highest possible number of
What is the smallest number of | -What is the lowest number of | -What is the least number of | -What is the lowest possible number of
that is enough for them all | -that will do for all of them | -that suffices for them all | -that will hold them all
How many boxes are filled | How many full boxes are there | -How many boxes become full | -How many boxes can be filled >> {Q}
How many are there now | How many are now there | -How many are there by now | -What is their number now >> {Q}
How many boxes are there | How many boxes does that make | -How many boxes does that give >> {Q}
How many bags are there | -How many bags does that give | -How many bags does that make >> {Q}
How many were there at | -What was their number at | -How many had there been at >> (?= the (?:start|beginning|outset))
How many of them are | How many are | -What number of them are >> (?= (?:red|blue|green|white|black|yellow|brown|new|old|left))
How many good ones are there | -How many are good | -How many of them are in order | -How many without a fault are there >> {Q}
Work out how | Find out how | Calculate how | Find how | Determine how | -Figure out how | -Say how | -Tell how >> (?= (?:many|much|long|far|old|fast|heavy|wide))
Find out how | Work out how | Calculate how | Determine how | -Figure out how | -Say how | -Establish how >> (?= (?:many|much|long|far|old|fast|heavy|wide))
Find how | Work out how | Calculate how | Determine how | -Say how | -State how | -Figure out how >> (?= (?:many|much|long|far|old|fast|heavy|wide))
Work out the | Find the | Calculate the | Determine the | -State the | -Give the | -Figure out the << {START} >> (?= (?:number|price|cost|total|length|width|area|weight|time|distance|speed|average|change|profit|amount|sum|age|share|rate|missing|discount|bill|fee|pay))
Find the | Work out the | Calculate the | Determine the | -State the | -Give the << {START} >> (?= (?:number|price|cost|total|length|width|area|weight|time|distance|speed|average|change|profit|amount|sum|age|share|rate|missing|discount|bill|fee|pay))
Work out what | Find out what | Calculate what | Determine what | -Figure out what | -Say what << {START}
How many does | -What number does | -How many of them does >> (?= [A-Za-z]+ (?:get|receive|have|keep|need)\b)
How many do they | -What number do they | -How many of them do they >> (?= (?:have|get|need|pick|make|own|keep)\b)
by how much does | -by what amount does
By how much does | By what amount does | -By what sum does >> (?= the (?:money|cost|price|total|pay|earn))
What number of | How many << {START} >> (?= [a-z]+ (?:does|did|do|will|can|must) )
What are they worth | -What is their worth | -How much are they worth | -What is their value
What are her earnings | How much does she earn | -What does she earn | -How much is her pay | -What is her pay
What are his earnings | How much does he earn | -What does he earn | -How much is his pay | -What is his pay
How much is earned | -What is earned | -How much money comes in | -What are the earnings | -How much does that bring in >> {Q}
How much is paid | -What is paid | -What has to be paid | -How much has to be paid >> (?= for)
How much is that per | -What does that make per | -What is that per | -How much does that make per
What did the | How much did the >> (?= [a-z ]+ cost)
What does the | How much does the >> (?= [a-z ]+ cost)
What does a | How much does a >> (?= [a-z ]+ (?:cost|weigh)\b)
What do they | How much do they >> (?= (?:cost|weigh|pay|spend|earn|owe))
What do | How much do >> (?= \d[^.?]* cost)
What did she spend | How much did she spend | -How much money did she lay out | -What sum did she spend
What did he spend | How much did he spend | -How much money did he lay out | -What sum did he spend
for the trip | for the journey >> {E}
How many people | -What number of people >> (?= (?:can|does|do|did|will))
# having
has | has got | -is the owner of | -owns | -possesses << {WHO} >> (?={HAS})
has | has got << {WHO} >> (?={M})
had | owned | -possessed | -was the owner of << {WHO} >> (?={HAS})
have | have got | -own | -possess << (?:I|we|they|You|you) >> (?={HAS})
owns | -has | -has got | -possesses | -is the owner of << {WHO} >> {N}
owned | -had | -possessed | -was the owner of << {WHO} >> {N}
have in all | have altogether | have in total | -have all told | -own altogether << (?:does|do) (?:he|she|they|[A-Z][a-z]+)  >> {Q}
have altogether | have in all | have in total | -have all told << (?:does|do|did) (?:he|she|they|[A-Z][a-z]+)  >> {Q}
already has | has already got | -by now has | -has up to now << {WHO} >> {M}
already had | -by then had | -had by then << {WHO} >> {M}
also has | has also got | -in addition has << {WHO} >> {N}
also had | -in addition had << {WHO} >> {N}
She also | In addition she | -Besides, she | -On top of that she | -As well as that she | -Moreover, she >> (?= (?:has|had|gets|got|needs|buys|bought|received|pays))
He also | In addition he | -Besides, he | -On top of that he | -As well as that he | -Moreover, he >> (?= (?:has|had|gets|got|needs|buys|bought|received|pays))
also needs | -in addition needs << (?:girls|boys|children|them|one)
enough money | -all the money needed | -the full sum | -sufficient money << (?:has|have|had)
has enough money | has the money together | -has saved enough | -has enough to pay for it << {WHO} >> {Q}
has room for | -can hold | -has space for | -offers room for | -can take >> {N}
There is room for | There is space for | -There are places for | -There is enough room for
needs to have | must have | -has to have | -will have to have << {WHO} >> {N}
wants to have | would like to have | wishes to have | hopes to have | -aims to have | -means to have >> {N}
wanted to have | wished to have | hoped to have | -aimed to have | -meant to have >> {N}
planned to have | wanted to have | hoped to have | intended to have | -aimed to have | -meant to have
plans to have | wants to have | hopes to have | intends to have | -aims to have | -means to have
intended to have | planned to have | wanted to have | -meant to have | -aimed to have
wants to | would like to | wishes to | hopes to | -is keen to | -means to << {WHO} >> (?= (?:buy|save|earn|bake|make|build|read|paint|raise|drive|ride|give|plant|cook|collect))
wanted to | wished to | hoped to | -was keen to | -meant to << {WHO} >> (?= (?:buy|save|earn|bake|make|build|read|paint|raise|drive|ride|give|plant|cook|collect))
want to | would like to | wish to | hope to | -mean to << (?:they|you|I|we)  >> (?= (?!know\b|find\b|be\b)[a-z]+)
hopes to reach | wants to reach | wishes to reach | -aims for | -is aiming for | -would like to reach
hoped to reach | wanted to reach | wished to reach | -aimed for | -was aiming for
hope to reach | want to reach | wish to reach | -aim for
The goal is | -The aim is | -The target is
The goal was | -The aim was | -The target was
to that goal | -to that target | -to that aim
are needed | are required | -are called for | -are necessary >> {E}
is needed | is required | -is called for | -is necessary >> {E}
were needed | were required | -were called for | -were necessary >> {E}
was needed | was required | -was called for | -was necessary >> {E}
are needed | are required >> (?= (?:for|so|to|if))
needed for | required for << (?:are|is|were|was)
so that none | -in order that none << needed
is left out | -stays outside | -is left without a place | -has to stay outside << none of the [a-z ]{3,25}
can she make | -is she able to make | -will she be able to make << (?:many|full) [a-z ]+
can he make | -is he able to make | -will he be able to make << (?:many|full) [a-z ]+
can she buy | -is she able to buy | -will she be able to buy
can he buy | -is he able to buy | -will he be able to buy
# packing
are packed in boxes of | are packed into boxes of | are put in boxes of | -go into boxes of | -are boxed in lots of | -are placed in boxes of
are packed in | are packed into | are put in | -go into >> (?= (?:bags|boxes|packs|crates|trays|cartons|tins) of \d)
fit into each | go into each | -can go into each | -have room in each | -can be put into each << \d [a-z ]+s
fit on each | go on each | -can go on each | -can be put on each | -have room on each << [a-z ]+s
are sorted into | are put into | -are placed into | -are arranged into | -are distributed over << \d [a-z ]+s
are filled into | -are put into | -are poured into | -go into << (?:\d|flour|rice|kg|sugar|juice|of [a-z]+) [a-z ]*
are taken out | are removed | -are drawn off | -are drawn out << (?:litres|ml|l) (?:each )?
were taken out | were removed | -were drawn off | -were drawn out << (?:litres|ml|l) (?:each )?
are taken out | are removed << [a-z]
are thrown away | are discarded | are thrown out | -are disposed of | -are got rid of | -go into the bin << (?:and|then|[a-z]s)
were thrown away | were discarded | were thrown out | -were disposed of | -went into the bin
of them break | of them get broken | -of them crack | -of them go to pieces << \d  >> (?= and)
of them are faulty | -of them have a fault | -of them are defective | -of them have a flaw << \d
are faulty | have a fault | -are defective | -have a flaw | -are flawed << \d of the [a-z ]+
are used up | -are consumed | -are gone | -have been used >> {Q}
turns out | produces | makes | -puts out | -manufactures << (?:machine|factory|workshop|bakery)  >> {N}
makes | produces | turns out | -manufactures << (?:machine|factory|workshop)
make | produce | turn out | -manufacture << (?:machines|factories|workshops)  >> (?={N}|\?)
are put aside | -are set aside | -are laid aside | -are kept back
are rented out | are hired out | -are let out | -are on hire
is open for | -stays open for | -is left open for | -runs for << tap  >> {N}
was open for | -stayed open for | -was left open for | -ran for << tap  >> {N}
flows into | runs into | pours into | -streams into << [Ww]ater
flowed into | ran into | poured into | -streamed into << [Ww]ater
leak out | run out | -drip out | -escape << litres  >> {E}
leak out every minute | -are lost every minute through a leak | -escape every minute | -drip out every minute
is empty at first | starts empty | -is empty to begin with | -is empty at the start
was empty at first | started empty | -was empty to begin with | -was empty at the start
# coming and going
on board | aboard << (?:\d|[a-z]s|people|are|were|come|came|go|went) >> {E}
aboard | on board << (?:\d|[a-z]s|people|are|were|come|came|go|went|[a-z]+) >> {E}
get off | get out | -step off | -leave << [a-z\d] >> {E}
gets off | gets out | -steps off << (?:nobody|one) >> {E}
got off | got out | -stepped off << [a-z\d] >> {E}
get on | -come on board | -climb aboard << [a-z\d] >> {E}
got on | -came on board | -climbed aboard << [a-z\d] >> {E}
must | has to << (?:\b[Hh]e|\b[Ss]he) >> (?= (?!be\b|not\b|have\b|still\b)[a-z]+)
can | is able to << (?:\b[Hh]e|\b[Ss]he) >> (?= (?:make|buy|carry|fill|bring|read|type|paint|solve|bake|plant|pack|save|build|write)\b)
is paid | -earns | -gets | -receives << {WHO} >> {M}
was paid | -earned | -got | -received << {WHO} >> {M}
comes home with | returns with | -is home again with
came home with | returned with | -was home again with
is full | -has no room left | -is filled to the top << (?:pool|tank|barrel|cistern|trough|fountain|tub|aquarium) >> {E}
flew away | flew off | -took off | -took wing << (?:\d|s|them|birds) (?:of the )?[a-z]* ?
fly away | fly off | -take off | -take wing
drove off | drove away | -left | -departed | -went off << [a-z]s  >> {Q}
drove away | drove off | -left | -departed | -went off << [a-z]s  >> {Q}
drove in | -arrived | -came | -pulled in | -turned up << [a-z]s  >> {Q}
swam away | swam off | -made off | -swam out of sight
ran away | ran off | -escaped | -made off | -got away << [a-z]  >> {Q}
walked in | -came in | -entered | -stepped in | -went in << (?<!money)(?<!much) >> {Q}
slipped out | -went out | -stepped out | -left quietly | -stole out << [a-z]  >> {Q}
joined them | came to join them | came along | -turned up as well | -came to be with them | -came too << (?:[a-z]s|more|\d)  >> {Q}
came along | turned up | appeared | arrived | -showed up | -came too << [a-z]  >> {Q}
arrived | came | turned up | -came along | -appeared | -showed up << more [a-z ]+  >> {Q}
move on | move away | go away | -leave | -wander off << [a-z]s  >> {Q}
moved on | moved away | went away | -wandered off << [a-z]s  >> {Q}
come to a summer camp | go to a summer camp | attend a summer camp | -take part in a summer camp | -travel to a summer camp | -join a summer camp
leaves at | sets off at | departs at | -sets out at | -starts out at >> (?= \d+:\d\d)
left at | set off at | departed at | -set out at >> (?= \d+:\d\d)
arrives at | gets there at | -is there at | -reaches the place at >> (?= \d+:\d\d)
arrived at | got there at | -was there at | -reached the place at >> (?= \d+:\d\d)
travel towards each other | drive towards each other | -move towards each other | -approach each other << (?:and|trains|cars|buses|they|who)
do they meet | will they meet | -do they come together | -do they pass each other >> {Q}
km apart | -km away from each other | -km distant from each other << (?:are|is|were) [\d.,]+
went to the | -visited the | -paid a visit to the >> (?= (?:museum|zoo|aquarium|cinema|theatre|gallery)\b)
go to the | visit the | -pay a visit to the << (?:adults|children|visitors|they|pupils|friends|members|parents|teachers) >> (?= (?:museum|zoo|aquarium|gallery)\b)
went too | came too | -came along | -went as well | -joined them << \d [a-z]+
goes to the sea | -leads to the sea << trip
has a farm | -runs a farm | -is a farmer | -owns a farm << {WHO}
had a farm | -ran a farm | -was a farmer | -owned a farm << {WHO}
works on a farm | -has a job on a farm | -is employed on a farm | -does farm work << {WHO}
worked on a farm | -had a job on a farm | -was employed on a farm | -did farm work << {WHO}
works as a | has a job as a | is employed as a | -earns a living as a | -is working as a << {WHO}
worked as a | had a job as a | was employed as a | -earned a living as a << {WHO}
works as an | has a job as an | is employed as an << {WHO}
and works | and is at work | -and is on duty | -and puts in << hour  >> {N} hours
works | is at work | -is on duty | -puts in << {WHO} >> {N} hours
worked | was at work | -was on duty | -put in << {WHO} >> {N} hours
working days | -days of work | -workdays << \d  >> {E}
days of work | working days | -workdays << (?:\d|has) (?:\d )?
runs | is in operation | -operates | -is running << (?:workshop|machine|hour and)  >> {N} hours
On this trip | On this journey | -During this trip | -While travelling
# money
costs | is priced at | -comes at | -goes for | -sells for << (?:[Aa]|[Oo]ne|[Tt]he) (?!total|work|material|journey|whole|trip|job|bill|order|delivery|hour|visit|call|dinner|meal|entry|admission|rent|repair|parking|toll|taxi|lesson|kilometre|minute|day|ride|hire|fuel|tip|party|course|stall|hall|room|rental|service|contract)(?:litre|kilogram|[a-z]+) (?:of [a-z]+ )? >> {M}[\d.,]*(?=[.,?]| and| a | per | each| for )(?! (?:in all|altogether|in total|a month|plus|an hour|a day|more))
The price is | The cost is | -The price amounts to >> {M}
The price was | The cost was | -The price amounted to >> {M}
The total bill is | The whole bill is | The bill comes to | -The bill amounts to | -The total to pay is
The total bill was | The whole bill was | The bill came to | -The bill amounted to
The bill is | The bill comes to | -The bill amounts to >> {M}
The bill was | The bill came to | -The bill amounted to >> {M}
The material costs | The materials cost | -The raw material costs | -What goes into it costs
the material costs | the materials cost | -the raw material costs
Of this she spends | From this she spends | Out of this she spends | -Of this money she spends
Of this he spends | From this he spends | Out of this he spends | -Of this money he spends
on food and fares | for food and fares | -on meals and fares | -on food and on fares | -on eating and travel
for rent and food out of it | -out of it for rent and food | -from it for rent and food
out of it | from it | -out of that money | -from that money << (?:food|rent|fares)  >> {E}
How much has she | -How much money has she | -What sum has she >> (?= (?:left|saved|in))
in change | as change | -by way of change | -back in change << [$£€₹][\d.,]*\d  >> {E}
for delivery | for the delivery | -to have it delivered | -for bringing it | -for transport << [$£€₹][\d.,]*\d
after a discount of | with a discount of | -after a reduction of | -after a price cut of
at a discount of | with a discount of | -at a reduction of
is reduced by | is cut by | -is lowered by | -goes down by | -is marked down by << (?:price|and) >> (?= \d+ ?%)
was reduced by | was cut by | -was lowered by | -went down by | -was marked down by >> (?= \d+ ?%)
sale price | reduced price | -price in the sale << (?:the|is|was)
in donations | as donations | -by way of donations | -from donors | -as gifts of money << [$£€₹][\d.,]*\d
in tips | -as tips | -from tips << [$£€₹][\d.,]*\d
is saving for | is saving up for | -is putting money aside for | -is saving to buy | -is saving money for >> (?= (?:a|an|the|his|her) )
was saving for | was saving up for | -was putting money aside for | -was saving to buy >> (?= (?:a|an|the|his|her) )
was saving up for | was saving for | -was putting money aside for
is saving up for | is saving for | -is putting money aside for
had a coupon for | -had a voucher for | -used a coupon for << {WHO}
has a coupon for | -has a voucher for | -uses a coupon for << {WHO}
with the coupon | -using the coupon | -with the help of the coupon >> {E}
with the discount | -after the discount | -when the discount was taken off | -once the discount was taken off >> {E}
before paying | -before the payment | -before settling the bill | -before handing over the money >> {E}
go in free | get in free | enter free | -need not pay | -pay nothing << boys
raise money for | collect money for | -gather money for | -try to raise money for << (?:You|you|They|they|I|We)
raises money for | collects money for | -gathers money for
raised money for | collected money for | -gathered money for
sell things at a stall for | -have a stall with things to sell for | -run a stall for << You
bring in | raise | -fetch | -earn << (?:belts|[a-z]+s)  >> {M}
are sold at | are sold for | -go for | -sell at | -sell for >> {M}
is sold at | is sold for | -goes for | -sells at | -sells for >> {M}
was sold at | was sold for | -went for >> {M}
is sold for | is sold at | -goes for | -sells for >> {M}
are sold for | are sold at | -go for | -sell for >> {M}
are paid for with | are bought with | -are paid with << (?:books|[a-z]+s)
is returned | is given back | -comes back | -is handed back << [$£€₹][\d.,]+
the price of one | -the cost of one | -what one costs << (?:Find|out|is|was|Calculate|Determine)  >> {E}
a fixed fee of | -a set fee of | -a flat fee of
a basic fee of | a base fee of | -a standing fee of | -a fixed charge of
pays a fixed | -pays a flat | -pays a set >> {M}
are included in the fee | -are covered by the fee | -come with the fee
This goes on for | -This continues for | -It goes on like this for | -Things stay like this for
there is a pause of | there is a break of | -comes a break of | -comes a pause of
there was a pause of | there was a break of | -came a break of | -came a pause of
with a break of | -with a pause of | -with an interruption of | -including a break of
after a break of | -after a pause of | -after a rest of
How many minutes of teaching are there | -How many minutes are spent teaching | -How many minutes of lessons are there
drawn at random | picked at random | -taken out at random | -chosen at random | -drawn blindly << (?:is|are)
is drawn at random | is picked at random | is taken out at random | -is chosen at random | -is drawn without looking
are drawn at random | are picked at random | are taken out at random | -are chosen at random | -are drawn without looking
not put back | not returned | -not replaced | -not laid back << (?:and|are|is)
A bag holds | A bag contains | In a bag there are | -There are in a bag | -Inside a bag there are
A box holds | A box contains | In a box there are | -Inside a box there are >> {N} (?:[a-z]+, |red|blue|green|white|black|yellow)
# people, places, things that happen
in the mail | by post | -in the post | -by mail << [a-z]  >> {E}
as a gift | as a present | -for a present << [a-z\d]  >> {E}
as a present | as a gift << [a-z\d]  >> {E}
for her birthday | on her birthday | -as a birthday present | -as a birthday gift << (?:more|\d|got|s|received) [a-z ]*
for his birthday | on his birthday | -as a birthday present | -as a birthday gift << (?:more|\d|got|s|received) [a-z ]*
at an auction | in an auction | -at a public auction
in a drawer | -at the back of a drawer | -inside a drawer << (?:finds?|found) [^.?]*
in front of the | outside the | -before the << (?:motorbikes|cars|buses|[a-z]+s|were|there)  >> (?= (?:cinema|station|hotel|school|museum|theatre|shop|library|hospital|bank))
outside the | in front of the | -just outside the << (?:were|[a-z]+s)  >> (?= (?:cinema|station|hotel|school|museum|theatre|shop|library|hospital|bank))
There were some | There were a number of | -There was a number of | -There had been some << {START}
completely | fully | entirely | -totally << (?:filled|full|be|and|filled up)  >> {Q}
who is | -whose age is << as [A-Z][a-z]+,  >> {N}[.,]
What will be | -What is going to be << {START}
add up to | come to | -amount to | -total | -have a total of << (?:[A-Z][a-z]+|they|numbers|ages|and [A-Z][a-z]+)  >> {N}
adds up to | comes to | -amounts to >> {N}
That is | This is | -This makes | -That makes >> {N} [a-z ]+ (?:in total|altogether|in all)
That was | This was | -This made | -That made >> {N} [a-z ]+ (?:in total|altogether|in all)
by accident | -by mistake | -accidentally
was mislaid | -went missing
went missing | got lost | were lost | -disappeared << [a-z]s  >> {Q}
went bad | spoiled | -went off | -turned bad << (?:[a-z]s|them|\d)  >> {E}
were eaten | -were eaten up | -got eaten | -were consumed << (?:[a-z]s|them|\d)  >> {Q}
were broken | got broken | -were in pieces << (?:of the [a-z ]+|of them)  >> {E}
were damaged | got damaged | -were spoiled | -suffered damage << (?:of the [a-z ]+|of them)  >> {E}
are damaged | -are spoiled | -have suffered damage << (?:of the [a-z ]+|of them)  >> {E}
are broken | -are in pieces | -are smashed << (?:of the [a-z ]+|of them)  >> {E}
were sold | found buyers | -were bought by customers | -went to buyers << \d [a-z ]*s? ?(?=were|$) >> (?= (?:at|on|in) |{Q})
were stolen | -were taken by thieves | -got stolen
were given away | were handed out | -were passed on << [a-z\d]  >> {Q}
were lent | were loaned | -were on loan | -were lent out << [a-z]s  >> {Q}
are still there | are left | remain | -are still in place << How many  >> {Q}
are free | are empty | -are unoccupied | -are not taken << seats  >> {E}
are taken | are occupied | -are in use << seats  >> {E}
were full | were filled | -had no room left | -had no gaps << all of them  >> {E}
is a teacher | -works as a teacher << {WHO}
The road is dry. | -It is a dry road. | -There is no rain on the road.
It is sunny. | -The sun is shining. | -The sun is out.
takes the bus at | -goes by bus at | -catches the bus at | -gets on the bus at
took the bus at | -went by bus at | -caught the bus at | -got on the bus at
plays the drums | -is a drummer | -plays drums | -is good at the drums << who
plays chess | -is a chess player << who
a lot of | lots of | -plenty of | -a great many >> (?= [a-z]+s\b)
lots of | a lot of | -plenty of
the two of them | -the two << have
as well | too | -also << [a-z]  >> {E}
too | as well << \d [a-z]+ went  >> {E}
for free | free of charge | -without paying | -for nothing >> {E}
each year | every year << [a-z\d](?<!each) >> {E}
quite soon | -fairly soon
just as many | -the same number | -equally many << (?:has|have|had|are|were|and)  >> {E}
as many as | -the same number as << (?:just)
exactly | precisely >> {N}
though | -although
the same kind | the same sort | -the same type << of
of the same kind | of the same sort | -of the same type
are made of | -consist of << [a-z]s  >> (?= \d)
is made up of | consists of | -is composed of >> {N}
consists of | is made up of | -is composed of >> {N}
is called | is named | -goes by the name of | -has the name
lives in | -has a home in << {WHO}
belong to | -are the property of | -are owned by << [a-z]s  >> (?= [A-Z])
is worth | has a value of | -is valued at >> {M}
are worth | have a value of | -are valued at >> {M}
In addition | Besides | Also | -On top of that | -What is more >> ,
however | -though << , >> ,
for example | -for instance
next to each other | side by side | -beside each other
side by side | next to each other | -beside each other
in front of | -ahead of | -before << (?:players|people|rows|children) are
behind him | at his back | -to the rear of him
behind her | at her back | -to the rear of her
is still waiting | -has to wait still | -is waiting still
Nobody leaves | -Not a soul leaves | -Nobody gets off
Nobody left | -Not a soul left | -Nobody got off
nobody | -not a soul << (?:but|and|,)
everybody | everyone | -each person << (?:for|and|,)  >> {E}
someone | somebody << (?:and|for|,|to)
at the craft table | -at the craft stall | -at the table with crafts
on foot | -walking | -by walking << [a-z\d]  >> {E}
by car | -in the car | -driving << [a-z\d]  >> {E}
by bike | by bicycle | -on a bike << [a-z\d]  >> {E}
by bicycle | by bike | -on a bike << [a-z\d]  >> {E}
by train | -on the train | -by rail << [a-z\d]  >> {E}
more often | -more frequently
usually | normally | -as a rule | -generally
carefully | -with care
quickly | -speedily | -at speed >> {E}
slowly | -at a slow pace | -without hurry >> {E}
at a speed of | at a pace of | -with a speed of | -at a rate of >> {N} (?:km|m|mph)
at a pace of | at a speed of | -at a rate of >> {N} (?:km|m|mph)
at a rate of | -at the rate of >> {N}
at the rate of | -at a rate of >> {N}
"""

# Verbs in their base form, as above; every group stands for its five forms.
_VERBS = r"""
buy | purchase | -acquire >> (?={D})(?! (?:{NUM} )?(?:tickets? for)\b)
purchase | buy | get | -acquire >> {C}
acquire | get | buy | obtain | -come by << {WHO} >> {C}
get | receive | -obtain << {WHO} >> {C}
receive | get | -obtain << {WHO} >> {C}
get | receive | -obtain << {WHO} >> {M}
obtain | get | acquire | -come by >> {C}
earn | make | get | -take home | -bring home << {WHO} >> {M}
make | earn | -take home | -bring home << {WHO} >> {M}[\d.,]*\d (?:a|per|an|each|every) (?:day|week|hour|month)
pay | -hand over | -lay out >> {M}
pay | -part with >> (?={M}[\d.,]*\d for)
spend | -lay out | -pay out >> {M}
hand over | give | pay << {WHO} >> {M}
save | put aside | set aside | -lay aside | -put by << (?:{WHO}|and) >> {M}
put aside | save | set aside | -lay aside >> {M}
set aside | put aside | save | -lay aside >> {M}
collect | gather | -bring together >> {C}
gather | collect | -bring together >> {C}
pick | gather | -pluck | -collect >> (?={C})(?![^.]* out of )
find | discover | -come across | -come upon << {WHO} >> {C}
lose | mislay | misplace >> {C}
misplace | lose | mislay >> {C}
mislay | lose | misplace >> {C}
give away | hand out | -part with | -make a present of | -pass on >> (?=(?:{C}| half| some| a| all))(?![^.?,]*(?: to | among | between ))
give away | hand out | -pass on >> (?={C})(?=[^.?,]* (?:to|among) )
hand out | give away | -pass out | -give out >> {C}
donate | give away | contribute | -give as a present >> {C}
throw away | throw out | discard | -dispose of | -get rid of >> {C}
throw out | throw away | discard | -dispose of | -get rid of >> {C}
discard | throw away | throw out | -dispose of >> {C}
scrap | throw away | discard | -get rid of >> {C}
sell off | sell >> {C}
sell | -sell off >> (?={C})(?![^.?]*[$£€₹])(?![^.?,]* each)
return | give back | hand back | take back >> (?={C})(?=[^.?,]* to )
lend | loan >> {C}
rent out | hire out | let out >> {D}
borrow | -take on loan >> {C}
eat | -eat up | -munch | -consume << (?:{WHO}|they|[a-z]s) >> {C}
eat up | eat | -consume >> {C}
consume | eat | -eat up >> {C}
bake | -make >> (?={N} (?:cookies|cakes|muffins|pies|cupcakes|scones|loaves|brownies|rolls|tarts|biscuits|buns))
make | create | -produce << {WHO} >> (?={C})(?!{N} (?:full|trips))
produce | make | turn out | -manufacture >> {C}
break | smash | -shatter >> (?={N} (?:plates|cups|glasses|bowls|jars|bottles|mugs|eggs|vases))
repair | mend | fix >> {D}
mend | repair | fix >> {D}
fix | repair | mend >> {D}
build | put up | construct >> {D}
assemble | put together | build >> {D}
put together | assemble >> {D}
wash | -clean >> (?={N} (?:cars|windows|dishes|plates|cups))
polish | -shine up >> {D}
deliver | take round | bring round >> {C}
transport | carry | -move >> {D}
carry | transport | -take along << (?:boats|boat|van|vans|lorry|truck|bus|coach|lorries|trucks|buses|it|train|minibus) >> {N}
contain | hold >> {C}
hold | contain << (?:box|bag|jar|tray|crate|basket|packet|pack|carton|case|bin|tin|sack|bowl|drawer|album|folder|shelf|boxes|bags|jars|trays|crates) >> (?={C})(?!{N}(?:[.,]| and| \w+ and))
need | require << {WHO} >> {D}
require | need >> {D}
use | -make use of >> {D}
finish | complete | get done with >> (?={D})
complete | finish >> {D}
start | begin | -commence >> (?= (?:work|at) )
begin | start | -commence >> (?= (?:work|at) )
begin | start >> (?= (?:with|the|to)\b)
share | divide | split >> (?= (?:{NUM}|the|all|them|it|their|his|her)[^.?$]*(?:among|between|equally|evenly|ratio))
divide | share | split >> (?= (?:the|all|them|it|their|his|her|{NUM})[^.?$]*(?:among|between|equally|evenly|ratio))
split | divide | share >> (?= (?:the|all|them|it|their|his|her|{NUM})[^.?$]*(?:among|between|equally|evenly|ratio))
sort | arrange | -put >> (?= [^.?]*into )
put | place | -lay >> (?= (?:{NUM}|them|it|the|all)[^.?]* (?:in|into|on|onto) )(?! aside| out| up| on )
place | put | -lay >> (?= (?:{NUM}|them|it|the|all)[^.?]* (?:in|into|on|onto) )
pack | put | -place >> (?= (?:{NUM}|them|it|the|all)[^.?]* (?:in|into) )
drive | travel | -cover >> (?={N} (?:km|kilomet|miles))
travel | cover | go | -journey over >> (?={N} (?:km|kilomet|miles))
cover | travel | go >> (?={N} (?:km|kilomet|miles))
ride | -cycle << bike >> (?={N} (?:km|kilomet))
read | -get through >> (?={N} (?:more )?pages)
watch | -look at | -see >> (?={N} (?:films|episodes|movies))
type | -key in >> (?={N} words)
plant | -set | -put in >> (?={N} (?:trees|bulbs|tulips|roses|seeds|seedlings|flowers|cabbages|bushes|young|rows))
harvest | gather in | bring in >> (?={N})
yield | produce | give | -bear >> (?={N} kg)
raise | collect | -bring in | -take in << {WHO} >> {M}
charge | ask | -demand | -take << {WHO} >> {M}
invite | -ask over >> {C}
order | send for | -put in an order for << {WHO} >> {C}
choose | pick out | select >> {C}
pick out | choose | select >> {C}
select | choose | pick out >> {C}
swap | exchange | trade >> {C}
trade | swap | exchange >> {C}
exchange | swap | trade >> {C}
award | give | -present >> (?={C})(?=[^.?,]* to )
win | -carry off | -come away with >> (?={C})
catch | -land >> (?={N} fish)
fill | -fill up >> (?={C})
cook | prepare | make >> {C}
prepare | make | get ready >> {C}
draw | sketch >> (?={N} (?:pictures|drawings|sketches|portraits))
print | -run off >> (?={N} (?:pages|posters|flyers|leaflets|copies|cards|sheets))
show | -display | -put on show >> (?={N} (?:pictures|paintings|photos))
pull out | draw out | take out >> {C}
remove | take out | take away >> {C}
take out | remove | -lift out >> {C}
add | -put in >> (?={C})
count | -tally | -count up << {WHO} >> {C}
notice | spot | see >> {C}
spot | see | notice >> {C}
see | spot | notice << {WHO} >> {C}
move | shift >> (?={C})
stack | pile up | -heap up >> {C}
hang | hang up | -put up >> (?={N} (?:pictures|posters|photos|lanterns|flags|lights))
mow | cut | -trim >> (?={N} lawns)
sew | stitch >> {C}
feed | give >> (?={C})(?=[^.?,]* to )
keep | hold on to | -retain >> (?= (?:\d[\d.]*%|half|a third|a quarter|the rest)[ .])
grow | raise | -cultivate << (?:{WHO}|farmer) >> (?={N} (?:tomatoes|plants|pumpkins|flowers|carrots|potatoes|roses|cabbages))
bring | -bring along << {WHO} >> {C}
bring along | bring >> {C}
visit | -pay a visit to >> (?= (?:the|a|his|her|their) [a-z])
help | assist | -give a hand to >> (?= (?:the|a|his|her|their) [a-z])
solve | work out | -do >> (?={N} (?:problems|puzzles|sums|exercises))
sleep | -be asleep << {WHO} >> (?={N} hours)
cost | come to | amount to >> (?={M}[\d.,]*\d (?:in all|altogether|in total))
last | go on for | -run for | -take << (?:[Ee]ach|[Oo]ne|The|A|the) (?:match|film|concert|lesson|exam|play|session|show|course|song|class) >> {N}
store | keep >> {C}
hire | rent >> {D}
post | mail | -put in the mail >> (?={N} (?:letters|parcels|cards|postcards))
send | -send off >> (?={N} (?:letters|parcels|cards|postcards))
wrap | wrap up | -do up >> {C}
unload | take off | -get off >> {C}
grab | take | snatch up >> {C}
tear | rip | -tear up >> {C}
drop | let fall >> {C}
hide | -conceal | -tuck away >> {C}
examine | inspect | -look over >> {C}
learn | -memorise >> (?={N} (?:words|poems|verbs))
attend | go to | -take part in >> (?={N} (?:classes|lessons|sessions|meetings|courses))
try | -attempt >> (?= to )
intend | plan | mean >> (?= to )
plan | intend | mean >> (?= to )
hope | want | wish >> (?= to )
wish | want | hope >> (?= to )
aim | intend | plan >> (?= to )
prefer | like better >> (?= the )
agree | -consent >> (?= to )
continue | go on | carry on | -keep on >> (?= (?:to|with|working|reading|for)\b)
stop | -break off | -quit >> (?= (?:working|reading|walking))
stay | remain >> (?= (?:in|at|there|on|here|free|empty) )
remain | be left >> (?=\?)
"""

# Nouns, one and many: all their occurrences in a question change together, or none does. The words
# counted in a story stay as they are.
_NOUNS = r"""
large/larger | big/bigger
big/bigger | large/larger
money box/money boxes | piggy bank/piggy banks
shopkeeper/shopkeepers | shop owner/shop owners
passenger/passengers | traveller/travellers
meal/meals | dish/dishes << (?:[Ee]ach|a|per|one)
child/children | kid/kids | youngster/youngsters
kid/kids | child/children | youngster/youngsters
pupil/pupils | schoolchild/schoolchildren | -student/students
student/students | learner/learners | -pupil/pupils
adult/adults | grown-up/grown-ups
customer/customers | client/clients | buyer/buyers
helper/helpers | assistant/assistants
friend/friends | -pal/pals | -mate/mates
journey/journeys | trip/trips << (?:[Tt]he|[Aa]|[Tt]his|such|each)
trip/trips | journey/journeys << (?:[Tt]he|[Aa]|[Tt]his|such|each)
motorbike/motorbikes | motorcycle/motorcycles
bicycle/bicycles | bike/bikes
bike/bikes | bicycle/bicycles
parcel/parcels | package/packages
present/presents | gift/gifts
photo/photos | photograph/photographs | -snapshot/snapshots
sofa/sofas | couch/couches
television/televisions | TV set/TV sets
fridge/fridges | refrigerator/refrigerators
seashell/seashells | shell/shells
doughnut/doughnuts | donut/donuts
stall/stalls | stand/stands
chance/chances | probability/probabilities << (?:the|The|a)
film/films | movie/movies
movie/movies | film/films
teacher/teachers | -schoolteacher/schoolteachers
doctor/doctors | physician/physicians
farmer/farmers | -grower/growers
sum of money/sums of money | amount of money/amounts of money
vendor/vendors | seller/sellers
seller/sellers | vendor/vendors
trader/traders | dealer/dealers
cook/cooks | chef/chefs << (?:[Tt]he|a|A)
tap/taps | -water tap/water taps
cistern/cisterns | water tank/water tanks
street/streets | road/roads
lady/ladies | woman/women
gentleman/gentlemen | man/men
infant/infants | baby/babies
mum/mums | mother/mothers
dad/dads | father/fathers
grandma/grandmas | grandmother/grandmothers
grandmother/grandmothers | granny/grannies
grandfather/grandfathers | granddad/granddads
mother/mothers | mum/mums
father/fathers | dad/dads
cab/cabs | taxi/taxis
taxi/taxis | cab/cabs
aeroplane/aeroplanes | plane/planes
exam/exams | examination/examinations
pause/pauses | break/breaks
hourly wage/hourly wages | pay per hour/pay per hour
salary/salaries | pay/pay
coupon/coupons | voucher/vouchers
fee/fees | charge/charges
earnings | income
pile/piles | heap/heaps
heap/heaps | pile/piles
stack/stacks | pile/piles
row/rows | line/lines << (?:of|in)
mixture/mixtures | blend/blends | -mix/mixes
blend/blends | mixture/mixtures
hiker/hikers | walker/walkers | -rambler/ramblers
shelter/shelters | -home/homes << animal
performance/performances | show/shows
writer/writers | author/authors
author/authors | writer/writers
physician/physicians | doctor/doctors
labourer/labourers | worker/workers
colleague/colleagues | co-worker/co-workers
boss/bosses | employer/employers
sailor/sailors | seaman/seamen
ship/ships | vessel/vessels
"""

# Sentences with slots: a slot in a pattern is filled by what it matched, in the same order.
# {P} a person, {n} a thing or several, {v} a verb; templates marked "-" are only written.
_FRAMES = r"""
How many {n} does {P} have left? | How many {n} does {P} still have? | -How many {n} are left for {P}? | -How many {n} remain with {P}? | -How many {n} has {P} still got? | -How many {n} has {P} left?
How many {n} did {P} have left? | How many {n} did {P} still have? | -How many {n} were left for {P}? | -How many {n} remained with {P}? | -How many {n} had {P} left?
How many {n} will {P} have left? | How many {n} will {P} still have? | -How many {n} will be left for {P}? | -How many {n} will remain with {P}?
How much money does {P} have left? | How much money does {P} still have? | -How much of the money is left for {P}? | -How much money has {P} still got? | -What money does {P} have left?
How many {n} does {P} have now? | How many {n} does {P} now have? | -How many {n} has {P} got now? | -What is the number of {n} that {P} has now?
How many {n} does {P} have? | How many {n} has {P}? | -How many {n} has {P} got? | -What is the number of {n} that {P} has?
How many {n} did {P} have? | How many {n} had {P}? | -What was the number of {n} that {P} had?
How many {n} does {P} have in all? | How many {n} does {P} have altogether? | -What is the total number of {n} that {P} has? | -How many {n} has {P} in all? | -How many {n} has {P} got altogether?
How many {n} did {P} have in all? | How many {n} did {P} have altogether? | -What was the total number of {n} that {P} had? | -How many {n} had {P} in all?
How many {n} did {P} have at first? | How many {n} did {P} have to begin with? | How many {n} did {P} start with? | -With how many {n} did {P} begin? | -How many {n} had {P} at the beginning? | -What number of {n} did {P} start out with?
How many {n} do they have altogether? | How many {n} do they have in all? | How many {n} do they have together? | -What is the total number of their {n}? | -How many {n} are there between them? | -How many {n} is that together? | -How many {n} do they own between them?
How many {n} did they have altogether? | How many {n} did they have in all? | How many {n} did they have together? | -What was the total number of their {n}? | -How many {n} were there between them?
How many more {n} does {P} need? | How many {n} does {P} still need? | -How many {n} is {P} still short of? | -How many {n} are still missing for {P}? | -How many further {n} does {P} need?
How many {n} does {P} still need? | How many more {n} does {P} need? | -How many {n} is {P} still short of?
How many {n} does {P} still have to get? | How many more {n} does {P} need? | -How many {n} must {P} still get? | -How many {n} is {P} still short of?
How many {n} are there? | What is the number of {n}? | -How many {n} is that? | -What number of {n} does that make?
How many {n} are there in all? | How many {n} are there altogether? | What is the total number of {n}? | -How many {n} does that make in all? | -How many {n} is that in total?
How many {n} were there in all? | How many {n} were there altogether? | What was the total number of {n}? | -How many {n} did that make in all?
How many {n} are needed? | How many {n} are required? | -How many {n} does it take? | -What number of {n} is needed? | -What is the number of {n} needed?
How many {n} are left? | How many {n} remain? | -How many {n} are still there? | -What number of {n} is left? | -What is the number of {n} left?
How many {n} were left? | How many {n} remained? | -How many {n} were still there? | -What was the number of {n} left?
How many full {n} can {P} make? | -How many {n} can {P} fill? | -How many {n} can {P} make full? | -How many {n} will be full?
How many full {n} are there? | How many {n} are full? | -How many {n} get full? | -How many {n} will be quite full?
How much change does {P} get? | How much does {P} get back? | What change does {P} get? | -How much money does {P} get back? | -How much change is due to {P}? | -How much is {P} given back? | -What does {P} get in change?
How much change did {P} get? | How much did {P} get back? | What change did {P} get? | -How much money did {P} get back? | -How much was {P} given back?
How much does {P} pay? | What does {P} pay? | What does {P} have to pay? | -How much must {P} pay? | -How much does {P} have to pay? | -What will {P} have to pay? | -What is it that {P} has to pay?
How much did {P} pay? | What did {P} pay? | -How much did {P} have to pay? | -What sum did {P} pay?
How much does {P} pay in all? | What does {P} pay altogether? | How much does {P} have to pay in total? | -What must {P} pay in all? | -What is the total that {P} has to pay?
How much does {P} earn? | What does {P} earn? | How much money does {P} make? | -How much is {P} paid? | -What is {P} paid?
How much did {P} earn? | What did {P} earn? | How much money did {P} make? | -How much was {P} paid?
How much does {P} spend? | What does {P} spend? | How much money does {P} spend? | -How much money does {P} lay out?
How old is {P}? | What is the age of {P}? | -How many years old is {P}? | -What age is {P}?
How old was {P}? | What was the age of {P}? | -How many years old was {P}? | -What age was {P}?
How old is {P} now? | What is the age of {P} now? | -What age is {P} now?
How many {n} is that? | How many {n} are that? | -How many {n} does that make? | -What number of {n} is that? | -How many {n} does that come to?
How much is that? | -What does that come to? | -How much does that make? | -What does that make? | -What is the amount?
How many {n} did {P} buy? | -How many {n} did {P} purchase? | -What number of {n} did {P} buy? | -What is the number of {n} that {P} bought?
How many {n} does {P} buy? | -How many {n} does {P} purchase? | -What number of {n} does {P} buy? | -What is the number of {n} that {P} buys?
How many {n} does each {n} hold? | -How many {n} go into each {n}? | -How many {n} are in each {n}? | -How many {n} has each {n}?
How many {n} are in each {n}? | How many {n} does each {n} hold? | -How many {n} does each {n} contain? | -How many {n} are there in each {n}? | -How many {n} lie in each {n}?
How many {n} will each {n} hold? | -How many {n} will be in each {n}? | -How many {n} will go into each {n}? | -How many {n} will there be in each {n}?
How many {n} does each {n} get? | How many {n} does each {n} receive? | -How many {n} go to each {n}? | -How many {n} are there for each {n}?
How many {n} did each {n} get? | How many {n} did each {n} receive? | -How many {n} went to each {n}? | -How many {n} were there for each {n}?
{P} has some {n}. | {P} has a few {n}. | -{P} is the owner of some {n}. | -{P} has a number of {n}. | -{P} has got some {n}.
{P} had some {n}. | {P} had a few {n}. | -{P} was the owner of some {n}. | -{P} had a number of {n}.
"""

# Clauses as regular expressions, and what may stand for them: groups keep their order.
_CLAUSES = r"""
\bon each of (\d+) days\b => every day for \1 days | each day for \1 days | day after day for \1 days | on every day of \1 days
(\d+ pages) a day for (\d+ days) => \1 on each of \2 | \1 every day for \2 | \1 daily for \2
(\d hours) a day on (\d+) days a week => \1 on each of \2 days a week | \1 a day, \2 days a week | \1 daily on \2 days a week
's car goes (\d+ km) on a litre of petrol => 's car does \1 on a litre of petrol | 's car covers \1 on each litre of petrol | 's car drives \1 on each litre of petrol | 's car gets \1 out of a litre of petrol
\bA car goes (\d+ km) on one litre of petrol => A car does \1 on one litre of petrol | A car covers \1 on one litre of petrol
\ba van goes (\d+ km) on each litre => a van does \1 on each litre | a van covers \1 on each litre | on each litre a van drives \1
needs a litre of petrol for (\d+ km) => burns a litre of petrol every \1 | uses a litre of petrol for \1 | takes a litre of petrol for every \1
How much does (he|she) spend on fuel for a trip => What does \1 spend on fuel for a trip | How much money does \1 spend on fuel for a trip | How much does \1 pay for the fuel of a trip
What is the fuel cost of a trip => What does the fuel cost for a trip
How many of its (\d+) pages has (he|she) not read yet\? => How many of its \1 pages has \2 still to read? | How many of its \1 pages does \2 still have to read? | How many of its \1 pages has \2 left? | Of its \1 pages, how many has \2 not read yet?
How many days does (he|she) need for the rest at (\d+) pages a day\? => How many days will \1 need for the rest at \2 pages a day? | How many days will the rest take if \1 reads \2 pages a day? | In how many days can \1 read the rest at \2 pages a day?
How many more days does that take\? => For how many more days does that go on? | How many additional days does that take? | How many more days are needed for that?
The (book|novel|thriller|guide) has (\d+) pages\. => The \1 is \2 pages long. | The \1 contains \2 pages.
\bEach of the (tents|vans|boats|tables) (?:sleeps|takes|carries|seats) (\d+)\. => Each of the \1 has room for \2. | Each of the \1 holds \2. | Each of the \1 is for \2.
\bOne (tent|van|boat|table) (?:sleeps|takes|carries|seats) (\d+) people\. => One \1 has room for \2 people. | One \1 holds \2 people. | One \1 is enough for \2 people. | In one \1 there is room for \2 people.
Tickets are (\$\d+) for each of the (children|girls) and free for the (adults|boys)\. => Tickets cost \1 for each of the \2 and nothing for the \3. | A ticket is \1 for each of the \2 and free for the \3. | Each of the tickets costs \1 for the \2, but \3 get in free.
What are the costs in all\? => What does it all cost? | How much are the costs in all? | What is the total cost? | How high are the costs altogether?
How much is paid for (tents|vans|boats|tables)\? => What do the \1 cost? | How much do the \1 cost? | What has to be paid for the \1?
How many minutes are there from (\d+:\d\d) to => How many minutes pass from \1 to | How many minutes go by from \1 to | How many minutes is it from \1 to | How many minutes lie in the time from \1 to
(film|match|concert|lesson|journey|class|show) begins at (\d+:\d\d) and ends at => \1 starts at \2 and finishes at | \1 starts at \2 and ends at | \1 begins at \2 and is over at | \1 goes on from \2 until
How many minutes does it last\? => How many minutes long is it? | How many minutes does it take? | How long does it last, in minutes?
How many minutes was (he|she) on the way\? => How many minutes did \1 travel? | How many minutes did the journey take? | For how many minutes was \1 travelling?
How many minutes does (he|she) work a week\? => How many minutes of work does \1 do a week? | For how many minutes does \1 work a week? | How many minutes a week does \1 work?
What will ([A-Z][a-z]+)'s age be (\d+) years from now\? => How old will \1 be \2 years from now? | How old will \1 be in \2 years? | What age will \1 have reached \2 years from now?
How old will ([A-Z][a-z]+) be in (\d+) years\? => What will \1's age be in \2 years? | What age will \1 be \2 years from now? | How old will \1 be \2 years from now?
The difference between the ages of ([A-Z][a-z]+) and ([A-Z][a-z]+) is (\d+) years\. => \1 and \2 differ in age by \3 years. | The ages of \1 and \2 differ by \3 years. | The ages of \1 and \2 are \3 years apart.
The ages of ([A-Z][a-z]+) and ([A-Z][a-z]+) add up to (\d+)\. => Together \1 and \2 are \3 years old. | The sum of the ages of \1 and \2 is \3. | \1 and \2 are together \3 years old.
\bIt takes (\d+ [a-z]+) (\d+ (?:hours|days)) to ([a-z]+ an? [a-z]+)([.,]) => \1 need \2 to \3\4 | \1 take \2 to \3\4
(?:^|(?<=[.] ))(\d+ [a-z]+) need (\d+ (?:hours|days)) to ([a-z]+ an? [a-z]+)([.,]) => It takes \1 \2 to \3\4 | \1 take \2 to \3\4 | \1 can \3 in \2\4
(?<=, )at the same pace\? => if they work at the same pace? | all working at the same pace? | when the pace is the same?
\bOne machine makes (\d+) parts an hour\. => In an hour one machine makes \1 parts. | One machine turns out \1 parts every hour. | One machine produces \1 parts an hour.
How many parts do (\d+) such machines make in (\d+) hours\? => How many parts come from \1 such machines in \2 hours? | How many parts will \1 such machines make in \2 hours? | How many parts do \1 such machines turn out in \2 hours?
(\d+) of them turn out to be broken and are thrown away\. => \1 of them prove to be broken and are thrown away. | \1 of them are found to be broken and end up in the bin. | \1 of them are broken, so they are thrown away.
\bA box brings \$(\d[\d.]*)\. => A box sells for $\1. | A box is sold for $\1. | A box fetches $\1. | Each box sells for $\1.
After \$(\d[\d.]*) of costs, how much is earned\? => After costs of $\1, how much is earned? | How much is earned when $\1 of costs are taken off? | With costs of $\1 taken off, how much is earned?
The rest are packed in boxes of (\d+)\. => The rest go into boxes, with \1 in each. | The rest are put into boxes, \1 to a box. | The rest are packed, \1 to a box.
(\d+) such weeks long\b => for \1 such weeks | through \1 such weeks
The rest (he|she) puts aside => \1 puts the rest aside | What is left \1 saves | What remains \1 puts aside
\bThere are already \$(\d[\d.]*) in (his|her) money box\. => Already there are $\1 in \2 money box. | $\1 are in \2 money box already. | There are $\1 in \2 piggy bank so far.
(he|she|He|She) keeps this up for (\d+ weeks) => \1 goes on like this for \2 | \1 does this for \2 | \1 continues this way for \2
(he|she|He|She) kept this up for (\d+ weeks) => \1 went on like this for \2 | \1 did this for \2 | \1 continued this way for \2
(he|she|He|She) kept at it for (\d+ (?:days|hours)) => \1 went on with it for \2 | \1 carried on for \2 | \1 did so for \2
(he|she|He|She) keeps at it for (\d+ (?:days|hours)) => \1 goes on with it for \2 | \1 carries on for \2 | \1 does so for \2
\bAt last (\d+) ([a-z]+) are left over => At the end \1 \2 are left over | At last \1 \2 remain | In the end there are \1 \2 left
(share) (\d+) ([a-z]+(?: [a-z]+)?) in the ratio => \1 \2 \3 between them in the ratio | divide \2 \3 between them in the ratio | split \2 \3 in the ratio
How many does ([A-Z][a-z]+) get\? => How many are for \1? | How many go to \1? | How many does \1 receive? | How many are there for \1?
\bOne part (is|was) (\d+) ([a-z]+)\. => One part \1 worth \2 \3. | One part \1 made of \2 \3.
(\d+) fewer ([a-z]+(?: [a-z]+)?) than ([A-Z][a-z]+)\. => \1 \2 fewer than \3. | \1 fewer \2 than \3 has.
\b(he|she|He|She|[A-Z][a-z]+) (has|had) (\$\d[\d.]*\d|\$\d) left(?=[.,?]| after) => \1 still \2 \3
(?:^|(?<=[.] ))There (are|were) (\d+ [a-z]+(?: [a-z]+)?) (in|on|at|outside) (the|an?) => \2 \1 \3 \4
\bhas (\d+) pages\. => is \1 pages long. | contains \1 pages. | runs to \1 pages.
\bwho is (\d+)\. => whose age is \1. | who is \1 now. | who has reached the age of \1.
(?<=[a-z] )(\d+) years old now\b => now \1 years old | \1 years of age now
\bhas ([A-Z][a-z]+) used\? => did \1 use?
thinks of a number => has a number in mind | picks a number | chooses a number
One is drawn at random\. => One is picked without looking. | Someone takes one at random. | One is pulled out at random.
(adults|visitors|guests|pupils|children|seniors|members|parents|teachers|players|students) paid \$(\d[\d.]*) each => \1 paid $\2 a head | \1 paid $\2 apiece | \1 each paid $\2
(adults|visitors|guests|pupils|children|seniors|members|parents|teachers|players|students) pay \$(\d[\d.]*) each => \1 pay $\2 a head | \1 pay $\2 apiece | \1 each pay $\2
costing \$(\d[\d.]*) each => at $\1 each | priced at $\1 each | that cost $\1 each | which cost $\1 each
that cost \$(\d[\d.]*) each => at $\1 each | priced at $\1 each | costing $\1 each
 at \$(\d[\d.]*) each and pays with =>  for $\1 each and pays with |  at a price of $\1 each and pays with |  costing $\1 each and pays with
pays with \$(\d+)\. => hands over $\1. | gives the cashier $\1. | puts down $\1.
weighs (\d[\d.]* kg)\. => has a weight of \1. | is \1 in weight.
\bhas a basic fee of \$(\d[\d.]*) => asks a basic fee of $\1 | starts with a basic fee of $\1 | comes with a basic fee of $\1
The bill is for (\d+) => The bill covers \1 | What is billed is \1
\bis charged for (\d+|[a-z]+) => has to pay for \1 | gets a bill for \1
\bwas charged for (\d+|[a-z]+) => had to pay for \1 | got a bill for \1
(\d+) people share the bill equally\. => \1 people split the bill evenly. | The bill is shared equally by \1 people. | \1 people pay equal parts of the bill.
\bThere is (\d+)% off => There is a discount of \1% | The shop takes \1% off
with (\d+)% off\. => at \1% off. | with a discount of \1%. | with \1% taken off.
\bThere is a discount of (\d+)%\. => The price is cut by \1%. | The shop takes \1% off.
is on sale at (\d+)% off => is in the sale at \1% off | is sold at a discount of \1% | is on sale with \1% off
\bgets a discount of (\d+)%\. => gets \1% off. | is given a discount of \1%.
\bThe bill in a restaurant (is|was) \$ => A meal in a restaurant \1 $ | The restaurant bill \1 $
"""


# --- verbs and their forms ---------------------------------------------------------------------

_IRREGULAR = {
    base: (past, part)
    for base, past, part in (
        row.split("/")
        for row in (
            "buy/bought/bought get/got/got make/made/made take/took/taken bring/brought/brought pay/paid/paid "
            "lay/laid/laid spend/spent/spent give/gave/given put/put/put set/set/set come/came/come "
            "find/found/found lose/lost/lost mislay/mislaid/mislaid throw/threw/thrown sell/sold/sold "
            "lend/lent/lent rent/rented/rented let/let/let eat/ate/eaten break/broke/broken build/built/built "
            "hold/held/held begin/began/begun split/split/split drive/drove/driven go/went/gone run/ran/run "
            "swim/swam/swum ride/rode/ridden read/read/read see/saw/seen bear/bore/borne choose/chose/chosen "
            "win/won/won catch/caught/caught draw/drew/drawn hang/hung/hung mow/mowed/mown sew/sewed/sewn "
            "knit/knitted/knitted feed/fed/fed keep/kept/kept grow/grew/grown sleep/slept/slept "
            "cost/cost/cost send/sent/sent do/did/done tear/tore/torn hide/hid/hidden "
            "learn/learned/learned mean/meant/meant fall/fell/fallen show/showed/shown cut/cut/cut be/was/been "
            "have/had/had write/wrote/written shine/shone/shone stand/stood/stood fly/flew/flown "
            "drink/drank/drunk rise/rose/risen know/knew/known leave/left/left meet/met/met beat/beat/beaten "
            "forget/forgot/forgotten swallow/swallowed/swallowed score/scored/scored owe/owed/owed "
            "quit/quit/quit hear/heard/heard say/said/said miss/missed/missed cast/cast/cast sing/sang/sung "
            "bend/bent/bent feel/felt/felt dig/dug/dug speak/spoke/spoken hit/hit/hit shut/shut/shut "
            "steal/stole/stolen wear/wore/worn"
        ).split()
    )
}
_DOUBLED = frozenset(
    "travel plan knit scrap wrap swap spot stop grab rip drop trim split put set get let win run swim cut quit cast hit "
    "shut dig sit shop chop".split()
)
# Words that are nouns as well: read as verbs only after a person.
_NOUNY = frozenset(
    "share need use finish start order return cut drive walk ride run swim watch show count move help travel plant "
    "charge award trade exchange swap stack hang paint feed store hire post mail load drop sleep wait study visit "
    "repair fix mend build carry cover draw print fold pack sort harvest yield catch type purchase cook "
    "plan wish hope aim offer stay stop cost last grow raise spot pick find give make take pay bake sew produce".split()
)


@cache
def _forms(verb: str) -> tuple[str, str, str, str, str]:
    """Base, third person, past, participle and -ing of a verb, whose first word alone is inflected."""
    head, space, tail = verb.partition(" ")
    if head == "be":
        third, past, part, ing = "is", "was", "been", "being"
    else:
        if head == "have":
            third = "has"
        elif head.endswith(("s", "x", "ch", "sh", "o", "z")):
            third = head + "es"
        elif head.endswith("y") and head[-2] not in "aeiou":
            third = head[:-1] + "ies"
        else:
            third = head + "s"
        stem = head + head[-1] if head in _DOUBLED else head[:-1] if head.endswith("e") else head
        regular = head[:-1] + "ied" if third.endswith("ies") else stem + "ed"
        past, part = _IRREGULAR.get(head, (regular, regular))
        ing = (head if head.endswith("ee") or third.endswith("ies") else stem) + "ing"
    first, second, third_, fourth, fifth = (f"{w}{space}{tail}" for w in (head, third, past, part, ing))
    return first, second, third_, fourth, fifth


_BE_HAVE = r"\b(?:has|have|had|having|is|are|was|were|be|been|being)(?: (?:not|already|just|all|also|now|then|since|never|only|been|each|later))*"
_AFTER_PART = re.compile(rf"(?:{_BE_HAVE}) ?$", re.I)
_AFTER_AUX = re.compile(
    r"\b(?:to|will|can|must|could|should|would|may|might|not|(?:does|do|did|will|can|must|could|should) "
    r"(?:[A-Z][a-z-]+|he|she|they|it|I|we|you|(?:the|each|a|one|every) [a-z]+)(?: still| then| also)?) ?$"
)
_PLURAL_SUBJECT = re.compile(r"\b(?:[Tt]hey|[Ww]e|[Yy]ou|I)(?: also| then| now| each)? ?$")
_SINGULAR = re.compile(_expanded(r"(?:{WHO}|[\s,](?:and|then) |(?:[Tt]he|[Aa]n?|[Oo]ne|[Ee]ach) [a-z]+ ) ?$"))
_SOMEONE = re.compile(_expanded(r"(?:{WHO}) ?$"))
_PAST_SUBJECT = re.compile(_expanded(r"(?:{WHO}|(?:[Tt]he) [a-z]+ |[,\s](?:and|then) ) ?$"))
_HAVE_NEAR = re.compile(r"\b(?:has|have|had|is|are|was|were)\b[^.,?]*$", re.I)
_PART_WISHED = re.compile(r"\b(?:does|did|do|to|will|can|must)\b[^.,?]*$", re.I)


def _base_fits(before: str, _nouny: bool) -> bool:
    return bool(_AFTER_AUX.search(before) or _PLURAL_SUBJECT.search(before))


def _third_fits(before: str, nouny: bool) -> bool:
    return bool((_SOMEONE if nouny else _SINGULAR).search(before))


def _past_fits(before: str, _nouny: bool) -> bool:
    return (
        bool(_PAST_SUBJECT.search(before))
        and not _HAVE_NEAR.search(before)
        and not _PART_WISHED.search(before)
    )


def _part_fits(before: str, _nouny: bool) -> bool:
    return bool(_AFTER_PART.search(before))


def _ing_fits(before: str, nouny: bool) -> bool:
    return not nouny and bool(
        re.search(r"\b(?:is|are|was|were|after|by|without|starts|before|for) ?$", before)
    )


_FITS: tuple[Callable[[str, bool], bool], ...] = (_base_fits, _third_fits, _past_fits, _part_fits, _ing_fits)

# --- reading the tables ------------------------------------------------------------------------


@dataclass(frozen=True)
class _Group:
    """What can stand for one phrase, and where."""

    phrase: str
    others: tuple[str, ...]
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    fits: Callable[[str, bool], bool] | None = None
    nouny: bool = False


def _rows(table: str) -> Iterator[tuple[list[str], re.Pattern[str] | None, re.Pattern[str] | None]]:
    """Members, context before and context after of each line."""
    for row in table.splitlines():
        if not row or row.startswith("#"):
            continue
        rest, _, after = row.partition(">>")
        members, _, before = rest.partition("<<")
        yield (
            [member.strip() for member in re.split(r" \| ", members.strip())],
            re.compile(rf"(?:{_expanded(before.strip())}) ?$") if before.strip() else None,
            re.compile(_expanded(after.strip())) if after.strip() else None,
        )


def _read(members: list[str]) -> Iterator[tuple[int, str]]:
    return ((at, member) for at, member in enumerate(members) if not member.startswith("-"))


def _index() -> dict[str, list[_Group]]:
    """The groups by the first word of their phrase, small letters."""
    index: dict[str, list[_Group]] = {}

    def add(group: _Group) -> None:
        index.setdefault(group.phrase.split()[0].lower().strip(",.?"), []).append(group)

    for members, before, after in _rows(_PHRASES):
        plain = [member.lstrip("-") for member in members]
        for at, member in _read(members):
            others = tuple(other for other in plain if other != member)
            # A context is that of the line's first member; another is read only where it fits as well.
            add(_Group(plain[at], others, before, after))
    for members, before, after in _rows(_VERBS):
        table = [_forms(member.lstrip("-")) for member in members]
        nouny = members[0].split()[0] in _NOUNY
        for form, fits in enumerate(_FITS):
            others = tuple(row[form] for row in table[1:])
            if form == 0 and table[0][0] in table[0][2:4]:
                fits = _only_after_aux  # "put" after "they" may be of today or yesterday
            if form == 2 and table[0][2] == table[0][0]:
                continue
            add(_Group(table[0][form], others, before, after, fits, nouny))
    return index


def _only_after_aux(before: str, _nouny: bool) -> bool:
    return bool(_AFTER_AUX.search(before))


@dataclass(frozen=True)
class _Noun:
    pattern: re.Pattern[str]
    forms: tuple[str, str]
    others: tuple[tuple[str, str], ...]
    before: re.Pattern[str] | None


def _pair(member: str) -> tuple[str, str]:
    one, _, many = member.lstrip("-").partition("/")
    return one, many or one


def _nouns() -> list[_Noun]:
    found = []
    for members, before, _ in _rows(_NOUNS):
        pairs = [_pair(member) for member in members]
        one, many = pairs[0]
        pattern = re.compile(rf"(?<![\w'’-])(?:{many}|{one})(?![\w-])(?!['’])", re.I)
        found.append(_Noun(pattern, pairs[0], tuple(pairs[1:]), before))
    return found


_SLOT = re.compile(r"\{([Pnvx])\}")
_SLOTS = {
    "P": r"(?!More\b)[A-Z][a-z]+(?:-[a-z]+)?|he|she|the [a-z]+",
    "n": r"(?!more\b|fewer\b|of\b|such\b|full\b|times\b|hours\b|minutes\b|days\b|years\b|weeks\b|good\b|other\b|"
    r"people\b|months\b)[a-z]+(?: [a-z]+)??",
}


@dataclass(frozen=True)
class _Frame:
    pattern: re.Pattern[str]
    anchor: str  # a text without it cannot match: ten times faster to see than by the pattern
    others: tuple[str, ...]


def _frames() -> list[_Frame]:
    frames = []
    for members, _, _ in _rows(_FRAMES):
        plain = [member.lstrip("-") for member in members]
        for at, _member in _read(members):
            regex = re.escape(plain[at])
            regex = re.sub(r"\\\{([Pn])\\\}", lambda slot: f"({_SLOTS[slot[1]]})", regex)
            slots = _SLOT.findall(plain[at])
            others = tuple(o for k, o in enumerate(plain) if k != at and _SLOT.findall(o) == slots)
            pattern = re.compile(rf"(?:^|(?<=[.?!:] )){regex.replace(chr(92) + ' ', ' ')}")
            anchor = max(re.split(r"\{[Pnvx]\}", plain[at]), key=len)
            frames.append(_Frame(pattern, anchor, others))
    return frames


def _clauses() -> list[tuple[re.Pattern[str], list[str]]]:
    rows = (row.split(" => ") for row in _CLAUSES.splitlines() if row)
    return [(re.compile(pattern), templates.split(" | ")) for pattern, templates in rows]


# --- a question turned into a request, and a few small moves ------------------------------------

_SUBJECT = (
    r"(?:[A-Z][a-z]+(?:-[a-z]+)?(?: and [A-Z][a-z]+)?|he|she|they|it|you|I|we|(?:the|each|one|a) [a-z]+)"
)
_ASKED = re.compile(
    rf"(?:^|(?<=[.?!:] ))(?P<wh>(?:(?:For|In|After|By|At|With|To) )?(?:[Hh]ow (?:many|much|long|far)(?: more)?|What)(?: [a-z]+){{0,4}}?) "
    rf"(?P<aux>does|do|did|will|can|must) (?P<who>{_SUBJECT}) (?P<still>(?:still|now|then|also) )?(?P<verb>[a-z]+)(?P<rest>[^.?!;:]*)\?"
)
_STATED = re.compile(
    r"(?:^|(?<=[.?!:] ))(?P<wh>How (?:many|much)(?: more)?(?: [a-z]+){0,3}?) (?P<be>are|is|were|was) "
    r"(?P<rest>(?:left|needed|required|missing|still|in (?:each|the)|on the|at the|filled|sold|free|packed|used|over)\b[^.?!;:]*)\?"
)
_NAMED = re.compile(
    r"(?:^|(?<=[.?!:] ))What (?:is|was) (?P<what>the (?:total |average |new |whole |smallest |largest |sale |missing |planned )*"
    r"(?:number|cost|price|sum|length|width|height|distance|speed|profit|discount|probability|chance|area|weight|change|"
    r"amount|difference|average|total|share|age|pay|bill|score|time)\b[^.?!;:]*)\?"
)
_HEADS = (
    "Work out {}.", "Find out {}.", "Calculate {}.", "Determine {}.", "Figure out {}.", "Say {}.", "Tell me {}.",
    "Can you work out {}?", "Can you tell {}?", "Do you know {}?", "Could you say {}?", "I want to know {}.",
    "I would like to know {}.", "The question is {}.", "Try to find out {}.",
    "We want to know {}.", "We are asked {}.", "You have to find out {}.", "Please tell {}.", "Please find out {}.",
    "Now work out {}.", "State {}.", "Who can say {}?", "Are you able to say {}?", "Someone asks {}.",
)  # fmt: skip
_FINDERS = (
    "Find {}.", "Work out {}.", "Calculate {}.", "Determine {}.", "State {}.", "Give {}.", "Figure out {}.",
    "Can you find {}?", "Can you work out {}?", "I would like to know {}.", "What would be {}?", "Tell me {}.",
    "Could you find {}?", "Please find {}.", "Please calculate {}.", "Now find {}.", "Try to find {}.",
)  # fmt: skip
# Verbs that a question may be asked with; any other word there may be part of the subject.
_ASKABLE = frozenset(
    "have need get pay cost buy fill take earn make work hold sell spend last use keep drive go read give ride score save "
    "start finish begin weigh meet walk pick receive cover bring run swim own put travel grow owe end catch drink find "
    "carry donate sail wash type add order raise eat plant gain throw count sleep win measure send print knit fold pack "
    "gather practise lose cut fly jump collect borrow remove harvest wrap choose lend divide deliver solve clean wait "
    "reach lift pump purchase obtain acquire drop lay share require produce yield charge leave do see bake spare "
    "show contain paint remain receive possess possess".split()
)


def _asked(rng: Random, found: re.Match[str]) -> str | None:
    wh, aux, who, verb, rest = found["wh"], found["aux"], found["who"], found["verb"], found["rest"]
    if (
        verb not in _ASKABLE
        or who in ("the two", "the three")
        or who.split()[-1] in _ASKABLE - {"order", "share", "drink"}
    ):
        return None
    if re.search(r"\b(?:if|when|once|then)\b", rest) or not re.match(r" |$|,", rest):
        return None
    forms = _forms(verb)
    still = found["still"] or ""
    told = {"does": forms[1], "do": forms[0], "did": forms[2]}.get(aux, f"{aux} {still}{verb}")
    middle = "" if aux in ("will", "can", "must") else still
    clause = f"{wh[0].lower()}{wh[1:]} {who} {middle}{told}{rest}"
    return rng.choice(_HEADS).format(clause)


def _stated(rng: Random, found: re.Match[str]) -> str | None:
    if re.search(r"\b(?:if|when|once|there)\b", found["rest"]):
        return None
    wh = found["wh"]
    return rng.choice(_HEADS).format(f"{wh[0].lower()}{wh[1:]} {found['be']} {found['rest']}")


def _named(rng: Random, found: re.Match[str]) -> str | None:
    if re.search(r"\b(?:if|when|once)\b", found["what"]):
        return None
    return rng.choice(_FINDERS).format(found["what"])


_THINGS = re.compile(
    r"(?:^|(?<=[.] ))There (are|were) (\d+ [a-z]+(?: [a-z]+)?) ((?:in|on|at|outside) (?:the|a|an) [a-z]+)\."
)
_PLACED = re.compile(
    r"(?:^|(?<=[.] ))(In|On|At|Outside) ((?:the|a|an) [a-z]+),? there (are|were) (\d+ [a-z]+(?: [a-z]+)?)\."
)
_THEN = re.compile(r"(?:^|(?<=[.] ))Then (he|she|they|it) (?=[a-z]+ )")
_JOIN = re.compile(r"(?<=[a-z\d%])\. (He|She|They)(?= (?:also |then )?(?:has|had|buys|bought|gets|got|sells|sold|gives|gave|pays|paid|spends|"
                   r"needs|needed|works|worked|saves|saved|earns|earned|uses|used|puts|finds|found|reads|takes|took|picks|keeps|cuts|eats)\b)")  # fmt: skip


def _things(rng: Random, found: re.Match[str]) -> str | None:
    place = found[3][0].upper() + found[3][1:]
    verb = "are" if found[1] == "are" else "were"
    return rng.choice((f"{place} there {verb} {found[2]}.", f"{place}, there {verb} {found[2]}."))


def _placed(rng: Random, found: re.Match[str]) -> str | None:
    return f"There {found[3]} {found[4]} {found[1].lower()} {found[2]}."


def _then(rng: Random, found: re.Match[str]) -> str | None:
    subject = found[1].capitalize()
    return f"{subject} {'then ' if rng.random() < 0.6 else 'afterwards '}"


def _join(rng: Random, found: re.Match[str]) -> str | None:
    before = re.split(r"[.?!] ", found.string[: found.start()])[-1]
    clear = (
        not re.match(r"(?:How|What|Find|Work|Calculate|Determine|Say|If|Can|Tell|Give)\b", before)
        and "," not in before
    )
    return f", and {found[1].lower()}" if clear and " and " not in before else None


_MOVES: tuple[tuple[re.Pattern[str], Callable[[Random, re.Match[str]], str | None], float], ...] = (
    (_ASKED, _asked, 0.6),
    (_STATED, _stated, 0.5),
    (_NAMED, _named, 0.6),
    (_THINGS, _things, 0.6),
    (_PLACED, _placed, 0.6),
    (_THEN, _then, 0.7),
    (_JOIN, _join, 0.3),
)

# --- rewording ---------------------------------------------------------------------------------

_INDEX = _index()
_ALL_NOUNS = _nouns()
_ALL_FRAMES = _frames()
_ALL_CLAUSES = _clauses()
_FORMAL = re.compile(
    r"\\|[=^<>×÷·²³√π*]|\$\$|\$[a-z(\-]|(?<![\d/])\d+\s*[-+]\s*\d|\b\d[a-z]\b|\b[b-z] [-+] |\d\s*−\s*\d|\d / \d"
)
_START = re.compile(r"[A-Za-z]+")
_SHARE = 1 / 3  # of the words may change
_SILENT = re.compile(r"(?:hour|honest|heir)", re.I)
_SPOKEN = re.compile(r"(?:uni|use|eu|one\b|once\b)", re.I)


@dataclass(frozen=True)
class _Change:
    start: int
    end: int
    new: str

    def words(self, text: str) -> int:
        """How many words it touches: those of the longer side that the other lacks."""
        old, new = text[self.start : self.end].lower().split(), self.new.lower().split()
        same = sum(
            block.size for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        )
        return max(len(old), len(new), 1) - same


def reword(rng: Random, question: str) -> str:
    """The question with some words and phrases replaced by others of the same meaning.

    Every number and name stays, in its order. A text with LaTeX or an equation comes back as it was.
    """
    chance = rng.uniform(0.3, 0.9)
    if _FORMAL.search(question) or question.isupper():
        return question
    budget = int(len(question.split()) * _SHARE)
    for find in (_framed, _phrased):
        changes = find(rng, question, chance)
        kept: list[_Change] = []
        for change in changes:
            cost = change.words(question)
            if cost > budget or any(c.start < change.end and change.start < c.end for c in kept):
                continue
            budget -= cost
            kept.append(change)
        for change in sorted(kept, key=lambda c: c.start, reverse=True):
            question = _put(question, change)
    return question


def _put(text: str, change: _Change) -> str:
    """The text with the change made, and with a fitting article before it."""
    before, new = text[: change.start], change.new
    if article := re.search(r"\b([Aa])n? $", before):
        vowel = (new[0].lower() in "aeiou" and not _SPOKEN.match(new)) or bool(_SILENT.match(new))
        before = before[: article.start()] + article[1] + ("n " if vowel else " ")
    return before + new + text[change.end :]


def _framed(rng: Random, text: str, chance: float) -> list[_Change]:
    """Changes to whole sentences."""
    changes = []
    for frame in _ALL_FRAMES:
        for found in frame.pattern.finditer(text) if frame.anchor in text else ():
            if rng.random() < chance:
                template, slots = rng.choice(frame.others), iter(found.groups())
                new = _SLOT.sub(lambda _, slots=slots: next(slots), template)  # type: ignore[misc]
                changes.append(_Change(found.start(), found.end(), _cased(new)))
    for pattern, templates in _ALL_CLAUSES:
        for found in pattern.finditer(text):
            if rng.random() < chance:
                new = found.expand(rng.choice(templates))
                new = new[0].upper() + new[1:] if _opens(text, found.start()) else new
                changes.append(_Change(found.start(), found.end(), new))
    for pattern, move, share in _MOVES:
        for found in pattern.finditer(text):
            if rng.random() < chance * share and (moved := move(rng, found)) is not None:
                changes.append(_Change(found.start(), found.end(), moved))
    rng.shuffle(changes)
    return changes


def _cased(sentence: str) -> str:
    """ "for she" as "for her", "the age of he" as "his age"."""
    sentence = re.sub(r"\bthe (age|present age) of (he|she)\b", lambda at: f"{_HIS[at[2]]} {at[1]}", sentence)
    return re.sub(r"\b(for|with|of|to) (he|she)\b", lambda at: f"{at[1]} {_HIM[at[2]]}", sentence)


_HIS = {"he": "his", "she": "her"}
_HIM = {"he": "him", "she": "her"}


def _phrased(rng: Random, text: str, chance: float) -> list[_Change]:
    """Changes to phrases, verbs and nouns, in random order."""
    changes, small = [], text.lower()
    for word in _START.finditer(text):
        at = word.start()
        if at and (text[at - 1].isalnum() or text[at - 1] in "'’-"):
            continue
        known = _INDEX.get(word[0].lower(), ())
        fitting = [g for g in known if small.startswith(g.phrase.lower(), at) and _fits(text, at, g)]
        if fitting and rng.random() < chance:
            group = rng.choice(fitting)
            end = at + len(group.phrase)
            changes.append(_Change(at, end, _like(text[at:end], rng.choice(group.others))))
    for noun in _ALL_NOUNS:
        if noun.forms[0] not in small and noun.forms[1] not in small:
            continue
        found = list(noun.pattern.finditer(text))
        if not found or rng.random() >= chance * 0.7:
            continue
        if noun.before and not all(noun.before.search(text[: one.start()]) for one in found):
            continue
        new = rng.choice(noun.others)
        if re.search(rf"\b(?:{new[0]}|{new[1]})\b", text, re.I) or any(
            one[0][1:] != one[0][1:].lower() for one in found
        ):
            continue
        if any(one[0][0].isupper() and not _opens(text, one.start()) for one in found):
            continue
        whole = [
            _Change(one.start(), one.end(), _like(one[0], new[one[0].lower() != noun.forms[0].lower()]))
            for one in found
        ]
        changes.extend(whole if len(whole) < 4 else [])
    rng.shuffle(changes)
    return changes


def _fits(text: str, at: int, group: _Group) -> bool:
    """Whether the group's phrase stands there, as a whole and in its context."""
    end = at + len(group.phrase)
    here = text[at:end]
    if here != group.phrase and (here[0].lower() + here[1:] != group.phrase):
        return False
    if here[0].isupper() and not _opens(text, at):
        return False
    if end < len(text) and (text[end].isalnum() or text[end] in "'’-"):
        return False
    before = text[:at]
    return (
        (group.before is None or bool(group.before.search(before)))
        and (group.after is None or bool(group.after.match(text, end)))
        and (group.fits is None or group.fits(before, group.nouny))
    )


def _opens(text: str, at: int) -> bool:
    """Whether a sentence begins there."""
    return at == 0 or bool(re.search(r"[.?!:]\s$", text[:at]))


def _like(old: str, new: str) -> str:
    """`new` with the first letter as large as that of `old`."""
    return new[0].upper() + new[1:] if old[0].isupper() else new[0].lower() + new[1:]
