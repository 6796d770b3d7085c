"""Small exports in the forms of other systems, with invented values."""

OMEKA_S = """\
o:id,o:resource_template,o:resource_class,dcterms:title,dcterms:creator,dcterms:date,dcterms:subject,\
dcterms:subject,dcterms:type,dcterms:rights,dcterms:language,dcterms:spatial,o:media,o:is_public
7,Base,bibo:Letter,Sample letter,"Sample, Anna|Sample Committee",1953-03-27,Amnesty|Camps,Returns,,\
http://rightsstatements.org/vocab/InC/1.0/,ru,Sampletown,,1
8,Base,dctype:StillImage,Sample poster,,1953,,,,Ask the sample museum,,,\
https://example.org/files/original/poster%201.png,1
"""
OMEKA_CLASSIC = """\
Item Id,Item URI,Dublin Core:Title,Dublin Core : Creator,Dublin Core:Date,Dublin Core:Publisher,\
itemType,tags,Item Type Metadata:Text,file,collection,public
12,https://example.org/items/show/12,Sample memoir,Sample Press,1956,Sample Publishers,Document,\
"Amnesty;Camps",Sample words.,,Samples,1
"""
COLLECTION_BUILDER = """\
objectid,title,creator,date,description,subject,location,latitude,longitude,source,identifier,type,\
format,language,rights,rightsstatement,display_template,object_location,image_small,image_thumb,\
image_alt_text,object_transcript
sample001,Sample poster,Sample Press,1953-03-27,A sample.,amnesty; camps,Sampletown,1.5,2.5,\
"Sample collection, box 1",box_1_01,Image;StillImage,image/png,ru,,\
http://rightsstatements.org/vocab/NoC-US/1.0/,image,/objects/sample001.png,/objects/small/s.png,\
/objects/thumbs/t.png,A grey square,
"""
CONTENTDM = """\
Title\tCreator\tSubject (LCSH)\tDescription\tDate\tType\tLanguage\tRights\tDate created\
\tDate modified\tReference URL\tCONTENTdm number\tCONTENTdm file name\tCONTENTdm file path
Sample decree\tSample Council\tAmnesty; Camps\tA sample.\t27 March 1953\tText\tru\tSample rights\
\t2019-01-01\t2019-01-02\thttp://example.org/cdm/ref/collection/samples/id/5\t5\t6.pdf\t/samples/6.pdf
"""
ATOM = """\
legacyId,parentId,qubitParentSlug,accessionNumber,identifier,title,levelOfDescription,\
extentAndMedium,repository,archivalHistory,scopeAndContent,language,languageNote,\
digitalObjectPath,digitalObjectURI,generalNote,subjectAccessPoints,placeAccessPoints,\
nameAccessPoints,genreAccessPoints,publicationStatus,eventDates,eventTypes,eventStartDates,\
eventEndDates,eventActors,culture
1,,,,F1,Sample fonds,Fonds,3 boxes,Sample Archive,,,ru,,,,,,,,,Published,,,,,,en
2,1,,,F1-1,Sample file,File,12 leaves,Sample Archive,,A sample.,ru|en,,,,Note one|Note two,\
Amnesty|Camps,Sampletown,,Textual record,Published,Spring 1953 to 1956|1956,Creation|Accumulation,\
1953-03-27|1956-00-00,1956-00-00|1956-00-00,Sample Council|NULL,en
"""
DUBLIN_CORE = """\
dc:title,dc:creator,dc:subject,dc:description,dc:publisher,dc:date,dc:type,dc:format,dc:identifier,\
dc:source,dc:language,dc:relation,dc:coverage,dc:rights
Sample speech,"Sample, Anna",Amnesty;Camps,A sample.,Sample Press,1956-02-25,Sound,audio/mpeg,S-1,\
Sample tapes,en,,,
"""
SAMPLES = {
    "omeka-s": OMEKA_S,
    "omeka-classic": OMEKA_CLASSIC,
    "collectionbuilder": COLLECTION_BUILDER,
    "contentdm": CONTENTDM,
    "atom": ATOM,
    "dublin-core": DUBLIN_CORE,
}
