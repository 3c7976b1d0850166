"""Logs (گزارش‌ها): one JSON line an event, with a request id, and never a phone, an ID or a name."""

import logging
import sys

import structlog

SECRET = {"phone", "to", "text", "code", "national_id", "name", "password", "pin"}


def without_secrets(logger, method, event):
    """Drop what must never be logged, should somebody pass it by mistake."""
    return {key: value for key, value in event.items() if key not in SECRET}


def configure(level):
    number = getattr(logging, level.upper(), logging.INFO)
    logging.basicConfig(stream=sys.stderr, level=max(number, logging.WARNING), format="%(message)s")
    structlog.configure(
        processors=[
            without_secrets,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=lambda *_names: structlog.PrintLogger(sys.stderr),  # looked up when a line is written
        cache_logger_on_first_use=False,
    )
