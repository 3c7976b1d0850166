"""Nothing may stay skipped: what one run leaves out, the other must have run. Reads the JUnit files of both."""

import sys
import xml.etree.ElementTree as tree


def cases(path):
    ran, skipped = set(), {}
    for case in tree.parse(path).iter("testcase"):
        name = f"{case.get('classname')}::{case.get('name')}"
        found = case.find("skipped")
        if found is None:
            ran.add(name)
        else:
            skipped[name] = found.get("message", "")
    return ran, skipped


def main(paths):
    ran, skipped = set(), {}
    for path in paths:
        here, left = cases(path)
        ran |= here
        skipped |= left
    lost = {name: why for name, why in skipped.items() if name not in ran}
    for name, why in sorted(lost.items()):
        print(f"skipped everywhere: {name}: {why}")
    print(f"{len(ran)} tests ran in one run or the other, {len(lost)} in none")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
