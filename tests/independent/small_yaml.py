"""As much of YAML as a motion file uses: maps and lists by indentation, flow maps and lists, plain and quoted scalars, comments, | and > blocks.
Scalars stay texts; an empty value is None."""
import json
import re


def read_yaml(text):
    lines = []
    for number, line in enumerate(text.split("\n")):
        lines.append((len(line) - len(line.lstrip(" ")), line.strip(), line))
    reader = _Reader(lines)
    return reader.block(reader.next_indent())


class _Reader:
    def __init__(self, lines):
        self.lines, self.at = lines, 0

    def skip(self):
        while self.at < len(self.lines) and (not self.lines[self.at][1] or self.lines[self.at][1].startswith("#") or self.lines[self.at][1] == "---"):
            self.at += 1

    def next_indent(self):
        self.skip()
        return self.lines[self.at][0] if self.at < len(self.lines) else -1

    def block(self, indent):
        self.skip()
        if self.at >= len(self.lines):
            return None
        if self.lines[self.at][1].startswith("- ") or self.lines[self.at][1] == "-":
            return self.sequence(indent)
        return self.mapping(indent)

    def sequence(self, indent):
        items = []
        while self.next_indent() == indent and (self.lines[self.at][1].startswith("- ") or self.lines[self.at][1] == "-"):
            rest = self.lines[self.at][1][1:]
            inner = indent + 1 + len(rest) - len(rest.lstrip(" "))
            rest = rest.strip()
            if not rest:
                self.at += 1
                deeper = self.next_indent()
                items.append(self.block(deeper) if deeper > indent else None)
            elif rest[0] not in "{[\"'" and _key(rest):
                self.lines[self.at] = (inner, rest, " " * inner + rest)
                items.append(self.mapping(inner))
            else:
                items.append(self.value(rest, indent))
        return items

    def mapping(self, indent):
        fields = {}
        while self.next_indent() == indent and not self.lines[self.at][1].startswith("- "):
            key, rest = _key(self.lines[self.at][1])
            if rest and not rest.startswith("#"):
                fields[key] = self.value(rest, indent)
                continue
            self.at += 1
            deeper = self.next_indent()
            listed = deeper == indent and self.lines[self.at][1].startswith("- ")
            fields[key] = self.block(deeper) if deeper > indent or listed else None
        return fields

    def value(self, text, indent):
        self.at += 1
        if re.match(r"[|>][-+]?\Z", text.split("#")[0].strip()):
            parts = []
            while self.at < len(self.lines) and (not self.lines[self.at][1] or self.lines[self.at][0] > indent):
                parts.append(self.lines[self.at][1])
                self.at += 1
            return ("\n" if text[0] == "|" else " ").join(parts)
        while True:
            try:
                value, rest = _flow(text, 0, False)
                return value
            except IndexError:   # a flow collection or a quoted text goes on in the next line
                text += " " + self.lines[self.at][1]
                self.at += 1


def _key(line):
    if line[0] in "\"'":
        key, at = _quoted(line, 0)
        return (key, line[at + 1:].strip()) if line[at:at + 1] == ":" else None
    match = re.match(r"([^#]*?):(?: +|\Z)(.*)", line)
    return (match.group(1), match.group(2)) if match else None


def _quoted(text, at):
    if text[at] == '"':
        end = at + 1
        while text[end] != '"':
            end += 2 if text[end] == "\\" else 1
        return json.loads(re.sub(r"\\x([0-9a-fA-F]{2})", r"\\u00\1", text[at:end + 1])), end + 1
    end, out = at + 1, ""
    while text[end] != "'" or text[end + 1:end + 2] == "'":
        out += text[end]
        end += 2 if text[end] == "'" else 1
    return out, end + 1


def _blank(text, at):
    while at < len(text) and text[at] == " ":
        at += 1
    return at


def _flow(text, at, inside):
    at = _blank(text, at)
    if text[at] in "\"'":
        return _quoted(text, at)
    if text[at] == "[":
        items, at = [], _blank(text, at + 1)
        while text[at] != "]":
            value, at = _flow(text, at, True)
            at = _blank(text, at)
            if text[at] == ":":   # {a: b} without its braces
                other, at = _flow(text, at + 1, True)
                value, at = {value: other}, _blank(text, at)
            items.append(value)
            if text[at] == ",":
                at = _blank(text, at + 1)
        return items, at + 1
    if text[at] == "{":
        fields, at = {}, _blank(text, at + 1)
        while text[at] != "}":
            key, at = _flow(text, at, True)
            at = _blank(text, at)
            if text[at] == ":":
                fields[key], at = _flow(text, at + 1, True)
                at = _blank(text, at)
            else:
                fields[key] = None
            if text[at] == ",":
                at = _blank(text, at + 1)
        return fields, at + 1
    end = at
    while end < len(text):
        if text[end] == "#" and end > 0 and text[end - 1] == " ":
            break
        if inside and (text[end] in ",]}" or (text[end] == ":" and text[end + 1:end + 2] in (" ", ""))):
            break
        end += 1
    if inside and end == len(text):
        raise IndexError
    plain = text[at:end].strip()
    return (None if plain in ("", "~", "null") else plain), end
