"""Opens pictures, notebook output and the documentation in a real browser, and writes down what is wrong with them.

``python3 dev.py look`` runs this. Each page is seen light, dark and narrow. Wrong is: a violation that axe finds
(WCAG 2.2 AA; best practices too where the page is all ours), a request to another machine, a message in the console, a
page that scrolls sideways, a tooltip that does not appear, a button that does nothing, a picture that is not drawn, a
search that finds nothing. Screenshots are left for people to look at.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import korea_events as ke
from tests.browser.driver import Browser, driver
from tests.many_drills import many_drills

ROOT = Path(__file__).parents[2]
DRAWN = "document.documentElement.dataset.ready === 'yes'"
DOMAIN = "return view.scale('x').domain().map(Number)"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = """
const done = arguments[arguments.length - 1];
axe.run({runOnly: arguments[0], preload: false}).then(found => done({
    passed: found.passes.length,
    violations: found.violations.map(
        rule => `${rule.id}: ${rule.help} (${rule.nodes.length}x): ${rule.nodes[0].html.slice(0, 160)}`
    ),
}));
"""
EVIL = "</script><img src=x onerror=document.title='hit'><script>document.title='hit'</script>"
SCHEMES = ("light", "dark")
WIDE, NARROW, HEIGHT, TALLEST = 1280, 320, 900, 8000
WIDTHS = (NARROW, 480, 768, 1024, WIDE, 1366, 1440, 1560, 1680, 1920)
VIEWS = (("light", "light", WIDE), ("dark", "dark", WIDE), ("narrow", "light", NARROW))
AS_IMAGES = ("drills", "march", "many", "band")


def pictures() -> dict[str, ke.pictures.Picture]:
    """What is looked at: the shipped dossiers, a month with every sign, hostile names, five hundred exercises."""
    drills, seed = ke.reference.drills(), ke.reference.seed()
    evil = ke.Exercise(id="evil", name=EVIL, names=[EVIL], span=ke.Span.of("2024-03-04", "2024-03-14"))
    return {
        "drills": ke.timeline(drills, title="Drills of the reference data"),
        "march": ke.timeline(
            drills.with_(*signs()), since="2024-03-01", until="2024-03-31", title="March 2024"
        ),
        "participants": ke.timeline(
            drills, lanes="participant", since="2024-01-01", until="2024-12-31", title="Who trained"
        ),
        "groups": ke.timeline(drills, lanes="series", group="kind", since="2023-01-01", title="By kind"),
        "seed": ke.timeline(seed, lanes="item", title="What one article says"),
        "hostile": ke.timeline([evil], lanes="item", group="item", title=EVIL),
        "many": ke.timeline(many_drills(500), title="500 generated exercises"),
        "nothing": ke.timeline([], title="Nothing"),
        "band": ke.concurrency_band(drills, since="2024-01-01", until="2024-12-31"),
        "many-band": ke.concurrency_band(many_drills(500)),
    }


def signs() -> list[ke.Record]:
    """Events that are drawn in every way there is."""
    week = ke.Span.bounded(earliest_start="2024-03-15", latest_start="2024-03-18", latest_end="2024-03-26")
    fixed = ke.Plan(span=ke.Span.of("2024-03-20", "2024-03-22"))
    return [
        ke.Exercise(id="sign-hangul", name="전차병 대항경기", span=ke.Span.on("2024-03-13")),
        ke.Exercise(
            id="sign-open", name="still going on", span=ke.Span.parse("2024-03-05/..", as_of="2024-03-09")
        ),
        ke.Exercise(id="sign-unknown", name="end not known", span=ke.Span.parse("2024-03-05/")),
        ke.Exercise(
            id="sign-over-by", name="over by the 14th", span=ke.Span.bounded(latest_end="2024-03-14")
        ),
        ke.Exercise(id="sign-off", name="called off", status="cancelled", plans=[fixed]),
        ke.Exercise(id="sign-late", name="later than planned", span=ke.Span.on("2024-03-27"), plans=[fixed]),
        ke.Exercise(id="sign-plan", name="announced for a week of March", plans=[ke.Plan(span=week)]),
        ke.Exercise(id="sign-fixed", name="announced to the day", plans=[fixed]),
        ke.WeaponEvent(id="sign-launch", name="미사일 발사", span=ke.Span.on("2024-03-18")),
        ke.LeaderActivity(id="sign-leader", name="an inspection", span=ke.Span.parse("2024-03-2X")),
    ]


def notebook() -> str:
    """A page like a notebook: what things show of themselves, one below the other."""
    dossier, drills = ke.reference.seed(), ke.reference.drills()
    evil = ke.Exercise(
        id="evil", name=EVIL, names=[EVIL], note=EVIL, span=ke.Span.parse("/2024-03-14", duration="P11D")
    )
    hostile = ke.Dossier.of(evil, ke.Actor(id="eve", name=EVIL, kind="person"))
    shown = [
        ke.Span.bounded(latest_end="2024-03-14"), dossier, dossier.exercises, dossier.exercises["fs-24"],
        dossier.statements["kim-on-tank"], ke.find_overlaps(drills.exercises),
        hostile, hostile.exercises, evil, ke.find_overlaps([evil, drills.exercises["fs-24"]]),
    ]  # fmt: skip
    cells = [thing._repr_html_() for thing in shown]
    march = ke.timeline(drills, since="2024-03-01", until="2024-03-31")
    cells += [each._repr_mimebundle_()["image/svg+xml"] for each in (march, ke.timeline([evil], title=EVIL))]
    rows = "".join(f'<div class="cell" tabindex="0">{cell}</div>' for cell in cells)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Output of a notebook</title>'
        "<style>:root{color-scheme:light dark}body{font:14px/1.4 sans-serif;max-width:70rem;margin:2rem auto}"
        ".cell{margin:1rem 0;overflow-x:auto}td,th{text-align:left;vertical-align:top;padding:.2rem .6rem}</style>"
        f"</head><body><main><h1>Output of a notebook</h1>{rows}</main></body></html>"
    )


class Look:
    """One visit to all pages."""

    def __init__(self, address: str, axe: str, folder: Path) -> None:
        self.address, self.axe, self.folder = address, axe, folder
        self.wrong: list[str] = []

    def page(self, name: str, path: Path, *, query: str = "", until: str = "true", ours: bool = True) -> None:
        """Look at one page in a browser of its own: in both schemes, and in a window as narrow as WCAG 2.2 goes.

        What a theme of others makes of a page need not follow best practices.
        """
        size = path.stat().st_size / 1000
        try:
            with Browser(self.address) as chrome:
                for how, scheme, width in VIEWS:
                    address = f"{path.as_uri()}{query}"
                    took, passed, wrong = self._seen(
                        chrome, f"{name}-{how}", address, scheme, width, until, ours
                    )
                    self.wrong += [f"{name}, {how}: {each}" for each in wrong]
                    told = f"{passed} rules passed, {len(wrong)} wrong"
                    print(f"{name:44} {how:6} {size:7.0f} kB {took:5.1f} s  {told}", flush=True)
        except RuntimeError as error:
            self.wrong.append(f"{name}: the browser gave up: {error}")

    def _seen(
        self, chrome: Browser, name: str, address: str, scheme: str, width: int, until: str, ours: bool
    ) -> tuple[float, int, list[str]]:
        """How long a page took to appear, how many rules it passed, and what is wrong with it."""
        chrome.scheme(scheme)
        chrome.size(width, HEIGHT)
        start = time.perf_counter()
        chrome.open(address)
        chrome.wait_for(until)
        took = time.perf_counter() - start
        height = chrome.run("return document.documentElement.scrollHeight")
        chrome.size(width, max(HEIGHT, min(height, TALLEST)))
        (self.folder / f"{name}.png").write_bytes(chrome.screenshot())
        chrome.size(width, HEIGHT)
        chrome.run("for (const folded of document.querySelectorAll('details')) folded.open = true")
        chrome.run(self.axe)
        found = chrome.run_later(AXE, [*RULES, "best-practice"] if ours else RULES)
        wrong = [*found["violations"], *(f"asked for {url}" for url in chrome.requests()), *chrome.messages()]
        for each in WIDTHS if width == NARROW else ():
            chrome.size(each, HEIGHT)
            across = chrome.run("return document.documentElement.scrollWidth")
            if across > each:
                wrong.append(f"scrolls sideways: {across} pixels in a window of {each}")
        if chrome.run("return document.title") == "hit":
            wrong.append("a name was run as a script")
        if found["passed"] < 5:
            wrong.append(f"axe has looked at next to nothing: {found['passed']} rules")
        return took, found["passed"], wrong

    def use(self, path: Path) -> None:
        """Point at a bar, zoom, move and change the scheme, as a reader would, with the pointer and the buttons."""
        with Browser(self.address) as chrome:
            chrome.scheme("light")
            chrome.size(WIDE, HEIGHT)
            chrome.open(path.as_uri())
            chrome.wait_for(DRAWN)
            chrome.point_at("[aria-label^='Freedom Shield 24']")
            chrome.wait_for("document.querySelector('#vg-tooltip-element.visible')", 5)
            told = chrome.run("return document.querySelector('#vg-tooltip-element').innerText")
            (self.folder / "tooltip.png").write_bytes(chrome.screenshot())
            if "Origins" not in told or "Overlaps" not in told:
                self.wrong.append(f"the tooltip says only {told!r}")
            domains = [chrome.run(DOMAIN)]
            for button in ("closer", "later", "earlier", "farther", "whole"):
                chrome.click(f"[data-do={button}]")
                time.sleep(0.4)
                domains.append(chrome.run(DOMAIN))
            (first, closer, later, earlier, farther, whole) = [end - start for start, end in domains]
            if not (
                closer * 1.9 < first and later == earlier == closer and farther > closer and whole == first
            ):
                self.wrong.append(f"the buttons move the picture to {domains}")
            if not (domains[2][0] > domains[1][0] == domains[3][0]):
                self.wrong.append(f"later and earlier lead to {domains}")
            chrome.click("[data-do=scheme]")
            chrome.wait_for("document.documentElement.dataset.scheme === 'dark'", 5)


def images(folder: Path, name: str, picture: ke.pictures.Picture) -> Path:
    """A page that shows SVG and PNG of a picture as a browser shows images."""
    tags = []
    for scheme in SCHEMES:
        for ending in ("svg", "png"):
            path = folder / f"{name}-in-{scheme}.{ending}"
            start = time.perf_counter()
            picture.save(path, dark=scheme == "dark")
            took, size = time.perf_counter() - start, path.stat().st_size / 1000
            print(f"{path.name:51} {size:7.0f} kB {took:5.1f} s", flush=True)
            tags.append(f'<p><img src="{path.name}" alt="{path.name}"></p>')
    page = folder / f"{name}-as-image.html"
    page.write_text(
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{name}</title>'
        "<style>img{max-width:100%}</style></head>"
        f"<body><main><h1>{name}</h1>{''.join(tags)}</main></body></html>",
        "utf-8",
    )
    return page


def main() -> int:
    """Look at everything; 1 if anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("axe", type=Path, help="axe.min.js of the package axe-core")
    parser.add_argument("docs", type=Path, help="the built documentation")
    parser.add_argument("folder", type=Path, help="where pages and screenshots go")
    parser.add_argument("words", nargs="*", help="look only at what has one of them in its name")
    arguments = parser.parse_args()
    folder, docs = arguments.folder.resolve(), arguments.docs.resolve()
    folder.mkdir(parents=True, exist_ok=True)

    def wanted(name: str) -> bool:
        return not arguments.words or any(word in name for word in arguments.words)

    with driver() as address:
        look = Look(address, arguments.axe.read_text("utf-8"), folder)
        for name, picture in pictures().items():
            page = folder / f"{name}.html"
            if wanted(name):
                picture.save(page)
                look.page(name, page, until=DRAWN)
            if wanted(name) and name in AS_IMAGES:
                look.page(f"{name}-as-image", images(folder, name, picture))
            if wanted(name) and name == "drills":
                look.use(page)
        if wanted("notebook"):
            (folder / "notebook.html").write_text(notebook(), "utf-8")
            look.page("notebook", folder / "notebook.html")
        for page in sorted(docs.rglob("*.html")):
            name = "-".join(["docs", *page.relative_to(docs).with_suffix("").parts])
            if wanted(name):
                look.page(name, page, ours=False)
        if wanted("docs-search"):
            found = "document.querySelectorAll('#search-results li a').length"
            look.page(
                "docs-search-for-overlap", docs / "search.html", query="?q=overlap", until=found, ours=False
            )
    for each in look.wrong:
        print("WRONG:", each)
    print(f"screenshots: {folder}")
    return int(bool(look.wrong))


if __name__ == "__main__":
    raise SystemExit(main())
