"""What many pages have alike (نگه‌داشته): drawn once for each language and key, then taken as it is.

{% kept menu.key %} … {% endkept %}: the keys must name everything on which the part hangs. Nothing of
one person, no form and no nonce may stand in it, because everybody gets the same.
"""

from django.template import Node, TemplateSyntaxError
from django.utils.translation import get_language

MOST = 500  # keys of one part; beyond that it begins anew
FORBIDDEN = ("csrf_token", "person", "csp_nonce", "user", "request")


class Kept(Node):
    """A part of a template with what has been drawn of it."""

    def __init__(self, nodelist, keys):
        self.nodelist, self.keys, self.drawn = nodelist, keys, {}

    def render(self, context):
        key = (get_language(), *[one.resolve(context) for one in self.keys])
        if key not in self.drawn:
            if len(self.drawn) >= MOST:
                self.drawn.clear()
            self.drawn[key] = self.nodelist.render(context)
        return self.drawn[key]


def kept(parser, token):
    keys = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    source = " ".join(_names_in(nodelist))
    if private := [name for name in FORBIDDEN if name in source.split()]:
        raise TemplateSyntaxError(f"a kept part names {private}, which belongs to one reader")
    return Kept(nodelist, keys)


def _names_in(nodelist):
    """Return the names of the context that this part reads, as the parser met them."""
    for node in nodelist:
        yield from _words_of(node.token)
        for name in getattr(node, "child_nodelists", ()):
            yield from _names_in(getattr(node, name, None) or ())


def _words_of(token):
    return token.contents.replace(".", " ").replace("|", " ").split() if token.token_type.value else ()
