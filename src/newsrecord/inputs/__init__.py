"""What is read: files, folders, patterns, archives, tables and pipes, as articles and records one by one."""

from .finding import Inputs
from .item import Input, Position
from .reading import read_any, read_article, read_single

__all__ = ["Input", "Inputs", "Position", "read_any", "read_article", "read_single"]
