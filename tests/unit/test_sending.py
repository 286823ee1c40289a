"""Messages on their way out: mails by a real server of this machine, channels by a real web hook."""

from __future__ import annotations

import mailbox as mailboxes
import shutil
import ssl
import subprocess
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from pmctl.diagnostic import UserError
from pmctl.model.people import Person
from pmctl.model.workspace import Workspace
from pmctl.notices import Digest, Notice
from pmctl.revision import Revision
from pmctl.sending import addressed, mail_server, send_mails
from pmctl.triggers import TRIGGERS
from pmctl.views.notices.mail import mails
from pmctl.views.notices.view import Run
from tests.history import make, needs_git
from tests.servers import needs_ports, smtp_server, web_hook
from tests.transcript import run

STEPS = """
put plan
commit 2026-02-09 ana: Plan
set shop.yaml: owner: ana -> owner: bo, assign: [bo, cy, dee]
commit 2026-02-10 ana: Others do it
"""
PEOPLE = """kind: people
people:
  ana: {name: Ana, email: ana@acme.example}
  bo: {name: "Bo\\r\\nBcc: eve@evil.example", email: bo@acme.example}
  cy: {name: 'Cy, "the" <one>', email: "cy@acme.example, eve@evil.example"}
  dee: {name: Dée}
"""
SHOP = "kind: project\ntasks:\n  api: {name: Über From here, effort: 5d, owner: ana}\n"


# in a dependency of apprise, not ours
pytestmark = pytest.mark.filterwarnings("ignore:.*imghdr.*:DeprecationWarning")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    overlay = tmp_path / "overlays" / "plan"
    overlay.mkdir(parents=True)
    (overlay / "people.yaml").write_text(PEOPLE)
    (overlay / "shop.yaml").write_text(SHOP)
    (overlay / "pmctl.yaml").write_text("kind: workspace\nid: acme\nname: Acme\n")
    return make(tmp_path / "repository", STEPS, tmp_path / "overlays")


# --- mails ------------------------------------------------------------------------------------------------------------


@needs_git
@needs_ports
def test_mails_reach_a_real_server_each_its_one_person(plan: Path) -> None:
    with smtp_server() as post:
        environment = {"PMCTL_MAIL": f"smtp://127.0.0.1:{post.port}", "PMCTL_MAIL_FROM": "plans@acme.example"}
        ran = run(["notify", "--since", "HEAD~1", "--select", "N01", "--send"], plan, environment)
    assert (ran.status, ran.output) == (0, "1 mail sent\n")
    assert ran.errors.splitlines()[-1] == "no mail to cy, dee: no address in the plan"
    assert [who.split()[0].lower() for who in post.senders] == ["from:<plans@acme.example>"]
    assert [[who.lower() for who in one] for one in post.recipients] == [["to:<bo@acme.example>"]]
    mail = message_from_bytes(post.mails[0], policy=policy.default)
    assert mail["To"].addresses[0].addr_spec == "bo@acme.example" and len(mail["To"].addresses) == 1
    assert mail["Bcc"] is None and mail["Subject"] == "Acme: 1 message"
    assert "Über From here is yours now" in mail.get_content()


@needs_git
@needs_ports
def test_the_same_run_makes_the_same_mail(plan: Path) -> None:
    found = []
    for _ in range(2):
        with smtp_server() as post:
            environment = {"PMCTL_MAIL": f"smtp://127.0.0.1:{post.port}", "PMCTL_MAIL_FROM": "plans@acme.example"}
            run(["notify", "--since", "HEAD~1", "--send"], plan, environment)
        found.append(post.mails)
    assert found[0] == found[1]


@needs_git
@needs_ports
def test_a_refusal_is_said(plan: Path) -> None:
    with smtp_server("550 no such user \x1b[31m") as post:
        environment = {"PMCTL_MAIL": f"smtp://127.0.0.1:{post.port}", "PMCTL_MAIL_FROM": "plans@acme.example"}
        ran = run(["notify", "--since", "HEAD~1", "--send"], plan, environment)
    assert ran.status == 2 and "the mail server 127.0.0.1 refused" in ran.errors and "\x1b" not in ran.errors


