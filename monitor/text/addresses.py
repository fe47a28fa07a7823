"""One address, one key: the forms under which a site gives the same page are folded together, and nothing else is."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote_plus

from yarl import URL

# One site under several names (the outlets' own notices). AzerNEWS at today.az, Trend at day.az and BelTA at sb.by are
# no mirrors but other sites that print the same text: their articles are copies, each with its own address.
_MIRRORS = {
    "zerkal0-web.online": "zerkalo.io",
    "zerkalo-area.xyz": "zerkalo.io",
    "reformby.org": "reform.news",
    "vestnikkavkaza.net": "vestikavkaza.ru",
}
_EDITIONS = ("www.", "m.", "mobile.", "amp.", "wap.")

# Parameters that say how a reader came or who he is, never which article it is. A name that is an article's number
# anywhere (id, p, n, nid, sid, page, ...) has no place here.
_TRACKING: dict[str, str] = {
    "campaign tags that an outlet's own newsletter or feed hangs on": """
        utm_* _openstat at_* ns_* pk_* piwik_* mtm_* matomo_* itm_* wt.mc_id wt_mc xtor cmpid campaign_id ncid ocid
        traffic_source s_cid""",
    "click numbers of advertising networks": """
        gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid msclkid yclid ymclid ysclid _ym_uid rb_clickid ttclid
        twclid li_fat_id ef_id s_kwcid wickedid srsltid""",
    "what social networks and messengers add where a link is shared": """
        fbclid fb_action_ids fb_action_types fb_ref fb_source igsh igshid tg_rhash smid sr_share __twitter_impression
        ref_src ref_url""",
    "numbers of a mailing and its reader": """
        mc_cid mc_eid mkt_tok oly_* vero_conv vero_id _hsenc _hsmi hsa_* hsctatracking""",
    "what a site's own statistics and consent pages carry from page to page": """
        _ga _gl guccounter guce_referrer guce_referrer_sig cx_testid""",
    "another drawing of the same page": """
        amp outputtype""",
    "visits of one reader": """
        phpsessid jsessionid aspsessionid* cfid cftoken""",
}
_WORDS = " ".join(_TRACKING.values()).split()
_NAMES = frozenset(word for word in _WORDS if not word.endswith("*"))
_PREFIXES = tuple(word[:-1] for word in _WORDS if word.endswith("*"))
# Words that are an article's number on one site and the reader's way in on another: dropped with these values only.
_WAYS_IN = frozenset(("from", "ref", "referrer", "source", "src", "via"))
_WAYS = frozenset(
    ("rss", "rssfeed", "rss_feed", "feed", "atom", "amp", "twitter", "facebook", "telegram", "vk", "yandex", "google")
)
_VISITS = frozenset(("sid", "s", "session", "sessionid", "session_id"))  # a visit's only with such a value
_VISIT = re.compile(r"(?=[a-z]*\d)(?=\d*[a-z])[0-9a-z]{26,}")

_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]")
_WIRE_SPACE = re.compile(r"[\t\r\n]+")
_AMPERSAND = re.compile(r"&(?:amp;|#0{0,9}38;|#x0{0,9}26;)+", re.IGNORECASE)
_LEFT_AMPERSAND = re.compile(r"&(?:amp;)+", re.IGNORECASE)
_VISIT_IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*", re.IGNORECASE)
_VISIT_AS_FOLDER = re.compile(r"\([a-z]\([0-9a-z]{16,}\)\)", re.IGNORECASE)  # ASP.NET
_INDEX = re.compile(r"(?:index\.(?:html?|shtml|php|aspx?|jsp)|default\.(?:html?|aspx?))", re.IGNORECASE)
# Pages that only lead on: host, first folder (then "s/" and the address), or the parameter that holds the address.
_LEADS_ON = (
    (re.compile(r"google\.[a-z.]{2,6}"), "", ("url", "q"), "/url"),
    (re.compile(r"google\.[a-z.]{2,6}"), "s/", (), ""),  # google.com/amp/s/site/...; "amp" is gone by then
    (re.compile(r"(?:[0-9a-z-]+\.)?cdn\.ampproject\.org"), "c/s/", (), ""),
    (re.compile(r"(?:[0-9a-z-]+\.)?cdn\.ampproject\.org"), "v/s/", (), ""),
    (re.compile(r"yandex\.[a-z]{2,3}"), "turbo/s/", (), ""),
    (re.compile(r"(?:l|lm)\.facebook\.com"), "", ("u",), "/l.php"),
    (re.compile(r"away\.vk\.com|vk\.com"), "", ("to",), "/away.php"),
)
# What most addresses are: nothing in them is to be decoded, left out or put in order but campaign tags. The path has no
# folder that begins with a dot, the parameters are name=value.
_SIMPLE = re.compile(
    r"https?://([a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60}){1,5})(?::443|:80)?((?:/[\w~-][\w.~-]*)*)/?"
    r"(\?\w+=[\w.~-]*(?:&\w+=[\w.~-]*)*)?(?:#[\w-]*)?",
    re.ASCII,
)
_NOT_SIMPLE = re.compile(r"amp|/(?:index|default)\.", re.IGNORECASE)
_LONGEST = 8192  # characters; no article's address is
_STEPS = 5  # pages that lead on to pages that lead on; more is nobody's article


def canonical_url(url: str) -> str:
    """The key of an address: what its http and https, www, mobile, AMP and mirror forms and all others share.

    "" if it is no absolute http(s) address, or one of more than 8,192 characters. A key only: it need not answer and is
    never fetched or shown. Its own key is itself. What differs in a folder or in a parameter that is not known to be
    tracking stays two: on many sites `id=5` is all that tells two articles apart. A fragment counts only where it is a
    route (#/news/5, #!news/5).
    """
    if len(url) > _LONGEST:
        return ""
    if (match := _SIMPLE.fullmatch(url)) and not _NOT_SIMPLE.search(match[2]) and (host := _simple_host(match[1])):
        return f"https://{host}{match[2] or '/'}{_query(match[3][1:]) if match[3] else ''}"
    return _canonical(url)


@lru_cache(maxsize=4096)
def _simple_host(name: str) -> str:
    """The host as in the key of its addresses; "" where each of them must be looked at: it may lead on."""
    found = _canonical(f"https://{name}/").removeprefix("https://").removesuffix("/")
    leads_on = any(hosts.fullmatch(found) for hosts, *_ in _LEADS_ON)
    return "" if leads_on or not _HOST.fullmatch(found) else found


def _canonical(url: str) -> str:
    try:
        for _ in range(_STEPS):
            host, path, query, route = _parts(url)
            onward = _onward(host, path, query) if host else ""
            if not onward:
                return f"https://{host}{path}{query}{route}" if host else ""
            url = onward
    except (ValueError, IndexError):  # a port out of range, a host that IDNA refuses, a bracket too many
        return ""
    return ""


def _parts(url: str) -> tuple[str, str, str, str]:
    text = unicodedata.normalize("NFC", _WIRE_SPACE.sub("", url.strip()))
    parsed = URL(_AMPERSAND.sub("&", text))
    host = _host(parsed.raw_host or "") if parsed.scheme in ("http", "https") else ""
    if not host:
        return "", "", "", ""
    if parsed.explicit_port not in (None, 80, 443):
        host = f"{host}:{parsed.explicit_port}"
    return host, _path(parsed.raw_path), _query(parsed.raw_query_string), _route(parsed.raw_fragment)


def _host(raw: str) -> str:
    host = raw.lower().rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    if not _HOST.fullmatch(host):
        return ""
    while host.startswith(_EDITIONS) and "." in (rest := host.partition(".")[2]):
        host = rest
    for mirror, original in _MIRRORS.items():
        if host == mirror or host.endswith("." + mirror):
            return host[: -len(mirror)] + original
    return host


def _path(raw: str) -> str:
    text = _VISIT_IN_PATH.sub("", _LEFT_AMPERSAND.sub("&", raw))
    parts = [part for part in text.split("/") if part and not _VISIT_AS_FOLDER.fullmatch(part)]
    while parts and (last := _ending(parts)) != parts[-1]:
        parts[-1:] = [last] if last else []
    first = next((n for n, part in enumerate(parts) if part.lower() != "amp"), len(parts) - 1)
    return "/" + "/".join(parts[first:])


def _ending(parts: list[str]) -> str:
    """The last name without what makes it the AMP form, or "" where it names nothing: index pages, /amp."""
    name, dot, kind = parts[-1].rpartition(".html")
    name, kind = (name, dot) if dot and not kind else (parts[-1], "")
    while len(name) > len(".amp") and name.lower().endswith(".amp"):
        name = name[: -len(".amp")]
    name += kind
    return "" if _INDEX.fullmatch(name) or (len(parts) > 1 and name.lower() in ("amp", "amp.html")) else name


def _query(raw: str) -> str:
    """The parameters that may name the article, by name: some sites write them in another order each time."""
    parts = [_LEFT_AMPERSAND.sub("", f"&{part}").removeprefix("&") for part in raw.split("&")]
    parameters = [part for part in parts if part and not _is_tracking(part)]
    parameters.sort(key=lambda parameter: parameter.partition("=")[0])
    return "?" + "&".join(parameters) if parameters else ""


def _is_tracking(parameter: str) -> bool:
    name, _, value = parameter.lower().partition("=")
    return (
        name in _NAMES
        or name.startswith(_PREFIXES)
        or (name in _WAYS_IN and value.split("-")[0] in _WAYS)
        or (name in _VISITS and _VISIT.fullmatch(value) is not None)
    )


def _route(raw: str) -> str:
    """A fragment that a page without folders of its own uses as one; a place on the page is none."""
    if not raw.startswith(("/", "!")):
        return ""
    route, _, query = raw.partition("?")
    route = _LEFT_AMPERSAND.sub("&", route).rstrip("/")
    return f"#{route}{_query(query)}" if route.strip("!/") else ""


def _onward(host: str, path: str, query: str) -> str:
    """The address that a page which only leads on leads to: search results, AMP caches, warnings of networks."""
    for hosts, folder, names, page in _LEADS_ON:
        if not hosts.fullmatch(host):
            continue
        if folder and path.startswith(f"/{folder}") and "." in path[len(folder) + 1 :].partition("/")[0]:
            return f"https://{path[len(folder) + 1 :]}{query}"
        if names and path == page:
            found = dict(part.split("=", 1) for part in query[1:].split("&") if "=" in part)
            inner = next((unquote_plus(found[name]) for name in names if name in found), "")
            if inner.lower().startswith(("http://", "https://")):
                return inner
    return ""
