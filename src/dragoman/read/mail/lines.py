"""The lines of a mail that are its own: without quotations, signatures, and what list programs add."""

from __future__ import annotations

import re
from collections.abc import Sequence

_QUOTED = re.compile(r"[ \t]?>[> \t]*")
_ANSWER = "re|aw|sv|ответ|رد|回复|答复"
_FORWARD = "fwd?|tr|wg|rv|enc|пересл(?:ать)?|تحويل|إعادة توجيه|转发|轉寄"
_FORWARD_SUBJECT = re.compile(rf"(?:(?:{_ANSWER})\s*[:：]\s*)*(?:{_FORWARD})\s*[:：]", re.I)
_PREFIX = re.compile(rf"(?:(?:{_ANSWER}|{_FORWARD})\s*[:：]\s*)+", re.I)
_FORWARDED = re.compile(
    r"[-_—=\s]{0,40}(?:begin forwarded message|forwarded message|forwarded by .{1,80}|message transféré"
    r"|début du message (?:transféré|réexpédié)|weitergeleitete nachricht|mensaje reenviado"
    r"|messaggio inoltrato|пересылаемое сообщение|пересланное сообщение"
    r"|начало переадресованного сообщения|رسالة معاد توجيهها|الرسالة المعاد توجيهها"
    r"|转发的邮件|转发邮件信息)\s*[:：]?[-_—=\s]{0,40}",
    re.I,
)
_ORIGINAL = re.compile(
    r"[-_—=\s]{2,40}(?:original message|original appointment|message d['’]origine|ursprüngliche nachricht"
    r"|исходное сообщение|الرسالة الأصلية|原始邮件|原始邮件信息|邮件原件|mensaje original)[-_—=\s]{2,40}",
    re.I,
)
_FIELD = re.compile(
    r"\*?(?:from|sent|date|to|cc|subject|reply-to|de|envoyé|à|objet|von|gesendet|an|betreff|para|asunto|enviado"
    r"|от|кому|копия|тема|дата|отправлено|من|إلى|التاريخ|الموضوع|تاريخ الإرسال|نسخة"
    r"|发件人|发送时间|收件人|抄送|主题|日期)\s{0,3}(?:\*\s?:|:\*|[:：])",
    re.I,
)
_FURNITURE = re.compile(
    r".{0,60}(?:view (?:this (?:e-?mail|message|newsletter)|it) in (?:your|a) (?:web )?browser"
    r"|unsubscribe|manage (?:your )?(?:subscription|preferences)|se désabonner|se désinscrire"
    r"|afficher (?:ce|cet) .{0,20}navigateur|version en ligne|отписаться|открыть (?:письмо )?в браузере"
    r"|إلغاء الاشتراك|عرض (?:هذه )?الرسالة في المتصفح|退订|在浏览器中查看).{0,100}",
    re.I,
)
_NOISE = re.compile(r"<(?:https?|mailto):[^<>\s]{1,2000}>|\[(?:image|cid|https?):[^\[\]\n]{0,2000}\]", re.I)
_LIST_FOOTER = re.compile(r"[_=*-]{30,}\s*")
_SHORT_END = 12  # lines after which what follows a mark is no signature, nor a list's footer
_SIGNATURE = 30


def is_forward(subject: str) -> bool:
    """Whether a subject says that the mail passes another on."""
    return _FORWARD_SUBJECT.match(subject) is not None


def bare_subject(subject: str) -> str:
    """The subject without Re: and Fwd:, unless nothing else is in it."""
    return _PREFIX.sub("", subject, count=1).strip() or subject if _PREFIX.match(subject) else subject


