"""Judges what a generated crate does by the document alone, with openapi-core.

    judge.py NAME DOCUMENT CASES OUTCOMES EXEMPTIONS

CASES is what the program of `cargo xtask judge-driver` read, OUTCOMES what it wrote, line by line. A request is valid by
openapi-core, and what openapi-core reads of it is what was given; a response is decoded and comes back; a value comes back;
a broken value is refused at the place where it is broken, or kept as it is. Prints a table of figures, and whatever is
wrong; exits with 1 if anything is that no exemption explains, or if an exemption explains nothing.
"""

import base64
import json
import re
import sys
import warnings
from collections import Counter, defaultdict
from decimal import Decimal

from reading import Reader

warnings.filterwarnings("ignore")


def numbers(text):
    """JSON with its digits."""
    return json.loads(text, parse_float=Decimal)


def short(value, width=300):
    text = value if isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=False)
    return text if len(text) <= width else text[:width] + "…"


class Figures:
    """How many of each kind, and how many of those were right."""

    def __init__(self):
        self.made, self.right, self.missing = Counter(), Counter(), Counter()
        self.operations, self.schemas = set(), set()
        # Responses of media types that the crate does not accept: it reads another that is documented.
        self.unasked = 0

    def line(self, name, explained):
        share = lambda kind: f"{self.right[kind]}/{self.made[kind]}"
        return (
            f"{name}: {len(self.operations)} operations, requests {share('request')}, responses {share('response')} "
            f"and {self.unasked} not asked for; "
            f"{len(self.schemas)} schemas, values {share('value')}, broken {share('broken')}, "
            f"{self.made['hostile']} hostile; {explained} explained, {sum(self.missing.values())} not made"
        )


def judge_request(reader, case, outcome):
    if "unfit" in outcome:
        return "the crate does not take it: " + outcome["unfit"]
    if "unsent" in outcome:
        return "not sent: " + outcome["unsent"]
    body = base64.b64decode(outcome["body"])
    return reader.problem(case, outcome["method"], outcome["url"], outcome["headers"], body)


def accepts(accept, content_type):
    """Whether a request asked for a media type."""
    if content_type is None or case_insensitive(content_type) == "application/problem+json":
        return True
    ranges = [case_insensitive(one) for one in accept.split(",")]
    kind = case_insensitive(content_type)
    return kind in ranges or kind.split("/")[0] + "/*" in ranges or "*/*" in ranges


def case_insensitive(media_type):
    return media_type.split(";")[0].strip().lower()


def judge_response(case, outcome):
    if "unfit" in outcome or "unsent" in outcome:
        return None  # Said of the request already.
    if not accepts(outcome["accept"], case.get("content_type")):
        return "NOT ASKED FOR"
    what = f"{case['status']} {case.get('content_type', 'without a body')}: "
    if outcome["reply"] == "failure":
        # A failure without a documented body has nothing to decode, and nobody is given the body of a redirection.
        bodiless = case["documented"] == "nothing" or case["status"] < 400
        if bodiless and case["status"] >= 300 and "the server answered" in outcome["problem"]:
            return None
        return what + outcome["problem"]
    if outcome["differs"]:
        return what + outcome["differs"]
    if (200 <= case["status"] < 300) != (outcome["reply"] == "success"):
        return what + "taken for a " + outcome["reply"] + " response"
    return None


def judge_value(case, outcome):
    if "refused" in outcome:
        return "refused: " + outcome["refused"]
    if "differs" in outcome:
        # Decoding what is only sent is for its author, and there an optional member that is null is one that is not there.
        if case["closed"] and at(case["value"], outcome["differs"]) is None:
            return None
        return f"differs at `{outcome['differs']}`: {short(outcome['again'])}"
    return None


MISSING = object()


def at(value, pointer):
    """What stands at a JSON pointer."""
    for step in pointer.split("/")[1:]:
        step = step.replace("~1", "/").replace("~0", "~")
        value = value[int(step)] if isinstance(value, list) else value.get(step, MISSING)
    return value


def judge_broken(case, outcome):
    if "differs" in outcome:
        # Where nothing is said of `null`, an optional member that has it is one that is not there; a required one that may
        # be null is null where it is not there.
        both = (at(case["value"], outcome["differs"]), at(json.loads(outcome["again"]), outcome["differs"]))
        if both in ((None, MISSING), (MISSING, None)):
            return None
        return f"broken at `{case['broken']}`, taken, and differs at `{outcome['differs']}`"
    if "refused" not in outcome:
        return None
    told = outcome["at"].split("/")
    broken = case["broken"].split("/")
    fits = lambda places: len(told) == len(places) and all(a in (b, "*") for a, b in zip(told, places))
    # What is missing is told where it is missing, or by the object that misses it; an object that should be another one
    # misses what that has.
    if fits(broken) or fits(broken[:-1]) or (len(told) == len(broken) + 1 and told[:-1] == broken):
        return None
    return f"broken at `{case['broken']}`, refused {outcome['refused']}"


def judge(reader, case, outcome):
    match case["kind"]:
        case "request":
            return judge_request(reader, case, outcome)
        case "response":
            return judge_response(case, outcome)
        case "value":
            return judge_value(case, outcome)
        case "broken":
            return judge_broken(case, outcome)
    return None  # Whoever means harm is refused or not: the program has ended by itself.


def main():
    name, document, cases, outcomes, exemptions = sys.argv[1:]
    reader = Reader(document)
    with open(exemptions, encoding="utf-8") as file:
        exempt = [entry for entry in json.load(file) if name in entry["documents"]]
    used = Counter()
    figures, findings, explained = Figures(), defaultdict(list), 0
    with open(cases, encoding="utf-8") as ins, open(outcomes, encoding="utf-8") as outs:
        for line, answer in zip(ins, outs, strict=True):
            case, outcome = numbers(line), json.loads(answer)
            kind, where = case["kind"], case.get("operation") or case["place"]
            (figures.operations if "operation" in case else figures.schemas).add(where)
            if kind in ("missing", "unusable") or "missing" in case:
                figures.missing[kind] += 1
                findings[("not made", where)].append((kind, line))
                continue
            figures.made[kind] += 1
            problem = judge(reader, case, outcome)
            if problem == "NOT ASKED FOR":
                figures.made[kind] -= 1
                figures.unasked += 1
                continue
            if problem is None:
                figures.right[kind] += 1
                continue
            fits = lambda entry: entry["kind"] == kind and re.search(entry["message"], problem) and (
                "at" not in entry or where in entry["at"]
            )
            found = next((index for index, entry in enumerate(exempt) if fits(entry)), None)
            if found is None:
                findings[(kind, where)].append((problem, line))
            else:
                used[found] += 1
                explained += 1
    wrong = {key: all for key, all in findings.items() if key[0] != "not made"}
    for (kind, where), all in findings.items():
        problem, line = all[0]
        print(f"{name}: {kind} {where}: {len(all)}: {short(problem, 600)}\n    {short(line.strip(), 700)}")
    unused = [entry for index, entry in enumerate(exempt) if not used[index]]
    for entry in unused:
        print(f"{name}: an exemption explains nothing: {entry['message']}")
    print(figures.line(name, explained))
    sys.exit(1 if wrong or unused else 0)


if __name__ == "__main__":
    main()
