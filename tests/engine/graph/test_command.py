import json
import random

import pytest

from koushaneh.cli.engine.frame import main

DICE = random.Random(4)
PEOPLE = ["id,place,craft,level", *(f"p{n},{n % 5},{n % 3},{n % 2}" for n in range(60))]
PAIRS = sorted({tuple(sorted(DICE.sample(range(60), 2))) for _ in range(120)})
TIES = ["a,b,strength", *(f"p{a},p{b},{1 + (a + b) % 3 / 10}" for a, b in PAIRS)]
ASKS = ["id,topic", *(f"p{n},t{n % 4}" for n in range(0, 60, 2))]
OFFERS = ["id,topic", *(f"p{n},t{n % 4}" for n in range(60))]


def graph(folder, people=PEOPLE, ties=TIES, asks=ASKS, offers=OFFERS, options=(), code=0):
    words = ["graph", "--introduce", "10", "--out", str(folder / "out.json"), *options]
    for role, rows in (("people", people), ("ties", ties), ("asks", asks), ("offers", offers)):
        (folder / f"{role}.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
        words += [f"--{role}", str(folder / f"{role}.csv")]
    assert main(words) == code
    return json.loads((folder / "out.json").read_text(encoding="utf-8")) if code != 2 else None


def test_any_order_of_rows_gives_the_same_hashes_and_the_seed_counts(tmp_path):
    files = (PEOPLE, TIES, ASKS, OFFERS)
    turned = [rows[:1] + random.Random(0).sample(rows[1:], len(rows) - 1) for rows in files]

    first, second = graph(tmp_path), graph(tmp_path, *turned)
    other = graph(tmp_path, options=("--seed", "۱"))

    assert first["input_hash"] == second["input_hash"]
    assert first["output_hash"] == second["output_hash"]
    assert len(first["introductions"]) == 10
    assert other["people"] == first["people"]
    assert other["introductions"] != first["introductions"]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"ties": ["a,b", "p1,p1"]}, "line 2, column b"),
        ({"ties": ["a,b", "p1,nobody"]}, "line 2, column b: found 'nobody'"),
        ({"ties": ["a,b,strength", "p1,p2,0"]}, "line 2, column strength"),
        ({"people": ["id,place", "p1,7", "p1,8"]}, "line 3, column id"),
        ({"asks": ["id,topic", "p1,"]}, "line 2, column topic"),
        ({"offers": ["id,topic,weight", "p1,t1,-1"]}, "line 2, column weight"),
    ],
)
def test_bad_files_are_refused_by_line_and_column(tmp_path, capsys, files, said):
    graph(tmp_path, **files, code=2)

    assert said in capsys.readouterr().err


def test_asks_without_offers_are_refused(tmp_path):
    (tmp_path / "people.csv").write_text("id\na\n", encoding="utf-8")
    (tmp_path / "ties.csv").write_text("a,b\n", encoding="utf-8")
    files = ["--people", str(tmp_path / "people.csv"), "--ties", str(tmp_path / "ties.csv")]

    assert main(["graph", *files, "--asks", str(tmp_path / "ties.csv")]) == 2


def test_one_person_alone_is_an_isolate(tmp_path):
    found = graph(tmp_path, people=["id", "a"], ties=["a,b"], asks=["id,topic"], offers=["id,topic"])

    assert (found["isolates"], found["components"], found["modularity"]) == (1, 1, None)
    assert found["people"][0]["constraint"] is None
