"""Four forms that newspapers fill in every day, three times each: lookalikes that are not copies.

Knows nothing about how they are told from copies.
"""

from collections.abc import Iterator
from itertools import combinations

WEATHER = (
    "Forecast for {place} on {day}. The day begins with fog in the valleys and a light breeze from the {wind}. By "
    "noon the sun should break through along the coast, where {high} degrees are expected, while the hills stay below"
    " {low} degrees. Winds will freshen to {speed} metres a second in the afternoon, and small craft should take care"
    " off {cape}. During the night temperatures fall to {night} degrees with a risk of ground frost in sheltered "
    "places. The sun rises at {rise} and sets at {set}. High water at {port} is at {tide}. The outlook for the days "
    "that follow is unsettled, with showers from the west and {rain} millimetres of rain, and the next report is "
    "issued at {next}."
)
WEATHER_FIELDS = "place day wind high low speed cape night rise set port tide rain next"
WEATHERS = (
    "Varnholm | Monday | north | 14 | 9 | 8 | Cape Lorn | 2 | 6.41 | 18.20 | Ostermere | 11.05 | 12 | 17.00",
    "Aldervane | Thursday | south | 17 | 11 | 11 | Skarrow Head | 5 | 6.50 | 18.09 | Fennick | 13.40 | 20 | 18.00",
    "Varnholm | Friday | east | 12 | 8 | 6 | Cape Lorn | 1 | 6.53 | 18.06 | Ostermere | 14.30 | 4 | 17.00",
)
MARKET = (
    "Shares on the Keldmar exchange closed {way} on {day}, with the leading index {way} {points} points at {level}. "
    "Turnover reached {turnover} million florins, compared with {before} million florins the day before. Among the "
    "largest companies, {best} gained {gain} per cent after it raised its forecast, and {worst} lost {loss} per cent."
    " Banks and insurers moved little. The florin stood at {rate} to the dollar in late trading, and the yield on the"
    " ten-year government bond was {bond} per cent. Brent crude for delivery next month cost {oil} dollars a barrel. "
    "Dealers said investors were waiting for the figures on inflation that are due on {due}."
)
MARKET_FIELDS = "way day points level turnover before best gain worst loss rate bond oil due"
MARKETS = (
    "higher | Tuesday | 18 | 2,204 | 311 | 287 | Tessel | 3.1 | Reach Line | 2.4 | 7.32 | 3.05 | 71.40 | Friday",
    "lower | Wednesday | 31 | 2,173 | 402 | 311 | Holmgren Bank | 1.2 | Tessel | 4.8 | 7.41 | 3.11 | 73.15 | Friday",
    "higher | Monday | 9 | 2,188 | 254 | 376 | Nordlys | 2.7 | Fennick Steel | 0.9 | 7.28 | 2.98 | 69.85 | Thursday",
)
FUNERAL = (
    "{name}, of {street}, died peacefully at home on {day} at the age of {age}, surrounded by the family. Born in "
    "{birth}, {short} worked for {years} years at {work} and was a member of the parish choir. The family thanks the "
    "nurses of {ward} for their kindness and their care. The funeral service will be held at {church} on {service} at"
    " {hour}, and burial follows in the old cemetery. Friends may call at the chapel from {call}. In lieu of flowers,"
    " the family asks for gifts to {cause}. {short} leaves behind {left} grandchildren and a wide circle of friends, "
    "who will remember a warm laugh and an open door."
)
FUNERAL_FIELDS = "name street day age birth short years work ward church service hour call cause left"
FUNERALS = (
    "Maren Aske | Quay Street | 2 March | 84 | Fennick | Maren | 31 | Aldervane Post | Ward 6 | St Olav's | 9 March"
    " | 11.00 | 10.15 | Sea Rescue | 7",
    "Jens Torvik | Mill Lane | 19 April | 91 | Sundvarn | Jens | 40 | Reach Line | Harn Hospice | Trinity Church | "
    "26 April | 13.30 | 12.45 | Blue Cross | 12",
    "Solveig Rand | Park Road | 5 May | 77 | Ostermere | Solveig | 25 | Tessel | Ward 2 | St Brigid's | 12 May | "
    "14.00 | 13.00 | Red Cross | 4",
)
COURT = (
    "At {court} on {day}: {first}, {age}, was fined {fine} florins for driving without insurance on {road} and was "
    "banned from driving for {months} months. The defendant pleaded guilty by letter. {second}, {age2}, admitted "
    "stealing goods worth {worth} florins from {shop} and was given a conditional discharge, with costs of {costs} "
    "florins. {third}, {age3}, denied a charge of assault outside {inn} and was released on bail until {bail}. The "
    "case of {fourth}, {age4}, who is accused of damaging a window, was adjourned for reports. {judge} presided."
)
COURT_FIELDS = "court day first age fine road months second age2 worth shop costs third age3 inn bail fourth age4 judge"
COURTS = (
    "Varnholm Magistrates | Monday | Piet Aule | 34 | 600 | Harbour Road | 6 | Ida Krenn | 22 | 85 | Halden's | 120"
    " | Rolf Emmer | 41 | The Anchor | 12 June | Tove Lund | 19 | Judge Haske",
    "Aldervane Magistrates | Wednesday | Sigurd Vell | 52 | 450 | North Street | 9 | Oda Marsh | 31 | 240 | Coop "
    "Aldervane | 200 | Nils Farr | 27 | The Tern | 3 July | Egil Stoa | 24 | Judge Morrow",
    "Varnholm Magistrates | Thursday | Mina Tolle | 29 | 800 | Mill Lane | 12 | Arvid Pelle | 45 | 130 | Vinter & "
    "Son | 150 | Knut Asper | 38 | The Lantern | 20 June | Berit Hamm | 33 | Judge Haske",
)
FORMS = {
    "weather report": (WEATHER, WEATHER_FIELDS, WEATHERS),
    "market report": (MARKET, MARKET_FIELDS, MARKETS),
    "funeral notice": (FUNERAL, FUNERAL_FIELDS, FUNERALS),
    "court round-up": (COURT, COURT_FIELDS, COURTS),
}


def fillings(name: str) -> list[str]:
    """One form, filled in three times."""
    form, fields, values = FORMS[name]
    return [form.format(**dict(zip(fields.split(), filling.split(" | "), strict=True))) for filling in values]


def filled_forms() -> Iterator[tuple[str, str, str]]:
    """Each two fillings of one form, with the form's name."""
    for name in FORMS:
        for one, other in combinations(fillings(name), 2):
            yield name, one, other
