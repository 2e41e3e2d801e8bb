"""What depends on the address of the repository: the links of the project, and those in the README of its packages."""

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

LINK = re.compile(r'(\]\(|\bsrc(?:set)?=")(?![a-z]+:|#)([^)"]+)')


class AddressHook(MetadataHookInterface):
    """Derives all links from one setting, ``address`` in pyproject.toml; while it is empty there are none."""

    PLUGIN_NAME = "custom"

    def update(self, metadata: dict[str, Any]) -> None:
        """Add the links and the README to the metadata of a package."""
        text = (Path(self.root) / "README.md").read_text("utf-8")
        address = str(self.config.get("address", "")).rstrip("/")
        if address:
            text = make_links_absolute(text, address, metadata["version"])
            metadata["urls"] = list_links(address)
        metadata["readme"] = {"content-type": "text/markdown", "text": text}


def list_links(address: str) -> dict[str, str]:
    """The links that an index shows beside the project."""
    return {
        "Source": address,
        "Documentation": f"{address}/blob/main/docs/index.md",
        "Changes": f"{address}/blob/main/CHANGELOG.md",
        "Issues": f"{address}/issues",
    }


def make_links_absolute(text: str, address: str, version: str) -> str:
    """Links and pictures of the README as the repository has them at the tag of this version."""

    def resolve(found: re.Match[str]) -> str:
        kind = "blob" if found[1] == "](" else "raw"
        return f"{found[1]}{address}/{kind}/v{version}/{found[2]}"

    return LINK.sub(resolve, text)
