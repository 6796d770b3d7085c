"""The sitemap as its schema has it, which npm’s package sitemap brings along."""

import json
import os
import shutil
import subprocess

import pytest

from tests import factories

pytestmark = pytest.mark.django_db

PACKAGES = ["sitemap@9.0.1", "xmllint-wasm@5.3.0"]
# The schema asks for one of whatever stands in another namespace; of the image’s we use this.
IMAGES = "http://www.google.com/schemas/sitemap-image/1.1"
SCHEMA = f"""<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="{IMAGES}"
  elementFormDefault="qualified">
<import namespace="http://www.sitemaps.org/schemas/sitemap/0.9" schemaLocation="sitemap.xsd"/>
<element name="image"><complexType><sequence><element name="loc" type="anyURI"/></sequence>
</complexType></element></schema>"""
SCRIPT = """
const { readFileSync } = require("fs");
const { validateXML } = require("xmllint-wasm");
const contents = readFileSync("node_modules/sitemap/schema/sitemap.xsd", "utf8");
validateXML({ ...JSON.parse(readFileSync("asked.json", "utf8")),
  preload: [{ fileName: "sitemap.xsd", contents }] })
  .then((said) => console.log(JSON.stringify(said.errors.map((error) => error.message))));
"""


@pytest.fixture
def complaints(tmp_path):
    """What the schema has to say against a sitemap."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if not (npm and node):
        words = "no npm in PATH; on Debian: apt-get install npm"
        missing = pytest.fail if os.environ.get("BROWSER_TESTS") == "required" else pytest.skip
        missing(words)
    install = [npm, "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
    subprocess.run([*install, *PACKAGES], cwd=tmp_path, check=True)

    def complaints(written):
        asked = {"xml": [{"fileName": "map.xml", "contents": written}], "schema": [SCHEMA]}
        (tmp_path / "asked.json").write_text(json.dumps(asked))
        said = subprocess.run(
            [node, "-e", SCRIPT], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        return json.loads(said.stdout)

    return complaints


def test_sitemap_is_valid(client, complaints):
    image = factories.image(essay=factories.essay(year=1954))
    image.essay.lead_image = image
    image.essay.save()
    image.themes.add("Закон")
    found = {
        name: complaints(client.get(f"/sitemap/{name}.xml").text)
        for name in ["ways-in", "essays-0", "images-0", "themes-0"]
    }
    assert found == {name: [] for name in found}


def test_sitemap_that_is_not_valid_is_refused(client, complaints):
    factories.essay()
    written = client.get("/sitemap/essays-0.xml").text
    assert complaints(written.replace("<lastmod>2", "<lastmod>x"))
