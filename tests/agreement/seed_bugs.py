#!/usr/bin/env python3
"""Copies parts of the program with every bug of seeded_bugs.txt behind a switch: seed_bugs.py BUGS SRC OUT ROOM|FILE...

OUT holds the copies (of a room every file that is no test), OUT/seeded_bugs.inc the names and rules. Files that do not change are not written again.
"""
import os
import re
import sys


def read_bugs(path):
    bugs, at = [], {}
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        line = line.rstrip("\n")
        if line.startswith("#"):
            continue
        if not line.strip():
            if at:
                bugs.append(at)
            at = {}
            continue
        key, _, value = line.partition(" ")
        if key not in ("bug", "rule", "file", "was", "now"):
            sys.exit(f"{path}:{number}: '{key}'; expected bug, rule, file, was or now")
        at[key] = value.strip().replace("\\n", "\n")
        at.setdefault("line", number)
    if at:
        bugs.append(at)
    return bugs


def write(path, text):
    if os.path.exists(path) and open(path, encoding="utf-8").read() == text:
        return
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def main(list_path, src, out, *parts):
    bugs = read_bugs(list_path)
    names = []
    for part in parts:
        folder = os.path.join(src, part)
        names += [f"{part}/{name}" for name in sorted(os.listdir(folder)) if re.search(r"(?<!_test)\.(h|cc)$", name)] if os.path.isdir(folder) else [part]
    files = {name: open(os.path.join(src, name), encoding="utf-8").read() for name in names}
    for index, bug in enumerate(bugs, 1):
        if bug["file"] not in files:
            sys.exit(f"{list_path}:{bug['line']}: {bug['file']} is not copied; CMakeLists.txt says what is")
        text = files[bug["file"]]
        count = text.count(bug["was"])
        if count != 1:
            sys.exit(f"{list_path}:{bug['line']}: '{bug['was']}' stands {count} times in {bug['file']}; expected once")
        files[bug["file"]] = text.replace(bug["was"], bug["now"].replace("BUG", f"is_seeded({index})"))
    for name, text in files.items():
        if "is_seeded(" in text:
            text = '#include "seeded_bug.h"\n' + text
        write(os.path.join(out, name), text)
    write(os.path.join(out, "seeded_bugs.inc"), "".join(f'{{"{bug["bug"]}", "{bug["rule"]}"}},\n' for bug in bugs))


main(*sys.argv[1:])
