"""A whole report to a Word file, for people who comment in Word."""

from wres.export.word.document import write_word

__all__ = ["write_word"]
