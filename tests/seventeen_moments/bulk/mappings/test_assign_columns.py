from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.forms import filled
from tests.seventeen_moments.bulk.test_import_page import read, text_of

PAGE, COLUMNS = reverse("bulk:import"), reverse("bulk:import_columns")

ITEMS = """objectid,title,creator,date,subject,type,format,rightsstatement,latitude,object_location
s1,Sample memoir,Sample Press,1953-03-27,amnesty; camps,Text,text/plain,http://rightsstatements.org/vocab/InC/1.0/,1.5,
"""


def upload(client, written, address=PAGE, **data):
    table = SimpleUploadedFile("table.csv", written.encode())
    return client.post(address, {"table": table, **data})


def test_flow(editor_client, thaw):
    response = upload(editor_client, ITEMS)
    assert response.url == COLUMNS
    page = editor_client.get(COLUMNS)
    print(text_of(page))
    report = read(editor_client.post(COLUMNS, filled(page, **{"fixed-essay": "thaw"})))
    print(text_of(report))
    done = read(editor_client.post(COLUMNS, filled(report)))
    print(text_of(done))
    print(thaw.texts.values())
    assert 0
