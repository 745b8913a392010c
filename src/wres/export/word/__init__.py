"""A whole report to a Word file, for people who comment in Word."""

from wres.export.word.document import write_word
from wres.export.word.handout import unedited, write_handout

__all__ = ["unedited", "write_handout", "write_word"]
