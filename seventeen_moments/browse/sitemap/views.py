from xml.etree import ElementTree

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.generic import View

from . import parts

NAMESPACES = {
    "xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xmlns:image": "http://www.google.com/schemas/sitemap-image/1.1",
}


class Index(View):
    def get(self, request):
        root = ElementTree.Element("sitemapindex", {"xmlns": NAMESPACES["xmlns"]})
        addresses = [
            reverse("sitemap:part", args=[name, number])
            for name in parts.ROWS
            for number in parts.numbers(name)
        ]
        for address in [reverse("sitemap:ways_in"), *addresses]:
            _add(_add(root, "sitemap"), "loc", request.build_absolute_uri(address))
        return _answer(root)


class WaysIn(View):
    def get(self, request):
        return _urlset(request, parts.ways_in())


class Part(View):
    def get(self, request, name, number):
        pages = parts.pages(name, number) if name in parts.ROWS else []
        if not pages:
            raise Http404
        return _urlset(request, pages)


def _urlset(request, pages):
    root = ElementTree.Element("urlset", NAMESPACES)
    for page in pages:
        url = _add(root, "url")
        _add(url, "loc", request.build_absolute_uri(page.address))
        if page.changed:
            _add(url, "lastmod", page.changed.isoformat(timespec="seconds"))
        if page.picture:
            image = _add(url, "image:image")
            _add(image, "image:loc", request.build_absolute_uri(page.picture))
    return _answer(root)


def _add(parent, name, text=None):
    element = ElementTree.SubElement(parent, name)
    element.text = text
    return element


def _answer(root):
    written = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return HttpResponse(written, content_type="application/xml")