@needs_ports
def test_who_is_refused_keeps_nobody_else_waiting() -> None:
    messages = []
    for who in ("ana", "bo", "cy"):
        messages.append(EmailMessage())
        messages[-1]["From"], messages[-1]["To"] = "plans@acme.example", f"{who}@acme.example"
    with smtp_server("550 no such user \x1b[31m", whom="ana@") as post, pytest.raises(UserError) as caught:
        send_mails(mail_server(f"smtp://127.0.0.1:{post.port}", "PMCTL_MAIL"), messages)
    assert len(post.mails) == 2
    said = caught.value.message
    assert "refused 1 of 3: ana@acme.example: 550 no such user" in said and "\x1b" not in said and "bo@" not in said


@needs_git
@needs_ports
def test_nobody_there_is_said(plan: Path) -> None:
    with smtp_server() as post:
        port = post.port
    environment = {"PMCTL_MAIL": f"smtp://127.0.0.1:{port}", "PMCTL_MAIL_FROM": "plans@acme.example"}
    ran = run(["notify", "--since", "HEAD~1", "--send"], plan, environment)
    assert ran.status == 2 and "refused" in ran.errors


@needs_git
@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({}, "by which way"),
        ({"PMCTL_MAIL": "mail.example"}, "no address of a mail server"),
        ({"PMCTL_MAIL": "http://user:secret@mail.example"}, "no address of a mail server"),
        ({"PMCTL_MAIL": "smtps://user:secret@mail.example:99999"}, "no address of a mail server"),
        ({"PMCTL_MAIL": "smtps://mail.example"}, "PMCTL_MAIL_FROM"),
    ],
)
def test_settings_that_are_missing_or_wrong_are_said(plan: Path, environment: dict[str, str], words: str) -> None:
    ran = run(["notify", "--since", "HEAD~1", "--send"], plan, environment)
    assert ran.status == 2 and words in ran.errors and "secret" not in ran.errors and ran.output == ""


def test_no_name_and_no_address_begins_a_header() -> None:
    """Whatever a person is called: one mail, one recipient, no header but ours."""
    hostile = ["Bo\r\nBcc: eve@evil.example", "\x00\u202e", 'x" <eve@evil.example>, "', ""]
    hostile += ["=?utf-8?q?Bo=0D=0ABcc: eve@evil.example?="]
    addresses = ["bo@acme.example", "bo@acme.example\r\nBcc: eve@evil.example", "a@b, eve@evil.example"]
    addresses += ["@b", "a@", "bö@x", ""]
    notice = Notice(TRIGGERS[0], "alert", "shop/api", "task", "\r\nX: y", "is\r\n\r\nFrom here", ())
    for name in hostile:
        for address in addresses:
            digest = Digest(Person(id="bo", kind="person", name=name, email=address), (notice,))
            workspace = Workspace(id="acme", name="Acme\r\nBcc: eve@evil.example")
            day = date(2026, 2, 10)
            found = mails(Run(workspace, "", Revision("1234567", day, "HEAD\r\nX: y"), day, day, (digest,)))
            assert len(found) == (address == "bo@acme.example")
            for mail in found:
                again = message_from_bytes(mail.as_bytes(), policy=policy.default)
                assert [one.addr_spec for one in again["To"].addresses] == [address]
                assert sorted(again.keys()) == sorted(HEADERS)


HEADERS = (
    *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted"),
    *("Content-Type", "Content-Transfer-Encoding", "MIME-Version"),
)


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate of this machine that nobody signed but itself, with its key in one file."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("openssl is not installed")
    names = ["-subj", "/CN=post.example", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", str(tmp_path / "key.pem"), "-out", str(tmp_path / "certificate.pem")]
    command = [program, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *names, *files]
    made = subprocess.run(command, capture_output=True)
    assert made.returncode == 0, made.stderr.decode()
    return tmp_path / "certificate.pem"


@needs_ports
@needs_git
@pytest.mark.parametrize("scheme", ["smtps", "smtp"])
def test_mails_and_passwords_go_encrypted_to_whom_is_trusted_only(plan: Path, certificate: Path, scheme: str) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_name("key.pem"))
    for trusted in (False, True):
        with smtp_server(tls=context, at_once=scheme == "smtps") as post:
            environment = {
                "PMCTL_MAIL": f"{scheme}://user:secret@127.0.0.1:{post.port}",
                "PMCTL_MAIL_FROM": "plans@acme.example",
                **({"SSL_CERT_FILE": str(certificate)} if trusted else {}),
            }
            ran = run(["notify", "--since", "HEAD~1", "--select", "N01", "--send"], plan, environment)
        assert ran.status == (0 if trusted else 2), ran.errors
        assert "secret" not in ran.output + ran.errors
        assert (len(post.mails), post.logins) == ((1, ["\0user\0secret"]) if trusted else (0, []))
        assert post.encrypted == [True] * trusted


