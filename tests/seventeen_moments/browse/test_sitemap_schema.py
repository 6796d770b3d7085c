"""The sitemap is valid by its schema, which is part of npm’s package sitemap."""

import json
import os
import shutil
import subprocess

import pytest

from tests import factories

pytestmark = pytest.mark.django_db

PACKAGES = ["sitemap@9.0.1", "xmllint-wasm@5.3.0"]
# The schema needs another one for elements of other namespaces: the part for images that we use.
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
validateXML({ ...JSON.parse(readFileSync("options.json", "utf8")),
  preload: [{ fileName: "sitemap.xsd", contents }] })
  .then((result) => console.log(JSON.stringify(result.errors.map((error) => error.message))));
"""


@pytest.fixture
def errors_in(tmp_path):
    """The errors that the schema finds in a sitemap."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if not (npm and node):
        is_required = os.environ.get("BROWSER_TESTS") == "required"
        stop = pytest.fail if is_required else pytest.skip
        stop("no npm in PATH; on Debian: apt-get install npm")
    install = [npm, "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
    subprocess.run([*install, *PACKAGES], cwd=tmp_path, check=True)

    def errors_in(sitemap):
        options = {"xml": [{"fileName": "map.xml", "contents": sitemap}], "schema": [SCHEMA]}
        (tmp_path / "options.json").write_text(json.dumps(options))
        process = subprocess.run(
            [node, "-e", SCRIPT], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        return json.loads(process.stdout)

    return errors_in


def test_sitemap_is_valid(client, errors_in):
    image = factories.image(essay=factories.essay(year=1954))
    image.essay.lead_image = image
    image.essay.save()
    image.themes.add("Закон")
    errors = {
        name: errors_in(client.get(f"/sitemap/{name}.xml").text)
        for name in ["landing-pages", "essays-0", "images-0", "themes-0"]
    }
    assert errors == {name: [] for name in errors}


def test_invalid_sitemap_has_errors(client, errors_in):
    factories.essay()
    sitemap = client.get("/sitemap/essays-0.xml").text
    assert errors_in(sitemap.replace("<lastmod>2", "<lastmod>x"))
