import json

import structlog

from koushaneh.config import logs


def test_a_line_is_json_and_never_holds_a_phone_or_a_name(capsys):
    logs.configure("INFO")
    structlog.get_logger("test").info("sms", phone="+989121234567", name="زهرا", template="code")
    logs.configure("WARNING")

    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["template"], line["level"]) == ("sms", "code", "info")
    assert "phone" not in line and "name" not in line
