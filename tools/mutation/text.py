"""Edits of source text. A changed file keeps its number of lines, so that places stay what they were."""


class Source:
    def __init__(self, path):
        self.data = path.read_bytes()
        self.starts = [0]
        for i, byte in enumerate(self.data):
            if byte == 10:
                self.starts.append(i + 1)

    def span(self, loc):
        return self.starts[loc.line - 1] + loc.column - 1, self.starts[loc.end_line - 1] + loc.end_column - 1

    def text(self, loc):
        start, end = self.span(loc)
        return self.data[start:end]


def apply(edits, load):
    """{file: its whole text with the edits done}. load(file) gives the Source. An edit's text is a template in which {0}
    is what stood there, ("swap", loc): what stands at loc, or ("before", loc): that, in front of what stood there."""
    pieces = {}
    for e in edits:
        source = load(e.loc.file)
        start, end = source.span(e.loc)
        old = source.data[start:end]
        if isinstance(e.text, tuple):
            moved = one_line(load(e.text[1].file).text(e.text[1]))
            new = moved if e.text[0] == "swap" else before(moved, old)
        else:
            new = e.text.format(one_line(old).decode("latin-1")).encode("latin-1")
        new += b"\n" * (old.count(b"\n") - new.count(b"\n"))
        pieces.setdefault(e.loc.file, []).append((start, end, new))
    out = {}
    for file, parts in pieces.items():
        data = load(file).data
        for start, end, new in sorted(parts, reverse=True):
            data = data[:start] + new + data[end:]
        out[file] = data
    return out


def one_line(text):
    """A call over several lines as one; a comment at a line's end would swallow the rest."""
    if b"//" in text or b"#" in text:
        return text
    return b" ".join(part.strip() for part in text.split(b"\n"))


def before(statement, old):
    """A statement in front of a function's last `return x`, or of its closing brace."""
    if old.strip() == b"}":
        return statement + b"; }"
    return b"{ " + statement + b"; " + one_line(old) + b"; }"
