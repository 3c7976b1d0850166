"""What a stranger's files may look like: every command, every spelling of the same table, every fault."""

import errno
import io
import json
import os
import random
import stat
from pathlib import Path

import pytest

from koushaneh.cli.engine import frame
from koushaneh.cli.engine.frame import Reporter, main

RUNNING = "r,y\n" + "".join(f"{n % 101},{n * 7 % 13 + (n % 101 >= 50) * 2}\n" for n in range(300))
MOOD = (
    '{"id":"m","version":"1","items":[{"key":"a"},{"key":"b","reversed":true},{"key":"c"}],'
    '"responses":{"min":1,"max":5},"scoring":{"method":"sum"}}'
)
FILES = {
    "pool.csv": "id,score,craft\nk1,3,x\nk2,9,y\nk3,9,y\nk4,5,x\nk5,1.5,y\n",
    "quotas.csv": "feature,value,min,max\ncraft,x,1,2\ncraft,y,1,2\n",
    "mood.json": MOOD,
    "answers.csv": "id,a,b,c\n1,1,5,2\n2,4,2,4\n3,3,3,3\n4,5,1,4\n5,2,4,1\n",
    "two.csv": "x,y\n10,12\n11,15\n12,11\n9,14\n14,14\n",
    "running.csv": RUNNING,
    "drawn.csv": "t,y,s\n1,2,a\n0,3,a\n1,5,a\n0,4,a\n1,9,b\n0,1,b\n1,8,b\n0,6,b\n0,,b\n",
    "left.csv": "id\na\nb\nc\n",
    "right.csv": "id,capacity\nx,1\ny,2\n",
    "edges.csv": "left,right,fit,left_rank,right_rank\na,x,1,1,1\nb,x,2,1,2\nc,y,3,1,1\na,y,2,2,2\n",
    "members.csv": "id,capacity\nm,5\nn,5\n",
    "options.csv": "lot,member,value,load\nA,m,1,3\nA,n,2,3\nB,m,2,3\nB,n,5,3\n",
    "offers.csv": "id,capacity,minimum,served,unit_cost,set_up_cost\na,5,1,3,10,5\nb,6,2,1,12,1\nc,7,,0,8,20\n",
    "people.csv": "id,place,level\na,1,low\nb,1,high\nc,2,low\nd,2,high\n",
    "ties.csv": "a,b,strength\na,b,1\nb,c,2\nc,a,1\n",
    "asks.csv": "id,topic\na,رنگ\nc,دوخت\n",
    "gives.csv": "id,topic\nd,رنگ\nb,دوخت\n",
}
SELECT = "select --pool pool.csv --quotas quotas.csv --seats 3 --method"
SCORE = "score --instrument mood.json --answers answers.csv"
CHANGE = "change --data two.csv --pre x --post y --reliability 0.8"
CUT = "effect --design discontinuity --data running.csv --running r --outcome y --cutoff 50"
DRAWN = "effect --data drawn.csv --treated t --outcome y --design"
PAIR = "pair --left left.csv --right right.csv --edges edges.csv --method"
PLAN = "plan --members members.csv --options options.csv"
SHARE = "share --offers offers.csv --quantity 10 --rule"
GRAPH = "graph --people people.csv --ties ties.csv"
RULES = ("rotation-pieces", "rotation-ability", "uniform", "proportional", "first-come", "least-cost")
COMMANDS = [
    *(f"{SELECT} {method}" for method in ("merit", "maximin", "leximin")),
    SCORE,
    CHANGE,
    CUT,
    *(f"{DRAWN} {design}" for design in ("lottery", "lottery --stratum s", "bounds")),
    *(f"{PAIR} {method}" for method in ("exact", "stable")),
    PLAN,
    *(f"{SHARE} {rule}" for rule in RULES),
    f"{GRAPH} --asks asks.csv --offers gives.csv --introduce 2",
]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lay(FILES)
    return tmp_path


def lay(files):
    for name, text in files.items():
        Path(name).write_text(text, encoding="utf-8", newline="")


def run(command, **files):
    """Exit code and result; keyword arguments change a file, `pool=...` for pool.csv."""
    lay({f"{name}.csv": text for name, text in files.items()})
    code = main([*command.split(), "--out", "out.json"])
    out = Path("out.json")
    return code, json.loads(out.read_text("utf-8"), parse_constant=pytest.fail) if out.exists() else None


def in_any_order(text, seed):
    """The same table with rows and columns in another order."""
    dice = random.Random(seed)
    rows = [line.split(",") for line in text.splitlines()]
    places = list(range(len(rows[0])))
    dice.shuffle(places)
    below = rows[1:]
    dice.shuffle(below)
    return "".join(",".join(row[place] for place in places) + "\n" for row in [rows[0], *below])


