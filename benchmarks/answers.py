"""Twenty things one person said, to four people. All of it is invented."""

_PLACES = (
    (
        "keeper of the town’s papers",
        "[Hearing on the town’s papers](https://town.example/hearing), 2026-03-12",
    ),
    ("keeper", "[The Quiet Room, episode 12](https://quiet.example/12), 2025-06-14"),
    ("assistant in the reading room", "[Letters to a reading room](https://letters.example/), 2019-05"),
    ("candidate for the council", "Candidates’ evening at the Old Customs House, 2021"),
)
_SAID = (
    ("What is a paper?", "Whatever somebody was afraid to throw away."),
    ("Do you read the letters?", "Only the addresses. The rest is between two people who are dead."),
    ("Why keep the bills?", "Because nobody lies in a bill for coal."),
    ("What do visitors ask for most?", "A pencil. Then their grandfather."),
    ("And what do they find?", "Their grandfather’s neighbour, mostly, complaining of the noise."),
    ("Would you lend the charter?", "No. I would lend the copy, and tell you it was the charter."),
    ("Is that honest?", "It is written on the back of the copy that it is one. Nobody turns it over."),
    ("Who pays for the lift?", "So far it has been paid for in promises, and it runs accordingly."),
    ("What does a day cost?", "Eleven cups of tea, and one decision. The decision is the dear one."),
    ("Have you ever lost anything?", "Every day, until about four o’clock. Then I find it."),
    ("What burned?", "The index. The papers are all there. We only cannot find them."),
    (
        "How do you find anything at all, then?",
        "I ask whoever was there when it was put away, or her daughter.",
    ),
    ("Could a machine do it?", "It could do it very fast. I should like it to do it once, slowly, first."),
    (
        "What would you save?",
        "The staff list of 1911. It has everyone’s name on it and what they were afraid of.",
    ),
    ("Is the damp a danger?", "The damp is the oldest member of the staff."),
    ("When will the catalogue be finished?", "A catalogue is finished when the house burns down."),
    ("Are you paid enough?", "I am paid for the hours. The years are thrown in."),
    ("May anyone come in?", "Anyone may. It is the coming back that we measure."),
    ("What have you learned?", "That a box which is labelled “various” holds the only thing you need."),
    ("And what comes after you?", "The lift, I hope."),
)
ANSWERS = tuple(
    f"::: qa\nQ: {question}\n\nOttilie Brandt ({capacity}): {answer}\n\nSource: {source}\n:::"
    for number, (question, answer) in enumerate(_SAID)
    for capacity, source in [_PLACES[number % len(_PLACES)]]
)
