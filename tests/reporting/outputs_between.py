"""What tells of a report beside its pages and files: comparisons, work, e-mails, commands, the disk."""

from io import StringIO

from django.core import mail
from django.core.management import call_command
from django.urls import reverse

from reporting.engine.registries import writers
from tests.reporting.outputs import answer, readable


def of_comparison(client, report, interim, edition):
    """What a version and what another period differ in, with what stayed, in every form."""
    pairs = (("2", "today"), (f"{interim.key}:today", "today"), (f"{interim.key}:1", "2"))
    outputs = {}
    for before, after in pairs:
        asked = {"from": before, "to": after, "edition": edition.value}
        address = reverse("compare", args=report.address)
        page = answer(client, address, {**asked, "show": "all"})
        outputs[f"{before} and {after}"] = page + answer(client, address, asked)
    address = reverse("compare_csv", args=report.address)
    outputs["changes"] = answer(client, address, asked)
    for form in ("text", "json"):
        outputs[f"compared as {form}"] = _printed(
            "compare_reports",
            *report.address,
            **{"before": before, "after": after, "edition": edition.value, "format": form},
        )
    return outputs


def of_commands(report, interim, edition, folder):
    """The files that the commands write."""
    outputs = {}
    for key in writers:
        target = folder / f"{edition}.{key}"
        options = {"format": key, "output": target, "edition": edition.value}
        _printed("render_report", *report.address, **options)
        outputs[f"render_report {key}"] = readable(target.read_bytes())
    target = folder / f"{edition}-exported.zip"
    options = {"output": target, "edition": edition.value, "period": interim.key}
    _printed("export_dossier", *report.address, **options)
    outputs["export_dossier"] = readable(target.read_bytes())
    return outputs


def _printed(command, *arguments, **options):
    out = StringIO()
    call_command(command, *arguments, stdout=out, **options)
    return out.getvalue().encode()


def of_work(client, reports, edition):
    """The pages, the states and the files of all work that was done for an edition."""
    told = []
    for report in reports:
        for job in report.jobs.whole().filter(edition=edition):
            told += [answer(client, reverse(n, args=[job.uuid])) for n in ("work", "work_state")]
            if job.is_done:
                told.append(answer(client, reverse("work_file", args=[job.uuid])))
    return {"work": b"\n".join(told)}


def of_mail():
    """Every e-mail that was sent, with its subject and both its forms."""
    return {
        f"mail {number}": "\n".join(
            [message.subject, message.body, *(content for content, _ in message.alternatives)]
        ).encode()
        for number, message in enumerate(mail.outbox)
    }


def on_disk(root, edition):
    """The names and contents of every picture that an edition's readers may see."""
    ends = f"-{edition}", "-open"
    shelves = [path for path in root.glob("charts/*/*/*") if path.name.endswith(ends)]
    files = [path for shelf in shelves for path in shelf.iterdir()]
    assert files
    names = "\n".join(str(path.relative_to(root)) for path in files)
    return {"disk": b"\n".join([names.encode(), *(path.read_bytes() for path in files)])}