def unflow(text: str, *, delete_space: bool) -> str:
    """The text of format=flowed (RFC 3676) with its paragraphs one a line."""
    lines: list[tuple[int, list[str]]] = []
    open_depth = -1  # of the paragraph that goes on
    for raw in text.splitlines():
        depth = len(raw) - len(raw.lstrip(">"))
        line = raw[depth:].removeprefix(" ")
        flowed = line.endswith(" ") and line != "-- "
        words = line[:-1] if flowed and delete_space else line
        if open_depth == depth and line != "-- ":
            lines[-1][1].append(words)
        else:
            lines.append((depth, [words]))
        open_depth = depth if flowed else -1
    return "\n".join(">" * depth + " " * bool(depth) + "".join(parts) for depth, parts in lines)


def own_lines(text: str, *, forwards: bool) -> list[str]:
    """The lines that this mail adds to others, and of one that passes another on, those of the other.

    A blank line stays where there was one or more.
    """
    lines = [
        _NOISE.sub("", line).rstrip() if "<" in line or "[" in line else line for line in text.splitlines()
    ]
    lines = _without_quotations(lines, forwards)
    lines = _without_headers(lines, forwards)
    kept: list[str] = []
    for line in _without_signatures(lines):
        if _FURNITURE.fullmatch(line):
            continue
        if line.strip() or (kept and kept[-1]):
            kept.append(line.rstrip())
    return kept if any(kept) else []


def _without_quotations(lines: Sequence[str], forwards: bool) -> list[str]:
    kept: list[str] = []
    quoting = False
    for line in lines:
        mark = _QUOTED.match(line)
        if mark is None:
            quoting = quoting and not line.strip()
            kept.append(line)
        elif forwards:
            kept.append(line[mark.end() :])
        elif not quoting:
            quoting = True
            _drop_attribution(kept)
    return kept


def _drop_attribution(kept: list[str]) -> None:
    """Take off the last lines if they say whose words come next: with a date or address, and a colon."""
    at = len(kept)
    while at and not kept[at - 1].strip():
        at -= 1
    end = at
    while at and end - at < 3 and kept[at - 1].strip():
        at -= 1
    said = " ".join(kept[at:end]).strip()
    for start in range(end - 1, at - 1, -1):
        said = " ".join(kept[start:end]).strip()
        if said.endswith((":", "：")) and re.search(r"\d|@", said) and len(said) < 400:
            del kept[start:]
            return


def _without_headers(lines: Sequence[str], forwards: bool) -> list[str]:
    """Cut at the headers of a mail that is answered; of one that is passed on, leave out these alone."""
    kept: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if _FORWARDED.fullmatch(line):
            at = _after_fields(lines, at + 1)
            forwards = True
        elif _ORIGINAL.fullmatch(line) or _begins_fields(lines, at):
            if not forwards:
                break
            at = _after_fields(lines, at + (not _FIELD.match(line)))
        else:
            kept.append(line)
            at += 1
    return kept


def _begins_fields(lines: Sequence[str], at: int) -> bool:
    if not _FIELD.match(lines[at]):
        return False
    return sum(_FIELD.match(line.strip()) is not None for line in lines[at : at + 5]) >= 3


def _after_fields(lines: Sequence[str], at: int) -> int:
    """The first line after a block of headers that may follow here."""
    end = at
    while end < min(len(lines), at + 30):
        line = lines[end].strip()
        following = lines[end + 1].strip() if end + 1 < len(lines) else ""
        if line:
            goes_on = _FIELD.match(line) is not None or (end > at and lines[end].startswith((" ", "\t")))
        else:
            goes_on = end == at or _FIELD.match(following) is not None
        if not goes_on:
            break
        end += 1
    return end


def _without_signatures(lines: Sequence[str]) -> list[str]:
    kept: list[str] = []
    for at, line in enumerate(lines):
        rest = len(lines) - at - 1
        if line.rstrip() == "--" and rest <= _SIGNATURE:
            break
        if _LIST_FOOTER.fullmatch(line) and rest <= _SHORT_END and _is_footer(lines[at + 1 :]):
            break
        kept.append(line)
    return kept


def _is_footer(lines: Sequence[str]) -> bool:
    return any(
        re.search(r"https?://|@|mailing list|liste de diffusion|рассыл|القائمة", line) for line in lines
    )
