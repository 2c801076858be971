#!/usr/bin/env python3
"""An evaluation of a motion that shares nothing with the program: written from the motion language alone, in Python's standard library.

    evaluate.py --each FILE             a JSON list of such arguments a line, each with --out FILE
    evaluate.py MOTION EVENTS [--outcomes CSV] [--accounts CSV] [--as-of T] [--score T] [--personal FILE] [--keep-duplicates]

Prints `account,qualified_at,tier,score,signals` as `handraise backtest -o` does, or with --score `account,score,holds,triage` and a column
per signal with min(value, at_least). It is slow and plain on purpose, and reads JSONL (.gz too). The comments name the sections of
motion-language.md. Not made for bad input: it checks little and explains nothing.
"""
import bisect
import csv
import datetime
import gzip
import json
import math
import re
import sys
import zoneinfo

sys.path.insert(0, __file__.rsplit("/", 1)[0])
from small_yaml import read_yaml  # noqa: E402

DAY = 86400000
UNITS = {"s": 1000, "m": 60000, "h": 3600000, "d": DAY, "w": 7 * DAY}
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\Z")
TIME = re.compile(r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:([Zz])|([+-])(\d\d):?(\d\d))?\Z")
FOREVER = None


class Number(str):
    """A JSON number, by the text it was written with."""


# ---- section 1: records -------------------------------------------------------------------------------------------------

def parse_time(text):
    match = TIME.match(text) if isinstance(text, str) and not isinstance(text, Number) else None
    if not match:
        return None
    year, month, day, hour, minute, second = (int(match.group(i)) for i in range(1, 7))
    if not (1970 <= year <= 9999) or hour > 23 or minute > 59 or second > 59:
        return None
    try:
        days = datetime.date(year, month, day).toordinal() - datetime.date(1970, 1, 1).toordinal()
    except ValueError:
        return None
    ms = ((days * 24 + hour) * 60 + minute) * 60000 + second * 1000 + int(((match.group(7) or "") + "000")[:3])
    if match.group(9):
        if int(match.group(10)) > 23 or int(match.group(11)) > 59:
            return None
        offset = (int(match.group(10)) * 60 + int(match.group(11))) * 60000
        ms -= offset if match.group(9) == "+" else -offset
    return ms if 0 <= ms < 253402300800000 else None


