"""Opens pictures, notebook output and pages in a real browser, light and dark, and writes down what is wrong with them.

``python3 dev.py look`` runs this. Wrong is: a violation that axe finds (WCAG 2.2 AA and its best practices), a request
to another machine, a message in the console, a tooltip that does not appear, a button that does nothing, a picture
that is not drawn within seconds. Screenshots are left for people to look at.
"""

from __future__ import annotations

import argparse
import html
import time
from collections.abc import Iterator
from pathlib import Path

import korea_events as ke
from tests.browser.driver import Browser, browser
from tests.many_drills import many_drills

ROOT = Path(__file__).parents[2]
READY = "document.documentElement.dataset.ready === 'yes'"
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
WIDTH, HEIGHT, TALLEST = 1280, 900, 8000


def pictures() -> dict[str, ke.Picture]:
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
        ke.Exercise(id="sign-plan", name="announced for a week of March", plans=[ke.Plan(span=week)]),
        ke.Exercise(id="sign-fixed", name="announced to the day", plans=[fixed]),
        ke.WeaponEvent(id="sign-launch", name="미사일 발사", span=ke.Span.on("2024-03-18")),
        ke.LeaderActivity(id="sign-leader", name="an inspection", span=ke.Span.parse("2024-03-2X")),
    ]


def notebook() -> str:
    """A page like a notebook: what things show of themselves, one below the other."""
    dossier = ke.reference.seed()
    drills = ke.reference.drills()
    evil = ke.Exercise(id="evil", name=EVIL, span=ke.Span.parse("/2024-03-14", duration="P11D"), note=EVIL)
    shown = [
        ke.Span.bounded(latest_end="2024-03-14"), dossier, dossier.exercises, dossier.exercises["fs-24"], evil,
        ke.find_overlaps(drills.exercises), dossier.statements["kim-on-tank"],
    ]  # fmt: skip
    cells = "".join(f"<section>{thing._repr_html_()}</section>" for thing in shown)
    image = ke.timeline(drills, since="2024-03-01", until="2024-03-31")._repr_mimebundle_()["image/svg+xml"]
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Output of a notebook</title>'
        "<style>:root{color-scheme:light dark}body{font:14px/1.4 sans-serif;max-width:70rem;margin:2rem auto}"
        "section{margin:1rem 0}td,th{text-align:left;vertical-align:top;padding:.2rem .6rem}</style></head>"
        f"<body><main><h1>Output of a notebook</h1>{cells}<section>{image}</section></main></body></html>"
    )


