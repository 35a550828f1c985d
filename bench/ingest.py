#!/usr/bin/env python3
"""Import of a StockerBot export and its context windows in pandas and sqlite3. One JSON line.

    python3 -m pip install pandas; ingest.py FILE DATABASE [--way notebook|whole]

notebook: what a user would write: rows that the file's missing quotes swallow are lost, near-duplicates stay, and windows
are the texts before in the table, those of the same second and near-duplicates too.
whole: the work of Contexture: every record, HTML entities, retweets and cut-off texts noted, one row a time, author and
text by a hash, tickers in a table of their own, the same indexes, rejects with their lines, near-duplicates in groups;
windows by its rule. Left out still: checksums of pages, the recognition of kind and encoding, memory that stays flat.
"""
import argparse, hashlib, html, json, os, re, resource, sqlite3, time
from bisect import bisect_left
import pandas as pd

ap = argparse.ArgumentParser(); ap.add_argument("file"); ap.add_argument("database"); ap.add_argument("--way", default="notebook"); A = ap.parse_args()
FORMAT = "%a %b %d %H:%M:%S %z %Y"
clock = lambda: (time.perf_counter(), time.process_time())
since = lambda start: [round(now - then, 3) for now, then in zip(clock(), start)]


def notebook(c):
    start = clock()
    df = pd.read_csv(A.file, on_bad_lines="skip", dtype={"id": str}); df["at"] = pd.to_datetime(df.timestamp, format=FORMAT)
    df["rt"] = df.text.str.match(r"^RT @.*:"); df["clean"] = df.text.str.replace(r"https?://\S+", "", regex=True)
    d = df.drop_duplicates(["at", "source", "text"])
    d.assign(at=d["at"].astype("int64") // 10**6).drop(columns="timestamp").to_sql("tweets", c, index_label="n", chunksize=50000)
    c.execute("create index i on tweets(symbols, at)"); c.execute("create virtual table f using fts5(text, content='tweets', content_rowid='n')")
    c.execute("insert into f(rowid, text) select n, text from tweets"); c.commit()
    imported = since(start); memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    start = clock()
    s = d[~d.rt].sort_values(["symbols", "at"], kind="stable"); g = s.groupby("symbols").text
    w = pd.concat([g.shift(k).rename(k) for k in range(1, 9)], axis=1)
    return dict(records=len(df), accepted=len(d), imported=imported, windows=since(start), memory=memory, inputs=len(w))


RECORD = re.compile(r"(\d+),(.*),(\w{3} \w{3} \d\d \d\d:\d\d:\d\d \+0000 \d{4}),([^,]*),([^,]*),(.*?),(https?://.*)?,(True|False)$", re.S)
UNSAID = re.compile(r"https?://\S+|\bRT @\w+:|[$#@]\w+"); NO_LETTER = re.compile(r"[\W\d_]+"); RETWEET = re.compile(r"RT @\w+:"); CUT = re.compile(r"…(?:\s|https?:\S*)*$")


def whole(c):
    start = clock()
    with open(A.file, encoding="utf-8", newline="\n") as f: lines = f.read().split("\n")[1:]
    rows, rejects, torn = [], [], ""
    for number, line in enumerate(lines, 2):
        m = RECORD.match(torn + line)
        if m: rows.append((number, *m.groups())); torn = ""
        elif line and not line[0].isdigit(): torn += line + "\n"
        elif line: rejects.append((number, line))
    df = pd.DataFrame(rows, columns=["line", "id", "text", "timestamp", "source", "symbols", "names", "url", "verified"])
    df["at"] = pd.to_datetime(df.timestamp, format=FORMAT).astype("datetime64[ms, UTC]").astype("int64")
    df["text"] = [html.unescape(t).strip() for t in df.text]
    df["rt"] = [bool(RETWEET.match(t)) for t in df.text]; df["cut"] = ["…" in t and bool(CUT.search(t)) for t in df.text]
    df["key"] = [NO_LETTER.sub("", UNSAID.sub("", t).lower()) for t in df.text]
    df["hash"] = [hashlib.sha1(f"{at}\0{by}\0{t}".encode()).digest()[:16] for at, by, t in zip(df["at"], df.source, df.text)]
    d = df.drop_duplicates("hash").reset_index(drop=True)
    groups = grouped(d.key, d.text, d.cut)
    c.executescript("""create table document (id integer primary key, hash blob not null unique, at integer, near integer, verified integer, rt integer,
      cut integer, author text, text text not null, key text not null, url text, line integer); create index t on document(at); create index a on document(author, at);
      create table company (id integer primary key, symbol text unique); create table alias (company integer, name text, texts integer, primary key (company, name)) without rowid;
      create table mention (company integer, at integer, document integer, primary key (company, at, document)) without rowid; create index m on mention(document);
      create table reject (line integer, raw text); create virtual table f using fts5(text, content='document', content_rowid='id');""")
    c.executemany("insert into document values (?,?,?,?,?,?,?,?,?,?,?,?)", zip(range(1, len(d) + 1), d.hash, d["at"], (g + 1 for g in groups),
      (v == "True" for v in d.verified), d.rt, d.cut, d.source, d.text, d.key, d.url, d.line))
    companies, aliases, mentions = {}, {}, []
    for n, (symbols, names, at) in enumerate(zip(d.symbols, d.names, d["at"]), 1):
        several, theirs = symbols.split("-"), names.split("*")
        for symbol, name in zip(several, theirs) if len(several) == len(theirs) else [(symbols, names)]:
            if symbol: k = companies.setdefault(symbol, len(companies) + 1); aliases[k, name] = aliases.get((k, name), 0) + 1; mentions.append((k, at, n))
    c.executemany("insert into company values (?,?)", ((k, s) for s, k in companies.items())); c.executemany("insert into alias values (?,?,?)", ((*k, n) for k, n in aliases.items()))
    c.executemany("insert or ignore into mention values (?,?,?)", mentions); c.executemany("insert into reject values (?,?)", rejects)
    c.execute("insert into f(rowid, text) select id, text from document"); c.commit()
    imported = since(start); memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    start = clock()
    of = {}
    for k, at, n in sorted(mentions): of.setdefault(k, []).append((at, n))
    of_document = {}
    for k, at, n in mentions: of_document.setdefault(n, []).append(k)
    count = 0
    for n, at in enumerate(d["at"], 1):
        sources = [of[k] for k in of_document.get(n, ())]
        # Texts that stand in several sources count once.
        recent = sources[0] if len(sources) == 1 else sorted({x for s in sources for x in s[max(0, bisect_left(s, (at,)) - 64):]})
        i, seen, window = bisect_left(recent, (at,)) - 1, {groups[n - 1]}, []
        while i >= 0 and len(window) < 8:
            document = recent[i][1]; group = groups[document - 1]; i -= 1
            if group not in seen: seen.add(group); window.append(document)
        count += len(window)
    return dict(records=len(df) + len(rejects), accepted=len(d), groups=len(set(groups)), imported=imported, windows=since(start), memory=memory, inputs=len(d), items=count)


def grouped(keys, texts, cut):
    """The first of each group: equal keys of 12 letters or more, or a key of 40 or more of a text cut off that begins the other's."""
    parent = list(range(len(keys)))
    def first(x):
        while parent[x] != x: parent[x] = parent[parent[x]]; x = parent[x]
        return x
    def join(a, b):
        a, b = first(a), first(b)
        if a != b: parent[max(a, b)] = min(a, b)
    rows = sorted(zip(keys, (t if len(k) < 12 else "" for k, t in zip(keys, texts)), range(len(keys)), cut)); starts, last = [], None
    for key, text, n, is_cut in rows:
        if last and last[0] == key and last[1] == text: join(last[2], n)
        while starts and not key.startswith(starts[-1][0]): starts.pop()
        if starts: join(starts[-1][1], n)
        if is_cut and len(key) >= 40: starts.append((key, n))
        last = (key, text, n)
    return [first(x) for x in range(len(keys))]


for end in "", "-wal", "-shm": os.path.exists(A.database + end) and os.remove(A.database + end)
c = sqlite3.connect(A.database); c.execute("pragma journal_mode=wal"); c.execute("pragma synchronous=full")
print(json.dumps({"peer": f"pandas {pd.__version__} + sqlite3", "way": A.way, **(notebook if A.way == "notebook" else whole)(c)}))
