"""How Sphinx builds the documentation: ``python3 dev.py docs``; every warning is an error."""

from __future__ import annotations

import builtins
import contextlib
import importlib.metadata
import inspect
import os
import re
import sys
import tomllib
import typing
from pathlib import Path
from typing import Any, get_type_hints

import attrs
import pendulum
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.ext.napoleon.docstring import GoogleDocstring
from sphinx.util.logging import getLogger

import korea_events
from korea_events.model.engine import Vocabulary

ROOT = Path(__file__).parents[1]


def _fragments() -> str:
    """The changes since the last release, by kind: what towncrier will put into CHANGELOG.md."""
    kinds = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["towncrier"]["type"]
    lines: list[str] = []
    for kind in kinds:
        found = sorted((ROOT / "changelog.d").glob(f"*.{kind['directory']}.md"))
        lines += [f"**{kind['name']}**", ""] if found else []
        lines += ["- " + " ".join(path.read_text("utf-8").split()) + "\n" for path in found]
    return "\n".join(lines)


project = "korea_events"
author = "the korea_events contributors"
copyright = "2026, the korea_events contributors"
release = importlib.metadata.version("korea-events")

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx.ext.intersphinx",
    "sphinx_copybutton",
]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"korea_events {release}"
html_copy_source = False
html_static_path = ["_static"]
html_css_files = ["pages.css"]
html_show_search_summary = False  # the page would fetch each page it found, which browsers forbid for file://

myst_enable_extensions = ["colon_fence", "deflist", "substitution"]
myst_heading_anchors = 3
myst_substitutions = {"fragments": _fragments()}
copybutton_exclude = ".linenos, .gp, .go"  # prompts and output are not for copying

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
python_maximum_signature_line_length = 120
python_trailing_comma_in_multi_line_signatures = False
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_custom_sections = [("Fields", "params_style")]
add_module_names = False

# Links into the documentation of others need their inventories from the network, which a build must not depend on.
if os.environ.get("DOCS_LINK_OTHERS"):
    intersphinx_mapping = {
        "python": ("https://docs.python.org/3", None),
        "attrs": ("https://www.attrs.org/en/stable", None),
    }

# What stays a plain word without those inventories, and pendulum, which publishes none: everything else must resolve.
_FOREIGN = [*sys.stdlib_module_names, "attr", "attrs", "cattrs", "hypothesis", "numpy", "pendulum"]
nitpick_ignore_regex = [
    ("py:class", r"StrPath|NewerPolicy|korea_events\.codecs\.csv\.\w+\.(RecordMap|DateRules)"),
    ("py:.*", rf"({'|'.join(_FOREIGN)})\..*"),
    (
        "py:class",
        r"korea_events\.[\w.]+\.(_?[A-Z]|[A-Z][a-z]+T|_Text|Alternative|Bounds|TextRule|ListOf|Records|\w+Options|\w+Name)",
    ),  # type variables, and what engines see
    (
        "py:class",
        r"[\w.]*RowT_co|[\w.]*Annotated\[.*|tuple\[~typing\.Annotated.*|dt\.\w+|np\.\w+|ArrayLike|NDArray|alt\.\w+|rich\.text\.Text|Tolerance",
    ),  # as written where only checkers see them
    ("py:.*", "|".join(["optional", *(name for name in dir(builtins) if not name.startswith("_"))])),
]


def setup(app: Sphinx) -> None:
    """Hooks for what autodoc cannot know of this library."""
    app.connect("autodoc-process-docstring", _add_contents)
    app.connect("autodoc-skip-member", _skip_repeated)
    app.connect("autodoc-before-process-signature", _show_plain_types)
    app.connect("autodoc-process-signature", _hide_private_constructors)
    app.connect("env-check-consistency", _check_inventory)
    app.connect("html-page-context", _mend_page)
    app.connect("missing-reference", _find_public_name)
    # napoleon would read the words before a colon in a property's docstring as its type.
    GoogleDocstring._consume_inline_attribute = _read_as_prose  # type: ignore[assignment, method-assign]  # it has no setting


def _read_as_prose(docstring: GoogleDocstring) -> tuple[str, list[str]]:
    return "", docstring._dedent(docstring._consume_to_end())


def _add_contents(
    _app: Sphinx, _what: str, _name: str, thing: Any, _options: object, lines: list[str]
) -> None:
    """A vocabulary that has no table lists its codes, each with its definition."""
    name = getattr(thing, "__name__", "")
    if isinstance(thing, type) and issubclass(thing, Vocabulary) and name not in _TABLES:
        lines += ["", *(f"- ``{code.value}``: {code.definition}" for code in thing), ""]


_TABLES = re.findall(
    r"^### (\w+)$", (ROOT / "docs/reference/vocabularies.md").read_text("utf-8"), re.MULTILINE
)
"""The vocabularies with a table of their own."""


