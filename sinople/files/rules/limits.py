"""The kinds that are accepted and how large a thing may be, each with its reason."""

from enum import StrEnum

MIB = 1024 * 1024


class Kind(StrEnum):
    """The kinds of file that the city's offices take."""

    PDF = "pdf"
    OFD = "ofd"
    JPEG = "jpeg"
    PNG = "png"
    XLSX = "xlsx"
    DOCX = "docx"


ENDINGS = {"pdf": Kind.PDF, "ofd": Kind.OFD, "jpg": Kind.JPEG, "jpeg": Kind.JPEG, "png": Kind.PNG, "xlsx": Kind.XLSX, "docx": Kind.DOCX}
ACCEPTED = ",".join(f".{ending}" for ending in ENDINGS)  # for the page's file field
CONTENT_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.OFD: "application/ofd",
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

MAX_BYTES = 50 * MIB  # what the application portals of the province take; larger scans come in volumes
MAX_NAME = 120  # with its key a name must still fit into 255 bytes of UTF-8 on an officer's disk
MAX_PIXELS = 40_000_000  # A4 at 600 dpi has 34.8 million
MAX_ENTRIES = 5_000  # a workbook of 200 sheets with pictures has about 1,000 parts
MAX_UNPACKED = 160 * MIB  # all parts of an Office or OFD file; is read in about half a second
MAX_RATIO = 150  # sheets of equal figures reach 60; a bomb has about 1,000
RATIO_COUNTS_FROM = 1 * MIB  # small parts may be all blanks
MAX_PDF_UNPACKED = 400 * MIB  # colour scans without loss reach about 250 before the file itself is too large
MAX_PDF_OBJECTS = 200_000  # a report of 2,000 pages has about 60,000
