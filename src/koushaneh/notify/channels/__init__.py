"""Channels (راه پیام): how a text leaves. One interface, chosen by the setting `SMS_CHANNEL`."""

from koushaneh.notify.channels.base import Undeliverable, channel

__all__ = ["Undeliverable", "channel"]