def test_a_server_as_it_is_written() -> None:
    server = mail_server("smtps://us%40er:pa%3Ass@mail.example", "PMCTL_MAIL")
    assert (server.host, server.port, server.always_tls) == ("mail.example", 465, True)
    assert (server.user, server.password) == ("us@er", "pa:ss")
    assert mail_server("smtp://mail.example", "PMCTL_MAIL").port == 587


@needs_ports
def test_no_password_goes_in_the_clear() -> None:
    """A server elsewhere that knows no STARTTLS gets neither a password nor a mail."""
    with smtp_server() as post:
        server = mail_server(f"smtp://user:secret@0.0.0.0:{post.port}", "PMCTL_MAIL")
        with pytest.raises(UserError):
            send_mails(server, [EmailMessage()])
    assert post.mails == []


# --- a mailbox --------------------------------------------------------------------------------------------------------


@needs_git
def test_a_mailbox_holds_as_many_mails_as_people(plan: Path) -> None:
    (plan / "people.yaml").write_text((plan / "people.yaml").read_text().replace("Dée", "Dée, email: dee@acme.example"))
    ran = run(["notify", "--since", "HEAD~1", "--format", "mbox", "-o", "out.mbox"], plan)
    assert ran.status == 0, ran.errors
    found = list(mailboxes.mbox(str(plan / "out.mbox")))
    assert [one["To"].split("<")[-1] for one in found] == ["bo@acme.example>", "dee@acme.example>"]
    assert (plan / "out.mbox").read_text().count("\nFrom ") == 1


# --- channels ---------------------------------------------------------------------------------------------------------


@needs_git
@needs_ports
def test_channels_get_each_digest(plan: Path) -> None:
    pytest.importorskip("apprise", reason="apprise is not installed")
    with web_hook() as (port, taken):
        urls = f"json://127.0.0.1:{port}/all json://127.0.0.1:{port}/of/{{email}}"
        ran = run(["notify", "--since", "HEAD~1", "--send", "--for", "bo,dee"], plan, {"PMCTL_CHANNELS": urls})
    assert (ran.status, ran.output) == (0, "3 messages sent to channels\n"), ran.errors
    assert sorted(path for path, _ in taken) == ["/all", "/all", "/of/bo@acme.example"]
    said = next(body for path, body in taken if path.startswith("/of"))
    assert "Acme: " in said["title"] and "is yours now" in said["message"]


def test_a_channel_of_somebody_without_that_value_is_left_out() -> None:
    urls = ("slack://token/#plans", "slack://token/@{person}", "mailto://host?to={email}")
    assert addressed(urls, {"person": "a/b", "email": ""}) == ("slack://token/#plans", "slack://token/@a%2Fb")


@needs_git
@needs_ports
def test_nothing_is_sent_unless_it_is_asked_for(plan: Path) -> None:
    with smtp_server() as post:
        environment = {"PMCTL_MAIL": f"smtp://127.0.0.1:{post.port}", "PMCTL_MAIL_FROM": "plans@acme.example"}
        assert run(["notify", "--since", "HEAD~1"], plan, environment).status == 0
    assert post.senders == []


@needs_git
@needs_ports
def test_refused_mails_keep_no_channel_waiting(plan: Path) -> None:
    pytest.importorskip("apprise", reason="apprise is not installed")
    with smtp_server("550 no such user") as post, web_hook() as (port, taken):
        ways = {
            "PMCTL_MAIL": f"smtp://127.0.0.1:{post.port}",
            "PMCTL_MAIL_FROM": "plans@acme.example",
            "PMCTL_CHANNELS": f"json://127.0.0.1:{port}/all",
        }
        ran = run(["notify", "--since", "HEAD~1", "--send", "--for", "bo,dee"], plan, ways)
    assert ran.status == 2 and "no such user" in ran.errors
    assert "2 messages sent to channels" in ran.output and len(taken) == 2