def print_time(ms):
    days, rest = divmod(ms, DAY)
    date = datetime.date.fromordinal(datetime.date(1970, 1, 1).toordinal() + days)
    return "%s.%03dZ" % (date.isoformat() + "T%02d:%02d:%02d" % (rest // 3600000, rest // 60000 % 60, rest // 1000 % 60), rest % 1000)


def parse_duration(text):
    return math.floor(float(text[:-1]) * UNITS[text[-1]] + 0.5)


def id_of(value):
    if isinstance(value, str) and value:  # a Number is its digits
        return str(value)
    return None


class Record:
    __slots__ = ("type", "time", "user", "other", "group", "event", "message", "values", "order")


def parse_record(line, order):
    """A record, or None where it goes to the rejects."""
    try:
        raw = json.loads(line, parse_int=Number, parse_float=Number)
    except ValueError:
        return None
    if not isinstance(raw, dict) or raw.get("type") not in ("track", "identify", "group", "page", "screen", "alias"):
        return None
    record = Record()
    record.type, record.order = raw["type"], order
    record.time = next((time for time in (parse_time(raw.get(key)) for key in ("timestamp", "originalTimestamp", "receivedAt")) if time is not None), None)
    if record.time is None:
        return None
    known, anonymous = id_of(raw.get("userId")), id_of(raw.get("anonymousId"))
    record.user = known or anonymous
    context = raw.get("context") if isinstance(raw.get("context"), dict) else {}
    record.group = id_of(context.get("groupId"))
    record.other = None
    record.event = None
    record.message = id_of(raw.get("messageId"))
    record.values = raw.get("properties") if isinstance(raw.get("properties"), dict) else {}
    if record.type in ("identify", "group"):
        record.values = raw.get("traits") if isinstance(raw.get("traits"), dict) else {}
    if record.type == "group":
        record.group = id_of(raw.get("groupId"))
        if record.group is None:
            return None
    elif record.type == "identify":
        if record.user is None:
            return None
        if known and anonymous and known != anonymous:
            record.other = anonymous
    elif record.type == "alias":
        record.other = id_of(raw.get("previousId"))
        if record.user is None or record.other is None:
            return None
    elif record.type == "track":
        if not isinstance(raw.get("event"), str) or isinstance(raw["event"], Number) or not raw["event"]:
            return None
        record.event = raw["event"]
    else:
        kind = "Page" if record.type == "page" else "Screen"
        name = next((value for value in (raw.get("name"), record.values.get("name")) if isinstance(value, str) and not isinstance(value, Number) and value), None)
        record.event = "Viewed %s %s" % (name, kind) if name else "Viewed " + kind
    if record.user is None and record.group is None:
        return None
    return record


RANK = {"alias": 0, "identify": 1, "group": 2}


def read_records(path, as_of, keep_duplicates):
    opened = gzip.open(path, "rb") if path.endswith(".gz") else open(path, "rb")
    records = []
    with opened as file:
        for order, line in enumerate(file):
            try:
                record = parse_record(line.decode("utf-8"), order) if line.strip() else None
            except UnicodeDecodeError:
                record = None
            if record is not None and (as_of is None or record.time <= as_of):
                records.append(record)
    records.sort(key=lambda record: (record.time, record.order))
    if not keep_duplicates:
        seen, kept = {}, []
        for record in records:
            before = seen.get(record.message) if record.message else None
            if record.message:
                seen[record.message] = record.time
            if before is None or before <= record.time - DAY:
                kept.append(record)
        records = kept
    records.sort(key=lambda r: (r.time, RANK.get(r.type, 3), (r.message or "").encode() if r.type in RANK else b"", r.order))
    return records


# ---- values and tests (section 3) -----------------------------------------------------------------------------------------

def text_of(value):
    if value is True or value is False:
        return "true" if value else "false"
    return value


def find(values, name):
    if values.get(name) is not None:
        return values[name]
    at = values
    if "." in name:
        for part in name.split("."):
            if not isinstance(at, dict) or at.get(part) is None:
                return None
            at = at[part]
        return at
    return None


def number_of(text):
    return float(text) if isinstance(text, str) and NUMBER.match(text) else None


def same(a, b):
    if a == b:
        return True
    x, y = number_of(a), number_of(b)
    return x is not None and y is not None and x == y


def test_holds(test, value):
    """`test`: a dict of the comparisons of section 3, a plain value or a list."""
    if not isinstance(test, dict):
        test = {"in" if isinstance(test, list) else "equals": test}
    composite = isinstance(value, (dict, list))
    text = None if value is None or composite else text_of(value)
    for name, wanted in test.items():
        number = number_of(text)
        if name == "equals":
            ok = text is not None and same(text, wanted)
        elif name == "not_equals":
            ok = not (text is not None and same(text, wanted))
        elif name == "in":
            ok = text is not None and any(same(text, each) for each in wanted)
        elif name == "not_in":
            ok = not (text is not None and any(same(text, each) for each in wanted))
        elif name == "at_least":
            ok = number is not None and number >= float(wanted)
        elif name == "at_most":
            ok = number is not None and number <= float(wanted)
        elif name == "between":
            ok = number is not None and float(wanted[0]) <= number <= float(wanted[1])
        elif name == "exists":
            ok = (value is not None) == (wanted == "true")
        else:
            continue
        if not ok:
            return False
    return True


TESTS = ("equals", "not_equals", "in", "not_in", "at_least", "at_most", "between", "exists")


def trait_test(row):
    test = {key: row[key] for key in row if key in TESTS}
    return row["trait"], test or {"exists": "true"}


# ---- domains (section 2) --------------------------------------------------------------------------------------------------

def public_suffixes():
    rules = set()
    try:
        with open("/usr/share/publicsuffix/public_suffix_list.dat", encoding="utf-8") as file:
            for line in file:
                rule = line.split()[0] if line.strip() and not line.startswith("//") else None
                if rule:
                    rules.add(rule.encode("idna").decode() if not rule.isascii() and not rule.startswith(("*", "!")) else rule)
    except OSError:
        rules = {"com", "example", "org", "net", "io", "uk", "co.uk"}
    return rules


SUFFIXES = public_suffixes()


def registrable(domain):
    labels = domain.split(".")
    if len(labels) < 2 or all(label.isdigit() for label in labels) or ":" in domain:
        return domain
    length = 1
    for at in range(len(labels)):
        rest = ".".join(labels[at:])
        if "!" + rest in SUFFIXES:
            length = len(labels) - at - 1
            break
        if rest in SUFFIXES or (at + 1 < len(labels) and "*." + ".".join(labels[at + 1:]) in SUFFIXES):
            length = len(labels) - at
            break
    return domain if length >= len(labels) else ".".join(labels[-length - 1:])


def normal_domain(domain):
    domain = domain.strip().lower()
    if domain.startswith("[") and domain.endswith("]"):
        return domain[1:-1].removeprefix("ipv6:") or None
    if domain.endswith("."):
        domain = domain[:-1]
    if not domain.isascii():
        try:
            domain = domain.encode("idna").decode()
        except UnicodeError:
            return None
    return domain if re.match(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\Z", domain) and len(domain) <= 253 else None


def email_domain(address):
    if not isinstance(address, str) or isinstance(address, Number) or "@" not in address:
        return None
    return normal_domain(address.rsplit("@", 1)[1])


# ---- signals (section 3) --------------------------------------------------------------------------------------------------

class Signal:
    def __init__(self, name, row, motion):
        self.name, self.kind = name, row["kind"]
        self.fit, self.risk = self.kind == "fit", self.kind == "risk"
        self.points = math.floor(float(row.get("points", "0")) * 1e6 + 0.5)
        self.hand_raise = row.get("hand_raise", "false") == "true"
        self.once_per = row.get("once_per")
        self.property = None
        if self.fit:
            self.trait, self.test = trait_test(row)
            return
        events = row["event"]
        self.events = set(events) if isinstance(events, list) else {events}
        self.any = events == "any"
        self.where = row.get("where") or {}
        self.within = None if row["within"] == "ever" else parse_duration(row["within"])
        count = row.get("count", "events")
        self.count = count
        if isinstance(count, dict):
            (self.count, self.property), = count.items()
        at_least = row.get("at_least", "1")
        self.at_least = math.floor(float(at_least) * 1e6 + 0.5) if self.count == "sum" else int(float(at_least))
        half_life = row.get("half_life", motion["qualify"].get("half_life", "none"))
        self.half_life = None if half_life == "none" or self.risk else parse_duration(half_life)

    def match(self, record):
        if not (self.any or record.event in self.events):
            return False
        for name, test in self.where.items():
            if not test_holds(test, find(record.values, name)):
                return False
        if self.count == "distinct":
            value = find(record.values, self.property)
            return value is not None and not isinstance(value, (dict, list))
        if self.count == "sum":
            return self.summand(record) is not None
        return True

    def summand(self, record):
        value = find(record.values, self.property)
        if value is None or isinstance(value, (dict, list, bool)):
            return None
        number = number_of(value)
        return math.floor(number * 1e6 + 0.5) if number is not None and 0 < number <= 1e12 else None


class Window:
    """What one signal has of one subject: matching records by time, and the newest time of each thing that is counted once."""

    def __init__(self):
        self.times, self.amounts, self.last = [], [], {}

    def add(self, time, key, amount):
        at = bisect.bisect_right(self.times, time)
        self.times.insert(at, time)
        self.amounts.insert(at, amount)
        if key is not None:
            before = self.last.pop(key, None)
            if before is not None and before > time:
                time = before
            self.last[key] = time
            if before is not None and before == time or len(self.last) > 1:
                # Newest last, so that a window is read from its end.
                items = list(self.last.items())
                if len(items) > 1 and items[-2][1] > items[-1][1]:
                    items.sort(key=lambda item: item[1])
                    self.last = dict(items)


class Event:
    __slots__ = ("record", "user", "arrived", "signals")

    def __init__(self, record, user, arrived, signals):
        self.record, self.user, self.arrived, self.signals = record, user, arrived, signals


class Subject:
    def __init__(self, count):
        self.events = []            # unit user, and solo accounts: handed over
        self.windows = [Window() for _ in range(count)]
        self.first = {}             # user: time of the first event in this account
        self.confirmed = self.given = False   # given: a way of account_by named it, not only a solo user
        self.last_qualified = self.last_raise = None
        self.arrivals = []          # signals that a record matched which arrives now


class User:
    def __init__(self):
        self.traits, self.group, self.merged, self.kept = {}, None, None, []


class Evaluation:
    def __init__(self, motion, outcomes, accounts, personal):
        self.motion = motion
        self.qualify = motion["qualify"] or {}
        self.per_user = motion.get("unit", "account") == "user"
        self.zone = zoneinfo.ZoneInfo(motion.get("time_zone", "UTC"))
        self.signals = [Signal(name, row, motion) for name, row in motion["signals"].items()]
        identity = motion.get("identity") or {}
        self.by = identity.get("account_by", ["group", "email_domain"])
        self.exact = identity.get("domain", "registrable") == "exact"
        self.personal = set()
        for domain in identity.get("personal_domains", ["bundled"]):
            self.personal |= personal if domain == "bundled" else {domain, normal_domain(domain)}
        self.internal, self.competitor = (self.listed_domains(identity.get(key, [])) for key in ("internal_domains", "competitor_domains"))
        self.solo_included = identity.get("solo", "exclude") == "include"
        self.trust = identity.get("trust", "any") == "confirmed" and not self.per_user
        self.accounts = {}          # traits
        for account, traits in accounts:
            self.accounts.setdefault(account, {}).update(traits)
        self.outcomes = outcomes
        self.users, self.subjects, self.found = {}, {}, []
        self.agenda = []            # (time, subject)
        self.cooldown = self.qualify.get("cooldown", "30d")
        self.cooldown = FOREVER if self.cooldown == "forever" else parse_duration(self.cooldown)
        self.bar = math.floor(float(self.qualify.get("score_at_least", "0")) * 1e6 + 0.5)
        self.hot = math.floor(float(self.qualify["hot_at"]) * 1e6 + 0.5) if "hot_at" in self.qualify else None
        self.never = self.qualify.get("never_if") or []
        self.segment = [trait_test(row) for row in ((motion.get("segment") or {}).get("all") or [])]
        excluding = {row["signal"] for row in self.never if "signal" in row}
        self.lifting = [i for i, signal in enumerate(self.signals) if not signal.fit and signal.within is not None and (signal.risk or signal.name in excluding)]

    @staticmethod
    def listed_domains(names):
        return {each for name in names for each in (name, normal_domain(name)) if each}

    # ---- section 2 ----
    def root(self, name):
        while name in self.users and self.users[name].merged is not None:
            name = self.users[name].merged
        return name

    def user(self, name):
        return self.users.setdefault(name, User())

    def domain_of(self, user):
        return email_domain(user.traits.get("email"))

    def in_list(self, names, domain):
        return domain is not None and (domain in names or (not self.exact and registrable(domain) in names))

    def account_of(self, user, group):
        """(account, given by group or a trait) or (None, False)."""
        for way in self.by:
            if way == "group":
                if group:
                    return group, True
            elif way == "email_domain":
                domain = self.domain_of(user) if user else None
                if domain and not self.in_list(self.personal, domain):
                    return (domain if self.exact else registrable(domain)), False
            else:
                value = user and find(user.traits, way["trait"])
                if value is not None and not isinstance(value, (dict, list)) and text_of(value) != "":
                    return text_of(value), True
        return None, False

    def is_solo(self, user):
        return self.account_of(user, user.group)[0] is None and self.in_list(self.personal, self.domain_of(user))

    def subject(self, name):
        return self.subjects.setdefault(name, Subject(len(self.signals)))

    def merge(self, previous, into):
        target = self.root(into)
        old = self.user(previous)
        if old.merged is not None or target == previous:
            return
        heir = self.user(target)
        old.merged = target
        for key, value in old.traits.items():
            heir.traits.setdefault(key, value)
        heir.group = heir.group or old.group
        if self.per_user:
            gone = self.subjects.pop(previous, None)
            if gone is not None:
                subject = self.subject(target)
                for event in gone.events:
                    event.user = target
                    self.put(subject, event, False)
                for mine in ("last_qualified", "last_raise"):
                    times = [time for time in (getattr(subject, mine), getattr(gone, mine)) if time is not None]
                    setattr(subject, mine, max(times) if times else None)
                if subject.last_qualified is not None and self.cooldown is not FOREVER:
                    bisect.insort(self.agenda, (subject.last_qualified + self.cooldown, target))
        else:
            self.subjects.pop("~" + previous, None)
            for event in old.kept:
                event.user = target
                heir.kept.append(event)
                if event.arrived is not None:
                    event.arrived = None   # arrives anew where the heir's are
            old.kept = []
            if self.is_solo(heir):
                self.solo_due.add(target)

    def key_of(self, signal, event):
        record = event.record
        if signal.count in ("users", "new_users"):
            return event.user
        if signal.count == "distinct":
            return text_of(find(record.values, signal.property))
        if signal.count == "days":
            return self.day(record.time)
        if signal.once_per:
            period = self.day(record.time) if signal.once_per == "1d" else record.time // UNITS[signal.once_per[-1]]
            return (event.user, period)
        return None

    def day(self, time):
        offset = self.zone.utcoffset(datetime.datetime.fromtimestamp(time // 1000, datetime.timezone.utc).replace(tzinfo=None)) if self.zone.key == "UTC" else \
            datetime.datetime.fromtimestamp(time // 1000, self.zone).utcoffset()
        return (time + (int(offset.total_seconds() * 1000) if offset else 0)) // DAY

    def put(self, subject, event, arrives):
        time = event.record.time
        if self.per_user:
            subject.events.append(event)
        if event.user is not None:
            first = subject.first.get(event.user)
            subject.first[event.user] = time if first is None else min(first, time)
        for i in event.signals:
            signal = self.signals[i]
            subject.windows[i].add(time, self.key_of(signal, event), signal.summand(event.record) if signal.count == "sum" else 0)
        if arrives:
            subject.arrivals.extend(event.signals)

    # ---- a time: identity first, then kept events, then events (section 1) ----
    def run(self, records, as_of):
        at, now = 0, -1
        end = as_of if as_of is not None else (records[-1].time if records else None)
        while end is not None:
            record_time = records[at].time if at < len(records) else None
            while self.agenda and self.agenda[0][0] <= now:   # handed over, but over
                self.agenda.pop(0)
            due_time = self.agenda[0][0] if self.agenda else None
            time = min((t for t in (record_time, due_time) if t is not None), default=None)
            if time is None or time > end:
                break
            now = time
            touched = set()
            while self.agenda and self.agenda[0][0] <= time:
                name = self.agenda.pop(0)[1]
                if name in self.subjects and self.due(self.subjects[name], time):
                    touched.add(name)
            first = at
            while at < len(records) and records[at].time == time:
                at += 1
            self.step(records[first:at], time, touched)
            for name in sorted(touched):
                if name in self.subjects:
                    self.evaluate(name, time)
        return end

    def due(self, subject, time):
        if subject.last_qualified is not None and self.cooldown is not FOREVER and subject.last_qualified + self.cooldown == time:
            return True
        for i in self.lifting:
            signal = self.signals[i]
            window = subject.windows[i]
            left = bisect.bisect_right(window.times, time - signal.within) - bisect.bisect_left(window.times, time - signal.within)
            if left and self.value(subject, i, time - 1) >= signal.at_least > self.value(subject, i, time):
                return True
        return False

    def step(self, records, time, touched):
        self.solo_due = set()
        identity = [record for record in records if record.type in RANK]
        confirmed_groups = set()
        changed = set()
        for record in identity:
            if record.type == "alias":
                self.merge(record.other, record.user)
            if record.type == "identify" and record.other:
                self.merge(record.other, record.user)
            if record.user is not None:
                name = self.root(record.user)
                user = self.user(name)
                changed.add(name)
                if record.type == "identify":
                    for key, value in record.values.items():
                        if value is None:
                            user.traits.pop(key, None)
                        else:
                            user.traits[key] = value
                if record.type == "group" and "group" in self.by:
                    user.group = record.group
            if record.type == "group" and "group" in self.by:
                traits = self.accounts.setdefault(record.group, {})
                for key, value in record.values.items():
                    if value is None:
                        traits.pop(key, None)
                    else:
                        traits[key] = value
                confirmed_groups.add(record.group)
        changed = {self.root(name) for name in changed}
        # Kept events join.
        if not self.per_user:
            for name in sorted(changed):
                user = self.user(name)
                account, _ = self.account_of(user, user.group)
                if self.in_list(self.internal, self.domain_of(user)):
                    if account is not None or not self.is_solo(user):
                        user.kept = []
                        self.subjects.pop("~" + name, None)
                    else:
                        user.kept = []
                        self.rebuild_solo(name, user)
                elif account is not None:
                    if user.kept:
                        subject = self.subject(account)
                        for event in user.kept:
                            event.arrived = time
                            self.put(subject, event, True)
                        user.kept = []
                    self.subjects.pop("~" + name, None)
                elif self.is_solo(user):
                    self.rebuild_solo(name, user)
                else:   # a personal address no more, and nothing else either
                    self.subjects.pop("~" + name, None)
                    for event in user.kept:
                        event.arrived = None
        # Who had a record.
        for record in identity:
            if record.user is not None:
                name = self.root(record.user)
                user = self.user(name)
                if self.per_user:
                    self.subject(name)
                    touched.add(name)
                else:
                    account, confirmed = self.account_of(user, user.group)
                    given = account is not None
                    if account is None and self.is_solo(user):
                        account = "~" + name
                    if account is not None:
                        self.subject(account).confirmed |= confirmed
                        self.subject(account).given |= given
                        touched.add(account)
        if not self.per_user:
            for group in confirmed_groups:
                self.subject(group).confirmed = self.subject(group).given = True
                touched.add(group)
        for record in records:
            if record.type not in RANK:
                self.add_event(record, touched)

    def rebuild_solo(self, name, user):
        subject = self.subject("~" + name)
        fresh = [event for event in user.kept if event.arrived is None]
        for event in fresh:
            event.arrived = 0
            self.put(subject, event, True)

    def add_event(self, record, touched):
        name = self.root(record.user) if record.user is not None else None
        user = self.user(name) if name is not None else None
        if user is not None and self.in_list(self.internal, self.domain_of(user)):
            if self.per_user:
                self.subject(name)
                touched.add(name)
            return
        event = Event(record, name, record.time, [i for i, signal in enumerate(self.signals) if not signal.fit and signal.match(record)])
        if self.per_user:
            if name is not None:
                self.put(self.subject(name), event, True)
                touched.add(name)
            return
        group = (record.group or (user.group if user else None)) if "group" in self.by else None
        account, confirmed = self.account_of(user, group)
        if account is not None:
            subject = self.subject(account)
            subject.confirmed |= confirmed
            subject.given = True
            self.put(subject, event, True)
            touched.add(account)
        elif user is not None:
            event.arrived = None
            user.kept.append(event)
            if self.is_solo(user):
                self.rebuild_solo(name, user)
                touched.add("~" + name)

    # ---- sections 3 and 4 ----
    def value(self, subject, i, time):
        """min(value, at_least) is exact; more is not counted."""
        signal, window = self.signals[i], subject.windows[i]
        after = None if signal.within is None else time - signal.within
        if signal.count == "sum":
            total = 0
            for at in range(bisect.bisect_right(window.times, time) - 1, -1, -1):
                if (after is not None and window.times[at] <= after) or total >= signal.at_least:
                    break
                total += window.amounts[at]
            return min(total, signal.at_least)
        if signal.count == "events" and not signal.once_per:
            count = bisect.bisect_right(window.times, time) - (0 if after is None else bisect.bisect_right(window.times, after))
            return min(count, signal.at_least)
        count = 0
        for key in reversed(window.last):
            if (after is not None and window.last[key] <= after) or count >= signal.at_least:
                break
            if signal.count == "new_users" and after is not None and subject.first[key] <= after:
                continue
            count += 1
        return count

    def newest(self, subject, i, time):
        signal, window = self.signals[i], subject.windows[i]
        if not window.times or (signal.within is not None and window.times[-1] <= time - signal.within):
            return None
        return window.times[-1]

    def trait(self, name, trait, account):
        kind, key = trait.split(".", 1)
        if kind == "user":
            return find(self.user(name).traits, key)
        return find(self.accounts.get(account, {}), key) if account is not None else None

    def account_at(self, name):
        if not self.per_user:
            return name
        user = self.user(name)
        return self.account_of(user, user.group)[0]

    def reached(self, name, account, outcome, time):
        for row_account, row_user, row_outcome, reached_at in self.outcomes:
            if row_outcome != outcome or reached_at > time:
                continue
            if self.per_user and row_user:
                if self.root(row_user) == name:
                    return True
            elif row_account and row_account == account:
                return True
        return False

    def state(self, name, time):
        subject = self.subjects[name]
        account = self.account_at(name)
        on, values, points, newest = {}, [], 0, {}
        for i, signal in enumerate(self.signals):
            if signal.fit:
                value = 1 if test_holds(signal.test, self.trait(name, signal.trait, account)) else 0
                is_on = value == 1
            else:
                value = self.value(subject, i, time)
                is_on = value >= signal.at_least
            values.append(value)
            if not is_on:
                continue
            on[signal.name] = signal
            worth = signal.points
            if not signal.fit:
                newest[signal.name] = self.newest(subject, i, time)
                if signal.half_life and not signal.risk and newest[signal.name] is not None:
                    worth = math.floor(signal.points * 0.5 ** ((time - newest[signal.name]) / signal.half_life) + 0.5)
            points += worth
        segment = all(test_holds(test, self.trait(name, trait, account)) for trait, test in self.segment)
        excluded = False
        for row in self.never:
            if "signal" in row:
                excluded |= row["signal"] in on
            elif "outcome" in row:
                excluded |= self.reached(name, account, row["outcome"], time)
            else:
                trait, test = trait_test(row)
                excluded |= test_holds(test, self.trait(name, trait, account))
        if self.per_user:
            domain = self.domain_of(self.user(name))
            barred = self.in_list(self.internal, domain) or self.in_list(self.competitor, domain)
        else:
            barred = name in self.internal or name in self.competitor
        kinds = {signal.kind for signal in on.values() if signal.points > 0 and not signal.fit}
        gates = all(each in on for each in self.qualify.get("must_have", []))
        any_of = self.qualify.get("any_of", [])
        gates = gates and (not any_of or any(each in on for each in any_of)) and len(kinds) >= int(self.qualify.get("kinds_at_least", "0"))
        all_but_trust = segment and not excluded and not barred and gates and points >= self.bar
        trusted = not self.trust or subject.confirmed
        holds = all_but_trust and trusted
        triage = segment and not excluded and not barred and not holds and (
            ("triage_from" in self.qualify and points >= math.floor(float(self.qualify["triage_from"]) * 1e6 + 0.5)) or all_but_trust)
        return on, values, points, newest, holds, triage, excluded or barred

    def in_scope(self, name):
        return self.per_user or self.solo_included or self.subjects[name].given

    def evaluate(self, name, time):
        subject = self.subjects[name]
        arrivals, subject.arrivals = subject.arrivals, []
        if not self.in_scope(name):
            return
        on, _, points, newest, holds, _, closed = self.state(name, time)
        tier = None
        raised = any(self.signals[i].hand_raise and self.signals[i].name in on for i in arrivals)
        if raised and not closed and (subject.last_raise is None or time >= subject.last_raise + DAY):
            tier = "hand_raise"
            subject.last_raise = time
        elif holds:
            last = subject.last_qualified
            news = last is not None and any(not signal.fit and not signal.risk and newest[each] is not None and newest[each] > last for each, signal in on.items())
            if last is None or (self.cooldown is not FOREVER and time >= last + self.cooldown and news):
                tier = "hot" if self.hot is not None and points >= self.hot else "qualified"
        if tier:
            subject.last_qualified = time
            self.found.append((time, name, tier, points, ";".join(on)))
            if self.cooldown is not FOREVER:
                bisect.insort(self.agenda, (time + self.cooldown, name))
        for i in self.lifting:
            for match in self.signals_times(subject, i, time):
                bisect.insort(self.agenda, (match, name))
        return

    def signals_times(self, subject, i, time):
        """Instants at which a match will leave the window; one for each that is not yet on the agenda."""
        signal, window = self.signals[i], subject.windows[i]
        planned = subject.__dict__.setdefault("planned", set())
        for at in range(len(window.times) - 1, -1, -1):
            leaves = window.times[at] + signal.within
            if leaves <= time:
                break
            if (i, leaves) not in planned:
                planned.add((i, leaves))
                yield leaves


def print_score(points):
    return "%s%d.%06d" % ("-" if points < 0 else "", abs(points) // 1000000, abs(points) % 1000000)


def cell(text):
    if text[:1] in ("=", "+", "-", "@", "\t"):
        text = "'" + text
    return '"%s"' % text.replace('"', '""') if re.search('[,"\r\n]', text) else text


def read_table(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def main(arguments):
    options, files = {}, []
    while arguments:
        word = arguments.pop(0)
        if word == "--keep-duplicates":
            options["keep"] = True
        elif word.startswith("--"):
            options[word[2:]] = arguments.pop(0)
        else:
            files.append(word)
    with open(files[0], encoding="utf-8") as file:
        motion = read_yaml(file.read())
    outcomes, accounts = [], []
    if "outcomes" in options:
        rows = read_table(options["outcomes"])
        for row in rows[1:]:
            named = dict(zip(rows[0], row))
            outcomes.append((named.get("account", ""), named.get("user", ""), named["outcome"], parse_time(named["reached_at"])))
    if "accounts" in options:
        rows = read_table(options["accounts"])
        for row in rows[1:]:
            accounts.append((row[0], {key: value for key, value in zip(rows[0][1:], row[1:]) if value != ""}))
    personal = set()
    if "personal" in options:
        with open(options["personal"], encoding="utf-8") as file:
            personal = {domain for domain in (normal_domain(line.split("#")[0]) for line in file) if domain}
    as_of = parse_time(options.get("score") or options.get("as-of"))
    records = read_records(files[1], as_of, "keep" in options)
    evaluation = Evaluation(motion, outcomes, accounts, personal)
    end = evaluation.run(records, as_of)
    out = []
    if "score" in options:
        out.append("account,score,holds,triage" + "".join("," + signal.name for signal in evaluation.signals))
        for name in sorted(evaluation.subjects, key=lambda each: each.encode()):
            if not evaluation.in_scope(name):
                continue
            _, values, points, _, holds, triage, _ = evaluation.state(name, end)
            shown = [print_score(value).rstrip("0").rstrip(".") if signal.property and signal.count == "sum" else str(value) for value, signal in zip(values, evaluation.signals)]
            out.append(",".join([cell(name), print_score(points), "yes" if holds else "no", "yes" if triage else "no"] + shown))
    else:
        out.append("account,qualified_at,tier,score,signals")
        for time, name, tier, points, on in sorted(evaluation.found, key=lambda row: (row[0], row[1].encode())):
            out.append(",".join([cell(name), print_time(time), tier, print_score(points), cell(on)]))
    text = "\n".join(out) + "\n"
    if "out" in options:
        with open(options["out"], "w", encoding="utf-8") as file:
            file.write(text)
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    if sys.argv[1] == "--each":
        with open(sys.argv[2], encoding="utf-8") as cases:
            for case in cases:
                main(json.loads(case))
    else:
        main(sys.argv[1:])