SPELLINGS = {
    "order": lambda text: in_any_order(text, 5),
    "mark": lambda text: "\ufeff" + text,
    "carriage": lambda text: text.replace("\n", "\r\n"),
    "empty lines": lambda text: text.replace("\n", "\n\n"),
    "spaces and marks": lambda text: text.replace(",", " \u200f, \u200e"),
    "quotes": lambda text: "".join('"' + line.replace(",", '","') + '"\n' for line in text.splitlines()),
    "persian": lambda text: text.translate(str.maketrans("0123456789.", "۰۱۲۳۴۵۶۷۸۹٫")),
    "arabic": lambda text: text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_spelling_of_the_same_tables_gives_the_same_hashes(command):
    seen = {}
    lay(FILES)
    seen["as it is"] = run(command)
    for name, spell in SPELLINGS.items():
        lay({file: spell(text) for file, text in FILES.items() if file.endswith(".csv")})
        seen[name] = run(command)

    assert {code for code, _ in seen.values()} == {0}
    assert len({(found["input_hash"], found["output_hash"]) for _, found in seen.values()}) == 1


@pytest.mark.parametrize("seed", ["0", "", "دانه‌ی بلندِ قرعه " * 50, "\n"])
@pytest.mark.parametrize("command", [f"{SELECT} merit", CHANGE, f"{DRAWN} lottery", GRAPH])
def test_any_text_is_a_seed(command, seed):
    hashes = set()
    for _ in range(2):
        assert main([*command.split(), "--seed", seed, "--out", "out.json"]) == 0
        hashes.add(json.loads(Path("out.json").read_text("utf-8"))["output_hash"])

    assert len(hashes) == 1


FAULTS = {
    "": "line 1",
    "\ufeff": "line 1",
    "{head}\n{row},7\n": "line 2",
    "{head}\n\n\n{row}\n\n{row},7\n": "line 6",
    "{head},{first}\n": "column {first}",
    "{head},\n": "column number",
    '{head}\n"{row}': "line 2",
}
TABLES = {
    "pool": f"{SELECT} merit",
    "quotas": f"{SELECT} maximin",
    "answers": SCORE,
    "two": CHANGE,
    "running": CUT,
    "drawn": f"{DRAWN} bounds",
    "left": f"{PAIR} exact",
    "edges": f"{PAIR} stable",
    "options": PLAN,
    "offers": f"{SHARE} uniform",
    "ties": GRAPH,
}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("fault", FAULTS, ids=range(len(FAULTS)))
def test_a_faulty_file_is_named_with_its_line(table, fault, capsys):
    head, row = FILES[f"{table}.csv"].splitlines()[:2]
    words = {"head": head, "row": row, "first": head.split(",")[0]}

    code, found = run(TABLES[table], **{table: fault.format(**words)})

    said = capsys.readouterr().err
    assert (code, found) == (2, None)
    assert f"{table}.csv, line" in said and FAULTS[fault].format(**words) in said and "accepted is" in said


NUMBERS = [
    ("pool", "score"),
    ("quotas", "max"),
    ("answers", "b"),
    ("two", "y"),
    ("running", "r"),
    ("drawn", "t"),
    ("edges", "fit"),
    ("options", "load"),
    ("offers", "capacity"),
    ("ties", "strength"),
]


@pytest.mark.parametrize(("table", "column"), NUMBERS)
@pytest.mark.parametrize("cell", ["nan", "inf", "-inf", "1e400", "1_0", "0x1", "½", "9" * 40, '"1,5"'])
def test_a_cell_that_is_no_finite_number_is_named(table, column, cell, capsys):
    head, row, *rest = FILES[f"{table}.csv"].splitlines()
    cells = row.split(",")
    cells[head.split(",").index(column)] = cell

    code, found = run(TABLES[table], **{table: "\n".join([head, ",".join(cells), *rest])})

    assert (code, found) == (2, None)
    assert f"{table}.csv, line 2, column {column}" in capsys.readouterr().err


@pytest.mark.parametrize("far", ["1e6", "1e9", "1e15"])
def test_a_running_value_far_beyond_all_others_is_refused(far):
    near = "r,y\n" + "".join(f"{n * 37 % 301 / 100 - 1.5},{n * 7 % 13}\n" for n in range(300))

    code, found = run(CUT.replace("50", "0"), running=near + f"{far},3\n")

    assert (code, found["code"]) == (3, "impact.nobody_differs")


def test_a_line_break_inside_quotes_does_not_shift_the_lines(capsys):
    code, _ = run(f"{SELECT} merit", pool=FILES["pool.csv"] + '"k\n6",4,x\nk7,many,x\n')

    assert code == 2
    assert "pool.csv, line 9, column score: found 'many'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "accepted"),
    [
        ("--seats 0", "a whole number from 1 to 1000000000"),
        ("--seats many", "a whole number from 1 to 1000000000"),
        ("--seats 1000000000000000000000", "a whole number from 1 to 1000000000"),
        ("--limit soon", "a number above 0"),
        ("--limit nan", "a number above 0"),
    ],
)
def test_an_option_that_is_no_number_says_what_is_accepted(option, accepted, capsys):
    assert run(f"{SELECT} merit {option}")[0] == 2
    assert f"accepted is {accepted}" in capsys.readouterr().err