def _show_plain_types(_app: Sphinx, function: Any, _bound: bool) -> None:
    """A field of checked text is text to the reader; types that are there for checkers only stay as written."""
    function = getattr(function, "__func__", function)
    names = {**vars(sys.modules.get(function.__module__, typing)), "pendulum": pendulum}
    with contextlib.suppress(NameError):
        function.__annotations__ = get_type_hints(function, localns=names)
    if function.__name__ == "__init__":
        function.__signature__ = _constructor(names.get(function.__qualname__.partition(".")[0]), function)


def _constructor(kind: Any, function: Any) -> inspect.Signature:
    """How a constructor is called: what must be given first, what all records share last, defaults as they are.

    These arguments have no order, but readers have.
    """
    signature = inspect.signature(function)
    shared = ["citations", "support", "coding", "note", "extra"]
    made = {field.name: field.default for field in attrs.fields(kind)} if attrs.has(kind) else {}
    parameters = [_with_default(each, made.get(each.name)) for each in signature.parameters.values()]
    if parameters[-1].kind is inspect.Parameter.KEYWORD_ONLY:
        parameters[1:] = sorted(
            parameters[1:],
            key=lambda each: (
                each.name in shared and shared.index(each.name) + 1,
                each.default is not each.empty,
            ),
        )
    return signature.replace(parameters=parameters)


def _with_default(parameter: inspect.Parameter, default: Any) -> inspect.Parameter:
    """A default that is made anew for each object: what is made, or the name of the field that it is taken from."""
    if not isinstance(default, attrs.Factory):  # type: ignore[arg-type]  # a class to everybody but type checkers
        return parameter
    try:
        return parameter.replace(
            default=default.factory(_Fields()) if default.takes_self else default.factory()
        )
    except AttributeError:  # it is worked out from another field
        return parameter.replace(default=...)


class _Fields:
    """Stands for an object of which one asks only what its fields are called."""

    def __getattr__(self, name: str) -> _Name:
        return _Name(name)


class _Name(str):
    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def _skip_repeated(
    _app: Sphinx, _what: str, name: str, thing: Any, _skip: bool, _options: object
) -> bool | None:
    """What every record has is told once, with the class that they all come from."""
    return True if name in ("collection", "type_tag") and thing else None


def _hide_private_constructors(
    _app: Sphinx, _what: str, _name: str, thing: Any, _options: object, *_signature: str | None
) -> tuple[str, None] | None:
    """A class with private fields is made by its named constructors, or by the library."""
    if attrs.has(thing):
        private = any(field.name.startswith("_") for field in attrs.fields(thing))
    else:
        private = isinstance(thing, type) and "__slots__" in vars(thing)
    return ("", None) if private else None


def _check_inventory(_app: Sphinx, env: BuildEnvironment) -> None:
    """Other projects can link to every public name: objects.inv holds each, modules included."""
    there = {name for name, *_ in env.get_domain("py").get_objects()}
    wanted = {f"korea_events.{name}" for name in dir(korea_events) if not name.startswith("_")} | {
        "korea_events"
    }
    for module in ("evidence", "reference", "tables", "testing"):
        home = getattr(korea_events, module)
        shown = [name for name, thing in vars(home).items() if name[0] != "_" and not inspect.ismodule(thing)]
        wanted |= {f"korea_events.{module}.{name}" for name in getattr(home, "__all__", shown)}
    # for the floors above evidence; users need neither
    wanted -= {"korea_events.evidence.Lineages", "korea_events.evidence.select_current_claims"}
    for name in sorted(wanted - there):
        getLogger(__name__).warning("public, but on no page of the reference: %s", name)


def _find_public_name(app: Sphinx, env: BuildEnvironment, node: pending_xref, content: Any) -> Any:
    """A docstring may name anything public without its module: a class in ke.analysis, a function in ke."""
    python = env.get_domain("py")
    homes = ["korea_events", *(f"korea_events.{name}" for name in dir(korea_events) if name.islower())]
    for target in (f"{home}.{node['reftarget']}" for home in homes):
        if target in python.objects:  # type: ignore[attr-defined]  # of the domain for Python
            return python.resolve_xref(
                env, node["refdoc"], app.builder, node["reftype"], target, node, content
            )
    return None


def _mend_page(_app: Sphinx, page: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    """Who has no mouse can scroll long lines and wide tables; signatures are no lists inside terms of lists."""
    body = context.get("body", "").replace("<pre>", '<pre tabindex="0">')
    body = body.replace('<div class="table-wrapper', '<div tabindex="0" class="table-wrapper')
    context["body"] = _LINES_OF_SIGNATURES.sub(_as_lines, body)
    if ">NOTHING<" in body:
        getLogger(__name__).warning("a default that attrs makes is not shown as what it is: %s", page)


_LINES_OF_SIGNATURES = re.compile(r'(?<=<span class="sig-paren">\(</span>)\s*<dl>(.*?)</dl>\s*', re.DOTALL)


def _as_lines(found: re.Match[str]) -> str:
    return found[1].replace("<dd>", '<span class="sig-line">').replace("</dd>", "</span>")
