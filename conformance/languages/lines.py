"""Prints the lines that the page has for a language and a tool: `lines.py LANGUAGE TOOL`."""

import pathlib
import re
import sys

language, tool = sys.argv[1:]
page = (pathlib.Path(__file__).parent / "README.md").read_text()
(block,) = re.findall(rf"^```{language} {tool}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
print(block, end="")