def test_options_are_read_in_persian_digits():
    assert run(f"{SELECT} merit".replace("3", "۳"))[1]["seats"] == 3
    assert run(f"{CHANGE} --cutoff ۱۳٫۵".replace("0.8", "۰٫۸"))[1]["cutoff"] == 13.5


def test_infeasible_is_said_on_standard_error_too(capsys):
    code, found = run(f"{SELECT} leximin", quotas="feature,value,min,max\ncraft,x,3,3\ncraft,y,1,2\n")

    assert (code, found["status"]) == (3, "infeasible")
    assert "infeasible" in capsys.readouterr().err
    assert run(f"{SHARE} uniform".replace("10", "99"))[0] == 3
    assert "'missing': 81" in capsys.readouterr().err


def test_infeasible_or_not_a_limit_that_has_passed_ends_with_four():
    code, found = run(f"{SELECT} merit --seats 99 --limit 1e-9")

    assert (code, found["status"], found["selected"]) == (4, "stopped", [])


def test_the_result_never_goes_over_an_input_or_a_device(folder):
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)

    assert main([*PLAN.split(), "--out", "options.csv"]) == 2
    assert main([*SCORE.split(), "--scores", "both.csv", "--out", "both.csv"]) == 2
    assert main([*PLAN.split(), "--out", "pipe"]) == 0

    assert (folder / "options.csv").read_text() == FILES["options.csv"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert json.loads(os.read(reader, 100_000))["objective"] == 6
    os.close(reader)


def test_bytes_that_are_no_text_are_no_seed(capsys):
    assert main([*CHANGE.split(), "--seed", "\udcff"]) == 2
    assert "accepted is UTF-8 text" in capsys.readouterr().err


class Full(io.StringIO):
    def write(self, text):
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_standard_output_that_is_full_ends_with_two(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdout", Full())

    assert main(PLAN.split()) == 2
    assert "standard output: found 'No space left on device'" in capsys.readouterr().err


def test_a_link_stays_a_link(folder):
    (folder / "out.json").symlink_to(folder / "real.json")

    assert run(PLAN)[0] == 0
    assert (folder / "out.json").is_symlink()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"id":"m"', '"id":"m","id":"n"'),
        ('"min":1', '"min":-1e300'),
        ('"min":1', '"min":NaN'),
        ('"min":1', '"min":5'),
        ('"sum"', '"median"'),
        ('{"key":"a"}', '{"key":"b"}'),
        ('"version":"1"', '"version":"\\ud800"'),
    ],
)
def test_a_definition_that_cannot_be_meant_is_refused(folder, old, new):
    (folder / "mood.json").write_text(MOOD.replace(old, new), encoding="utf-8")

    assert run(SCORE) == (2, None)


def test_the_keys_of_published_scales_can_be_named():
    answers = "id,brs1,brs2,brs3,brs4,brs5,brs6\n1,5,1,5,1,5,1\n2,1,5,1,5,1,5\n3,4,2,3,3,3,2\n"

    code, found = run(SCORE.replace("mood.json", "brs"), answers=answers)

    assert (code, found["instrument"]["id"], found["scales"]["total"]["n"]) == (0, "brs", 3)


def test_a_stratum_is_named_as_the_file_names_it():
    drawn = FILES["drawn.csv"].replace(",a\n", ",\n") + "1,,ری\n1,2,کرج\n0,3,کرج\n0,4,کرج\n"

    code, found = run(f"{DRAWN} lottery --stratum s", drawn=drawn)

    assert (code, found["facts"]["stratum"]) == (3, "کرج")


def test_levels_nobody_has_and_topics_asked_twice_are_refused(capsys):
    assert run(f"{GRAPH} --high lowest")[0] == 2
    assert "accepted is levels of people: high, low" in capsys.readouterr().err
    asks = "id,topic\na,بسته‌بندی\na,بسته بندی\n"
    assert run(COMMANDS[-1], asks=asks)[0] == 2
    assert "asks.csv, line 3, column topic" in capsys.readouterr().err


def test_an_order_of_nothing_costs_nothing():
    code, found = run(f"{SHARE} least-cost".replace("10", "0"))

    assert (code, found["cost"], found["bound"], found["gap"]) == (0, 0.0, 0.0, 0.0)


def test_nothing_to_close_has_no_transitivity():
    assert run(GRAPH, ties="a,b\na,b\n")[1]["transitivity"] is None


def test_a_run_that_cannot_stop_to_report_is_heard_all_the_same(capsys, monkeypatch):
    monkeypatch.setattr(frame, "SECOND", 0.01)
    monkeypatch.setattr(frame, "QUIET_SECONDS", 0.02)
    reporter = Reporter()
    reporter.say("long work")

    with reporter.speaking():
        while not (said := capsys.readouterr().err):
            pass

    assert "long work" in said