class Look:
    """One visit to all pages."""

    def __init__(self, chrome: Browser, axe: str, folder: Path) -> None:
        self.chrome, self.axe, self.folder = chrome, axe, folder
        self.wrong: list[str] = []

    def page(self, name: str, path: Path, *, drawn: bool = False, ours: bool = True) -> None:
        """Look at one page in both schemes; what a theme of others makes of it need not follow best practices."""
        for scheme in SCHEMES:
            self.chrome.scheme(scheme)
            self.chrome.size(WIDTH, HEIGHT)
            start = time.perf_counter()
            self.chrome.open(path.as_uri())
            if drawn:
                self.chrome.wait_for(READY)
            took = time.perf_counter() - start
            height = min(self.chrome.run("return document.documentElement.scrollHeight"), TALLEST)
            self.chrome.size(WIDTH, max(height, HEIGHT))
            (self.folder / f"{name}-{scheme}.png").write_bytes(self.chrome.screenshot())
            self.chrome.size(WIDTH, HEIGHT)
            self.chrome.run("for (const folded of document.querySelectorAll('details')) folded.open = true")
            self.chrome.run(self.axe)
            found = self.chrome.run_later(AXE, [*RULES, "best-practice"] if ours else RULES)
            wrong = [*found["violations"], *(f"asked for {url}" for url in self.chrome.requests())]
            wrong += self.chrome.messages()
            if self.chrome.run("return document.title") == "hit":
                wrong.append("a name was run as a script")
            if found["passed"] < 5:
                wrong.append(f"axe has looked at next to nothing: {found['passed']} rules")
            self.wrong += [f"{name}, {scheme}: {each}" for each in wrong]
            size = path.stat().st_size / 1000
            print(
                f"{name:14} {scheme:6} {size:7.0f} kB {took:5.1f} s  {found['passed']} rules passed, {len(wrong)} wrong"
            )

    def use(self, path: Path) -> None:
        """Point at a bar, zoom, move and change the scheme, as a reader would, with the pointer and the buttons."""
        self.chrome.scheme("light")
        self.chrome.open(path.as_uri())
        self.chrome.wait_for(READY)
        self.chrome.point_at("[aria-label^='Freedom Shield 24']")
        self.chrome.wait_for("document.querySelector('#vg-tooltip-element.visible')", 5)
        told = self.chrome.run("return document.querySelector('#vg-tooltip-element').innerText")
        (self.folder / "tooltip.png").write_bytes(self.chrome.screenshot(whole=False))
        if "Origins" not in told or "Overlaps" not in told:
            self.wrong.append(f"the tooltip says only {told!r}")
        domains = [self._domain()]
        for button in ("closer", "later", "earlier", "farther", "whole"):
            self.chrome.click(f"[data-do={button}]")
            time.sleep(0.4)
            domains.append(self._domain())
        (first, closer, later, earlier, farther, whole) = [end - start for start, end in domains]
        if not (closer * 1.9 < first and later == earlier == closer and farther > closer and whole == first):
            self.wrong.append(f"the buttons move the picture to {domains}")
        if not (domains[2][0] > domains[1][0] == domains[3][0]):
            self.wrong.append(f"later and earlier lead to {domains}")
        self.chrome.click("[data-do=scheme]")
        self.chrome.wait_for("document.documentElement.dataset.scheme === 'dark'", 5)

    def _domain(self) -> list[float]:
        domain: list[float] = self.chrome.run("return view.scale('x').domain().map(Number)")
        return domain


def images(folder: Path, drawn: dict[str, ke.Picture]) -> Iterator[tuple[str, Path]]:
    """A page that shows SVG and PNG as a browser shows images."""
    for name in ("march", "many", "band"):
        for scheme in SCHEMES:
            for ending in ("svg", "png"):
                start = time.perf_counter()
                path = folder / f"image-{name}-{scheme}.{ending}"
                drawn[name].save(path, dark=scheme == "dark")
                took, size = time.perf_counter() - start, path.stat().st_size / 1000
                print(f"{path.name:26} {size:7.0f} kB {took:5.1f} s")
        tags = "".join(f'<p><img src="image-{name}-{scheme}.svg" alt="{name}"></p>' for scheme in SCHEMES)
        page = folder / f"image-{name}.html"
        page.write_text(
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{html.escape(name)}</title></head>'
            f"<body><main><h1>{html.escape(name)}</h1>{tags}</main></body></html>",
            "utf-8",
        )
        yield f"image-{name}", page


def main() -> int:
    """Look at everything; 1 if anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("axe", type=Path, help="axe.min.js of the package axe-core")
    parser.add_argument("folder", type=Path, help="where pages and screenshots go")
    parser.add_argument("--pages", type=Path, nargs="*", default=[], help="HTML files to look at besides")
    arguments = parser.parse_args()
    folder: Path = arguments.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    drawn = pictures()
    with browser() as chrome:
        look = Look(chrome, arguments.axe.read_text("utf-8"), folder)
        for name, picture in drawn.items():
            picture.save(folder / f"{name}.html")
            look.page(name, folder / f"{name}.html", drawn=True)
        look.use(folder / "drills.html")
        for name, page in images(folder, drawn):
            look.page(name, page)
        (folder / "notebook.html").write_text(notebook(), "utf-8")
        look.page("notebook", folder / "notebook.html")
        for page in arguments.pages:
            look.page(f"page-{page.stem}", page.resolve(), ours=False)
    for each in look.wrong:
        print("WRONG:", each)
    print(f"screenshots: {folder}")
    return int(bool(look.wrong))


if __name__ == "__main__":
    raise SystemExit(main())
