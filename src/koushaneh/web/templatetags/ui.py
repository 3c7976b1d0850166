"""Components (اجزای صفحه): Python functions with keyword-only arguments; a misspelt one fails."""

from django import template
from django.template.loader_tags import BLOCK_CONTEXT_KEY

from koushaneh.web.ui import boxes, inputs, pieces, records, sheets
from koushaneh.web.ui.kept import kept

register = template.Library()

for block in (boxes.card, boxes.notice, boxes.help, boxes.section, boxes.postform):
    register.simple_block_tag(takes_context=True)(block)
for tag in (boxes.now, boxes.empty, inputs.field, inputs.fields, inputs.errors):
    register.simple_tag(takes_context=True)(tag)
for tag in (records.timeline, records.facts, records.tabs, records.progress, records.steps, records.crumbs):
    register.simple_tag(takes_context=True)(tag)
register.simple_tag(takes_context=True)(sheets.stylesheets)
for tag in (records.qr, pieces.icon, pieces.chip, pieces.state, pieces.button, pieces.link):
    register.simple_tag(tag)
register.tag(kept)
for tag in (pieces.once, pieces.reason):
    register.simple_tag(tag)


@register.simple_tag(takes_context=True)
def listing(context, *, of):
    """{% listing of=listing %}: search, filters, rows, pages, export."""
    return of.html(context)


@register.simple_tag(takes_context=True)
def heading(context):
    """{% heading %}: the block `title` once more, as the heading of the page."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block("title") if blocks else None
    return block.render(context) if block else ""
