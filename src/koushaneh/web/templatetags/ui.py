"""Components (اجزای صفحه): Python functions with keyword-only arguments; a misspelt one fails."""

from django import template

register = template.Library()
